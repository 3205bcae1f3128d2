"""An exemption at the window on the real list: requests as the page hands them to the commands."""

from dataclasses import replace

from casework.act import Context
from casework.flows.exemption import (
    CHOOSE,
    DETERMINE,
    Choice,
    Choose,
    CommitmentIn,
    Determine,
)
from casework.law.catalogue import Catalogue
from casework.people.grants import Duty
from casework.records.case_events import Applicant, Deliverer
from casework.records.exemption import ExemptionRecord
from casework.records.sealed import Sealed
from tests.casework.flows.intakes import (
    CATALOGUE,
    CREDIT_CODE,
    NOW,
    NUMBERS,
    PERSON,
    PERSON_NUMBER,
    PROJECT,
    Memory,
    clerk,
    context,
    page,
)

EXEMPTION = "exemption/0193-e"
CODE, NAME = "2103-990101-04-01-100001", "云栖家园一期"
GATE, GATE_ANSWERS = "2-7", (("kind", "门卫房"),)
LIFT, LIFT_ANSWERS = "1-1-1", (("dwelling", "yes"), ("lift", "yes"))
DELIVERER = Deliverer(
    Sealed.of(PERSON), Sealed.of(PERSON_NUMBER), "resident", "self", "card", face_matched=True
)
COMMITMENTS = (
    CommitmentIn("survey", "甲市勘察院", (page("survey"),)),
    CommitmentIn("design", "甲市设计院", (page("design"),)),
)


def at_window(law: Catalogue = CATALOGUE, duty: Duty = Duty.ACCEPT, item: str = "*") -> Context:
    """The window under ``law``, with a clerk who may do everything."""
    return context(NOW, law, clerk(item=item, duty=duty))


def at_department() -> Context:
    """The hub, where the supervising department acts."""
    where = at_window(duty=Duty.HANDLE)
    return replace(where, clerk=replace(where.clerk, department="市城乡建设部门"))


def determine(
    row: str = GATE,
    answers: tuple[tuple[str, str], ...] = GATE_ANSWERS,
    law: Catalogue = CATALOGUE,
    **changes: object,
) -> Determine:
    """The answers about the gatehouse of a project, with some fields changed."""
    rule = law.exemptions[row]
    request = Determine(
        exemption=EXEMPTION,
        item=rule.part.exempts,
        row=row,
        shown=rule.digest,
        project=PROJECT,
        project_code=CODE,
        project_name=NAME,
        works="小区东门门卫房",
        applicant=Applicant("云栖置业有限公司", CREDIT_CODE),
        answers=answers,
    )
    return replace(request, **changes)  # type: ignore[arg-type]


def choose(
    choice: Choice | None = Choice.EXEMPT,
    commitments: tuple[CommitmentIn, ...] = COMMITMENTS,
    item: str = "drawing_review",
    deliverer: Deliverer = DELIVERER,
) -> Choose:
    """The applicant's choice."""
    return Choose(EXEMPTION, item, NUMBERS, choice, deliverer, commitments)


def exempted(row: str = GATE, answers: tuple[tuple[str, str], ...] = GATE_ANSWERS) -> Memory:
    """A ledger in which the row was determined and the exemption taken."""
    memory = Memory()
    rule = CATALOGUE.exemptions[row]
    memory.perform(DETERMINE, determine(row, answers), at_window())
    commitments = COMMITMENTS if rule.part.committers else ()
    memory.perform(CHOOSE, choose(commitments=commitments, item=rule.part.exempts), at_window())
    return memory


def record_in(memory: Memory) -> ExemptionRecord:
    """The exemption of these requests."""
    record = memory.load(EXEMPTION).record
    assert isinstance(record, ExemptionRecord)
    return record
