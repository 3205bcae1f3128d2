"""What a flow says of a case: how it stands, and the verbs that are open now, as plain data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.act import Command, Context, Records
from casework.errors import ClerkError
from casework.law.items import Item
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case_events import Deliverer, PageRef
from casework.rows import CaseRow
from desktop.ui.fields import Field, Heading
from desktop.ui.tones import Tone


@dataclass(frozen=True, slots=True)
class Look:
    """A case as it was read for the flows, on a lane.

    ``records`` loads any stream, ``numbers`` names this device's block of numbers, ``visitor`` is
    the person at the counter, ``siblings`` finds the cases of the same project.
    """

    stream: str
    case: CaseRecord
    item: Item
    context: Context
    records: Callable[[Sequence[str]], Records]
    numbers: str
    visitor: Deliverer | None = None
    siblings: Callable[[], tuple[CaseRow, ...]] = tuple

    def bound(self, kind: str) -> str:
        """The stream of a kind that follows this case."""
        return ids.bound_to(self.stream, kind)


@dataclass(frozen=True, slots=True)
class Pages:
    """A paper that a verb asks to be scanned."""

    key: str
    label: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """What the clerk entered into the form of a verb: texts and pages by key."""

    values: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, tuple[PageRef, ...]] = field(default_factory=dict)
    at: str = ""
    """When the act is asked for (ISO); empty while the form is only looked at."""

    def text(self, key: str) -> str:
        """A value without blanks around."""
        return self.values.get(key, "").strip()

    def ticked(self, key: str) -> bool:
        """Whether a tick stands."""
        return self.values.get(key) == "1"

    def several(self, key: str) -> tuple[str, ...]:
        """The ticked values of a group."""
        return tuple(filter(None, self.values.get(key, "").split(",")))

    def scanned(self, key: str) -> tuple[PageRef, ...]:
        """The pages of a paper."""
        return self.pages.get(key, ())


Ask = tuple[Command[Any], Any]
"""A command and its request."""
Problems = Mapping[str, str]
"""What is wrong, in the clerk's words, by the key of the field."""


def sound(_: Filled) -> Problems:
    """Nothing is wrong."""
    return {}


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that can be done about a case.

    ``request`` makes the command from the form; ``check`` finds what is wrong before it is asked
    for; ``field_of`` says by the code of a refusal which field is to be mended; ``points`` say what
    holds afterwards (the papers are told without being named here). ``closed`` is why it is not
    open; a verb that makes no sense in this state is left out instead.
    """

    key: str
    title: str
    request: Callable[[Filled], Ask]
    hint: str = ""
    fields: tuple[Field | Heading, ...] = ()
    pages: tuple[Pages, ...] = ()
    prefilled: Mapping[str, str] = field(default_factory=dict)
    points: tuple[str, ...] = ()
    issues: bool = True
    """Whether the act issues a paper, whose draft then stands beside the form."""
    closed: ClerkError | None = None
    field_of: Mapping[str, str] = field(default_factory=dict)
    check: Callable[[Filled], Problems] = sound

    @property
    def help_key(self) -> str:
        """What F1 opens in the form: the words of the verb's flow."""
        return f"handling.{self.key.partition('.')[0]}"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence about how things stand."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Standing:
    """What one flow says of a case: its name and state in words, facts, and its verbs."""

    title: str
    state: str
    lines: tuple[Line, ...] = ()
    verbs: tuple[Verb, ...] = ()


Flow = Callable[[Look], Standing | None]
"""A flow's own module; None where the case has nothing to do with it."""
