"""受理通知书: the application is accepted; it starts the limit and says when it ends."""

from printing.documents.parts import Parts
from printing.wording import day, minute, sentence


def compose(parts: Parts) -> None:
    """Facts with both dates, accepted materials, steps and limit, what is not counted."""
    record, words = parts.record, parts.words
    parts.title()
    parts.salutation()
    parts.opening()
    parts.facts(
        (words("received"), minute(record.received_at)),
        (words("accepted"), day(record.accepted_at or record.made_at)),
        (words("due"), record.due),
    )
    if record.materials:
        parts.section(words("materials", count=len(record.materials)))
        parts.materials(record.materials)
    _limits(parts)
    parts.others(words("query"), record.contact)
    parts.sign_off()


def _limits(parts: Parts) -> None:
    record, words = parts.record, parts.words
    if record.steps or record.excluded:
        parts.section(words("steps"))
        parts.items(record.steps)
    if record.excluded:
        excluded = words("excluded", excluded=record.excluded)
        parts.paragraph(sentence(excluded, last=True))
