"""Cases that went on at the hub, brought into a window's own ledger as the feed brings them."""

from dataclasses import replace

from casework.records.case import CaseRecord
from casework.records.ids import JOINT, SURVEY, bound_to
from casework.records.joint import JointRecord
from casework.records.survey import SurveyRecord
from tests.casework.flows import intakes, jointly
from tests.casework.flows.jointly import Walk
from tests.casework.flows.surveying import Survey
from tests.desktop.views.counter.world import EVERYTHING, World
from tests.desktop.views.handling import hall


def joint(world: World, walk: Walk) -> str:
    """A joint acceptance, as far as it was walked."""
    return _brought(world, jointly.CASE, walk.memory)


def survey(world: World, memory: Survey) -> str:
    """A joint survey, as far as it has come."""
    return _brought(world, intakes.CASE, memory)


def _brought(world: World, case: str, memory: intakes.Memory) -> str:
    world.desk = replace(world.desk, clerk=EVERYTHING)
    world.clock.at = max(world.clock.at, *(act.at for act in memory.acts))
    hall.write(world, *memory.staged)
    return case


def case_of(world: World, case: str) -> CaseRecord:
    record = world.opened.ledger.load(case).record
    assert isinstance(record, CaseRecord)
    return record


def joint_of(world: World, case: str) -> JointRecord:
    record = world.opened.ledger.load(bound_to(case, JOINT)).record
    assert isinstance(record, JointRecord)
    return record


def survey_of(world: World, case: str) -> SurveyRecord:
    record = world.opened.ledger.load(bound_to(case, SURVEY)).record
    assert isinstance(record, SurveyRecord)
    return record
