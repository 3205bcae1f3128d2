"""不予受理决定书: why, on which clause, who is competent, and what the applicant can do."""

from printing.documents.parts import Parts
from printing.wording import minute


def compose(parts: Parts) -> None:
    """Reasons with their basis, the competent organ where known, remedies with their limits.

    The codes of the reasons are for the journal; an applicant has no use for them.
    """
    record, words = parts.record, parts.words
    parts.title()
    parts.salutation()
    parts.opening()
    parts.facts((words("received"), minute(record.received_at)))
    parts.section(words("reasons"))
    rows = [(line.text, line.basis) for line in record.reasons]
    parts.table([words("reason"), words("basis")], (52, 40), rows)
    if record.competent_organ:
        parts.section(words("competent"))
        parts.paragraph(words("competent_text", organ=record.competent_organ))
    if record.remedies:
        parts.section(words("remedies"))
        parts.items(record.remedies)
    if record.materials:
        parts.section(words("returned", count=len(record.materials)))
        parts.materials(record.materials)
    parts.others(record.contact)
    parts.sign_off()
