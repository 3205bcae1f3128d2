"""What a pack inherits, and which of its rows hold on a day."""

from collections.abc import Mapping
from datetime import date

import pytest

import resources
from casework.errors import RuleError
from casework.law import catalogue
from casework.law.articles import Status
from casework.law.pack_rows import turning_days

CITY = resources.catalogue_files("zhengzhou")
HEAD = """
[pack]
ident = "county"
version = "1"
region = "990101"
name = "示例县"
status = "现行有效"
effective_from = 2026-01-01
inherits = "{parent}"
"""
LIMIT = """
[[limit]]
key = "licence_push_mass"
name = "推送证照数据"
kind = "working_days"
amount = {amount}
role = "duty"
starts = "completed"
ends = "licence_pushed"
anchor = "业务办结"
who = "证照签发单位"
basis = "{basis}"
"""
OLD, NEW = date(2026, 6, 30), date(2026, 7, 1)


def limit(amount: int, more: str = "", basis: str = "001E-11") -> str:
    return LIMIT.format(amount=amount, basis=basis) + more


def county(rules: str, parent: str = "zhengzhou") -> dict[str, str]:
    return CITY | {"county/pack.toml": HEAD.format(parent=parent), "county/rules.toml": rules}


def amount(files: Mapping[str, str], day: date | None = None) -> int:
    return catalogue.parse(files, day).limits["licence_push_mass"].amount


def test_a_pack_inherits_everything_and_says_from_where() -> None:
    pack = catalogue.parse(county(""))
    assert pack.pack.lineage == ("national", "zhengzhou", "county")
    assert pack.pack.line == "示例县 1（现行有效）"
    assert pack.items.keys() == catalogue.parse(CITY).items.keys()
    assert pack.hours == catalogue.parse(CITY).hours


def test_without_a_parent_the_nation_stands_under_a_region() -> None:
    assert catalogue.parse(CITY).pack.lineage == ("national", "zhengzhou")


def test_a_row_replaces_the_parents_row_of_its_key() -> None:
    assert (amount(CITY), amount(county(limit(7)))) == (3, 7)


def test_a_region_may_take_a_row_away() -> None:
    files = county('[[limit]]\nkey = "licence_dispute"\nremove = true\n')
    found = catalogue.parse(files)
    assert "licence_dispute" not in found.limits
    assert found.limits.keys() | {"licence_dispute"} == catalogue.parse(CITY).limits.keys()


def test_a_removal_may_begin_later() -> None:
    files = county(
        '[[limit]]\nkey = "licence_dispute"\nremove = true\neffective_from = 2026-07-01\n'
    )
    assert "licence_dispute" in catalogue.parse(files, OLD).limits
    assert "licence_dispute" not in catalogue.parse(files, NEW).limits


def test_the_row_in_force_on_the_day_is_taken() -> None:
    rules = limit(4, "effective_to = 2026-06-30\n") + limit(2, "effective_from = 2026-07-01\n")
    files = county(rules)
    assert [amount(files, day) for day in (OLD, NEW, None)] == [4, 2, 2]


def test_until_a_regions_row_begins_the_parents_holds() -> None:
    files = county(limit(2, "effective_from = 2026-07-01\n"))
    assert [amount(files, day) for day in (OLD, NEW)] == [3, 2]


def test_after_a_regions_row_has_ended_the_parents_holds_again() -> None:
    files = county(limit(2, "effective_to = 2026-06-30\n"))
    assert [amount(files, day) for day in (OLD, NEW)] == [2, 3]


def test_a_row_holds_as_long_as_its_document() -> None:
    law = """
[[document]]
key = "{key}"
title = "示例办法"
short = "示例"
issued = 2026-01-01
effective_from = {first}
{last}status = "现行有效"

[[article]]
key = "{key}-1"
document = "{key}"
clause = "第一条"
"""
    old = law.format(key="old", first="2026-01-01", last="effective_to = 2026-06-30\n")
    new = law.format(key="new", first="2026-07-01", last="")
    files = county(old + new + limit(4, basis="old-1") + limit(2, basis="new-1"))
    assert [amount(files, day) for day in (OLD, NEW)] == [4, 2]


