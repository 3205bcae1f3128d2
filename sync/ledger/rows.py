"""Projections: list, search and deadline rows as functions of a stream's record.

They are written in the transaction of the act and never migrated, only rebuilt.
"""

from sqlalchemy import Connection, Table, delete, insert, select

from casework.people.numbers import mask_name, mask_number
from casework.records.case import CaseRecord, open_limits
from casework.records.notice import NoticeKind
from casework.records.project import ProjectRecord
from casework.records.registry import Record
from sync.ledger import search
from sync.ledger.tables import cases, limits, projects

TABLES: tuple[Table, ...] = (cases, projects, limits)


def project_rows(
    connection: Connection, hall: str, stream: str, record: Record | None, act: str
) -> None:
    """Replace the rows of one stream by those of its record after ``act``."""
    if isinstance(record, CaseRecord):
        _case_rows(connection, hall, stream, record, act)
    elif isinstance(record, ProjectRecord):
        _project_row(connection, hall, stream, record)


def _case_rows(
    connection: Connection, hall: str, stream: str, record: CaseRecord, act: str
) -> None:
    received = record.received
    number = next((p.number for p in record.papers if p.kind is NoticeKind.RECEIPT), "")
    person = received.deliverer.person_name.value or ""
    digits = received.deliverer.person_number.value or ""
    row: dict[str, object] = {
        "hall": hall,
        "stream": stream,
        "received_at": received.received_at,
        "number": number,
        "item_name": received.item_name,
        "project": received.project,
        "project_code": received.project_code,
        "project_name": received.project_name,
        "unit": received.applicant.unit,
        "person_masked": " ".join((mask_name(person), mask_number(digits))).strip(),
        "last_four": digits[-4:],
        "state": record.state.value,
    }
    _replace(connection, cases, hall, stream, [row])
    search.index(
        connection,
        stream,
        (received.project_name, received.applicant.unit, received.project_code, number, person),
    )
    _limit_rows(connection, hall, stream, record, act)


def _limit_rows(
    connection: Connection, hall: str, stream: str, record: CaseRecord, act: str
) -> None:
    where = (limits.c.hall == hall, limits.c.stream == stream)
    known = {
        row.key: row.act
        for row in connection.execute(select(limits.c.key, limits.c.act).where(*where))
    }
    rows: list[dict[str, object]] = [
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
    _replace(connection, limits, hall, stream, rows)


def _project_row(connection: Connection, hall: str, stream: str, record: ProjectRecord) -> None:
    one = record.registered
    row: dict[str, object] = {
        "hall": hall,
        "stream": stream,
        "code": one.code,
        "name": one.project_name,
        "parent": one.parent,
        "builder": one.builder,
        "origin": one.origin,
    }
    _replace(connection, projects, hall, stream, [row])
    search.index(connection, stream, (one.project_name, one.builder, one.code))


def _replace(
    connection: Connection, table: Table, hall: str, stream: str, rows: list[dict[str, object]]
) -> None:
    connection.execute(delete(table).where(table.c.hall == hall, table.c.stream == stream))
    if rows:
        connection.execute(insert(table), rows)
