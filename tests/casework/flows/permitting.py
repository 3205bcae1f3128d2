"""The four flows of the province's charts on their real pack: invented works, units and persons.

``take_in`` is what the counter hands over when everything is there; tests take something away.
"""

from collections.abc import Mapping
from dataclasses import replace

import resources
from casework.act import Context
from casework.flows import intake as counter
from casework.flows.deciding import Accept, Decision
from casework.flows.grounds import Grounds
from casework.flows.intake import Intake, MaterialIn, TakeIn
from casework.flows.on_case import OnCase
from casework.law import catalogue
from casework.law.forms import canonical, personal_keys
from casework.law.items import Body, Item
from casework.law.materials import Handling
from casework.people.grants import Clerk, Duty, Grant
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case_events import Applicant, FormEntry, SealedEntry
from casework.records.event import Event, Staged
from casework.records.locks import LOCKS, LocksRecord
from casework.records.permit import PermitRecord
from casework.records.project import ProjectRecord, ProjectRegistered
from casework.records.project_events import ResultReviewed, ResultSupplemented
from casework.records.sealed import Sealed
from casework.records.task import TaskRecord
from tests.casework.flows.intakes import (
    CASE,
    CREDIT_CODE,
    NOW,
    PERSON,
    Memory,
    clerk,
    context,
    intake,
    page,
    reserved,
)

FILES = resources.catalogue_files("hunan")
LAW = catalogue.parse(FILES)
PERMIT, TENDER = LAW.item("construction_permit"), LAW.item("tender")
FILING, REVIEW = LAW.item("completion_filing"), LAW.item("drawing_review")
CODE = "2103-990101-04-01-100001"
PROJECT = f"project/{CODE}"
OTHER = "project/2103-990101-04-01-100002"
CONTRACT, DRAWING = "甲合同〔2026〕001号", "甲审图〔2026〕009号"
KEY = "9901000000000017"
AUTHORITY, SUPERVISION, DEFENCE = "住房和城乡建设主管部门", "质安监站", "人防部门"
MANAGER, MANAGER_CERTIFICATE = "孟知秋", "甲1990101202600017"

REGISTERED = ProjectRegistered(
    code=CODE,
    raw_code=CODE,
    project_name="云栖家园一期",
    parent="",
    builder="云栖置业有限公司",
    builder_code=CREDIT_CODE,
    facts=(),
    sealed_facts=(),
    origin="platform",
    registered_at=NOW.isoformat(),
)
HEAD = {
    "project_name": "云栖家园一期",
    "project_code": CODE,
    "location": "甲市乙区云栖路2号",
    "builder": "云栖置业有限公司",
    "builder_code": CREDIT_CODE,
    "legal_representative": "赵某",
    "handler": PERSON,
    "handler_phone": "13800005678",
}
PERSONS = {
    "key_persons.manager.name": MANAGER,
    "key_persons.manager.certificate": MANAGER_CERTIFICATE,
    "key_persons.manager.unit": "甲市第一建筑公司",
    "key_persons.supervisor.name": "穆清扬",
    "key_persons.supervisor.certificate": "甲2990101202600018",
    "key_persons.supervisor.unit": "甲市监理公司",
}
PERMIT_FORM = HEAD | PERSONS | {"contract_number": CONTRACT, "drawing_number": DRAWING}
TENDER_FORM = HEAD | PERSONS | {"mode": "none"}
FILING_FORM = HEAD | {
    "procedure": "general",
    "subjects": "planning,quality,archives",
    "archive_day": "2027-03-31",
}

ACCEPT = Accept()


def result(key: str, number: str, *data: FormEntry, ident: str = "") -> tuple[Event, ...]:
    """A supplemented result that its department has passed."""
    name = ident or f"0193-{key}"
    return (
        ResultSupplemented(
            ident=name,
            key=key,
            result_name=LAW.results[key].name,
            number=number,
            organ="甲市住建局",
            issued_on="2026-10-01",
            data=data,
            sealed_data=(),
            source="upload",
            pdf_sha256="ab" * 32,
            pdf_size=1000,
            differences=(),
            asked_by=CREDIT_CODE,
            entered_by="clerk-1",
            entered_at=NOW.isoformat(),
        ),
        ResultReviewed(name, True, (), "甲市住建局", "", NOW.isoformat()),
    )


HOLDINGS = (
    *result("construction_contract", CONTRACT, FormEntry("contract_sum", "8000500000", "upload")),
    *result("drawing_certificate", DRAWING, FormEntry("floor_area", "12345.67", "upload")),
    *result("planning_permit", "建字第990101202300001号"),
)


