"""What the page 办理 shows, as one frozen record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from casework.errors import ClerkError
from desktop.papers import MadePaper
from desktop.print_jobs import Print
from desktop.views.handling.look_up import Seen
from desktop.views.handling.verbs import Filled, Problems, Verb


class Place(Enum):
    """What is in front."""

    VERBS = "verbs"
    FORM = "form"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class Ready:
    """An act that was rehearsed and waits for the clerk's yes."""

    title: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """One case, the verb that is being filled in, and its papers."""

    case: str = ""
    """The stream of the case."""
    seen: Seen | None = None
    place: Place = Place.VERBS
    verb: Verb | None = None
    """The chosen verb as it stands now; closed where the case has moved on meanwhile."""
    entered: Mapping[str, Filled] = field(default_factory=dict)
    """What is entered, by verb; it stays until its act is true."""
    problems: Problems = field(default_factory=dict)
    tried: bool = False
    """The clerk wanted to act: what is missing is pointed at."""
    wanting: ClerkError | None = None
    """Why the act would be refused as things are entered now."""
    preview: tuple[bytes, ...] = ()
    """Drafts of the papers the act would issue."""
    ready: Ready | None = None
    scanning: str = ""
    """Key of the paper whose pages are coming in."""
    thumbs: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures by the SHA-256 of the page."""
    looked_at: tuple[bytes, ...] = ()
    made: tuple[MadePaper, ...] = ()
    prints: Mapping[str, Print] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)
    done: str = ""
    """What was done last, in a sentence."""
    busy: str = ""
    error: ClerkError | None = None

    @property
    def filled(self) -> Filled:
        """The form of the chosen verb: what was entered over what was prefilled."""
        if self.verb is None:
            return Filled()
        own = self.entered.get(self.verb.key, Filled())
        return Filled({**self.verb.prefilled, **own.values}, own.pages)
