"""容缺受理 on the page 办理: what is put off is owed by a day, and supplied by its number."""

from dataclasses import replace

from msgspec import structs

from casework.flows.deferral import SUPPLY, Supply
from casework.flows.intake import TAKE_IN
from casework.records.case_events import ApplicationReceived
from casework.records.case_life import CaseWithdrawn
from casework.records.event import Staged
from casework.records.project import ProjectRecord
from desktop.desk import Law
from desktop.views.handling import deferral
from tests.casework.flows.intakes import CASE, taken
from tests.casework.flows.project_packs import ITEM, MAIN, known, law, window
from tests.desktop.views.counter.world import EVERYTHING, World
from tests.desktop.views.handling import hall
from tests.desktop.views.handling.hall import Hand


def page(world: World, *after: Staged) -> Hand:
    """A case that builds on a planning permit nobody has; the pack lets that wait."""
    memory = known()
    memory.perform(TAKE_IN, taken(project=MAIN), window())
    events = [
        Staged(one.stream, structs.replace(one.event, item=ITEM))
        if isinstance(one.event, ApplicationReceived)
        else one
        for one in memory.staged
    ]
    hall.write(world, *events, *after)
    in_force = Law(law(), world.desk.law.calendar)
    world.desk = replace(world.desk, clerk=EVERYTHING, law=in_force)
    return hall.hand(world, CASE, (deferral.standing,))


def project(world: World) -> ProjectRecord:
    record = world.opened.ledger.load(MAIN).record
    assert isinstance(record, ProjectRecord)
    return record


def test_it_is_put_off_to_a_day_and_supplied_by_its_number(world: World) -> None:
    shown = page(world)
    assert shown.titles() == ["容缺受理前一环节的成果"]
    shown.do("deferral.defer")
    (owed,) = project(world).deferred
    assert owed.case == CASE
    assert shown.state.seen is not None
    (standing,) = shown.state.seen.standings
    assert standing.state == "1 项待补"
    assert standing.lines[0].text.startswith("建设工程规划许可证：")
    assert shown.titles() == ["补齐容缺的成果"], "put off once, not twice"
    shown.presenter.choose("deferral.supply")
    shown.presenter.prepare()
    assert shown.state.problems == {"number": "请填写"}
    shown.presenter.back()
    shown.do("deferral.supply", number="建字第990101202600017号")
    assert project(world).deferred == ()


def test_what_came_in_another_way_is_not_owed_any_more(world: World) -> None:
    shown = page(world)
    shown.do("deferral.defer")
    world.desk.act(SUPPLY, Supply(MAIN, ITEM, "planning_permit", "建字第1号"))
    shown.presenter.load()
    assert "补齐容缺的成果" not in shown.titles()


def test_a_case_that_is_over_puts_nothing_off(world: World) -> None:
    gone = CaseWithdrawn("调整方案", "2026-11-20T11:00:00+08:00")
    shown = page(world, Staged(CASE, gone))
    assert shown.titles(open_only=False) == []
