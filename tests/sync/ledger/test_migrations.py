"""A store of every earlier schema opens: nothing that was written is lost, all rows are anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from msgspec import structs
from sqlalchemy import Connection, Table, inspect, select, text

from casework.records.case_events import ApplicationAccepted, LimitLine
from casework.records.ids import new_id, stream_of
from casework.records.project_events import (
    Beginning,
    BuilderLine,
    ProjectBinned,
    ProjectDescribed,
    ProjectRegistered,
    Works,
)
from casework.records.recount import LimitsRecounted, RecountedLine
from casework.records.task import TaskOpened
from sync.ledger import migrate, opening, rows, search
from sync.ledger.lists import Lists
from sync.ledger.opening import NewDevice, Opened
from sync.ledger.store import Store
from sync.ledger.tables import metadata
from sync.ledger.tailguard import TailGuard
from sync.ledger.verify import verify
from tests.casework.instances_exemption import determined
from tests.sync.ledger.conftest import KEY, NOW, act_of, received

EARLIER = ("0001", "0002", "0003", "0004", "0005", "0006")
CASE, DATED, ONLINE, MAIN, PART, TASK, EXEMPTION = (
    stream_of(kind, new_id(NOW))
    for kind in ("case", "case", "case", "project", "project", "task", "exemption")
)
LIMIT = LimitLine(
    "total", "完成联合验收", "working_days", "ceiling", 15, NOW.isoformat(),
    "2026-12-11T17:30:00+08:00", "filed", expected=False, sentence="…", article="方案五",
)  # fmt: skip

ARRIVED = RecountedLine(
    "late", NOW.isoformat(), "", 15, NOW.isoformat(), "2027-01-13T17:30:00+08:00", "…", "…"
)


def registered(name: str, parent: str = "") -> ProjectRegistered:
    return ProjectRegistered(
        "2103-990101-04-01-100001", "", name, parent, "云栖置业", "", (), (), "window", "2026"
    )


def fill(opened: Opened) -> None:
    """Something of every kind that has rows, and a draft."""
    append = opened.ledger.append
    append(act_of(received(), stream=CASE))
    append(act_of(received(), stream=DATED))
    append(act_of(ApplicationAccepted(NOW.isoformat(), "市建设局", (LIMIT,)), stream=CASE))
    undated = structs.replace(LIMIT, key="late", due="")
    append(act_of(ApplicationAccepted(NOW.isoformat(), "市建设局", (undated,)), stream=DATED))
    append(act_of(LimitsRecounted("calendar", "", "", NOW.isoformat(), (ARRIVED,)), stream=DATED))
    filed = received()
    filer = structs.replace(filed.deliverer, source="portal", face_matched=False)
    filed = structs.replace(filed, channel="online", deliverer=filer)
    append(act_of(filed, stream=ONLINE))
    builders = (BuilderLine("云栖置业", ""), BuilderLine("翠苑集团", ""))
    described = ProjectDescribed(Beginning.NEW, Works.DECORATION, builders, "c", "2026")
    append(act_of(registered("云栖家园"), described, stream=MAIN))
    append(act_of(registered("1号楼", MAIN), ProjectBinned("空", "c", "2026"), stream=PART))
    task = TaskOpened(
        "notify", "k", "i", CASE, "云栖家园", "", "建设单位", "…", "…", "…", "2026", ()
    )
    append(act_of(task, stream=TASK))
    append(act_of(determined(MAIN), stream=EXEMPTION))
    opened.drafts.save("d1", "intake.v1", b"half a form", NOW, project=MAIN)


def all_rows(opened: Opened) -> list[list[tuple[object, ...]]]:
    with opened.store.reading() as connection:
        return [
            sorted(tuple(row) for row in connection.execute(select(table))) for table in rows.TABLES
        ]


def upgrade_to(connection: Connection, version: str) -> None:
    config = Config()
    folder = Path(migrate.__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder))
    config.attributes["connection"] = connection
    command.upgrade(config, version)
    search.create(connection)


def copied(connection: Connection, table: Table, found: list[dict[str, object]]) -> None:
    """Write rows into a table as an earlier program knew it."""
    known = {column["name"] for column in inspect(connection).get_columns(table.name)}
    for row in found:
        kept = {name: value for name, value in row.items() if name in known}
        names, places = ", ".join(kept), ", ".join(f":{name}" for name in kept)
        connection.execute(text(f"INSERT INTO {table.name} ({names}) VALUES ({places})"), kept)


@pytest.fixture(params=EARLIER)
def earlier(
    request: pytest.FixtureRequest, opened: Opened, tmp_path: Path
) -> Iterator[tuple[Opened, list[list[tuple[object, ...]]]]]:
    """The store of ``opened`` as the program of an earlier schema left it, opened by this one."""
    fill(opened)
    before = all_rows(opened)
    folder = tmp_path / "earlier"
    folder.mkdir()
    old = Store(folder, KEY)
    kept = [one for one in metadata.sorted_tables if one not in rows.TABLES]
    with opened.store.reading() as source, old.writing() as connection:
        upgrade_to(connection, request.param)
        assert migrate.current(connection) == request.param
        for table in kept:
            copied(
                connection, table, [dict(row) for row in source.execute(select(table)).mappings()]
            )
    old.close()
    opened.note_tail()
    again = opening.reopen(Store(folder, KEY), TailGuard(tmp_path / "state", "s1"))
    yield again, before
    again.close()


def test_an_earlier_store_opens_with_every_row(
    earlier: tuple[Opened, list[list[tuple[object, ...]]]],
) -> None:
    opened, before = earlier
    with opened.store.reading() as connection:
        assert migrate.current(connection) == migrate.HEAD
    assert all_rows(opened) == before
    assert all(before)
    lists = Lists(opened.store, "hall-1")
    (main,) = lists.find_projects("云栖家园")
    assert (main.beginning, main.works, main.state) == ("new", "decoration", "known")
    assert [row.name for row in lists.bin(MAIN)] == ["1号楼"]
    assert [row.stream for row in lists.find_projects("翠苑")] == [MAIN]
    assert lists.inbox() == (ONLINE,)
    assert lists.undated() == (DATED,)
    assert [row.stream for row in lists.exemptions(MAIN)] == [EXEMPTION]


def test_nothing_that_was_written_is_lost(
    earlier: tuple[Opened, list[list[tuple[object, ...]]]],
) -> None:
    opened, _ = earlier
    found = verify(opened, scans=True)
    assert (found.faults, found.acts, found.sealed) == ((), 10, 6)
    assert [one.body for one in opened.drafts.all("intake.v1")] == [b"half a form"]
    assert {one.draft for one in opened.drafts.of_project(MAIN)} <= {"d1"}
    done = opened.ledger.append(act_of(received()))
    assert done.last_seq > found.entries


def test_the_device_is_the_same(
    earlier: tuple[Opened, list[list[tuple[object, ...]]]], device: NewDevice
) -> None:
    opened, _ = earlier
    assert opened.ledger.identity.device == device.device
