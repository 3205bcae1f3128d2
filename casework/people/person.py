"""A natural person as a card shows it, and the role in which the person stands at the counter."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CardKind(StrEnum):
    """Which document the fields came from."""

    RESIDENT = "resident"
    """居民身份证"""
    PERMIT = "permit"
    """港澳台居民居住证"""
    FOREIGN = "foreign"
    """外国人永久居留身份证"""
    UNKNOWN = "unknown"
    """A type letter nobody has described: fields are shown raw and never guessed."""


class Role(StrEnum):
    """In which role the person acts for the applicant (obligations 0b d)."""

    SELF = "self"
    """本人"""
    LEGAL_REPRESENTATIVE = "legal_representative"
    """法定代表人"""
    AGENT = "agent"
    """代理人, with an authorisation"""


@dataclass(frozen=True, slots=True)
class CardHolder:
    """The fields of one identity card, trimmed, in the card's own words.

    ``valid_to`` is None for 长期. ``raw`` is filled for UNKNOWN cards only.
    """

    kind: CardKind
    name: str
    number: str
    sex: str = ""
    nation: str = ""
    birth: date | None = None
    address: str = ""
    issuer: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    latin_name: str = ""
    pass_number: str = ""
    raw: str = ""

    def expired_on(self, day: date) -> bool:
        """Whether the card's validity ended before ``day`` (never for 长期)."""
        return self.valid_to is not None and self.valid_to < day
