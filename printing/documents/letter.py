"""A letter: an opening sentence and sections of paragraphs and tables, as the record has them."""

from printing.documents.parts import Parts


def compose(parts: Parts) -> None:
    """Title, addressee, opening, facts, every section in order, remarks, signature."""
    record = parts.record
    parts.title()
    if record.applicant.name:
        parts.salutation()
    if record.opening:
        parts.paragraph(record.opening)
    parts.facts()
    for section in record.sections:
        parts.section(section.title)
        parts.items(section.paragraphs)
        if section.rows:
            parts.table(section.head, section.shares, section.rows)
    parts.others(record.contact)
    parts.sign_off()
