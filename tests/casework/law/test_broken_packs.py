"""Every broken pack under tests/data/packs is refused, and told where and why."""

from pathlib import Path

import pytest

import resources
from casework.errors import RuleError
from casework.law import catalogue

PACKS = Path(__file__).parents[2] / "data" / "packs"
BROKEN = {
    "amount_of_no_kind": ("LW-408", "rules.toml", 5, "limit[0].amount"),
    "circle": ("LW-412", "circle_parent/pack.toml", 8, "pack.inherits"),
    "circle_parent": ("LW-412", "circle_parent/pack.toml", 8, "pack.inherits"),
    "commitment_without_telling": (
        "LW-402",
        "rules.toml",
        24,
        "item[0].commitment.telling.conditions",
    ),
    "day_as_text": ("LW-404", "rules.toml", 12, "limit[0].effective_from"),
    "ends_before_it_begins": ("LW-413", "rules.toml", 13, "limit[0].effective_to"),
    "form_of_no_article": ("LW-407", "forms/example.toml", 3, "basis"),
    "form_of_no_kind": ("LW-405", "forms/example.toml", 13, "group[0].field[0].type"),
    "inherits_itself": ("LW-412", "pack.toml", 8, "pack.inherits"),
    "inherits_nothing": ("LW-407", "pack.toml", 8, "pack.inherits"),
    "item_not_in_its_stage": ("LW-408", "rules.toml", 14, "item[0].stage"),
    "items_in_a_circle": ("LW-412", "rules.toml", 14, "item[0].merges"),
    "key_missing": ("LW-402", "rules.toml", 1, "limit[0].anchor"),
    "key_twice": ("LW-406", "rules.toml", 14, "limit[1].key"),
    "limit_after_nothing": ("LW-407", "rules.toml", 23, "item[0].limit[0].after"),
    "limits_in_a_circle": ("LW-412", "rules.toml", 23, "item[0].limit[0].after"),
    "no_such_day": ("LW-401", "rules.toml", 12, "effective_from"),
    "not_toml": ("LW-401", "rules.toml", 2, "key"),
    "number_without_serial": ("LW-408", "rules.toml", 3, "number_format[0].template"),
    "one_of_one": ("LW-408", "rules.toml", 20, "item[0].material[0].either"),
    "paper_without_text": ("LW-402", "pack.toml", 1, "notice.refusal"),
    "removes_nothing": ("LW-407", "rules.toml", 2, "limit[0].key"),
    "result_twice": ("LW-406", "rules.toml", 35, "item[1].result[0].key"),
    "same_numbers": ("LW-409", "rules.toml", 3, "number_format[0].template"),
    "stage_of_another": ("LW-408", "rules.toml", 6, "stage[0].items"),
    "stages_in_a_circle": ("LW-412", "rules.toml", 35, "item[0].prerequisite"),
    "two_in_force": ("LW-414", "rules.toml", 15, "limit[1].key"),
    "commitment_with_one_promise": ("LW-408", "rules.toml", 17, "item[0].commitment.promises"),
    "commitment_term_of_nothing": (
        "LW-407",
        "rules.toml",
        45,
        "item[0].commitment.term[0].material",
    ),
    "help_of_unknown_item": ("LW-407", "rules.toml", 6, "help[0].items"),
    "type_without_unknown_item": ("LW-407", "rules.toml", 6, "project_type[0].without"),
    "unknown_account": ("LW-405", "rules.toml", 19, "item[0].step[0].account"),
    "situations_not_of_the_form": ("LW-408", "rules.toml", 14, "item[0].situation_field"),
    "unknown_article": ("LW-407", "rules.toml", 11, "limit[0].basis"),
    "unknown_condition": ("LW-407", "rules.toml", 20, "item[0].material[0].when"),
    "unknown_document": ("LW-407", "rules.toml", 3, "article[0].document"),
    "unknown_exemption_part": ("LW-407", "rules.toml", 3, "exemption[0].part"),
    "unknown_fact_in_text": ("LW-408", "rules.toml", 4, "correction[0].text"),
    "unknown_form": ("LW-407", "rules.toml", 11, "item[0].form"),
    "unknown_item": ("LW-407", "rules.toml", 14, "item[0].merges"),
    "unknown_key": ("LW-403", "rules.toml", 12, "limit[0].colour"),
    "unknown_moment": ("LW-405", "rules.toml", 20, "item[0].material[0].due_node"),
    "unknown_nature": ("LW-405", "rules.toml", 4, "item[0].nature"),
    "unknown_result": ("LW-407", "rules.toml", 18, "item[0].prerequisite[0].result"),
    "unknown_result_material": ("LW-407", "rules.toml", 19, "item[0].material[0].result_of"),
    "unknown_stage": ("LW-407", "rules.toml", 14, "item[0].stage"),
    "unknown_unit": ("LW-405", "rules.toml", 4, "limit[0].kind"),
    "uploaded_nowhere": ("LW-408", "rules.toml", 15, "item[0].material[0].elsewhere"),
    "wrong_unit_of_exemption": ("LW-408", "rules.toml", 5, "exemption[0].when.unit"),
}


def test_every_broken_pack_is_listed() -> None:
    assert {folder.name for folder in PACKS.iterdir()} == BROKEN.keys()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_pack_names_file_line_and_key(name: str) -> None:
    code, file, line, key = BROKEN[name]
    with pytest.raises(RuleError) as found:
        catalogue.parse(resources.pack_files(PACKS / name))
    facts = found.value.facts
    place = file if "/" in file else f"{name}/{file}"
    assert (found.value.code, facts["file"], facts["line"], facts["key"]) == (
        code,
        place,
        line,
        key,
    )
    told = resources.messages()[code].filled(facts)
    assert place in told.what
    assert f"第{line}行" in told.what
    assert "?" not in told.what
