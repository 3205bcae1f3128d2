"""Putting rules and calendars in force at the hub."""

from datetime import date

import pytest

import resources
from casework.errors import RuleError
from hub.law import Rulebook, publish_calendar, publish_pack, rules_of, shipped_law
from hub.opening import Hub
from tests.realparts.hub import now

FILES = resources.catalogue_files("zhengzhou")
ITEM = "zhengzhou/joint_acceptance.toml"
NEWER = {
    **FILES,
    ITEM: FILES[ITEM].replace('lead = "市城乡建设行政主管部门"', 'lead = "市住房保障局"'),
}


def test_what_is_published_holds_at_once(practised: Hub) -> None:
    book = Rulebook(practised)
    before = book.law()
    assert before.catalogue.pack.sha256 == shipped_law(practised).catalogue.pack.sha256
    assert book.law() is before
    publish_pack(practised, NEWER, now())
    after = book.law()
    assert after.catalogue.pack.sha256 != before.catalogue.pack.sha256
    assert after.catalogue.item("joint_acceptance").lead == "市住房保障局"
    assert rules_of(practised).pack is not None


def test_a_calendar_is_published_beside_the_pack(practised: Hub) -> None:
    files = {name: text for name, text in resources.calendar_files().items() if "2026" in name}
    publish_calendar(practised, files, now())
    law = Rulebook(practised).law()
    assert (law.calendar.valid_from, law.calendar.valid_to) == (
        date(2026, 1, 1),
        date(2026, 12, 31),
    )
    assert law.catalogue.pack.ident == "zhengzhou"


def test_a_broken_pack_changes_nothing(practised: Hub) -> None:
    before = rules_of(practised)
    with pytest.raises(RuleError, match="LW-4"):
        publish_pack(practised, {**FILES, ITEM: "[[item]]"}, now())
    assert rules_of(practised) == before
