"""Counting all open limits of a store again: found elsewhere, journalled here one by one.

It may be stopped and begun again at any time: what was counted is not counted twice, since nothing
changes any more. ``law`` is remembered once all is done, so that a start can tell.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.act import NewAct
from casework.flows.recount import Counter, Standing, standing
from casework.flows.recounting import CALENDAR, PACK, recounted
from casework.law.catalogue import Catalogue
from casework.law.workdays import WorkCalendar
from casework.records import ids
from casework.records.recount import LimitsRecounted
from casework.records.registry import Record
from sync.ledger import facts
from sync.ledger.ledger import Ledger
from sync.ledger.owing import streams_owing

LAW = "counted-by"
"""The fact that names the law by which everything was counted last."""
DEVICE = "device"
"""Who acts, where it is the workstation or the hub itself and no clerk."""
_PAGE = 500

Find = Callable[[Sequence[Standing]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Law:
    """The pack and the calendar that hold now, and the pack until now, None if the same.

    ``ruled_at`` is when they were put in force here: a later law has a later one.
    """

    catalogue: Catalogue
    calendar: WorkCalendar
    ruled_at: datetime
    before: Catalogue | None = None

    @property
    def name(self) -> str:
        """The digests of both."""
        return f"{self.catalogue.pack.sha256} {self.calendar.sha256}"


@dataclass(frozen=True, slots=True)
class Done:
    """How many streams owe something, and of how many the limits changed."""

    streams: int
    changed: int


def is_counted(ledger: Ledger, law: Law) -> bool:
    """Whether the store was counted by this law already."""
    return _fact(ledger) == law.name


def _fact(ledger: Ledger) -> str:
    with ledger.store.reading() as connection:
        return facts.get(connection, ledger.identity.hall, LAW)


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
    same_pack = _fact(ledger).startswith(law.catalogue.pack.sha256)
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
