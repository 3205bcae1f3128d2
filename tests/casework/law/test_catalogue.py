import re
from collections.abc import Mapping
from datetime import date

import pytest

import resources
from casework.errors import RuleError
from casework.law import catalogue
from casework.law.articles import Status
from casework.law.clock import LimitKind
from casework.law.items import Body, Nature, Outcome
from casework.law.limits import Role
from casework.law.materials import Handling, Shape
from casework.law.settings import Offline, OutOfHours, Prerequisite
from casework.people.person import Role as PersonRole

FILES = resources.catalogue_files("zhengzhou")
CATALOGUE = catalogue.parse(FILES)
ITEM = CATALOGUE.item("joint_acceptance")
ITEM_FILE = "zhengzhou/joint_acceptance.toml"


def changed(file: str, old: str, new: str) -> dict[str, str]:
    assert old in FILES[file]
    return FILES | {file: FILES[file].replace(old, new, 1)}


def fault(files: Mapping[str, str]) -> RuleError:
    with pytest.raises(RuleError) as found:
        catalogue.parse(files)
    return found.value


def test_the_pack_says_what_it_is() -> None:
    pack = CATALOGUE.pack
    assert pack.line == "郑州市 2019.7（现行状态待核）"
    assert pack.status is Status.UNVERIFIED
    assert "410100".startswith(pack.region)
    assert re.fullmatch(r"[0-9a-f]{64}", pack.sha256)


def test_the_digest_is_of_names_and_texts_and_no_line_ends() -> None:
    turned = dict(reversed(FILES.items()))
    windows = {name: text.replace("\n", "\r\n") for name, text in FILES.items()}
    assert catalogue.digest(turned) == catalogue.digest(windows) == CATALOGUE.pack.sha256
    assert catalogue.digest(FILES | {"x": ""}) != CATALOGUE.pack.sha256
    assert catalogue.digest({"a": "bc"}) != catalogue.digest({"ab": "c"})


def test_joint_acceptance_is_decided_at_the_window() -> None:
    assert ITEM.accepting_body is ITEM.originals_checked_by is Body.WINDOW
    assert ITEM.nature is Nature.CONFIRMATION
    assert ITEM.form in CATALOGUE.forms
    assert CATALOGUE.form_of(ITEM).title == "郑州市建设工程联合验收申请表"
    assert ITEM.basis.short == "方案七（二）"
    assert ITEM.scope.text.startswith("市级建设行政主管部门核发施工许可")


def test_the_limits_of_the_scheme() -> None:
    steps = {
        limit.key: (limit.kind, limit.amount, limit.role, limit.basis.clause)
        for limit in ITEM.limits
    }
    days, duty, step, ceiling = LimitKind.WORKING_DAYS, Role.DUTY, Role.STEP, Role.CEILING
    assert steps == {
        "decide": (LimitKind.AT_ONCE, 30, duty, "七（二）"),
        "push_to_lead": (LimitKind.SAME_DAY, 0, duty, "七（二）"),
        "serve_notice": (LimitKind.SAME_DAY, 0, duty, "七（二）"),
        "distribute": (days, 1, step, "七（三）"),
        "confirm": (days, 1, step, "七（三）"),
        "site": (days, 10, step, "七（四）"),
        "opinion": (days, 1, step, "七（五）"),
        "rectification": (days, 1, step, "七（五）"),
        "reinspection": (days, 10, step, "七（五）"),
        "archive": (days, 1, step, "七（六）"),
        "filing": (days, 1, step, "七（六）"),
        "specials": (days, 13, ceiling, "五"),
        "archive_day": (days, 14, ceiling, "五"),
        "total": (days, 15, ceiling, "五"),
    }
    assert ITEM.limit(ITEM.total).amount == 15
    assert ITEM.excluded in ITEM.limit("total").basis.text


def test_silence_means_something_in_two_places_only() -> None:
    meanings = {limit.key: limit.silence for limit in ITEM.limits if limit.silence}
    assert set(meanings) == {"confirm", "rectification"}
    for key, meaning in meanings.items():
        assert meaning in ITEM.limit(key).basis.text


