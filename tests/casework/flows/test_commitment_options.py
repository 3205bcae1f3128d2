"""Which routes a clerk can offer for an item, and why not: from the published list alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casework.act import Context, Loaded, Records
from casework.flows.commitment import offered
from casework.flows.commitment_options import Option, Route, options, reasons
from casework.flows.credit import Check, Standing
from casework.law.problem import error
from casework.law.settings import Offline, Prerequisite
from casework.records.case_events import FormEntry
from casework.records.event import Event
from casework.records.project import ProjectRegistered
from casework.records.registry import Record, fold
from tests.casework.flows.committing import CASE, FILLED, PROJECT, Walk, listed, window
from tests.casework.flows.intakes import CATALOGUE, NOW
from tests.casework.flows.test_commitment import law

CLEAR = Check(Standing.CLEAR, "第12版", NOW.isoformat(), 2)


def codes(option: Option, *, blocking: bool = True) -> list[str]:
    return [one.code for one in option.problems if one.blocking is blocking]


def offer(where: Context, item: str = "soil_plan", found: Check = CLEAR, area: str = "") -> Option:
    return options(where.catalogue.item(item), found, area, where)[0]


def place(area: str, where: Context | None = None) -> Context:
    where = where or window()
    return replace(where, place=replace(where.place, area=area))


def test_an_item_on_the_list_can_be_offered_with_its_version_and_first_day() -> None:
    option = offer(window())
    assert option.open
    assert (option.version, str(option.effective_from)) == ("示例清单第1版", "2019-07-19")


def test_eligibility_comes_from_the_list_alone() -> None:
    option = offer(window(), item="joint_acceptance")
    assert codes(option) == ["CM-101"]
    assert (option.version, option.effective_from) == ("", None)


def test_a_list_holds_from_its_first_day() -> None:
    first = ("effective_from = 2019-07-19\nbasis", "effective_from = 2026-11-21\nbasis")
    ahead = law(first)
    assert codes(offer(window(law=ahead))) == ["CM-102"]
    assert offer(window(NOW + timedelta(days=1), ahead)).open


def test_a_list_whose_document_has_lapsed_guides_practice_only() -> None:
    lapsed = law(('status = "现行状态待核"', 'status = "已失效"'), file="zhengzhou/articles.toml")
    assert offer(window(law=lapsed)).open
    assert "CM-103" in codes(offer(window(law=lapsed, practice=False)))


@pytest.mark.parametrize(("area", "level"), [("410000", "省级"), ("410102", "县级")])
def test_only_items_of_the_windows_own_level_are_offered(area: str, level: str) -> None:
    option = offer(place(area))
    assert codes(option) == ["CM-104"]
    assert dict(option.problems[0].facts) == {"item": "市级", "window": level}


def test_a_county_may_refer_to_it_for_items_of_its_own() -> None:
    county = law(('level = "市级"', 'level = "县级"'))
    assert offer(place("410102", window(law=county))).open
    assert codes(offer(window(law=county))) == ["CM-104"]


def test_a_sample_list_is_for_practice_only() -> None:
    option = offer(window())
    assert codes(option, blocking=False) == ["CM-105"]
    assert codes(offer(window(practice=False))) == ["CM-105"]


def test_who_is_on_the_credit_list_loses_the_route() -> None:
    found = Check(Standing.LISTED, "第12版", NOW.isoformat(), 2, (listed(),))
    assert codes(offer(window(), found=found)) == ["CM-106"]


def test_an_unverified_applicant_is_shown_as_such_and_goes_on() -> None:
    option = offer(window(), found=Check(Standing.UNVERIFIED))
    assert option.open
    assert "CM-108" in codes(option, blocking=False)


def test_where_the_city_says_so_an_unverified_applicant_is_only_received() -> None:
    where = window()
    settings = where.catalogue.settings
    strict = {**settings.offline, Prerequisite.CREDIT: Offline.RECEIVE_ONLY}
    rules = replace(where.catalogue, settings=replace(settings, offline=strict))
    option = offer(replace(where, catalogue=rules), found=Check(Standing.UNVERIFIED))
    assert codes(option) == ["CM-107"]


@pytest.mark.parametrize("found", [CLEAR, Check(Standing.LISTED, entries=(listed(),))])
@pytest.mark.parametrize("item", ["soil_plan", "joint_acceptance"])
def test_the_ordinary_route_is_always_open(item: str, found: Check) -> None:
    ordinary = options(CATALOGUE.item(item), found, "", window())[1]
    assert (ordinary.route, ordinary.open) == (Route.ORDINARY, True)


def test_an_assessed_area_speaks_for_commitment_and_decides_nothing() -> None:
    assert offer(window(), area="云栖片区").suggested == "云栖片区"
    assert offer(window()).suggested == ""
    assert offer(window(), item="joint_acceptance", area="云栖片区").suggested == ""


def test_the_assessed_area_is_found_on_the_form_and_on_the_project() -> None:
    on_form = Walk().receive(filled={**FILLED, "assessed_area": "云栖片区"}).tell()
    assert on_form.own.offered is not None
    assert on_form.own.offered.suggested == "云栖片区"
    project = Walk().receive()
    fact = ProjectRegistered(
        "2103-990101-04-01-100001", "", "云栖家园一期", "", "", "",
        facts=(offering_fact("云栖东片区"),), sealed_facts=(), origin="platform", registered_at="",
    )  # fmt: skip
    loaded = {
        CASE: Loaded(project.record, 1),
        project.on.bound: Loaded(None, 0),
        project.on.rolls: project.load(project.on.rolls),
        PROJECT: Loaded(folded(fact), 1),
    }
    on = replace(project.on, project=PROJECT)
    assert offered(Records(loaded), on, window())[0].suggested == "云栖东片区"


def offering_fact(area: str) -> FormEntry:
    return FormEntry("assessed_area", area, "platform")


def folded(event: Event) -> Record | None:
    return fold(PROJECT, [event])


def test_every_reason_has_words_and_a_clause() -> None:
    blocking = tuple(f"CM-{number}" for number in range(101, 108))
    option = Option(Route.COMMITMENT, tuple(error(code) for code in blocking))
    found = reasons(option, blocking, window())
    assert tuple(one.code for one in found) == blocking
    assert all(one.text and one.basis for one in found)
