"""The unfinished intake: everything the counter gathered, saved as a draft after every change."""

from datetime import datetime

import msgspec
from msgspec import structs

from casework.flows.reuse import Shared
from casework.records.case_events import PageRef
from casework.records.ids import new_id

KIND = "intake.v1"
TYPED, CARD = "typed", "card"


class Person(msgspec.Struct, frozen=True):
    """Who stands at the counter; ``source`` says whether a card or the clerk gave the number."""

    name: str = ""
    number: str = ""
    number_kind: str = ""
    source: str = TYPED
    role: str = ""
    face_matched: bool = False
    sex: str = ""
    address: str = ""
    valid_to: str = ""
    """ISO date, 长期 for no end, empty when unknown."""

    @property
    def known(self) -> bool:
        """Whether anything was read or typed that says who this is."""
        return bool(self.name or self.number)


class Value(msgspec.Struct, frozen=True):
    """A form value as the clerk sees it, and where it came from."""

    text: str
    source: str = TYPED


class Paper(msgspec.Struct, frozen=True):
    """What lies on the counter for one line of the checklist."""

    medium: str = ""
    count: int = 0
    pages: tuple[PageRef, ...] = ()
    seen_at: str = ""
    here: bool = False
    """It lies here since an earlier visit; only its original is looked at now."""
    shared: Shared | None = None
    """The earlier application whose file is used again (004-7)."""

    @property
    def kept(self) -> bool:
        """Whether its pages are another's: they are replaced whole, never changed."""
        return self.here or self.shared is not None


class Told(msgspec.Struct, frozen=True):
    """A defect the clerk adds: a line of the checklist or none, the kind, and own words."""

    line: str
    correction: str
    note: str = ""


class Choosing(msgspec.Struct, frozen=True):
    """The decision in the making; ``kind`` is empty until the clerk picks one."""

    kind: str = ""
    extra: tuple[Told, ...] = ()
    second_reason: str = ""
    reasons: tuple[str, ...] = ()
    competent_organ: str = ""
    key_serial: str = ""
    """The certificate of the seal key, where accepting takes one (002图4.3.1)."""


class FilingSaid(msgspec.Struct, frozen=True):
    """What the clerk says of a joint survey beside the form (001C四(一), 附2-2)."""

    authorised_number: str = ""
    again: str = ""
    listed_told: bool = False


class Draft(msgspec.Struct, frozen=True):
    """One intake; ``received_at`` is fixed when the papers were handed over, once and for all."""

    ident: str
    item: str
    """Code of the item; empty until it is chosen."""
    received_at: str
    step: int = 1
    person: Person = Person()
    project: str = ""
    project_code: str = ""
    project_name: str = ""
    builder: str = ""
    builder_code: str = ""
    entry: dict[str, str] = {}
    """A project that is being entered by its code."""
    values: dict[str, Value] = {}
    papers: dict[str, Paper] = {}
    declaration: bool = False
    choosing: Choosing = Choosing()
    case: str = ""
    """The stream of the case that is gone on with; empty for a new application."""
    correcting: bool = False
    """The applicant corrects the form of a case that is here already."""
    known_papers: tuple[str, ...] = ()
    """Numbers of the papers the case had before."""
    relies: dict[str, bool] = {}
    """By exemption (stream): whether this application is about the works it names."""
    told: bool = False
    """The applicant heard that the import of the project is final with this application."""
    filing: FilingSaid = FilingSaid()
    project_type: str = ""
    """Key of the project's type; empty while nobody said (000§4)."""

    def texts(self) -> dict[str, str]:
        """The form's values as the clerk sees them."""
        return {key: value.text for key, value in self.values.items() if value.text}

    def with_value(self, key: str, text: str, source: str = TYPED) -> "Draft":
        """A value was typed or filled; typing over a card's value makes it a typed one."""
        return structs.replace(self, values=self.values | {key: Value(text, source)})

    def with_paper(self, line: str, paper: Paper) -> "Draft":
        """What lies on the counter for a line has changed; nothing at all is not kept."""
        papers = self.papers | {line: paper}
        return structs.replace(
            self, papers={key: one for key, one in papers.items() if one != Paper()}
        )

    @property
    def empty(self) -> bool:
        """Whether nothing was entered that would be worth keeping."""
        if self.case:
            return not (self.person.known or self.papers or self.correcting)
        entered = self.project_code or any(self.entry.values())
        return not (self.person.known or entered or self.values or self.papers)


def new_draft(item: str, now: datetime) -> Draft:
    """A fresh intake that begins now."""
    return Draft(new_id(now), item, now.isoformat())


def encode(draft: Draft) -> bytes:
    """The saved form."""
    return msgspec.json.encode(draft)


def decode(body: bytes) -> Draft | None:
    """A saved draft, None for one this program cannot read (a newer one: it is left alone)."""
    try:
        return msgspec.json.decode(body, type=Draft)
    except msgspec.DecodeError:
        return None
