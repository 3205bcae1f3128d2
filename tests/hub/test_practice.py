"""The invented hall: whole, valid, and filled once."""

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import resources
from casework.flows import credit
from casework.law import catalogue, form_file, forms, project_code
from casework.law.codes import check_phone, check_unit_code
from casework.people.grants import Duty
from casework.records.account import AccountRecord
from casework.records.project import ProjectRecord
from casework.records.rolls import Roll, RollsRecord
from casework.records.rules import RulesRecord
from hub import accounts, practice
from hub.opening import Hub
from tests.hub.practising import Hall
from tests.realparts.hub import now

PROJECTS = tomllib.loads(resources.text("practice/projects.toml"))["project"]
FORM = form_file.parse("joint_acceptance.toml", resources.form("joint_acceptance"))


def test_the_hall_begins_with_rules_clerks_and_projects(practised: Hub) -> None:
    rules = practised.ledger.load(f"rules/{practised.hall_id}").record
    assert isinstance(rules, RulesRecord)
    assert rules.adopted is not None
    pack = catalogue.parse(resources.catalogue_files("zhengzhou")).pack
    assert (rules.adopted.pack, rules.adopted.sha256) == ("zhengzhou", pack.sha256)
    for one in PROJECTS:
        record = practised.ledger.load(f"project/{one['code']}").record
        assert isinstance(record, ProjectRecord)
        assert record.registered.origin == "platform"


def test_the_lists_are_invented_valid_and_published_as_whole(practised: Hub) -> None:
    record = practised.ledger.load(credit.stream_for(practised.hall_id)).record
    assert isinstance(record, RollsRecord)
    for roll in Roll:
        (listed,) = record.holding(roll)
        assert check_unit_code(listed.credit_code).valid
        found = credit.look(record, roll, listed.credit_code, now())
        assert (found.standing, found.version) == (credit.Standing.LISTED, "演练第1版")
        clear = credit.look(record, roll, PROJECTS[0]["builder_code"], now())
        assert clear.standing is credit.Standing.CLEAR
        later = credit.look(record, roll, PROJECTS[0]["builder_code"], now() + timedelta(days=8))
        assert (later.standing, later.hours) == (credit.Standing.UNVERIFIED, 192)


def test_every_window_hears_of_the_lists(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    assert credit.stream_for(hall.hub.hall_id) in hall.window.seen()
    hall.close()


def test_a_second_start_adds_nothing(practised: Hub) -> None:
    before = practised.ledger.head()
    practice.seed(practised)
    assert practised.ledger.head() == before


@pytest.mark.parametrize(
    ("login", "duties"), [("lin", {Duty.ACCEPT, Duty.HANDLE}), ("he", {Duty.ACCEPT})]
)
def test_a_clerk_can_log_in_with_her_grants(practised: Hub, login: str, duties: set[Duty]) -> None:
    record = accounts.of_login(practised.ledger, login)
    assert isinstance(record, AccountRecord)
    assert accounts.admits(record, "yichuang", now())
    assert not accounts.admits(record, "Yichuang", now())
    assert {Duty(line.kind) for line in record.granted.grants} == duties
    assert {line.area for line in record.granted.grants} == {"4101"}


@pytest.mark.parametrize("one", PROJECTS, ids=lambda one: str(one["code"]))
def test_a_project_fits_the_form(one: dict[str, dict[str, str]]) -> None:
    known = one["facts"] | one["sealed"]
    shown = forms.display(FORM, known)
    problems = [found for found in forms.check(FORM, shown) if found.code != "LW-221"]
    assert not problems
    assert forms.canonical(FORM, shown) == known
    assert forms.personal_keys(FORM, known) & known.keys() == one["sealed"].keys()


@pytest.mark.parametrize("one", PROJECTS, ids=lambda one: str(one["code"]))
def test_a_project_is_invented_and_valid(one: dict[str, Any]) -> None:
    code = check_unit_code(one["builder_code"])
    assert (code.valid, code.problems) == (True, ())
    assert code.code[2:8] == "990101", "an area that does not exist"
    assert not project_code.parse(one["code"]).problems
    assert project_code.parse(one["code"]).area == "410199"
    phones = [value for key, value in one["sealed"].items() if key.endswith("phone")]
    assert all(phone.startswith("1990000") for phone in phones)
    assert all(not check_phone(phone).problems for phone in phones)


def test_both_forms_of_code_a_part_and_a_rare_name_are_there() -> None:
    assert {project_code.parse(one["code"]).form for one in PROJECTS} == {"national", "local"}
    codes = {one["code"] for one in PROJECTS}
    assert [one["parent"] in codes for one in PROJECTS if one.get("parent")] == [True, True]
    assert any(re.search("[\U00020000-\U0003ffff]", str(one["sealed"])) for one in PROJECTS)
