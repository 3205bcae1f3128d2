"""Putting rules and calendars in force at the hub."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

import resources
from casework.errors import RuleError
from casework.law.clock import BEIJING
from hub.law import Law, Rulebook, publish_calendar, publish_pack, rules_of, shipped_law
from hub.opening import Hub
from tests.casework.law.test_pack_rows import county
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


def test_a_rule_that_ends_does_so_at_midnight(practised: Hub) -> None:
    today = now().date()
    publish_pack(practised, turning(today), now())
    day = [now()]
    book = Rulebook(replace(practised, now=lambda: day[0]))
    before = book.law()
    assert total(before) == 15
    assert book.law() is before
    day[0] += timedelta(days=1)
    assert total(book.law()) == 9
    assert (book.law().span.since, book.law().span.until) == (today + timedelta(days=1), None)
    midnight = datetime.combine(today + timedelta(days=1), time(), BEIJING)
    assert book.law().ruled_at == midnight


def test_what_only_a_later_day_brings_is_looked_at_now(practised: Hub) -> None:
    text = """
[[correction]]
key = "missing"
label = "缺少"
text = "缺少{paper}。"
required = "请提交{material}。"
basis = "001D-7-1"
effective_from = 2199-01-01
"""
    with pytest.raises(RuleError, match="LW-408"):
        publish_pack(practised, dict(county(text)), now())
    assert rules_of(practised).pack is None


def total(law: Law) -> int:
    promised = law.catalogue.item("joint_acceptance").promised
    assert promised is not None
    return promised.amount


def turning(last: date) -> dict[str, str]:
    """The shipped pack, but its total limit is another from the day after ``last`` on."""
    text = FILES[ITEM]
    at = text.index('[[item.limit]]\nkey = "total"')
    end = text.index("[[", at + 2)
    row, days = text[at:end].rstrip(), (last + timedelta(days=1)).isoformat()
    first = f"{row}\neffective_to = {last.isoformat()}\n\n"
    second = f"{row}\neffective_from = {days}\n\n".replace("amount = 15", "amount = 9")
    return {**FILES, ITEM: text[:at] + first + second + text[end:]}