def test_what_has_lapsed_stays_while_nothing_replaces_it() -> None:
    rule = limit(9, "effective_to = 2026-06-30\n").replace("licence_push_mass", "county_rule")
    later = catalogue.parse(county(rule), NEW).limits["county_rule"]
    assert later.basis.lapsed_on(NEW)
    assert not later.basis.lapsed_on(OLD)
    assert later.basis.document.effective_to is None


def test_what_has_not_begun_is_not_there() -> None:
    rule = limit(9, "effective_from = 2026-07-01\n").replace("licence_push_mass", "county_rule")
    assert "county_rule" not in catalogue.parse(county(rule), OLD).limits
    assert "county_rule" in catalogue.parse(county(rule), NEW).limits


def test_a_rule_has_its_own_status_or_its_documents() -> None:
    rules = catalogue.parse(county(limit(3, 'status = "已失效"\n')))
    assert rules.limits["licence_push_mass"].basis.validity.status is Status.LAPSED
    assert rules.limits["licence_push_offline"].basis.validity.status is Status.UNVERIFIED


ITEM = """
[[item]]
key = "example"
name = "示例事项"
nature = "确认"
level = "县级"
accepting_body = "window"
originals_checked_by = "window"
organ = "示例机关"
seal = "示例专用章"
lead = "示例部门"
form = "joint_acceptance"
basis = "001D-7-2"
scope = "001D-2"
total = "licence_push_mass"
"""
BEGUN = "effective_to = 2026-06-30\n"


def item(*rules: str) -> Mapping[str, str]:
    return county(ITEM + "".join(rules).replace("[[limit]]", "[[item.limit]]"))


def test_the_rows_of_an_item_change_on_a_day_too() -> None:
    files = item(limit(4, BEGUN), limit(2, "effective_from = 2026-07-01\n"))
    found = [catalogue.parse(files, day).item("example").promised for day in (OLD, NEW)]
    assert [total.amount for total in found if total] == [4, 2]


def test_two_rows_of_an_item_in_force_at_once_are_refused() -> None:
    with pytest.raises(RuleError) as found:
        catalogue.parse(item(limit(4, BEGUN), limit(2, "effective_from = 2026-06-30\n")))
    facts = found.value.facts
    assert (found.value.code, facts["key"]) == ("LW-414", "item[0].limit[1].key")


def test_an_article_may_have_an_older_wording() -> None:
    article = '[[article]]\nkey = "county-1"\ndocument = "001D"\nclause = "一"\ntext = "{}"\n'
    old = article.format("旧") + "effective_to = 2026-06-30\n"
    new = article.format("新") + "effective_from = 2026-07-01\n"
    files = county(old + new)
    texts = [catalogue.parse(files, day).articles["county-1"].text for day in (OLD, NEW)]
    assert texts == ["旧", "新"]


def test_the_days_on_which_a_pack_changes() -> None:
    files = {
        "a.toml": limit(4, "effective_to = 2026-06-30\n") + limit(2, "effective_from = 2027-01-01")
    }
    assert turning_days(files) == (NEW, date(2027, 1, 1))


def test_two_packs_that_nobody_inherits_from_are_one_too_many() -> None:
    files = county("") | {"other/pack.toml": HEAD.format(parent="zhengzhou")}
    with pytest.raises(RuleError) as found:
        catalogue.parse(files)
    assert (found.value.code, found.value.facts["file"]) == ("LW-406", "other/pack.toml")


def test_there_is_a_pack_at_all() -> None:
    with pytest.raises(RuleError) as found:
        catalogue.parse({"national/law.toml": CITY["national/law.toml"]})
    assert (found.value.code, found.value.facts["key"]) == ("LW-402", "pack")
