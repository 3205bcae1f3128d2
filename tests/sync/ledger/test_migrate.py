"""The schema: migrations from nothing lead to exactly the tables of the program."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import MetaData, Table, inspect

from casework.errors import StoreError
from sync.ledger import migrate
from sync.ledger.opening import Opened
from sync.ledger.store import Store
from sync.ledger.tables import metadata
from tests.sync.ledger.conftest import KEY


def shape(table: Table) -> dict[str, Any]:
    """What a table is made of, as far as a store shows it."""
    return {
        "columns": [(c.name, type(c.type).__name__, c.nullable, c.primary_key) for c in table.c],
        "key": [column.name for column in table.primary_key],
        "indexes": sorted(
            (str(index.name), [c.name for c in index.columns], index.unique)
            for index in table.indexes
        ),
    }


def reflected(store: Store) -> dict[str, Any]:
    found = MetaData()
    with store.reading() as connection:
        names = inspect(connection).get_table_names()
        found.reflect(connection, only=[name for name in names if name in metadata.tables])
    return {name: shape(table) for name, table in found.tables.items()}


def normal(wanted: dict[str, Any]) -> dict[str, Any]:
    """A store calls bytes BLOB, and text of any length by its own names."""
    names = {"LargeBinary": "BLOB", "String": "VARCHAR", "Text": "TEXT"}
    for table in wanted.values():
        table["columns"] = [
            (name, names.get(kind, kind.upper()), nullable, key)
            for name, kind, nullable, key in table["columns"]
        ]
        table["indexes"] = [
            (name, columns, bool(unique)) for name, columns, unique in table["indexes"]
        ]
    return wanted


def test_the_migrations_lead_to_the_tables_of_the_program(opened: Opened) -> None:
    wanted = {name: shape(table) for name, table in metadata.tables.items()}
    assert normal(reflected(opened.store)) == normal(wanted)


def test_tables_that_lie_in_the_order_of_their_key_do(opened: Opened) -> None:
    with opened.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master").all()
    made = {name for name, sql in rows if sql and "WITHOUT ROWID" in sql}
    wanted = {
        name
        for name, table in metadata.tables.items()
        if table.dialect_options["sqlite"]["with_rowid"] is False
    }
    assert made & metadata.tables.keys() == wanted


def test_an_upgrade_from_nothing_and_once_more(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = Store(tmp_path_factory.mktemp("empty"), KEY)
    with store.reading() as connection:
        assert migrate.current(connection) == ""
    for _ in range(2):
        with store.writing() as connection:
            migrate.upgrade(connection)
            assert migrate.current(connection) == migrate.HEAD
    store.close()


def test_a_failed_upgrade_leaves_an_empty_store(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path_factory.mktemp("empty"), KEY)

    def fail(_: object) -> None:
        raise StoreError("LE-201")

    monkeypatch.setattr("sync.ledger.search.create", fail)
    with pytest.raises(StoreError, match="LE-201"), store.writing() as connection:
        migrate.upgrade(connection)
    with store.reading() as connection:
        assert inspect(connection).get_table_names() == []
    store.close()


def test_a_store_of_a_newer_program_is_left_alone(
    opened: Opened, reopened: Callable[[], Opened]
) -> None:
    with opened.store.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    opened.close()
    with pytest.raises(StoreError) as caught:
        reopened()
    assert (caught.value.code, caught.value.facts) == ("LE-213", {"version": "9999"})


def test_the_schema_asks_for_nothing_that_only_one_engine_has() -> None:
    for table in metadata.tables.values():
        assert table.primary_key.columns
        assert not table.foreign_keys
        for column in table.c:
            assert not column.autoincrement or column.autoincrement == "auto"
            assert column.server_default is None
            assert column.identity is None
        for index in table.indexes:
            assert not index.dialect_kwargs
