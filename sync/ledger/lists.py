"""The lists a window shows: by key and never by offset, masked, flat to a million rows."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, or_, select, tuple_

from casework.records.case_events import NoticeIssued
from casework.records.registry import BOOK
from casework.rows import ActRow, CaseRow, LimitRow, ProjectRow
from sync.ledger import chain, journal, search
from sync.ledger.store import Store
from sync.ledger.tables import acts, cases, devices, limits, projects
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
    cases.c.project_name,
    cases.c.number,
)


class Lists:
    """Read-only queries over the rows of one hall; every call is one short transaction."""

    def __init__(self, store: Store, hall: str) -> None:
        self._store = store
        self._hall = hall

    def cases(self, before: CaseRow | None = None) -> tuple[CaseRow, ...]:
        """A page of cases, newest first; ``before`` is the last row of the page above."""
        query = select(*_CASE).where(cases.c.hall == self._hall)
        if before is not None:
            place = tuple_(cases.c.received_at, cases.c.stream)
            query = query.where(place < (before.received_at, before.stream))
        query = query.order_by(cases.c.received_at.desc(), cases.c.stream.desc()).limit(PAGE)
        with self._store.reading() as connection:
            return tuple(CaseRow(**row) for row in connection.execute(query).mappings())

    def cases_of_project(self, project: str) -> tuple[CaseRow, ...]:
        """Earlier cases of a project, newest first."""
        query = (
            select(*_CASE)
            .where(cases.c.hall == self._hall, cases.c.project == project)
            .order_by(cases.c.received_at.desc())
            .limit(PAGE)
        )
        with self._store.reading() as connection:
            return tuple(CaseRow(**row) for row in connection.execute(query).mappings())

    def find_cases(self, words: str) -> tuple[CaseRow, ...]:
        """Cases by name, code, number, initials or the last four digits of a person's number."""
        with self._store.reading() as connection:
            streams = search.find(connection, words)
            clauses: list[ColumnElement[bool]] = [cases.c.stream.in_(streams)]
            if len(words) == 4 and words.isalnum():
                clauses.append(cases.c.last_four == words.upper())
            query = select(*_CASE).where(cases.c.hall == self._hall, or_(*clauses)).limit(PAGE)
            rows = [CaseRow(**row) for row in connection.execute(query).mappings()]
        return tuple(sorted(rows, key=lambda row: row.received_at, reverse=True))

    def find_projects(self, words: str) -> tuple[ProjectRow, ...]:
        """Projects by code, name, builder or initials; all when ``words`` is empty (one page)."""
        with self._store.reading() as connection:
            query = select(*_PROJECT).where(projects.c.hall == self._hall)
            if words:
                streams = search.find(connection, words)
                query = query.where(projects.c.stream.in_(streams))
            rows = connection.execute(query.order_by(projects.c.code).limit(PAGE)).mappings()
            return tuple(ProjectRow(**row) for row in rows)

    def sub_projects(self, stream: str) -> tuple[ProjectRow, ...]:
        """The parts of a project."""
        query = (
            select(*_PROJECT)
            .where(projects.c.hall == self._hall, projects.c.parent == stream)
            .order_by(projects.c.code)
            .limit(PAGE)
        )
        with self._store.reading() as connection:
            return tuple(ProjectRow(**row) for row in connection.execute(query).mappings())

    def limits(self, stream: str = "") -> tuple[LimitRow, ...]:
        """Limits of one case, or the nearest of all; provisional ones come last."""
        with self._store.reading() as connection:
            return _limit_rows(_limits(connection, self._hall, stream))

    def debts(self) -> tuple[LimitRow, ...]:
        """Pushes that the hub has not receipted, the earliest to break first."""
        query = (
            select(*_LIMIT)
            .join(cases, (cases.c.hall == limits.c.hall) & (cases.c.stream == limits.c.stream))
            .join(acts, (acts.c.hall == limits.c.hall) & (acts.c.act == limits.c.act))
            .where(
                limits.c.hall == self._hall,
                limits.c.ends.in_(("pushed", "licence_pushed")),
                acts.c.state == journal.PENDING,
            )
            .order_by(limits.c.due)
        )
        with self._store.reading() as connection:
            return _limit_rows(connection.execute(query).mappings())

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


def _limits(connection: Connection, hall: str, stream: str) -> Sequence[RowMapping]:
    query = (
        select(*_LIMIT)
        .join(cases, (cases.c.hall == limits.c.hall) & (cases.c.stream == limits.c.stream))
        .where(limits.c.hall == hall)
        .order_by(limits.c.due == "", limits.c.due, limits.c.key)
    )
    query = query.where(limits.c.stream == stream) if stream else query.limit(PAGE * 4)
    return connection.execute(query).mappings().all()


def _limit_rows(rows: Iterable[RowMapping]) -> tuple[LimitRow, ...]:
    return tuple(LimitRow(**row) for row in rows)
