"""Projections: list, search and deadline rows as functions of a stream's record.

They are written in the transaction of the act and never migrated, only rebuilt.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby

from sqlalchemy import (
    BindParameter,
    Connection,
    Table,
    bindparam,
    delete,
    insert,
    select,
)

from casework.people.numbers import mask_name, mask_number
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.course import Course
from casework.records.exemption import ExemptionRecord
from casework.records.notice import NoticeKind
from casework.records.papers import number_of
from casework.records.project import ProjectRecord
from casework.records.registry import BOOK, Record, Timed, fold, timed
from casework.records.sealed import SealedValue
from casework.records.task import TaskRecord
from sync.ledger import search
from sync.ledger.chain import EntryLine
from sync.ledger.prepared import Prepared
from sync.ledger.tables import cases, dated, exemptions, inbox, limits, projects, tasks

TABLES: tuple[Table, ...] = (cases, inbox, projects, limits, dated, tasks, exemptions)
_SEARCHED = frozenset({ids.CASE, ids.PROJECT})
_LISTED = frozenset({*_SEARCHED, ids.TASK, ids.STAGE, ids.EXEMPTION, *ids.BOUND})
"""Kinds of streams that have rows."""
_HALL: BindParameter[str] = bindparam("of_hall")
_STREAM: BindParameter[str] = bindparam("of_stream")
_LIMIT_ACTS = Prepared(
    select(limits.c.key, limits.c.act).where(limits.c.hall == _HALL, limits.c.stream == _STREAM)
)
_CLEAR = {
    table: Prepared(delete(table).where(table.c.hall == _HALL, table.c.stream == _STREAM))
    for table in TABLES
}
_WRITE = {table: Prepared(insert(table)) for table in TABLES}


def replay(
    stream: str, lines: Iterable[EntryLine], values: Mapping[str, SealedValue]
) -> tuple[Record | None, dict[str, str]]:
    """The record of a stream, and per open limit the act that brought it."""
    record: Record | None = None
    brought: dict[str, str] = {}
    for act, group in groupby(lines, key=lambda line: line.act):
        record = fold(stream, (BOOK.decode(bytes(line.event), values) for line in group), record)
        owing = timed(record)
        still = owing.open_limits if owing is not None else ()
        brought = {limit.key: brought.get(limit.key, act) for limit in still}
    return record, brought


def project_rows(
    connection: Connection,
    hall: str,
    stream: str,
    record: Record | None,
    brought: Mapping[str, str],
) -> None:
    """Replace the rows of one stream, whatever they are, by those of its record.

    ``brought`` names the act of every open limit.
    """
    if isinstance(record, CaseRecord):
        _replace(connection, cases, hall, stream, [_case_row(hall, stream, record)])
        _replace(connection, inbox, hall, stream, _inbox_rows(hall, stream, record))
        search.index(connection, stream, _case_texts(record))
    elif isinstance(record, ProjectRecord):
        _replace(connection, projects, hall, stream, [_project_row(hall, stream, record)])
        search.index(connection, stream, _project_texts(record))
    elif isinstance(record, TaskRecord):
        _replace(connection, tasks, hall, stream, [_task_row(hall, stream, record)])
    elif isinstance(record, ExemptionRecord):
        _replace(connection, exemptions, hall, stream, [_exemption_row(hall, stream, record)])
    elif record is None:
        _forget(connection, hall, stream)
    if (owing := timed(record)) is not None:
        _replace(connection, limits, hall, stream, _limits(hall, stream, owing, brought, ""))
        _replace(connection, dated, hall, stream, _dated(hall, stream, owing))


def change_rows(
    connection: Connection,
    hall: str,
    stream: str,
    step: tuple[Record | None, Record | None],
    act: str,
) -> None:
    """Write only what differs between two records of a stream, the one before and the one after.

    The rows must be those of the record before.
    """
    before, after = step
    if isinstance(after, CaseRecord) and isinstance(before, CaseRecord | None):
        _change_case(connection, hall, stream, (before, after))
    elif isinstance(after, ProjectRecord) and isinstance(before, ProjectRecord | None):
        _change_project(connection, hall, stream, (before, after))
    elif isinstance(after, TaskRecord):
        _replace(connection, tasks, hall, stream, [_task_row(hall, stream, after)])
    elif after != before and timed(after) is None:
        project_rows(connection, hall, stream, after, {})
    if (owing := timed(after)) is not None:
        _change_limits(connection, hall, stream, (timed(before), owing), act)


def _change_case(
    connection: Connection, hall: str, stream: str, step: tuple[CaseRecord | None, CaseRecord]
) -> None:
    before, after = step
    row, waiting = _case_row(hall, stream, after), _inbox_rows(hall, stream, after)
    if waiting != (_inbox_rows(hall, stream, before) if before else []):
        _replace(connection, inbox, hall, stream, waiting)
    if before is None:
        _WRITE[cases].run_all(connection, [row])
        search.add(connection, stream, _case_texts(after))
        return
    if row != _case_row(hall, stream, before):
        _replace(connection, cases, hall, stream, [row])
    if _case_texts(after) != _case_texts(before):
        search.index(connection, stream, _case_texts(after))


def _change_project(
    connection: Connection,
    hall: str,
    stream: str,
    step: tuple[ProjectRecord | None, ProjectRecord],
) -> None:
    before, after = step
    row = _project_row(hall, stream, after)
    if before is None:
        _WRITE[projects].run_all(connection, [row])
        search.add(connection, stream, _project_texts(after))
        return
    if row != _project_row(hall, stream, before):
        _replace(connection, projects, hall, stream, [row])
    if _project_texts(after) != _project_texts(before):
        search.index(connection, stream, _project_texts(after))


def _change_limits(
    connection: Connection,
    hall: str,
    stream: str,
    step: tuple[Timed | None, Timed],
    act: str,
) -> None:
    before, after = step
    rows = _dated(hall, stream, after)
    if rows != (_dated(hall, stream, before) if before else []):
        _replace(connection, dated, hall, stream, rows)
    if before is None:
        _WRITE[limits].run_all(connection, _limits(hall, stream, after, {}, act))
    elif (after.open_limits, after.heading) != (before.open_limits, before.heading):
        found = _LIMIT_ACTS.run(connection, {"of_hall": hall, "of_stream": stream})
        known = {row.key: row.act for row in found}
        _replace(connection, limits, hall, stream, _limits(hall, stream, after, known, act))


def _case_row(hall: str, stream: str, record: CaseRecord) -> dict[str, object]:
    received = record.received
    person = received.deliverer.person_name.value or ""
    digits = received.deliverer.person_number.value or ""
    return {
        "hall": hall,
        "stream": stream,
        "received_at": received.received_at,
        "number": record.heading[1],
        "item_name": received.item_name,
        "project": received.project,
        "project_code": received.project_code,
        "project_name": received.project_name,
        "unit": received.applicant.unit,
        "person_masked": " ".join((mask_name(person), mask_number(digits))).strip(),
        "state": record.state.value,
    }


def _inbox_rows(hall: str, stream: str, record: CaseRecord) -> list[dict[str, object]]:
    """One row for a case that came online and waits for a decision, none for any other."""
    if not record.waiting:
        return []
    return [{"hall": hall, "stream": stream, "brought_at": record.brought_at}]


def _case_texts(record: CaseRecord) -> search.Texts:
    received = record.received
    deliverer = received.deliverer
    person = deliverer.person_name.value or ""
    return search.Texts(
        names=(received.project_name, received.applicant.unit, person),
        codes=(received.project_code, record.heading[1]),
        end=(deliverer.person_number.value or "")[-4:],
    )


def _limits(
    hall: str, stream: str, record: Timed, known: Mapping[str, str], act: str
) -> list[dict[str, object]]:
    project_name, number = record.heading
    return [
        {
            "hall": hall,
            "stream": stream,
            "key": limit.key,
            "name": limit.name,
            "kind": limit.kind,
            "role": limit.role,
            "start": limit.start,
            "due": limit.due,
            "ends": limit.ends,
            "expected": limit.expected,
            "sentence": limit.sentence,
            "article": limit.article,
            "case": _case_of(stream, record),
            "project_name": project_name,
            "number": number,
            "act": known.get(limit.key, act),
        }
        for limit in record.open_limits
    ]


def _dated(hall: str, stream: str, record: Timed) -> list[dict[str, object]]:
    """One row where a recount gave a date to what had none and something still runs."""
    course: Course = getattr(record, "course", None) or Course()
    lines = (line for event in course.recounts for line in event.lines)
    if not record.open_limits or not any(one.new_due and not one.due for one in lines):
        return []
    return [{"hall": hall, "stream": stream, "case": _case_of(stream, record)}]


def _case_of(stream: str, record: Timed) -> str:
    """The stream in whose page a limit is shown."""
    if isinstance(record, TaskRecord):
        return record.opened.about
    return ids.case_of(stream) or stream


def _task_row(hall: str, stream: str, record: TaskRecord) -> dict[str, object]:
    opened = record.opened
    return {
        "hall": hall,
        "stream": stream,
        "opened_at": opened.opened_at,
        "kind": opened.kind,
        "about": opened.about,
        "item": opened.item,
        "project_name": opened.project_name,
        "number": opened.number,
        "addressee": opened.to,
        "title": opened.title,
        "state": record.state.value,
        "tries": len(record.tries),
        "due": min((one.due for one in record.open_limits if one.due), default=""),
    }


def _project_row(hall: str, stream: str, record: ProjectRecord) -> dict[str, object]:
    one, described = record.registered, record.described
    return {
        "hall": hall,
        "stream": stream,
        "code": one.code,
        "name": record.name,
        "parent": one.parent,
        "builder": record.builders[0].unit,
        "origin": one.origin,
        "beginning": described.beginning.value if described else "",
        "works": described.works.value if described else "",
        "state": record.state.value,
    }


def _exemption_row(hall: str, stream: str, record: ExemptionRecord) -> dict[str, object]:
    one = record.determined
    return {
        "hall": hall,
        "stream": stream,
        "determined_at": one.determined_at,
        "project": one.project,
        "item": one.item,
        "name": one.effect.name,
        "clause": one.list_line.clause,
        "works": one.works,
        "number": number_of(record.papers, NoticeKind.EXEMPTION),
        "state": record.state.value,
    }


def _project_texts(record: ProjectRecord) -> search.Texts:
    """Every builder's name leads here, also of those who do not operate (002图1注1)."""
    units = (one.unit for one in record.builders)
    return search.Texts(names=(record.name, *units), codes=(record.registered.code,))


def _forget(connection: Connection, hall: str, stream: str) -> None:
    """A stream whose every act was set aside is in no list."""
    kind = ids.kind_of(stream)
    if kind not in _LISTED:
        return
    for table in TABLES:
        _replace(connection, table, hall, stream, [])
    if kind in _SEARCHED:
        search.forget(connection, stream)


def _replace(
    connection: Connection, table: Table, hall: str, stream: str, rows: list[dict[str, object]]
) -> None:
    _CLEAR[table].run_all(connection, [{"of_hall": hall, "of_stream": stream}])
    _WRITE[table].run_all(connection, rows)