def test_the_nine_boxes() -> None:
    assert [subject.label for subject in ITEM.subjects] == [
        "规划验收",
        "消防验收",
        "人防验收",
        "竣工验收",
        "档案验收",
        "给水验收",
        "电力验收",
        "燃气验收",
        "热力验收",
    ]
    papers = [paper for subject in ITEM.subjects for paper in subject.results]
    assert len(papers) == 10
    assert [one.key for one in ITEM.chosen("fire,water")] == ["fire", "water"]
    assert ITEM.chosen("") == ()


def test_the_conditions_are_one_declaration_in_the_sources_words() -> None:
    declaration = ITEM.declaration
    assert declaration is not None
    assert len(declaration.clauses) == 19
    assert declaration.clauses[0].text == "完成联合测绘。"
    assert [clause.clause for clause in declaration.clauses][-5:] == [
        "六（四）",
        "六（五）",
        "六（六）",
        "六（七）",
        "六（八）",
    ]
    assert declaration.opening == "建设工程项目已完工并符合下列条件，可以申请联合验收："
    assert declaration.confirmation == "以上填报信息属实。"


def keys(values: Mapping[str, str], role: PersonRole = PersonRole.SELF) -> set[str]:
    return {material.key for material in ITEM.checklist(values, role)}


def test_the_checklist_follows_form_and_role() -> None:
    plain = keys({})
    assert keys({"units.supervision.name": "某监理"}) - plain == {"evaluation_report"}
    assert keys({"nature": "public,dwelling"}) - plain == {"household_acceptance"}
    assert keys({"subjects": "fire,air_defence"}) - plain == {"fire_test", "air_defence_test"}
    assert keys({}, PersonRole.AGENT) - plain == {"authorisation"}
    assert keys({}, PersonRole.LEGAL_REPRESENTATIVE) == plain


def test_what_must_not_be_asked_for() -> None:
    by_key = {material.key: material for material in ITEM.materials}
    assert by_key["survey_result"].handling is Handling.SHARED
    assert "不再要求建设单位重复提供" in by_key["survey_result"].basis.text
    for key in ("entry_tests", "certificates", "process_records"):
        assert by_key[key].handling is Handling.ON_SITE
        assert "不要求在窗口申报时提供" in by_key[key].basis.text
    refused = [material for material in ITEM.materials if material.refused]
    assert not any(material.required or material.shapes for material in refused)
    assert by_key["application"].form == Shape.ORIGINAL.value
    assert not by_key["application"].sample
    for material in refused:
        assert bool(material.number_field) is (material.handling is Handling.NUMBER)


def test_reasons_never_speak_of_missing_papers() -> None:
    assert {refusal.outcome for refusal in ITEM.refusals} == set(Outcome)
    for refusal in ITEM.refusals:
        assert not re.search("材料|缺|不齐|补正", refusal.text + refusal.key)
        assert refusal.advice
        assert refusal.basis.document.key == "001D"
    assert ITEM.refusal("not_municipal").outcome is Outcome.NOT_COMPETENT
    with pytest.raises(KeyError):
        ITEM.refusal("missing")


def test_what_no_source_covers_is_listed() -> None:
    samples = CATALOGUE.samples()
    assert "hours" in samples
    assert "item.joint_acceptance.seal" in samples
    assert "item.joint_acceptance.material.warranty" in samples
    assert "item.joint_acceptance.material.application" not in samples
    assert "notice.refusal" in samples
    assert "number_format.acceptance" in samples


def test_settings_have_their_defaults() -> None:
    settings = CATALOGUE.settings
    assert not settings.clock.event_day_counts
    assert not settings.hub_is_approval_system
    assert settings.online_out_of_hours is OutOfHours.NEXT_OPENING
    assert set(settings.offline) == set(Prerequisite)
    assert set(settings.offline.values()) <= set(Offline)


def test_corrections_name_the_material() -> None:
    told = CATALOGUE.corrections["missing"].filled("工程质量保修书")
    assert told == ("缺少工程质量保修书。", "请提交工程质量保修书。")


