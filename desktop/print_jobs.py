"""Papers on their way out: what was made, which job is open, and the clerk's word on each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from casework.errors import ClerkError
from casework.ports import PrintState, PrintStatus
from desktop.desk import Desk
from desktop.papers import MadePaper

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Print:
    """A paper on its way to the printer; ``job`` is empty until the spooler has taken it.

    ``lost``: the spooler no longer knows the job, only the clerk can see what came out.
    """

    job: str
    status: PrintStatus
    lost: bool = False

    @property
    def open(self) -> bool:
        """Whether the spooler is still at work on it."""
        return not self.lost and self.status.state in (PrintState.WAITING, PrintState.PRINTING)


class Printed(Protocol):
    """The part of a page's state that is about papers."""

    @property
    def case(self) -> str:
        """The stream of the case whose papers these are; empty before there is one."""

    @property
    def made(self) -> tuple[MadePaper, ...]:
        """The papers on show, each with its archived bytes."""

    @property
    def prints(self) -> Mapping[str, Print]:
        """The latest print by the paper's number."""

    @property
    def answers(self) -> Mapping[str, bool]:
        """The clerk's word by the paper's number: it came out or it did not."""

    @property
    def busy(self) -> str:
        """What the page waits for."""


class PaperBoard(Protocol):
    """The board of a page that prints."""

    @property
    def desk(self) -> Desk:
        """The clerk's workplace."""

    @property
    def state(self) -> Printed:
        """The page as it stands."""

    def set(self, **changes: Any) -> None:
        """Replace parts of the state and show it."""

    def run(
        self,
        lane: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        ended: Callable[[], None] = ...,
        failed: Callable[[ClerkError], None] | None = None,
    ) -> None:
        """Do slow work; ``ended`` is called in any case, before ``done``."""

    def idle(self) -> None:
        """Nothing the clerk waits for is under way any more."""

    def fail(self, error: ClerkError) -> None:
        """Show a refusal."""
