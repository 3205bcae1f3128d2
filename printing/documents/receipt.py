"""收件凭证: what the window took in, from whom and when; never an acceptance."""

from printing.documents.parts import Parts
from printing.wording import minute


def compose(parts: Parts) -> None:
    """Facts, materials with their form, and what the voucher does not mean."""
    record, words = parts.record, parts.words
    parts.title()
    parts.opening()
    parts.facts((words("received"), minute(record.received_at)))
    if record.materials:
        parts.section(words("materials", count=len(record.materials)))
        parts.materials(record.materials)
    parts.others(words("not_acceptance"), words("query"), record.hand_in, record.contact)
    parts.sign_off()
