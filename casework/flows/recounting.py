"""The act of a recount, and the notices that a calendar which has arrived lets complete."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from casework.act import Command, Context, Records
from casework.flows.recount import Counter, standing
from casework.law.catalogue import Catalogue
from casework.people.grants import Duty, Need
from casework.records import ids
from casework.records.case_events import LimitLine
from casework.records.event import Staged
from casework.records.notice import NoticeKind
from casework.records.papers import Paper
from casework.records.recount import LimitsRecounted, Recounts
from casework.records.registry import Record, timed

PACK, CALENDAR = "pack", "calendar"
"""What was replaced."""


@dataclass(frozen=True, slots=True)
class Recount:
    """Count the limits of ``streams``, all of one item's clerks, under the law of the context.

    ``ruled_at`` (ISO) is when the hall put the law in force; ``before`` is the pack until then,
    None when it is the same.
    """

    item: str
    streams: tuple[str, ...]
    cause: str
    ruled_at: str
    before: Catalogue | None = None


def recounted(
    records: Iterable[tuple[str, Record | None, Record | None]],
    counter: Counter,
    told: LimitsRecounted,
) -> list[Staged]:
    """An event for each stream whose limits change; ``told`` says everything but the lines.

    ``records`` are streams with their record and that of the case they follow.
    """
    staged: list[Staged] = []
    for stream, record, case in records:
        one = standing(stream, record, case)
        owing = timed(record)
        if one is None or owing is None:
            continue
        if lines := counter.lines(one, owing.open_limits):
            event = LimitsRecounted(
                told.cause, told.pack_sha256, told.calendar_sha256, told.ruled_at, lines
            )
            staged.append(Staged(stream, event))
    return staged


def _decide(records: Records, request: Recount, context: Context) -> list[Staged]:
    counter = Counter(context.catalogue, context.calendar, request.before)
    told = LimitsRecounted(
        cause=request.cause,
        pack_sha256=context.catalogue.pack.sha256,
        calendar_sha256=context.calendar.sha256,
        ruled_at=request.ruled_at,
        lines=(),
    )
    known = (
        (stream, _record(records, stream), _record(records, ids.case_of(stream) or stream))
        for stream in request.streams
    )
    return recounted(known, counter, told)


def _record(records: Records, stream: str) -> Record | None:
    return cast("Record | None", records.of(stream, object))


def _streams(request: Recount) -> tuple[str, ...]:
    cases = (ids.case_of(stream) for stream in request.streams)
    return tuple(dict.fromkeys((*request.streams, *filter(None, cases))))


RECOUNT: Command[Recount] = Command(
    "clocks.recount",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=_streams,
    decide=_decide,
)


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A paper that says a number of working days and no date, since the calendar ended there.

    ``told`` is the sentence it bears, ``sentence`` the same with its date; empty before the
    calendar arrives.
    """

    number: str
    kind: NoticeKind
    key: str
    told: str
    sentence: str = ""


def notices_to_complete(
    papers: Iterable[Paper], limits: Iterable[LimitLine], recounts: Recounts = ()
) -> tuple[Incomplete, ...]:
    """The papers of a case that bear an undated limit, with the date where it is known now.

    ``limits`` and ``recounts`` are those of the case or of a stream that follows it. A paper that
    is purged, or superseded by one that bears the date, is no longer to complete.
    """
    kept = [(paper, paper.record) for paper in papers if paper.record is not None]
    undated = [(one.key, one.sentence, "") for one in limits if not one.due]
    arrived = [
        (line.key, line.told, line.sentence)
        for event in recounts
        for line in event.lines
        if line.new_due and not line.due
    ]
    return tuple(
        Incomplete(paper.number, paper.kind, key, told, sentence)
        for key, told, sentence in (*undated, *arrived)
        for paper, text in kept
        if told in text and not _superseded(sentence, kept)
    )


def _superseded(sentence: str, kept: Iterable[tuple[Paper, str]]) -> bool:
    return bool(sentence) and any(sentence in text for _, text in kept)
