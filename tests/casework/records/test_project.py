"""Projects, accounts and rules: who stands when several spoke."""

from msgspec import structs

from casework.records.account import AccountClosed, AccountGranted, AccountRecord
from casework.records.case_events import FormEntry, SealedEntry
from casework.records.project import ProjectRecord, ProjectRegistered
from casework.records.registry import fold
from casework.records.rules import PackAdopted, RulesRecord
from casework.records.sealed import Sealed

WINDOW = ProjectRegistered(
    code="2103-990101-04-01-100001",
    raw_code="2103－990101－04－01－100001",
    project_name="云栖家园一期",
    parent="",
    builder="云栖置业有限公司",
    builder_code="91990101MA00000A0X",
    facts=(FormEntry("location", "云栖路1号", "project"),),
    sealed_facts=(SealedEntry("legal_representative", Sealed.of("赵一"), "project"),),
    origin="window",
    registered_at="2026-11-20T10:30:00+08:00",
)
PLATFORM = structs.replace(WINDOW, origin="platform", project_name="云栖家园一期（1—3号楼）")


def project(*events: ProjectRegistered) -> ProjectRecord:
    record = fold("project/p1", events)
    assert isinstance(record, ProjectRecord)
    return record


def test_the_platform_replaces_what_a_window_entered() -> None:
    assert project(WINDOW, PLATFORM).registered is PLATFORM
    assert project(PLATFORM, WINDOW).registered is PLATFORM


def test_the_platform_may_change_its_own_word() -> None:
    renamed = structs.replace(PLATFORM, project_name="云栖家园")
    assert project(PLATFORM, renamed).registered is renamed


def test_of_two_windows_the_earlier_stands_in_either_order() -> None:
    later = structs.replace(WINDOW, registered_at="2026-11-20T11:00:00+08:00")
    assert project(WINDOW, later).registered is WINDOW
    assert project(later, WINDOW).registered is WINDOW


def test_facts_prefill_a_form_until_they_are_purged() -> None:
    record = project(WINDOW)
    assert record.fact("location") == "云栖路1号"
    assert record.fact("legal_representative") == "赵一"
    assert record.fact("scale") == ""
    closed = Sealed[str](WINDOW.sealed_facts[0].value.commitment)
    purged = structs.replace(
        WINDOW, sealed_facts=(structs.replace(WINDOW.sealed_facts[0], value=closed),)
    )
    assert project(purged).fact("legal_representative") == ""


def test_an_account_is_granted_changed_and_closed() -> None:
    granted = AccountGranted("w3", Sealed.of("李明"), Sealed.of("…"), (), "2026-12-31")
    longer = structs.replace(granted, valid_to="2027-12-31")
    record = fold("account/a1", [granted, longer])
    assert isinstance(record, AccountRecord)
    assert record.granted.valid_to == "2027-12-31"
    assert not record.closed
    closed = fold("account/a1", [granted, AccountClosed("2026-11-20T10:30:00+08:00")])
    assert isinstance(closed, AccountRecord)
    assert closed.closed
    assert fold("account/a1", [AccountClosed("")]) is None


def test_the_last_pack_adopted_holds() -> None:
    first = PackAdopted("zhengzhou", "2019.7", "0" * 64, "现行状态待核", "2026-01-01")
    second = structs.replace(first, version="2026.1", sha256="1" * 64)
    record = fold("rules/hall-1", [first, second])
    assert isinstance(record, RulesRecord)
    assert record.adopted is second
