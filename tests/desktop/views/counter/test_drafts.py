"""Nothing entered is lost: saved at each change, offered back, thrown away only when asked."""

from desktop.views.counter.draft import Draft, decode, encode
from desktop.views.counter.presenter import DECIDE, MATERIALS, CounterPresenter
from tests.desktop.views.counter.deeds import come_in, everything, pick_project
from tests.desktop.views.counter.world import HeldLanes, World


def saved(world: World) -> list[Draft]:
    found = (decode(one.body) for one in world.opened.drafts.all("intake.v1"))
    return [one for one in found if one is not None]


def test_an_empty_intake_is_not_saved(counter: CounterPresenter, world: World) -> None:
    counter.go(2)
    assert saved(world) == []


def test_every_change_is_saved(counter: CounterPresenter, world: World) -> None:
    counter.person.type("name", "林")
    assert saved(world)[0].person.name == "林"
    pick_project(counter)
    counter.form.edit("location", "甲")
    counter.go(MATERIALS)
    counter.materials.take("warranty")
    (draft,) = saved(world)
    assert draft == counter.state.draft
    assert counter.state.saved_at


def test_a_crash_loses_nothing(counter: CounterPresenter, world: World) -> None:
    everything(counter, "warranty")
    counter.decision.add_defect("application", "illegible", "第2页")
    before = counter.state.draft
    again = world.presenter()
    again.start()
    (offered,) = again.state.unfinished
    assert (offered.ident, offered.project_name, offered.person_masked) == (
        before.ident,
        "云栖家园一期",
        "林＊＊",
    )
    again.resume(offered.ident)
    assert again.state.draft == before
    assert again.state.findings == counter.state.findings
    assert [row.name for row in again.state.parts] == ["云栖家园一期地下车库"]


def test_the_moment_of_receipt_is_that_of_the_first_entry(
    counter: CounterPresenter, world: World
) -> None:
    world.clock.later(50)
    come_in(counter)
    received = counter.state.draft.received_at
    assert received == world.clock().isoformat()
    world.clock.later(9)
    counter.person.match_face(matched=False)
    again = world.presenter()
    again.resume(counter.state.draft.ident)
    assert again.state.draft.received_at == received


def test_one_intake_is_put_away_for_another(counter: CounterPresenter) -> None:
    come_in(counter)
    first = counter.state.draft
    counter.start()
    assert counter.state.draft.empty
    assert [one.ident for one in counter.state.unfinished] == [first.ident]
    counter.resume(first.ident)
    assert counter.state.draft == first


def test_what_waits_to_be_saved_goes_with_the_intake(world: World) -> None:
    lanes = HeldLanes()
    counter = world.presenter(lanes.run)
    counter.person.type("name", "林")
    counter.person.type("name", "林晚")
    counter.person.type("name", "林晚舟")
    assert [lane for lane, _ in lanes.waiting] == ["ledger"]
    counter.start()
    lanes.let_go()
    assert saved(world)[0].person.name == "林晚舟"


def test_a_draft_is_thrown_away(counter: CounterPresenter, world: World) -> None:
    come_in(counter)
    ident = counter.state.draft.ident
    counter.start()
    counter.discard(ident)
    assert counter.state.unfinished == ()
    assert saved(world) == []
    counter.resume(ident)
    assert counter.state.error is not None
    assert counter.state.error.code == "CT-113"


def test_a_draft_of_a_newer_program_is_left_alone(world: World) -> None:
    world.opened.drafts.save("d1", "intake.v1", b'{"ident": 1}', world.clock())
    counter = world.presenter()
    counter.start()
    assert counter.state.unfinished == ()
    assert len(world.opened.drafts.all("intake.v1")) == 1


def test_a_draft_survives_its_encoding(counter: CounterPresenter) -> None:
    everything(counter)
    assert decode(encode(counter.state.draft)) == counter.state.draft


def test_a_full_disk_is_said_and_the_intake_goes_on(
    counter: CounterPresenter, world: World
) -> None:
    come_in(counter)
    with world.opened.store.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    counter.project.choose("project/yunqi")
    for size in range(1, 40):
        counter.form.edit("location", "长" * 400 * size)
    assert counter.state.error is not None
    assert counter.state.error.code == "LE-201"
    with world.opened.store.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    counter.form.edit("location", "短")
    assert saved(world)[0].texts()["location"] == "短"


def test_steps_are_left_and_entered_freely(counter: CounterPresenter) -> None:
    come_in(counter)
    for step in (5, 3, 4, 2, 1):
        counter.go(step)
        assert counter.state.draft.step == step
    counter.go(6)
    counter.go(0)
    assert counter.state.draft.step == 1
    counter.next()
    assert counter.state.draft.step == 2


def test_deciding_looks_again_each_time(counter: CounterPresenter) -> None:
    everything(counter, "warranty")
    before = counter.state
    counter.materials.see("warranty")
    counter.go(DECIDE)
    assert (len(before.findings), before.draft.choosing.kind) == (1, "ask")
    assert (len(counter.state.findings), counter.state.draft.choosing.kind) == (0, "accept")
