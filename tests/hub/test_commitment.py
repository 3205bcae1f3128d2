"""Commitments at the hub: what a window may write, what departments do, who is reminded when."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from casework.act import Command, Context, Loaded, R, perform
from casework.flows.commitment_dates import Owed
from casework.people.grants import Duty, Grant
from casework.records import ids
from casework.records.account import GrantLine
from casework.records.commitment import MARK, CommitmentState
from casework.records.event import Event, Staged
from casework.records.notice import NoticeKind
from casework.records.rolls import Roll
from casework.records.task import TaskRecord
from hub import accounts, opening
from hub.accounts import NewAccount
from hub.desk import Desk
from hub.law import shipped_law
from hub.opening import Hub
from hub.pages import story
from hub.pages.sessions import Sessions
from hub.receive import Receiver
from hub.sweep import Sweep
from sync import keys, wire
from tests.casework.flows.committing import DEPARTMENT, Walk
from tests.casework.instances_commitment import EVENTS, ROLL_EVENTS
from tests.hub.conftest import HALL
from tests.hub.scribe import Scribe
from tests.realparts.hub import now

BY_NAME = {type(one).__name__: one for one in (*EVENTS, *ROLL_EVENTS)}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """One hub for several examples."""
    folder = tmp_path_factory.mktemp("shared") / "hub"
    folder.mkdir()
    made = opening.create(folder, folder.parent / "guard", keys.StoreKey("h", bytes(32)), HALL, now)
    yield made
    made.close()


def taken(hub: Hub, kind: str, name: str) -> str:
    """The code of what became of a window's act with this event; empty when it was placed."""
    scribe = Scribe(hub)
    body = scribe.batch(Staged(f"{kind}/{ids.new_id(now())}", BY_NAME[name]))
    receiver = Receiver(hub.ledger, hub.blobs, approval_system=False)
    answer, _ = receiver.accept(scribe.device, body, now())
    return msgspec.json.decode(answer, type=wire.Receipt).results[0].code


@pytest.mark.parametrize("name", ["CommitmentOffered", "CommitmentDeclined"])
def test_a_window_tells_and_declines(shared: Hub, name: str) -> None:
    assert taken(shared, "commitment", name) == ""


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("commitment", "CommitmentDecided"),
        ("commitment", "PromiseReviewed"),
        ("commitment", "DecisionRescinded"),
        ("commitment", "UpstreamRescinded"),
        ("rolls", "RollEntered"),
        ("rolls", "RollPublished"),
    ],
)
def test_what_departments_do_is_not_a_windows_to_write(shared: Hub, kind: str, name: str) -> None:
    assert taken(shared, kind, name) == "SY-209"


class HubWalk(Walk):
    """A case whose window writes into the hub's own ledger."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(case=ids.stream_of(ids.CASE, ids.new_id(now())))
        self.hub = hub
        rolls = ids.stream_of(ids.ROLLS, hub.hall_id)
        self.on = replace(self.on, rolls=rolls, numbers="numbers/d1")

    def load(self, stream: str) -> Loaded:
        """As the hub knows it."""
        return self.hub.ledger.load(stream)

    def perform(
        self, command: Command[R], request: R, where: Context | None = None
    ) -> tuple[Event, ...]:
        """An act of the window, now."""
        assert where is not None
        grant = Grant("41", "*", Duty.ACCEPT, date(2020, 1, 1), date(2099, 12, 31))
        where = replace(
            where,
            now=now(),
            clerk=replace(where.clerk, grants=(grant,)),
            place=replace(where.place, hall=self.hub.hall_id),
        )
        done = perform(self.hub.ledger, ids.new_id(now()), command, request, where)
        return tuple(staged.event for staged in done.events)

    def promised_for_today(self) -> "HubWalk":
        """Accepted, with every missing material promised for today."""
        self.chosen()
        self.draw_up(*(Owed(line, now().date().isoformat()) for line in self.lines()))
        self.print_out(NoticeKind.COMMITMENT).sign()
        self.accept()
        return self

    def lines(self) -> tuple[str, ...]:
        """What may come later."""
        assert self.item.commitment is not None
        return tuple(self.item.commitment.terms)


@pytest.fixture
def walk(hub: Hub) -> HubWalk:
    """A hub with one department's account, and a case to be walked there."""
    grant = GrantLine("41", "*", "handle", "2020-01-01", "2099-12-31")
    account = NewAccount("shui", "周明", (grant,), "2099-12-31", DEPARTMENT)
    accounts.grant(hub.ledger, account, "yichuang", now())
    return HubWalk(hub)