def test_a_document_lapses_by_its_last_day() -> None:
    scheme = CATALOGUE.documents["001D"]
    assert not scheme.lapsed_on(date(2026, 11, 20))
    trial = changed(
        "zhengzhou/articles.toml",
        'effective_from = 2019-07-19\nstatus = "现行状态待核"',
        'effective_from = 2019-07-19\neffective_to = 2020-07-18\nstatus = "现行状态待核"',
    )
    law = catalogue.parse(trial).documents["001A"]
    assert not law.lapsed_on(date(2020, 7, 18))
    assert law.lapsed_on(date(2020, 7, 19))


def test_articles_are_cited_in_two_ways() -> None:
    article = CATALOGUE.articles["001D-8-2-2"]
    assert article.short == "方案八（二）2"
    assert article.cite == "《郑州市房屋建筑和市政基础设施工程联合验收实施方案》八（二）2"


def test_an_unknown_item_is_refused() -> None:
    with pytest.raises(RuleError) as found:
        CATALOGUE.item("nothing")
    assert found.value.code == "LW-411"


def test_the_regions_row_replaces_the_nations() -> None:
    row = """
[[limit]]
key = "xkf_decision"
name = "作出决定"
kind = "working_days"
amount = 7
role = "ceiling"
starts = "accepted"
ends = "completed"
anchor = "受理"
who = "许可机关"
basis = "xkf-42"
"""
    limits = "zhengzhou/limits.toml"
    assert CATALOGUE.limits["xkf_decision"].amount == 20
    assert catalogue.parse(FILES | {limits: FILES[limits] + row}).limits["xkf_decision"].amount == 7
    twice = fault(FILES | {limits: FILES[limits] + row + row})
    assert (twice.code, twice.facts["file"]) == ("LW-406", limits)


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "key"),
    [
        (ITEM_FILE, 'basis = "001D-7-2"', 'basis = "001D-9"', "LW-407", "item[0].basis"),
        (ITEM_FILE, 'nature = "确认"', 'nature = "批准"', "LW-405", "item[0].nature"),
        (ITEM_FILE, 'form = "joint_acceptance"', 'form = "x"', "LW-407", "item[0].form"),
        (ITEM_FILE, 'total = "total"', 'total = "all"', "LW-407", "item[0].total"),
        (ITEM_FILE, 'stage = "acceptance"\n', 'stage = "x"\n', "LW-407", "item[0].stage"),
        (ITEM_FILE, 'stage = "acceptance"\n', "", "LW-408", "stage[0].items"),
        (ITEM_FILE, 'when = "supervised"', 'when = "x"', "LW-407", "item[0].material[7].when"),
        (
            ITEM_FILE,
            'number_field = "builder_code"',
            'number_field = "x"',
            "LW-407",
            "item[0].material[2].number_field",
        ),
        (ITEM_FILE, 'field = "nature"', 'field = "x"', "LW-407", "item[0].condition[1].field"),
        (ITEM_FILE, 'value = "fire"\n', "", "LW-408", "item[0].condition[2].value"),
        (
            ITEM_FILE,
            'handling = "shared"',
            'handling = "ask"',
            "LW-408",
            "item[0].material[1].shapes",
        ),
        (
            ITEM_FILE,
            'handling = "shared"',
            'handling = "shared"\nrequired = true',
            "LW-408",
            "item[0].material[1].required",
        ),
        (
            ITEM_FILE,
            'key = "fire"\nlabel',
            'key = "smoke"\nlabel',
            "LW-408",
            "item[0].subjects_field",
        ),
        (ITEM_FILE, '"001D-6-3-10",', '"001D-annex",', "LW-408", "item[0].declaration.clauses"),
        (ITEM_FILE, '"001D-6-3-10",', '"001D-6-3-11",', "LW-407", "item[0].declaration.clauses"),
        (ITEM_FILE, "amount = 30", "amount = 0", "LW-408", "item[0].limit[0].amount"),
        (ITEM_FILE, "amount = 30", "amount = -1", "LW-404", "item[0].limit[0].amount"),
        (ITEM_FILE, 'starts = "pushed"', 'starts = "sent"', "LW-405", "item[0].limit[3].starts"),
        (ITEM_FILE, 'after = "confirm"', 'after = "x"', "LW-407", "item[0].limit[5].after"),
        (ITEM_FILE, 'after = "confirm"', 'after = "total"', "LW-408", "item[0].limit[5].after"),
        (
            ITEM_FILE,
            'key = "serve_notice"',
            'key = "push_to_lead"',
            "LW-406",
            "item[0].limit[2].key",
        ),
        (ITEM_FILE, "# 九个方框", "colour = 1\n# 九个方框", "LW-403", "item[0].colour"),
        ("zhengzhou/articles.toml", 'document = "001D"', 'document = "x"', "LW-407", "document"),
        ("zhengzhou/pack.toml", 'status = "现行状态待核"', 'status = "?"', "LW-405", "pack.status"),
        (
            "zhengzhou/pack.toml",
            'first = "10-01"',
            'first = "13-01"',
            "LW-404",
            "hours.season[0].first",
        ),
        ("zhengzhou/pack.toml", '"09:00-12:00"', '"9点"', "LW-404", "hours.season[0].working"),
        (
            "zhengzhou/pack.toml",
            '"09:00-12:00"',
            '"12:00-09:00"',
            "LW-408",
            "hours.season[0].working",
        ),
        (
            "zhengzhou/pack.toml",
            'project = "accept_unverified"\n',
            "",
            "LW-402",
            "settings.offline.project",
        ),
        ("national/phrases.toml", "{anchor}后", "{start}后", "LW-408", "phrases.at_once"),
        ("zhengzhou/papers.toml", 'key = "receipt"', 'key = "ticket"', "LW-405", "notice"),
        ("zhengzhou/papers.toml", "缺少{material}", "缺少{paper}", "LW-408", "correction[0].text"),
        ("forms/joint_acceptance.toml", 'basis = "001D-annex"', 'basis = "x"', "LW-407", "basis"),
    ],
)
def test_a_mistake_in_a_pack_names_file_line_and_key(
    file: str, old: str, new: str, code: str, key: str
) -> None:
    if key == "notice":
        text = FILES[file]
        at = text.index("[[notice]]")
        files = FILES | {file: text[:at] + text[at:].replace(old, new, 1)}
    else:
        files = changed(file, old, new)
    error = fault(files)
    assert error.code == code
    assert error.facts["file"] == file
    assert key in str(error.facts["key"])
    if file != "forms/joint_acceptance.toml" and key != "notice":
        touched = FILES[file][: FILES[file].index(old)].count("\n") + 1
        # The line of the key, or of the head of its table where the key is missing.
        assert touched - 25 <= int(str(error.facts["line"])) <= touched + 2
    told = resources.messages()[code].filled(error.facts)
    assert "?" not in told.what.replace("“?”", "")


