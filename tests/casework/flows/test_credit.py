"""What a list says of a unit, how old it is, and who may write it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from casework.act import Context
from casework.flows import credit
from casework.flows.credit import ENTER, LIFT, PUBLISH, Check, Enter, Lift, Publish, Standing
from casework.law.settings import Offline, Prerequisite
from casework.people.grants import Clerk
from casework.records.event import Staged
from casework.records.rolls import Roll, RollLifted, RollPublished, RollsRecord
from tests.casework.flows.committing import (
    ROLLS,
    department,
    listed,
    published,
    window,
)
from tests.casework.flows.intakes import CREDIT_CODE, NOW, Memory, refused

ENTRY = Enter(
    ROLLS, Roll.CREDIT, "2026-9", "soil_plan", "云栖置业有限公司", CREDIT_CODE,
    "未按承诺补交材料", "001A-16", "郑水撤〔2026〕1号",
)  # fmt: skip
DAY = (NOW + timedelta(days=1)).isoformat()


def look(*begun: Staged, code: str = CREDIT_CODE, now: datetime = NOW) -> Check:
    record = Memory(*begun).load(ROLLS).record
    assert record is None or isinstance(record, RollsRecord)
    return credit.look(record, Roll.CREDIT, code, now)


def test_who_is_not_on_a_fresh_list_has_no_record() -> None:
    found = look(*published())
    assert found.standing is Standing.CLEAR
    assert found.words == "无记录（名单第12版，截至2026-11-20 08:42）"


def test_who_is_on_the_list_is_shown_with_reason_organ_and_day() -> None:
    found = look(*published(NOW, listed()))
    assert found.standing is Standing.LISTED
    (entry,) = found.entries
    assert (entry.reason, entry.organ, entry.entered_on) == (
        "未按承诺补交材料",
        "市水行政主管部门",
        "2026-11-01",
    )


@pytest.mark.parametrize(
    "begun",
    [
        pytest.param((), id="no list"),
        pytest.param(published(hours=-1), id="no longer vouched for"),
        pytest.param(published(count=3), id="entries are missing here"),
        pytest.param(published(NOW + timedelta(days=1)), id="a list from tomorrow"),
    ],
)
def test_a_list_that_proves_nothing_says_unverified_and_never_clear(
    begun: tuple[Staged, ...],
) -> None:
    found = look(*begun)
    assert found.standing is Standing.UNVERIFIED
    assert "未核验" in found.words
    assert "无记录" not in found.words


@pytest.mark.parametrize("code", ["", "no code"])
def test_a_unit_without_a_code_cannot_be_looked_up(code: str) -> None:
    assert look(*published(), code=code).standing is Standing.UNVERIFIED


def test_an_entry_holds_however_old_the_list_is() -> None:
    found = look(*published(NOW, listed(), hours=-1))
    assert (found.standing, found.version) == (Standing.LISTED, "第12版")


def test_the_age_of_the_list_is_told() -> None:
    assert look(*published()).hours == 2
    assert look(*published(), now=NOW + timedelta(hours=20)).hours == 22
    assert look().hours is None


def test_a_unit_listed_by_its_old_code_is_the_same_unit() -> None:
    old = f"{CREDIT_CODE[8:16]}-{CREDIT_CODE[16]}"
    assert look(*published(NOW, listed(old))).standing is Standing.LISTED


def test_a_lifted_entry_counts_no_more() -> None:
    lifted = RollLifted(Roll.CREDIT, "2026-7", "信用修复", "市水行政主管部门", "2026-11-10")
    begun = (*published(NOW, listed(), count=0), Staged(ROLLS, lifted))
    assert look(*begun).standing is Standing.CLEAR


def test_one_list_says_nothing_of_another() -> None:
    record = Memory(*published()).load(ROLLS).record
    assert isinstance(record, RollsRecord)
    found = credit.look(record, Roll.SURVEYORS, CREDIT_CODE, NOW)
    assert found.standing is Standing.UNVERIFIED


def with_policy(policy: Offline) -> Context:
    where = window()
    settings = where.catalogue.settings
    offline = {**settings.offline, Prerequisite.CREDIT: policy}
    law = replace(where.catalogue, settings=replace(settings, offline=offline))
    return replace(where, catalogue=law)


def test_where_the_city_says_so_an_unverified_unit_is_only_received() -> None:
    strict = with_policy(Offline.RECEIVE_ONLY)
    assert credit.receive_only(look(), Prerequisite.CREDIT, strict)
    assert not credit.receive_only(look(*published()), Prerequisite.CREDIT, strict)
    lenient = with_policy(Offline.ACCEPT_UNVERIFIED)
    assert not credit.receive_only(look(), Prerequisite.CREDIT, lenient)


def test_a_department_enters_publishes_and_lifts() -> None:
    memory = Memory()
    memory.perform(ENTER, ENTRY, department())
    memory.perform(PUBLISH, Publish(ROLLS, Roll.CREDIT, "第1版", DAY), department())
    record = memory.load(ROLLS).record
    assert isinstance(record, RollsRecord)
    (entry,) = record.holding(Roll.CREDIT)
    assert entry.organ == "市水行政主管部门"
    assert entry.basis.endswith("第十六条")
    assert entry.entered_on == "2026-11-20"
    said = record.published[Roll.CREDIT]
    assert (said.count, said.as_of) == (1, NOW.isoformat())
    assert isinstance(said, RollPublished)
    memory.perform(LIFT, Lift(ROLLS, Roll.CREDIT, "2026-9", "soil_plan", "信用修复"), department())
    after = memory.load(ROLLS).record
    assert isinstance(after, RollsRecord)
    assert after.holding(Roll.CREDIT) == ()


def test_a_window_never_writes_a_list() -> None:
    assert refused(lambda: Memory().perform(ENTER, ENTRY, window())).code == "PE-301"
    where = department()
    hall = replace(where, clerk=Clerk("account/lin", "李明", where.clerk.grants))
    assert refused(lambda: Memory().perform(ENTER, ENTRY, hall)).code == "PE-304"
    publish = Publish(ROLLS, Roll.CREDIT, "第1版", DAY)
    assert refused(lambda: Memory().perform(PUBLISH, publish, hall)).code == "PE-304"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rolls": "rolls/other"}, "CR-101"),
        ({"reason": " "}, "CR-102"),
        ({"number": ""}, "CR-102"),
        ({"credit_code": "123"}, "CR-102"),
        ({"basis": "no such"}, "CR-102"),
        ({"entry": "2026-7"}, "CR-103"),
    ],
)
def test_an_entry_that_cannot_be_made(changes: dict[str, str], code: str) -> None:
    memory = Memory(*published(NOW, listed()))
    entry = replace(ENTRY, **changes)  # type: ignore[arg-type]
    assert refused(lambda: memory.perform(ENTER, entry, department())).code == code


def test_what_is_not_there_cannot_be_lifted() -> None:
    lift = Lift(ROLLS, Roll.CREDIT, "2026-9", "soil_plan", "信用修复")
    assert refused(lambda: Memory().perform(LIFT, lift, department())).code == "CR-104"
    silent = replace(lift, reason="")
    assert refused(lambda: Memory().perform(LIFT, silent, department())).code == "CR-102"


@pytest.mark.parametrize("until", ["", "2026-11-20T10:42:00", (NOW - timedelta(1)).isoformat()])
def test_a_list_is_vouched_for_until_a_moment_ahead(until: str) -> None:
    publish = Publish(ROLLS, Roll.CREDIT, "第1版", until)
    assert refused(lambda: Memory().perform(PUBLISH, publish, department())).code == "CR-105"