def memory(*more: Staged, holdings: tuple[Event, ...] = HOLDINGS) -> Memory:
    """A ledger with the project, what it holds, and numbers for every paper."""
    known = (Staged(PROJECT, REGISTERED), *(Staged(PROJECT, one) for one in holdings))
    return Memory(*known, *reserved(), *more)


def window(**changes: object) -> Context:
    """A clerk at the window under the province's pack."""
    return context(**{"law": LAW, "who": clerk(item="*"), **changes})  # type: ignore[arg-type]


def department(name: str = AUTHORITY, **changes: object) -> Context:
    """A department acting at the hub."""
    first = clerk(item="*").grants[0]
    grant = Grant(first.area, "*", Duty.HANDLE, first.valid_from, first.valid_to)
    acting = Clerk("account/bumen", "部门经办", (grant,), name)
    return context(**{"law": LAW, "who": acting, **changes})  # type: ignore[arg-type]


def application(item: Item, filled: Mapping[str, str], case: str = CASE) -> Intake:
    """The request of a counter where all was filled in and handed over."""
    form = LAW.form_of(item)
    kept = canonical(form, filled)
    personal = personal_keys(form, kept)
    return replace(
        intake(item=item, filled={}),
        case=case,
        project=PROJECT,
        project_code=CODE,
        project_name=filled["project_name"],
        applicant=Applicant("云栖置业有限公司", CREDIT_CODE),
        form=tuple(FormEntry(k, v, "typed") for k, v in kept.items() if k not in personal),
        sealed_form=tuple(
            SealedEntry(k, Sealed.of(v), "typed") for k, v in kept.items() if k in personal
        ),
        materials=_brought(item, kept),
    )


def _brought(item: Item, kept: Mapping[str, str]) -> tuple[MaterialIn, ...]:
    seen = NOW.isoformat() if item.originals_checked_by is Body.WINDOW else ""
    found = []
    for line in item.checklist(kept, "self"):
        if line.handling is Handling.NUMBER:
            found.append(MaterialIn(line.key, "number", 1, number=kept[line.number_field]))
        elif line.handling is Handling.ASK:
            found.append(MaterialIn(line.key, "original", 1, (page(line.key),), seen_at=seen))
    return tuple(found)


def take_in(
    item: Item = PERMIT,
    filled: Mapping[str, str] = PERMIT_FORM,
    decision: Decision | None = ACCEPT,
    **changes: object,
) -> TakeIn:
    """Everything for one application, with the key of the clerk present."""
    case = str(changes.pop("case", CASE))
    given = {"rests_on": (LOCKS,), "key_serial": KEY, **changes}
    return TakeIn(application(item, filled, case), decision, **given)  # type: ignore[arg-type]


def opened(**changes: object) -> Memory:
    """A ledger in which a permit was accepted at the window."""
    found = memory()
    found.perform(counter.TAKE_IN, take_in(**changes), window())  # type: ignore[arg-type]
    return found


def on(item: Item = PERMIT, case: str = CASE) -> OnCase:
    """The case as a department's verb names it."""
    return OnCase(case, item.code, project=PROJECT)


def permit_of(found: Memory, case: str = CASE) -> PermitRecord | None:
    """The permit of a case."""
    record = found.load(ids.bound_to(case, ids.PERMIT)).record
    return record if isinstance(record, PermitRecord) else None


def locks_of(found: Memory) -> LocksRecord:
    """All locks of the hall."""
    record = found.load(LOCKS).record
    return record if isinstance(record, LocksRecord) else LocksRecord()


def project_of(found: Memory, stream: str = PROJECT) -> ProjectRecord:
    """A project of the ledger."""
    record = found.load(stream).record
    assert isinstance(record, ProjectRecord)
    return record


def case_of(found: Memory, stream: str = CASE) -> CaseRecord:
    """A case of the ledger."""
    record = found.load(stream).record
    assert isinstance(record, CaseRecord)
    return record


def grounds_of(found: Memory) -> Grounds:
    """What the project rests on."""
    return Grounds(CASE, PROJECT, {PROJECT: project_of(found)}, locks=locks_of(found))


def tasks_of(found: Memory, key: str) -> list[TaskRecord]:
    """The tasks of a kind, in the order they were opened."""
    streams = dict.fromkeys(one.stream for one in found.staged if one.stream.startswith("task/"))
    records = (found.load(stream).record for stream in streams)
    return [one for one in records if isinstance(one, TaskRecord) and one.opened.key == key]
