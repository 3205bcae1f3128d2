"""The lists a window shows: by key and never by offset, masked, flat to a million rows."""

from typing import Any

from sqlalchemy import Select, bindparam, not_, select, tuple_

from casework.records import ids
from casework.records.case_events import NoticeIssued
from casework.records.registry import BOOK
from casework.rows import (
    ActRow,
    CaseRow,
    ExemptionRow,
    LimitRow,
    ProjectRow,
    TaskRow,
    ToldAct,
)
from sync.ledger import chain, history, journal, search
from sync.ledger.store import Store
from sync.ledger.tables import (
    acts,
    cases,
    dated,
    devices,
    exemptions,
    inbox,
    limits,
    projects,
    tasks,
)
from sync.ledger.tables import journal as entries

PAGE = 50


_CASE = (
    cases.c.stream,
    cases.c.received_at,
    cases.c.number,
    cases.c.item_name,
    cases.c.project,
    cases.c.project_code,
    cases.c.project_name,
    cases.c.unit,
    cases.c.person_masked,
    cases.c.state,
)
_PROJECT = (
    projects.c.stream,
    projects.c.code,
    projects.c.name,
    projects.c.parent,
    projects.c.builder,
    projects.c.origin,
    projects.c.beginning,
    projects.c.works,
    projects.c.state,
)
_BINNED = "binned"
_EXEMPTION = (
    exemptions.c.stream,
    exemptions.c.determined_at,
    exemptions.c.project,
    exemptions.c.item,
    exemptions.c.name,
    exemptions.c.clause,
    exemptions.c.works,
    exemptions.c.number,
    exemptions.c.state,
)
_LIMIT = (
    limits.c.stream,
    limits.c.key,
    limits.c.name,
    limits.c.kind,
    limits.c.role,
    limits.c.start,
    limits.c.due,
    limits.c.ends,
    limits.c.expected,
    limits.c.sentence,
    limits.c.article,
    limits.c.project_name,
    limits.c.number,
    (acts.c.state == journal.RECEIPTED).label("at_hub"),
)
_TASK = (
    tasks.c.stream,
    tasks.c.opened_at,
    tasks.c.kind,
    tasks.c.about,
    tasks.c.item,
    tasks.c.project_name,
    tasks.c.number,
    tasks.c.addressee,
    tasks.c.title,
    tasks.c.state,
    tasks.c.tries,
    tasks.c.due,
)
_UNFINISHED = ("open", "delivered")
_PUSHES = ("pushed", "licence_pushed", "survey_pushed", "survey_result_pushed")
_NEAREST = (limits.c.due == "", limits.c.due, limits.c.key)
_MOST = 4 * PAGE
"""Limits that one list shows."""
_END = 4
"""How many of a person's number are told to find a case."""


_BY_STREAM = select(*_CASE).where(
    cases.c.hall == bindparam("hall"), cases.c.stream.in_(bindparam("streams", expanding=True))
)


