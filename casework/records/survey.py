"""A joint survey as it stands: its filing, its papers, the versions of every result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from casework.law.survey import TOTAL, matter_of
from casework.records import survey_events as ev
from casework.records.case_events import LimitLine
from casework.records.course import Course
from casework.records.event import AnyEvent, Event, tag_of

AT_WINDOW, EVENTS = ev.AT_WINDOW, ev.EVENTS
PUSH = "survey_result_push"
"""The limit of pushing a result, which every survey has for itself."""


class SurveyState(StrEnum):
    """How far the survey is."""

    FILED = "filed"
    """备案"""
    SURVEYING = "surveying"
    """The site is ready, or a first result is here."""
    WITHDRAWN = "withdrawn"


class ResultState(StrEnum):
    """How a version of a result stands."""

    HANDED_IN = "handed_in"
    PASSED = "passed"
    """A department has nothing against it."""
    FAULTY = "faulty"
    """To be surveyed anew (001C四(四))."""
    RECTIFYING = "rectifying"
    """The builder rectifies (001C四(五))."""
    CHANGED = "changed"
    """Rectified, and the result is another one: owed anew."""
    REPLACED = "replaced"
    """A later version is here; this one is kept."""


_F, _S, _W = SurveyState.FILED, SurveyState.SURVEYING, SurveyState.WITHDRAWN
_ALIVE = (_F, _S)
_ON_RESULTS = (
    "SurveyResultPassed.v1",
    "SurveyResultFaulted.v1",
    "SurveyRectificationAsked.v1",
    "SurveyFoundUnchanged.v1",
    "SurveyFoundChanged.v1",
)
TRANSITIONS: dict[tuple[SurveyState | None, str], SurveyState] = {
    (None, "SurveyFiled.v1"): _F,
    **{(state, "SurveyFilingAcknowledged.v1"): state for state in SurveyState},
    **{(state, "SurveyResultAcknowledged.v1"): state for state in SurveyState},
    **{(state, "SurveyPaperReceived.v1"): state for state in _ALIVE},
    **{(state, "SurveyDataRequested.v1"): state for state in _ALIVE},
    # Results that come before anybody confirmed the site are taken all the same (001C四(三)).
    **{(state, "SurveySiteReady.v1"): _S for state in _ALIVE},
    **{(state, "SurveyResultHandedIn.v1"): _S for state in _ALIVE},
    **{(state, tag): state for state in _ALIVE for tag in _ON_RESULTS},
    **{(state, "SurveyWithdrawn.v1"): _W for state in _ALIVE},
}
"""The whole state machine of the stream; an event without a cell here changes nothing."""

_ACKNOWLEDGED = ("SurveyFilingAcknowledged.v1", "SurveyResultAcknowledged.v1")
_BESIDE = ("SurveyPaperReceived.v1", "SurveyDataRequested.v1")
COMMUTING: frozenset[frozenset[str]] = frozenset(
    {
        # What the approval system says comes at any time and is kept by itself.
        frozenset(_ACKNOWLEDGED),
        *(
            frozenset({acknowledged, other})
            for acknowledged in _ACKNOWLEDGED
            for other in (
                *_BESIDE,
                *_ON_RESULTS,
                "SurveySiteReady.v1",
                "SurveyResultHandedIn.v1",
                "SurveyWithdrawn.v1",
            )
        ),
        # Papers and requests for data touch neither the site nor any result.
        frozenset(_BESIDE),
        *(
            frozenset({beside, other})
            for beside in _BESIDE
            for other in (*_ON_RESULTS, "SurveySiteReady.v1", "SurveyResultHandedIn.v1")
        ),
    }
)
"""Pairs of events that may change places."""

_SEEN = (ResultState.HANDED_IN, ResultState.PASSED)
RESULT_TRANSITIONS: dict[tuple[ResultState | None, str], ResultState] = {
    **{
        (state, "SurveyResultHandedIn.v1"): ResultState.HANDED_IN
        for state in (None, ResultState.FAULTY, ResultState.CHANGED)
    },
    (ResultState.HANDED_IN, "SurveyResultPassed.v1"): ResultState.PASSED,
    **{(state, "SurveyResultFaulted.v1"): ResultState.FAULTY for state in _SEEN},
    **{(state, "SurveyRectificationAsked.v1"): ResultState.RECTIFYING for state in _SEEN},
    (ResultState.RECTIFYING, "SurveyFoundUnchanged.v1"): ResultState.HANDED_IN,
    (ResultState.RECTIFYING, "SurveyFoundChanged.v1"): ResultState.CHANGED,
}
"""What may happen to the latest version of a survey's result (None: there is none yet)."""

Opinion = ev.SurveyResultFaulted | ev.SurveyRectificationAsked
Found = ev.SurveyFoundUnchanged | ev.SurveyFoundChanged


