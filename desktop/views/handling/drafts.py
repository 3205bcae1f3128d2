"""What is entered into the form of a verb, as it is kept until its act is true."""

from collections.abc import Mapping

import msgspec

from casework.ports import DraftBox
from casework.records import ids
from casework.records.case_events import PageRef
from desktop.saving import Saving
from desktop.views.handling.verbs import Filled

KIND = "handling"


class Kept(msgspec.Struct, frozen=True):
    """A form as it is saved."""

    case: str
    verb: str
    values: dict[str, str]
    pages: dict[str, tuple[PageRef, ...]]


def saving(case: str, verb: str, filled: Filled) -> Saving:
    """The draft of a verb about a case."""
    kept = Kept(case, verb, dict(filled.values), dict(filled.pages))
    return Saving(ident(case, verb), KIND, msgspec.json.encode(kept))


def ident(case: str, verb: str) -> str:
    """The name of the draft."""
    return f"{KIND}.{ids.ident_of(case)}.{verb}"


def of_case(box: DraftBox, case: str) -> Mapping[str, Filled]:
    """What is entered about a case, by verb; a draft of a newer program is left alone."""
    read = (_read(one.body) for one in box.all(KIND))
    return {one.verb: Filled(one.values, one.pages) for one in read if one and one.case == case}


def _read(body: bytes) -> Kept | None:
    try:
        return msgspec.json.decode(body, type=Kept)
    except msgspec.DecodeError:
        return None