class Lists:
    """Read-only queries over the rows of one hall; every call is one short transaction.

    ``approval_system``: the hub's receipt is the approval system's acknowledgement; elsewhere a
    push stays owed (已到中心，未到审批系统) until the adapter brings one (obligations 0b b).
    """

    def __init__(self, store: Store, hall: str, *, approval_system: bool = True) -> None:
        self._store = store
        self._hall = hall
        self._approval_system = approval_system

    def cases(self, before: CaseRow | None = None) -> tuple[CaseRow, ...]:
        """A page of cases, newest first; ``before`` is the last row of the page above."""
        query = select(*_CASE).where(cases.c.hall == self._hall)
        if before is not None:
            place = tuple_(cases.c.received_at, cases.c.stream)
            query = query.where(place < (before.received_at, before.stream))
        query = query.order_by(cases.c.received_at.desc(), cases.c.stream.desc()).limit(PAGE)
        with self._store.reading() as connection:
            return tuple(CaseRow(**row) for row in connection.execute(query).mappings())

    def inbox(self) -> tuple[str, ...]:
        """The cases that came online and wait for a decision, the longest waiting first."""
        query = (
            select(inbox.c.stream)
            .where(inbox.c.hall == self._hall)
            .order_by(inbox.c.brought_at, inbox.c.stream)
        )
        with self._store.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def history(self, case: str) -> tuple[ToldAct, ...]:
        """Everything that happened to a case and the streams bound to it, in its order."""
        with self._store.reading() as connection:
            return history.of_case(connection, self._hall, case)

    def cases_of_project(self, project: str) -> tuple[CaseRow, ...]:
        """Earlier cases of a project, newest first."""
        query = (
            select(*_CASE)
            .where(cases.c.hall == self._hall, cases.c.project == project)
            .order_by(cases.c.received_at.desc(), cases.c.stream.desc())
            .limit(PAGE)
        )
        with self._store.reading() as connection:
            return tuple(CaseRow(**row) for row in connection.execute(query).mappings())

    def find_cases(self, words: str) -> tuple[CaseRow, ...]:
        """Cases by name, code, number, initials or the last four digits of a person's number."""
        end = words.strip()
        with self._store.reading() as connection:
            streams = search.find(connection, ids.CASE, words)
            if len(end) == _END:
                streams += search.find_end(connection, ids.CASE, end)
            asked = {"hall": self._hall, "streams": tuple(dict.fromkeys(streams))}
            rows = connection.execute(_BY_STREAM, asked).mappings()
            found = [CaseRow(**row) for row in rows]
        newest = sorted(found, key=lambda row: (row.received_at, row.stream), reverse=True)
        return tuple(newest[:PAGE])

    def find_projects(self, words: str) -> tuple[ProjectRow, ...]:
        """Projects by code, name, builder or initials; all when ``words`` is empty (one page).

        A main project stands before its parts, which share its code; none is from the bin.
        """
        query = self._projects().where(projects.c.state != _BINNED)
        with self._store.reading() as connection:
            if words.strip():
                streams = search.find(connection, ids.PROJECT, words)
                query = query.where(projects.c.stream.in_(streams))
            return tuple(ProjectRow(**row) for row in connection.execute(query).mappings())

    def sub_projects(self, stream: str) -> tuple[ProjectRow, ...]:
        """The parts of a project, but those in the bin."""
        query = self._projects().where(projects.c.parent == stream, projects.c.state != _BINNED)
        with self._store.reading() as connection:
            return tuple(ProjectRow(**row) for row in connection.execute(query).mappings())

    def bin(self, stream: str) -> tuple[ProjectRow, ...]:
        """The parts of a project that lie in the recycle bin."""
        query = self._projects().where(projects.c.parent == stream, projects.c.state == _BINNED)
        with self._store.reading() as connection:
            return tuple(ProjectRow(**row) for row in connection.execute(query).mappings())

    def _projects(self) -> Select[Any]:
        return (
            select(*_PROJECT)
            .where(projects.c.hall == self._hall)
            .order_by(projects.c.code, projects.c.parent, projects.c.stream)
            .limit(PAGE)
        )

    def exemptions(self, project: str) -> tuple[ExemptionRow, ...]:
        """The exemptions of a project, whatever became of them, newest first."""
        query = (
            select(*_EXEMPTION)
            .where(exemptions.c.hall == self._hall, exemptions.c.project == project)
            .order_by(exemptions.c.determined_at.desc(), exemptions.c.stream.desc())
            .limit(PAGE)
        )
        with self._store.reading() as connection:
            return tuple(ExemptionRow(**row) for row in connection.execute(query).mappings())

    def limits(self, stream: str = "") -> tuple[LimitRow, ...]:
        """Open limits of one case, or the nearest of all; provisional ones come last."""
        query = self._limits()
        if self._approval_system:
            pushed = limits.c.ends.in_(_PUSHES) & (acts.c.state == journal.RECEIPTED)
            query = query.where(not_(pushed))
        if stream:
            query = query.where(limits.c.case == stream)
            return self._limit_rows(query.order_by(*_NEAREST))
        nearest = query.where(limits.c.due > "").order_by(limits.c.due).limit(_MOST)
        undated = query.where(limits.c.due == "").limit(_MOST)
        return (*self._limit_rows(nearest), *self._limit_rows(undated))[:_MOST]

    def undated(self) -> tuple[str, ...]:
        """Cases with a limit that has no date or got one since, the latter first; at most _MOST.

        A paper of theirs may say a number of working days instead of a day.
        """
        since = select(dated.c.case).where(dated.c.hall == self._hall)
        none = select(limits.c.case).where(limits.c.hall == self._hall, limits.c.due == "")
        with self._store.reading() as connection:
            found = [
                case
                for query in (since.order_by(dated.c.case), none.order_by(limits.c.case))
                for case in connection.execute(query.distinct().limit(_MOST)).scalars()
            ]
        return tuple(dict.fromkeys(found))[:_MOST]

    def debts(self) -> tuple[LimitRow, ...]:
        """Pushes that the approval system has not acknowledged, the earliest to break first."""
        query = self._limits().where(limits.c.ends.in_(_PUSHES))
        query = query.order_by(*_NEAREST)
        if self._approval_system:
            query = query.where(acts.c.state == journal.PENDING)
        return self._limit_rows(query)

    def _limits(self) -> Select[Any]:
        return (
            select(*_LIMIT)
            .join(acts, (acts.c.hall == limits.c.hall) & (acts.c.act == limits.c.act))
            .where(limits.c.hall == self._hall)
        )

    def _limit_rows(self, query: Select[Any]) -> tuple[LimitRow, ...]:
        with self._store.reading() as connection:
            return tuple(LimitRow(**row) for row in connection.execute(query).mappings())

    def tasks(self, about: str = "") -> tuple[TaskRow, ...]:
        """Tasks that are not over, the oldest first; all of one case when ``about`` names it."""
        query = select(*_TASK).where(tasks.c.hall == self._hall)
        if about:
            query = query.where(tasks.c.about == about)
        else:
            query = query.where(tasks.c.state.in_(_UNFINISHED))
        query = query.order_by(tasks.c.opened_at, tasks.c.stream).limit(_MOST)
        with self._store.reading() as connection:
            return tuple(TaskRow(**row) for row in connection.execute(query).mappings())

    def acts(self) -> tuple[ActRow, ...]:
        """The latest own acts, newest first."""
        query = (
            select(
                acts.c.act,
                acts.c.at,
                acts.c.last_seq,
                acts.c.head,
                acts.c.state,
                acts.c.reason,
            )
            .join(devices, (devices.c.hall == acts.c.hall) & (devices.c.device == acts.c.device))
            .where(acts.c.hall == self._hall, devices.c.own.is_(True))
            .order_by(acts.c.first_seq.desc())
            .limit(PAGE)
        )
        with self._store.reading() as connection:
            return tuple(
                ActRow(**{**row, "head": bytes(row["head"]).hex()})
                for row in connection.execute(query).mappings()
            )

    def accounts(self) -> tuple[str, ...]:
        """The streams of all accounts of the hall."""
        query = (
            select(entries.c.stream)
            .where(entries.c.hall == self._hall, entries.c.tag == "AccountGranted.v1")
            .distinct()
        )
        with self._store.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def paper_hash(self, case: str, number: str) -> str:
        """Hash (hex) of the journal entry that issued a paper; empty when there is none."""
        query = select(entries.c.body, entries.c.hash).where(
            entries.c.hall == self._hall,
            entries.c.stream == case,
            entries.c.tag == "NoticeIssued.v1",
        )
        with self._store.reading() as connection:
            for row in connection.execute(query):
                event = BOOK.decode(bytes(chain.decode_entry(row.body).event), {})
                if isinstance(event, NoticeIssued) and event.number == number:
                    return bytes(row.hash).hex()
        return ""