@dataclass(frozen=True, slots=True)
class ResultVersion:
    """One version of a survey's result and what became of it."""

    handed_in: ev.SurveyResultHandedIn
    state: ResultState = ResultState.HANDED_IN
    passed: ev.SurveyResultPassed | None = None
    opinion: Opinion | None = None
    """Why it does not stand any more, or had to be checked."""
    found: Found | None = None
    """What the measuring after the rectification brought."""

    @property
    def usable(self) -> bool:
        """Whether departments may use it: a version that was redone only after their look at it."""
        if self.handed_in.cause is ev.Cause.FIRST:
            return self.state in _SEEN
        return self.state is ResultState.PASSED


@dataclass(frozen=True, slots=True)
class SurveyPaper:
    """One paper of annex 2 and what has come in for it."""

    line: ev.SurveyPaperLine
    received: ev.SurveyPaperReceived | None = None

    @property
    def complete(self) -> bool:
        """Whether all is there: every shape, the comparison, or the number in its place."""
        if self.line.filed:
            return True
        got = self.received
        if got is None:
            return False
        by_number = self.line.handling == "number" or self.line.offered
        if got.number and by_number:
            return True
        wanted = set(self.line.form.split("+")) if self.line.form else {"number"}
        compared = bool(got.compared_at) or "compared_copy" not in wanted
        return wanted <= set(got.shapes) and compared


@dataclass(frozen=True, slots=True)
class SurveyRecord:
    """Everything the window shows of a survey."""

    filed: ev.SurveyFiled
    state: SurveyState
    papers: tuple[SurveyPaper, ...]
    course: Course = field(default_factory=Course)
    acknowledged: ev.SurveyFilingAcknowledged | None = None
    ready: ev.SurveySiteReady | None = None
    requests: tuple[ev.SurveyDataRequested, ...] = ()
    results: tuple[ResultVersion, ...] = ()
    """All versions of all surveys, in the order they came."""
    pushed: Mapping[tuple[str, int], ev.SurveyResultAcknowledged] = field(default_factory=dict)
    """What the approval system acknowledged, by survey and version."""
    withdrawn: str = ""
    unknown: bool = False

    def paper(self, key: str) -> SurveyPaper | None:
        """The paper of a line."""
        return next((one for one in self.papers if one.line.key == key), None)

    def lacking(self) -> tuple[SurveyPaper, ...]:
        """The papers that are not there whole; of papers that stand for each other the first."""
        done = {one.line.either for one in self.papers if one.complete and one.line.either}
        found: dict[str, SurveyPaper] = {}
        for one in self.papers:
            if one.line.required and not one.complete and one.line.either not in done:
                found.setdefault(one.line.either or f"={one.line.key}", one)
        return tuple(found.values())

    def chain(self, matter: str) -> tuple[ResultVersion, ...]:
        """The versions of one survey's result, the oldest first; none is ever lost."""
        return tuple(one for one in self.results if one.handed_in.matter == matter)

    def latest(self, matter: str) -> ResultVersion | None:
        """The last version of one survey's result."""
        chain = self.chain(matter)
        return chain[-1] if chain else None

    @property
    def faults(self) -> tuple[ev.SurveyResultFaulted, ...]:
        """Every opinion that a survey was faulty, in order."""
        opinions = (one.opinion for one in self.results)
        return tuple(one for one in opinions if isinstance(one, ev.SurveyResultFaulted))

    @property
    def delivered(self) -> bool:
        """Whether a result of every commissioned survey is here."""
        return all(self.latest(matter) is not None for matter in self.filed.matters)

    @property
    def open_limits(self) -> tuple[LimitLine, ...]:
        """The limits that run: a push until it is acknowledged, a survey until its result."""
        if self.state is SurveyState.WITHDRAWN:
            return ()
        return tuple(one for one in self.course.limits if self._runs(one))

    def _runs(self, limit: LimitLine) -> bool:
        if limit.ends == "survey_pushed":
            return self.acknowledged is None
        if limit.ends == "survey_result_pushed":
            matter = limit.key.removeprefix(push_key(""))
            latest = self.latest(matter)
            return latest is not None and (matter, latest.handed_in.version) not in self.pushed
        matter = matter_of(limit.key)
        return not self.delivered if matter == TOTAL else self.latest(matter) is None

    @property
    def heading(self) -> tuple[str, str]:
        """The project's name and the number of the filing's receipt."""
        return self.filed.project_name, self.filed.number


def push_key(matter: str) -> str:
    """The key of a result's own limit of pushing."""
    return f"{PUSH}.{matter}"


def allows(record: SurveyRecord | None, tag: str) -> bool:
    """Whether the state table has a cell for this event."""
    return (record.state if record else None, tag) in TRANSITIONS


def allows_result(record: SurveyRecord, tag: str, matter: str) -> bool:
    """Whether this may happen to the latest version of a survey's result."""
    latest = record.latest(matter)
    return (latest.state if latest else None, tag) in RESULT_TRANSITIONS


