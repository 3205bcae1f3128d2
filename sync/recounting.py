"""Counting all open limits of a store again: found elsewhere, journalled here one by one.

It may be stopped and begun again at any time: what was counted is not counted twice, since nothing
changes any more. ``law`` is remembered once all is done, so that a start can tell.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.act import NewAct
from casework.flows.recount import Counter, Standing, standing
from casework.flows.recounting import CALENDAR, PACK, recounted
from casework.law.catalogue import Catalogue
from casework.law.force import EVER
from casework.law.workdays import WorkCalendar
from casework.records import ids
from casework.records.recount import LimitsRecounted
from casework.records.registry import Record
from sync.ledger import facts
from sync.ledger.ledger import Ledger
from sync.ledger.owing import streams_owing

LAW = "counted-by"
"""The fact that names the law by which everything was counted last."""
RULED = "counted-ruled"
"""The fact that says when that law was put in force (ISO)."""
DEVICE = "device"
"""Who acts, where it is the workstation or the hub itself and no clerk."""
_PAGE = 500

Find = Callable[[Sequence[Standing]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Law:
    """The pack and the calendar that hold now, and the pack until now, None if the same.

    ``ruled_at`` is when they were put in force here: a later law has a later one (``ordered``).
    ``since`` is the day on which something in the pack turned last.
    """

    catalogue: Catalogue
    calendar: WorkCalendar
    ruled_at: datetime
    before: Catalogue | None = None
    since: date = EVER

    @property
    def name(self) -> str:
        """The digests of both, and since when the pack says what it says."""
        return f"{self.pack_name} {self.calendar.sha256}"

    @property
    def pack_name(self) -> str:
        """The part of the name that is about the pack."""
        return f"{self.catalogue.pack.sha256}@{self.since.isoformat()}"


@dataclass(frozen=True, slots=True)
class Done:
    """How many streams owe something, and of how many the limits changed."""

    streams: int
    changed: int


@dataclass(frozen=True, slots=True)
class Counted:
    """By what a store was counted last: the digest of the pack and since when it said so."""

    pack_sha256: str = ""
    since: date = EVER


def is_counted(ledger: Ledger, law: Law) -> bool:
    """Whether the store was counted by this law already."""
    return _fact(ledger, LAW) == law.name


def counted(ledger: Ledger) -> Counted:
    """By what pack the store was counted last; an empty digest where it never was."""
    sha, _, since = _fact(ledger, LAW).partition(" ")[0].partition("@")
    return Counted(sha, date.fromisoformat(since) if since else EVER)


def ordered(ledger: Ledger, ruled_at: datetime | None, now: datetime) -> datetime:
    """The moment that puts a recount behind the one before it.

    ``ruled_at`` is when the hall put the law in force; None where only this end replaced it.
    """
    last = _fact(ledger, RULED)
    known = ruled_at is not None and (not last or ruled_at > datetime.fromisoformat(last))
    return ruled_at if known and ruled_at is not None else now


def _fact(ledger: Ledger, name: str) -> str:
    with ledger.store.reading() as connection:
        return facts.get(connection, ledger.identity.hall, name)


def _never() -> bool:
    return False


def count_again(
    ledger: Ledger,
    law: Law,
    now: Callable[[], datetime],
    find: Find | None = None,
    stopped: Callable[[], bool] = _never,
) -> Done:
    """Count every open limit; ``find`` tells which streams change, None counts in this thread.

    StoreError when an act cannot be written; those before it stand. Once ``stopped``, the rest is
    left for another time.
    """
    counter = Counter(law.catalogue, law.calendar, law.before)
    same_pack = _fact(ledger, LAW).startswith(law.pack_name)
    cause = CALENDAR if same_pack else PACK
    streams = changed = 0
    for page in _pages(ledger):
        found = list(_standings(ledger, page, stopped))
        if stopped():
            return Done(streams, changed)
        moved = find(found) if find else [one.stream for one in found if counter.changes(one)]
        streams += len(found)
        changed += sum(_act(ledger, stream, law, cause, counter, now) for stream in moved)
    with ledger.store.writing() as connection:
        facts.put(connection, ledger.identity.hall, LAW, law.name)
        facts.put(connection, ledger.identity.hall, RULED, law.ruled_at.isoformat())
    return Done(streams, changed)


def _pages(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    after = ""
    while page := streams_owing(ledger.store, ledger.identity.hall, after, _PAGE):
        yield page
        after = page[-1]


def _standings(
    ledger: Ledger, page: Sequence[str], stopped: Callable[[], bool]
) -> Iterator[Standing]:
    for stream in page:
        if stopped():
            return
        one = standing(stream, *_records(ledger, stream))
        if one is not None:
            yield one


def _records(ledger: Ledger, stream: str) -> tuple[Record | None, Record | None]:
    """The record of a stream and that of the case it follows."""
    case = ids.case_of(stream)
    record = ledger.load(stream).record
    return record, ledger.load(case).record if case else None


def _act(
    ledger: Ledger,
    stream: str,
    law: Law,
    cause: str,
    counter: Counter,
    now: Callable[[], datetime],
) -> bool:
    """The act of one stream, decided anew under the writer; whether there was still anything.

    One act for each, since a window is told the whole act that touches a case of its own.
    """
    told = LimitsRecounted(
        cause=cause,
        pack_sha256=law.catalogue.pack.sha256,
        calendar_sha256=law.calendar.sha256,
        ruled_at=law.ruled_at.isoformat(),
        lines=(),
    )
    with ledger.writing():
        events = recounted([(stream, *_records(ledger, stream))], counter, told)
        if events:
            at = now()
            ledger.append(
                NewAct(
                    act=ids.new_id(at),
                    at=at,
                    clerk=DEVICE,
                    window="",
                    why="clocks.recount",
                    pack=law.catalogue.pack.ident,
                    pack_sha256=law.catalogue.pack.sha256,
                    bases={stream: ledger.load(stream).position},
                    events=tuple(events),
                )
            )
    return bool(events)
