"""Statements of every act, compiled once: preparing one costs more than running it.

Measured: a select built and run anew takes 59 µs, a prepared one 10 µs. What brings no rows back
goes to the driver itself: the seven of an act spare a tenth of the whole act that way.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import Select

Row = Mapping[str, object]


class Prepared:
    """A statement with named places; its values go to the driver as they are.

    Only texts, integers, bytes, flags and null: nothing that a type would have to convert.
    """

    def __init__(self, statement: UpdateBase | Select[Any]) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, tuple[str, ...], Row]] = {}
        """By dialect: the text, the names of its places in order, the values that never change."""

    def run(self, connection: Connection, row: Row) -> CursorResult[Any]:
        """Run it once."""
        sql, names, fixed = self._for(connection.dialect)
        return connection.exec_driver_sql(sql, _ordered(names, {**fixed, **row}))

    def put(self, connection: Connection, rows: list[tuple[object, ...]]) -> None:
        """Run it for every row of values in the order of its places; nothing for none."""
        if rows:
            to_driver(connection, self._for(connection.dialect)[0], rows)

    def run_all(self, connection: Connection, rows: list[dict[str, object]]) -> None:
        """Run it for every row; nothing for none."""
        if rows:
            sql, names, fixed = self._for(connection.dialect)
            values = [_ordered(names, {**fixed, **row}) for row in rows]
            to_driver(connection, sql, values)

    def _for(self, dialect: Dialect) -> tuple[str, tuple[str, ...], Row]:
        known = self._compiled.get(dialect.name)
        if known is None:
            compiled = self._statement.compile(dialect=dialect)
            assert isinstance(compiled, SQLCompiler)
            known = str(compiled), tuple(compiled.positiontup or ()), dict(compiled.params)
            self._compiled[dialect.name] = known
        return known


def to_driver(connection: Connection, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Run a statement that brings nothing back for every row; raises what the driver raises."""
    connection.connection.cursor().executemany(sql, rows)


def _ordered(names: tuple[str, ...], row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in names)
