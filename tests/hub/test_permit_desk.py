"""Departments at the hub decide a permit, lock key persons and file a completion (002图4.2–4.4)."""

import msgspec
import pytest

from casework.errors import ClerkError
from casework.flows import intake
from casework.flows.deciding import HandOver
from casework.records import ids
from casework.records.account import GrantLine
from casework.records.event import Staged
from casework.records.locks import LOCKS, Hold, LocksRecord
from casework.records.permit import PermitRecord, PermitState
from casework.records.project import ProjectRecord
from hub import accounts
from hub.accounts import NewAccount
from hub.desk import Desk
from hub.law import Law, shipped_law
from hub.opening import Hub
from hub.pages.sessions import Sessions
from tests.casework.flows import permitting as p
from tests.casework.flows.intakes import Memory
from tests.realparts.hub import now

CASE = "case/01a1f951-4444-7e0e-aeb9-33093725fc1d"
TENDER = "case/01a1f951-5555-7e0e-aeb9-33093725fc1d"
FILING = "case/01a1f951-6666-7e0e-aeb9-33093725fc1d"
PASSWORD = "yichuang"
ACCOUNTS = {"zhujian": p.AUTHORITY, "zhian": p.SUPERVISION, "renfang": p.DEFENCE}


@pytest.fixture
def desk(practised: Hub) -> Desk:
    """The province's rules at the hub, its departments, and what windows have taken in."""
    grant = GrantLine("4", "*", "handle", "2020-01-01", "2099-12-31")
    for login, department in ACCOUNTS.items():
        account = NewAccount(login, "穆清扬", (grant,), "2099-12-31", department)
        accounts.grant(practised.ledger, account, PASSWORD, now())
    found = p.memory()
    tender = p.take_in(p.TENDER, p.TENDER_FORM, None, case=TENDER)
    filing = p.take_in(p.FILING, p.FILING_FORM, HandOver(), case=FILING)
    for request in (tender, p.take_in(case=CASE), filing):
        found.perform(intake.TAKE_IN, request, p.window())
    practised.ledger.record("test", now(), _known(found))
    law = Law(p.LAW, shipped_law(practised).calendar)
    return Desk(practised, Sessions(practised.ledger, now), lambda: law)


def _known(found: Memory) -> list[Staged]:
    return [one for one in found.staged if ids.kind_of(one.stream) != ids.NUMBERS]


def done(desk: Desk, login: str, verb: str, **request: object) -> None:
    desk.perform(login, PASSWORD, verb, msgspec.json.encode(request))


def refused(desk: Desk, login: str, verb: str, **request: object) -> str:
    with pytest.raises(ClerkError) as caught:
        done(desk, login, verb, **request)
    return caught.value.code


def on(case: str = CASE, item: str = p.PERMIT.code) -> dict[str, str]:
    return {"case": case, "item": item}


def test_a_permit_goes_through_its_departments(practised: Hub, desk: Desk) -> None:
    lock = {"on": on(TENDER, p.TENDER.code), "ground": p.CONTRACT}
    assert refused(desk, "zhian", "tender.lock", **lock) == "PM-106"
    done(desk, "zhujian", "tender.lock", **lock)
    decide = {"on": on(), "approved": True, "number": "证1", "key_serial": p.KEY}
    assert refused(desk, "zhujian", "permit.determine", **decide) == "PM-107"
    done(desk, "zhujian", "permit.review", on=on(), passed=True, opinion="资料齐全")
    assert refused(desk, "zhujian", "permit.determine", **decide) == "PM-104"
    for part in p.PERMIT.merges:
        answer = {"on": on(), "part": part, "passed": True, "opinion": "准予登记"}
        assert refused(desk, "zhian", "permit.answer", **answer) == "PM-105"
        assert refused(desk, "renfang", "permit.answer", **answer, key_serial=p.KEY) == "PM-106"
        done(desk, "zhian", "permit.answer", **answer, key_serial=p.KEY)
    done(desk, "zhujian", "permit.determine", **decide)
    record = practised.ledger.load(ids.bound_to(CASE, ids.PERMIT)).record
    assert isinstance(record, PermitRecord)
    assert record.state is PermitState.DETERMINED
    assert holds(practised) == {Hold.FORMAL}


def holds(hub: Hub) -> set[Hold]:
    record = hub.ledger.load(LOCKS).record
    assert isinstance(record, LocksRecord)
    return {one.hold for one in record.of_project(p.PROJECT)}


def test_the_filing_releases_who_was_locked(practised: Hub, desk: Desk) -> None:
    done(desk, "zhujian", "tender.lock", on=on(TENDER, p.TENDER.code), ground=p.CONTRACT)
    filing = {"on": on(FILING, p.FILING.code), "project": p.PROJECT}
    assert refused(desk, "zhujian", "completion.file", **filing, forms=[]) == "PM-133"
    form = {"form": "hunan_joint_acceptance", "number": "竣备1号"}
    done(desk, "zhujian", "completion.file", **filing, forms=[form])
    project = practised.ledger.load(p.PROJECT).record
    assert isinstance(project, ProjectRecord)
    assert project.closing.filed is not None
    assert project.closing.filed.forms == ("竣备1号",)
    assert holds(practised) == {Hold.RELEASED}