def ask(walk: HubWalk, verb: str, **body: Any) -> None:
    """A verb of the department over its desk, with the request as JSON."""
    law = shipped_law(walk.hub)
    desk = Desk(walk.hub, Sessions(walk.hub.ledger, now), lambda: law)
    desk.perform("shui", "yichuang", verb, msgspec.json.encode(body))


def on(walk: HubWalk) -> dict[str, str]:
    """The case as a department names it: of the hub's own streams it knows nothing."""
    project = walk.record.received.project
    return {"case": walk.stream, "item": walk.item.code, "project": project}


def test_a_department_publishes_the_list_and_decides_by_it(walk: HubWalk) -> None:
    until = (now() + timedelta(days=1)).isoformat()
    ask(walk, "credit.publish", rolls="", roll="credit", version="第1版", valid_until=until)
    walk.promised_for_today()
    assert walk.own.offered is not None
    assert walk.own.offered.credit.standing == "clear"
    ask(walk, "commitment.decide", on=on(walk), number="郑水许〔2026〕7号", mark=MARK)
    assert walk.own.state is CommitmentState.DECIDED
    assert walk.record.decision is not None
    slip = walk.paper(NoticeKind.APPROVAL_TOLD)
    assert (slip.mark, slip.clerk) == (MARK, "周明")
    ask(
        walk, "commitment.rescind", on=on(walk), cause="out_of_reach", reason="用地未批准",
        number="郑水撤〔2026〕1号",
    )  # fmt: skip
    assert walk.own.rescinded is not None
    told = story.of_case(walk.hub, walk.stream)
    assert told is not None
    told_in_order(
        [one.text for act in told.placed for one in act.told],
        "申请人自愿选择告知承诺",
        "申请人签署承诺书",
        "以告知承诺方式受理",
        "以告知承诺方式决定准予（承诺审批）：郑水许〔2026〕7号",
        "撤销审批决定：郑水撤〔2026〕1号。申请人无法达到审批法定条件",
    )


def told_in_order(told: list[str], *parts: str) -> None:
    """What follows a case is told with it, one after the other."""
    assert not any("不认识" in one for one in told)
    places = [next(n for n, one in enumerate(told) if part in one) for part in parts]
    assert places == sorted(places)


def test_a_breach_is_entered_into_the_list(walk: HubWalk) -> None:
    ask(
        walk, "credit.enter", rolls="", roll="credit", entry="2026-9", item="soil_plan",
        unit="云栖置业有限公司", credit_code="919901011234567880", reason="违反承诺",
        basis="001A-16", number="郑水撤〔2026〕1号",
    )  # fmt: skip
    record: Any = walk.load(walk.on.rolls).record
    assert [one.entry for one in record.holding(Roll.CREDIT)] == ["2026-9"]


def test_the_sweep_reminds_once_and_only_of_days_that_are_near(walk: HubWalk) -> None:
    sweep = Sweep(walk.hub, lambda: shipped_law(walk.hub))
    assert sweep.run() == 0
    walk.promised_for_today()
    assert sweep.run() == 1
    task = walk.load(f"task/{ids.ident_of(walk.stream)}-commitment_remind-expert_opinion-0").record
    assert isinstance(task, TaskRecord)
    assert (task.opened.kind, task.opened.about) == ("remind", walk.stream)
    assert sweep.run() == 0


def test_a_day_far_ahead_is_not_reminded_of(walk: HubWalk) -> None:
    sweep = Sweep(walk.hub, lambda: shipped_law(walk.hub))
    walk.accepted()
    assert sweep.run() == 0