def apply(record: SurveyRecord | None, event: AnyEvent) -> SurveyRecord | None:
    """Fold one event; one without a cell changes nothing."""
    if record is None:
        return _opened(event) if isinstance(event, ev.SurveyFiled) else None
    if not isinstance(event, EVENTS):
        return replace(record, unknown=True)
    state = TRANSITIONS.get((record.state, tag_of(event)))
    if state is None:
        return record
    changed = _CHANGES[type(event)](record, event)
    return changed if changed is record else replace(changed, state=state)


def _opened(event: ev.SurveyFiled) -> SurveyRecord:
    course = Course().reached("survey_filed", event.filed_at, event.limits)
    return SurveyRecord(
        event, SurveyState.FILED, tuple(SurveyPaper(line) for line in event.papers), course
    )


def _acknowledged(record: SurveyRecord, event: ev.SurveyFilingAcknowledged) -> SurveyRecord:
    if record.acknowledged is not None:
        return record
    course = record.course.reached("survey_pushed", event.acknowledged_at)
    return replace(record, acknowledged=event, course=course)


def _paper(record: SurveyRecord, event: ev.SurveyPaperReceived) -> SurveyRecord:
    papers = tuple(
        replace(one, received=event) if one.line.key == event.line else one for one in record.papers
    )
    return replace(record, papers=papers)


def _ready(record: SurveyRecord, event: ev.SurveySiteReady) -> SurveyRecord:
    if record.ready is not None:
        return record
    limits = _with(record.course.stated, event.limits)
    return replace(
        record, ready=event, course=record.course.reached("survey_ready", event.ready_at, limits)
    )


def _requested(record: SurveyRecord, event: ev.SurveyDataRequested) -> SurveyRecord:
    return replace(record, requests=(*record.requests, event))


def _handed_in(record: SurveyRecord, event: ev.SurveyResultHandedIn) -> SurveyRecord:
    if not allows_result(record, tag_of(event), event.matter):
        return record
    before = record.latest(event.matter)
    results = tuple(
        replace(one, state=ResultState.REPLACED) if one is before else one for one in record.results
    )
    after = replace(record, results=(*results, ResultVersion(event)))
    course = record.course.stating(_with(record.course.stated, event.limits))
    if after.delivered and "survey_delivered" not in course.moments:
        course = course.reached("survey_delivered", event.handed_in_at)
    return replace(after, course=course)


def _result_acknowledged(record: SurveyRecord, event: ev.SurveyResultAcknowledged) -> SurveyRecord:
    key = (event.matter, event.version)
    return replace(record, pushed={key: event, **record.pushed})


def _passed(record: SurveyRecord, event: ev.SurveyResultPassed) -> SurveyRecord:
    return _of_latest(record, event, lambda one: replace(one, passed=event))


def _opinion(record: SurveyRecord, event: Opinion) -> SurveyRecord:
    return _of_latest(record, event, lambda one: replace(one, opinion=event))


def _found(record: SurveyRecord, event: Found) -> SurveyRecord:
    return _of_latest(record, event, lambda one: replace(one, found=event))


_OnResult = ev.SurveyResultPassed | Opinion | Found


def _of_latest(
    record: SurveyRecord, event: _OnResult, change: Callable[[ResultVersion], ResultVersion]
) -> SurveyRecord:
    """Change the latest version when the event is about it and its state allows."""
    latest = record.latest(event.matter)
    if latest is None or latest.handed_in.version != event.version:
        return record
    state = RESULT_TRANSITIONS.get((latest.state, tag_of(event)))
    if state is None:
        return record
    changed = replace(change(latest), state=state)
    return replace(
        record, results=tuple(changed if one is latest else one for one in record.results)
    )


def _withdrawn(record: SurveyRecord, event: ev.SurveyWithdrawn) -> SurveyRecord:
    return replace(record, withdrawn=event.reason, course=record.course.ended())


def _with(limits: tuple[LimitLine, ...], more: tuple[LimitLine, ...]) -> tuple[LimitLine, ...]:
    """The limits with others beside them; of one key the newer."""
    keys = {one.key for one in more}
    return (*(one for one in limits if one.key not in keys), *more)


_CHANGES: dict[type[Event], Callable[..., SurveyRecord]] = {
    ev.SurveyFilingAcknowledged: _acknowledged,
    ev.SurveyPaperReceived: _paper,
    ev.SurveySiteReady: _ready,
    ev.SurveyDataRequested: _requested,
    ev.SurveyResultHandedIn: _handed_in,
    ev.SurveyResultAcknowledged: _result_acknowledged,
    ev.SurveyResultPassed: _passed,
    ev.SurveyResultFaulted: _opinion,
    ev.SurveyRectificationAsked: _opinion,
    ev.SurveyFoundUnchanged: _found,
    ev.SurveyFoundChanged: _found,
    ev.SurveyWithdrawn: _withdrawn,
}
