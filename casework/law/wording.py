"""Texts of a pack that go onto paper: defects to be corrected, and what each notice adds."""

from dataclasses import dataclass
from enum import StrEnum

from casework.law.articles import Article, Articles, basis
from casework.law.tables import Table


class NoticeKey(StrEnum):
    """The papers a pack has texts for; the values are those of the notice records."""

    RECEIPT = "receipt"
    ACCEPTANCE = "acceptance"
    CORRECTION = "correction"
    REFUSAL = "refusal"
    SPECIAL = "special"
    EXTENSION = "extension"
    RETURN = "return"
    WITHDRAWAL = "withdrawal"
    TERMINATION = "termination"
    TELLING = "telling"
    COMMITMENT = "commitment"
    APPROVAL_TOLD = "approval_told"
    RESCISSION = "rescission"
    RESULT = "result"
    SITE = "site"
    RECTIFICATION = "rectification"
    SURVEY_FILING = "survey_filing"
    EXEMPTION = "exemption"
    GUIDANCE = "guidance"
    RELAY = "relay"


@dataclass(frozen=True, slots=True)
class Correction:
    """A kind of defect; ``text`` and ``required`` may hold ``{material}``."""

    key: str
    label: str
    text: str
    required: str
    basis: Article
    sample: bool = False

    def filled(self, material: str) -> tuple[str, str]:
        """What is wrong with the material, and what is required."""
        return self.text.format(material=material), self.required.format(material=material)


@dataclass(frozen=True, slots=True)
class NoticeText:
    """What the pack adds to one kind of notice."""

    key: NoticeKey
    copies: int
    hand_in: str
    """Where corrections are handed in."""
    remedies: tuple[str, ...]
    remarks: tuple[str, ...]
    sample: bool = False


def read_correction(table: Table, articles: Articles) -> Correction:
    """One ``[[correction]]``; LW-408 when a text asks for an unknown fact."""
    found = Correction(
        key=table.text("key"),
        label=table.text("label"),
        text=table.text("text"),
        required=table.text("required"),
        basis=basis(table, articles),
        sample=table.flag("sample", default=False),
    )
    try:
        found.filled("")
    except (KeyError, ValueError, IndexError):
        table.fail("text", "LW-408", value=found.text)
    table.close()
    return found


def read_notice(table: Table) -> NoticeText:
    """One ``[[notice]]``."""
    found = NoticeText(
        key=table.choice("key", NoticeKey),
        copies=table.integer("copies", 2),
        hand_in=table.text("hand_in", ""),
        remedies=table.texts("remedies"),
        remarks=table.texts("remarks"),
        sample=table.flag("sample", default=False),
    )
    table.close()
    return found