def test_a_stage_lists_its_items() -> None:
    error = fault(changed(ITEM_FILE, 'items = ["joint_acceptance"]', "items = []"))
    assert (error.code, error.facts["key"]) == ("LW-408", "item[0].stage")


def test_an_item_without_boxes() -> None:
    text = re.sub(
        r"\[\[item\.subject\]\].*?(?=\n\[\[item\.condition)", "", FILES[ITEM_FILE], flags=re.S
    )
    text = text.replace('subjects_field = "subjects"\n', "")
    item = catalogue.parse(FILES | {ITEM_FILE: text}).item("joint_acceptance")
    assert item.subjects == ()


def test_two_papers_never_share_a_number() -> None:
    error = fault(changed("zhengzhou/papers.toml", "J{serial", "S{serial"))
    assert error.code == "LW-409"


@pytest.mark.parametrize("kind", ["notice", "number_format", "pack", "settings", "hours"])
def test_a_part_that_is_missing_is_named(kind: str) -> None:
    other = re.compile(rf"\[+{kind}[\].].*?(?=\n\[+(?!{kind})|\Z)", re.S)
    files = {
        name: text if name.startswith("forms/") else other.sub("", text)
        for name, text in FILES.items()
    }
    error = fault(files)
    assert error.code == "LW-402"
    assert str(error.facts["key"]).startswith(kind)


def test_one_pack_table_only() -> None:
    extra = {"zhengzhou/extra.toml": FILES["zhengzhou/pack.toml"]}
    assert fault(FILES | extra).code == "LW-406"
