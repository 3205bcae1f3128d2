"""What stands around an application: exemptions, earlier results, lists, a survey to be filed."""

from dataclasses import replace

from casework.flows import credit
from casework.flows.exemption import CHOOSE, CORRECT, DETERMINE, Choice, Choose, Correct, Determine
from casework.law.catalogue import Catalogue
from casework.people.grants import Clerk, Duty
from casework.records import ids
from casework.records.case_events import Applicant
from casework.records.event import Event
from casework.records.exemption import ExemptionRecord
from casework.records.ids import new_id
from casework.records.rolls import Roll, RollEntered, RollPublished
from desktop.desk import Law
from desktop.views.counter.presenter import CounterPresenter
from tests.casework.flows.exempting import DELIVERER, LIFT, LIFT_ANSWERS
from tests.casework.flows.surveying import FILLED, SURVEYOR, SURVEYOR_CODE
from tests.desktop.views.counter import deeds, invented
from tests.desktop.views.counter.world import EVERYTHING, PLACE, World, rules
from tests.desktop.views.projects.desk import happen

SURVEY = "joint_survey"
ROLLS = credit.stream_for(PLACE.hall)
BY_HAND = {
    key: text
    for key, text in FILLED.items()
    if key not in ("project_name", "builder", "builder_code", "handler", "location")
}
"""What a survey's form asks that neither card nor project gives."""


def under(world: World, law: Catalogue | None = None, who: Clerk = EVERYTHING) -> World:
    """A clerk who may take in everything, under other rules."""
    known = Law(law, rules().calendar) if law is not None else world.desk.law
    world.desk = replace(world.desk, law=known, clerk=who)
    return world


def exempt(
    world: World, works: str = "3号楼加装电梯", choice: Choice | None = Choice.EXEMPT
) -> str:
    """A lift of the project needs no planning permit; the stream of the exemption."""
    now = world.clock()
    stream = ids.stream_of(ids.EXEMPTION, new_id(now))
    row = world.desk.law.catalogue.exemptions[LIFT]
    builder = Applicant(invented.BUILDER, invented.CREDIT_CODE)
    determine = Determine(
        exemption=stream,
        item=row.part.exempts,
        row=LIFT,
        shown=row.digest,
        project=invented.STREAM,
        project_code=invented.CODE,
        project_name="云栖家园一期",
        works=works,
        applicant=builder,
        answers=LIFT_ANSWERS,
    )
    world.desk.act(DETERMINE, determine)
    if choice is not None:
        numbers = ids.stream_of(ids.NUMBERS, "device-1")
        world.desk.act(CHOOSE, Choose(stream, row.part.exempts, numbers, choice, DELIVERER))
    return stream


def correct(world: World, stream: str) -> None:
    """The supervising department finds that the row does not fit."""
    item = world.desk.law.catalogue.exemptions[LIFT].part.exempts
    grant = replace(EVERYTHING.grants[0], duty=Duty.HANDLE)
    department = Clerk("account/x", "穆清扬", (grant,), "市资源规划部门")
    desk = replace(world.desk, clerk=department)
    desk.act(CORRECT, Correct(stream, item, "是新建住宅"))


def exemption(world: World, stream: str) -> ExemptionRecord:
    """The exemption as it stands."""
    record = world.opened.ledger.load(stream).record
    assert isinstance(record, ExemptionRecord)
    return record


def publish(
    world: World, *, listed: bool = False, until: str = "2026-12-01T00:00:00+08:00"
) -> None:
    """The hall's black list of surveyors, two hours old."""
    entered = RollEntered(
        Roll.SURVEYORS,
        "e1",
        SURVEYOR,
        SURVEYOR_CODE,
        "成果资料存在瑕疵",
        "方案四（四）",
        "市资源规划部门",
        "甲规〔2026〕3号",
        "2026-10-01",
    )
    as_of = "2026-11-20T08:30:00+08:00"
    head = RollPublished(Roll.SURVEYORS, "第12版", as_of, until, int(listed))
    happen(world, ROLLS, *((entered,) if listed else ()), head)


def known(world: World, *events: Event) -> None:
    """What happened to the project."""
    happen(world, invented.STREAM, *events)


def choose(counter: CounterPresenter, item: str, role: str = "agent") -> None:
    """Steps 1 and 2 for an item."""
    deeds.come_in(counter, role)
    deeds.pick_project(counter)
    assert counter.item.choose(item)


def fill(counter: CounterPresenter, **changes: str) -> None:
    """Steps 3 and 4 of a survey."""
    counter.go(3)
    for key, text in {**BY_HAND, **changes}.items():
        counter.form.edit(key, text)
        counter.form.leave(key)
    counter.go(4)
    for line in counter.state.lines:
        if line.key in ("contract", "agent_identity", "authorisation"):
            counter.materials.see(line.key)
        elif line.key == "identity_copy":
            counter.materials.take(line.key)


def survey(counter: CounterPresenter, role: str = "agent", **changes: str) -> None:
    """A whole survey up to its decision."""
    choose(counter, SURVEY, role)
    fill(counter, **changes)
    counter.go(5)
