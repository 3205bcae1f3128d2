"""一次性补正告知书: everything that is missing or wrong, told at once (行政许可法 art. 32)."""

from printing.documents.parts import Parts
from printing.wording import minute


def compose(parts: Parts) -> None:
    """Defects with form and basis, where and until when to hand in, when the limit begins."""
    record, words = parts.record, parts.words
    parts.title()
    parts.salutation()
    parts.opening()
    parts.facts((words("received"), minute(record.received_at)))
    parts.section(words("defects", count=len(record.defects)))
    labels = [words(key) for key in ("material", "defect", "form", "basis")]
    rows = [(line.material, line.defect, line.required, line.basis) for line in record.defects]
    parts.table(labels, (21, 25, 23, 23), rows)
    parts.section(words("hand_in"))
    parts.items([text for text in (record.hand_in, words("clock"), record.excluded) if text])
    if record.materials:
        parts.section(words("materials", count=len(record.materials)))
        parts.materials(record.materials)
    parts.others(record.contact)
    parts.sign_off()
