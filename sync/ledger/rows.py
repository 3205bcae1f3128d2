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
from casework.records.case import CaseRecord, open_limits
from casework.records.notice import NoticeKind
from casework.records.project import ProjectRecord
from casework.records.registry import BOOK, Record, fold
from casework.records.sealed import SealedValue
from sync.ledger import search
from sync.ledger.chain import EntryLine
from sync.ledger.prepared import Prepared
from sync.ledger.tables import cases, limits, projects

TABLES: tuple[Table, ...] = (cases, projects, limits)
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
        still = open_limits(record) if isinstance(record, CaseRecord) else ()
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
        search.index(connection, stream, _case_texts(record))
        _replace(connection, limits, hall, stream, _limits(hall, stream, record, brought, ""))
    elif isinstance(record, ProjectRecord):
        _replace(connection, projects, hall, stream, [_project_row(hall, stream, record)])
        search.index(connection, stream, _project_texts(record))
    elif record is None:
        _forget(connection, hall, stream)


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
        _change_case(connection, hall, stream, (before, after), act)
    elif isinstance(after, ProjectRecord) and before is None:
        _WRITE[projects].run(connection, _project_row(hall, stream, after))
        search.add(connection, stream, _project_texts(after))
    elif after != before:
        project_rows(connection, hall, stream, after, {})


def _change_case(
    connection: Connection,
    hall: str,
    stream: str,
    step: tuple[CaseRecord | None, CaseRecord],
    act: str,
) -> None:
    before, after = step
    row = _case_row(hall, stream, after)
    if before is None:
        _WRITE[cases].run(connection, row)
        search.add(connection, stream, _case_texts(after))
        _WRITE[limits].run_all(connection, _limits(hall, stream, after, {}, act))
        return
    if row != _case_row(hall, stream, before):
        _replace(connection, cases, hall, stream, [row])
    if _case_texts(after) != _case_texts(before):
        search.index(connection, stream, _case_texts(after))
    if open_limits(after) != open_limits(before):
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
        "number": _number(record),
        "item_name": received.item_name,
        "project": received.project,
        "project_code": received.project_code,
        "project_name": received.project_name,
        "unit": received.applicant.unit,
        "person_masked": " ".join((mask_name(person), mask_number(digits))).strip(),
        "state": record.state.value,
    }


def _number(record: CaseRecord) -> str:
    return next((p.number for p in record.papers if p.kind is NoticeKind.RECEIPT), "")


def _case_texts(record: CaseRecord) -> search.Texts:
    received = record.received
    deliverer = received.deliverer
    person = deliverer.person_name.value or ""
    return search.Texts(
        names=(received.project_name, received.applicant.unit, person),
        codes=(received.project_code, _number(record)),
        end=(deliverer.person_number.value or "")[-4:],
    )


def _limits(
    hall: str, stream: str, record: CaseRecord, known: Mapping[str, str], act: str
) -> list[dict[str, object]]:
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
            "act": known.get(limit.key, act),
        }
        for limit in open_limits(record)
    ]


def _project_row(hall: str, stream: str, record: ProjectRecord) -> dict[str, object]:
    one = record.registered
    return {
        "hall": hall,
        "stream": stream,
        "code": one.code,
        "name": one.project_name,
        "parent": one.parent,
        "builder": one.builder,
        "origin": one.origin,
    }


def _project_texts(record: ProjectRecord) -> search.Texts:
    one = record.registered
    return search.Texts(names=(one.project_name, one.builder), codes=(one.code,))


def _forget(connection: Connection, hall: str, stream: str) -> None:
    """A stream whose every act was set aside is in no list."""
    if ids.kind_of(stream) not in (ids.CASE, ids.PROJECT):
        return
    for table in TABLES:
        _replace(connection, table, hall, stream, [])
    search.forget(connection, stream)


def _replace(
    connection: Connection, table: Table, hall: str, stream: str, rows: list[dict[str, object]]
) -> None:
    _CLEAR[table].run(connection, {"of_hall": hall, "of_stream": stream})
    _WRITE[table].run_all(connection, rows)
