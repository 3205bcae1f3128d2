"""``yichuang rules``: what it says of packs that can be used and of those that cannot."""

from pathlib import Path

import pytest
from click.testing import CliRunner

import resources
from desktop.commands import tools

PACKS = Path(__file__).parents[1] / "data" / "packs"
HEAD = """
[pack]
ident = "county"
version = "1"
region = "990101"
name = "示例县"
status = "现行状态待核"
effective_from = 2026-01-01
inherits = "zhengzhou"
"""
LIMIT = """
[[limit]]
key = "{key}"
name = "推送证照数据"
kind = "working_days"
amount = {amount}
role = "duty"
starts = "completed"
ends = "licence_pushed"
anchor = "业务办结"
who = "证照签发单位"
basis = "001E-11"
"""


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(tools, ["rules", *words])
    return done.exit_code, done.stdout, done.stderr


def county(folder: Path, rules: str) -> str:
    pack = folder / "county"
    pack.mkdir()
    (pack / "pack.toml").write_text(HEAD, encoding="utf-8")
    (pack / "rules.toml").write_text(rules, encoding="utf-8")
    return str(pack)


def test_all_shipped_packs_can_be_used() -> None:
    code, said, wrong = run("check", "--day", "2026-11-20")
    assert (code, wrong) == (0, "")
    assert said.count("可以使用\n") == len(resources.catalogue_regions())


def test_check_lists_samples_and_articles_that_are_doubtful() -> None:
    said = run("check", "zhengzhou", "--day", "2026-11-20")[1]
    assert said.startswith(
        "郑州市 2019.7（现行状态待核）：可以使用\n  继承：national → zhengzhou\n"
    )
    assert "    事项 joint_acceptance · 材料 warranty\n" in said
    assert "    大厅作息\n" in said
    scheme = "《郑州市房屋建筑和市政基础设施工程联合验收实施方案》："
    assert said.index("现行状态待核的条文") < said.index(scheme) < said.index("七（五）")


def test_check_lists_articles_that_have_lapsed(tmp_path: Path) -> None:
    article = """
[[article]]
key = "county-1"
document = "001D"
clause = "附则"
effective_to = 2026-06-30
"""
    pack = county(tmp_path, article)
    before, after = (run("check", pack, "--day", day)[1] for day in ("2026-06-30", "2026-07-01"))
    assert "已失效的条文 0 条" in before
    assert "以后有变化的日期：2026-07-01" in before
    assert "已失效的条文 1 条：\n    《郑州市房屋建筑" in after


@pytest.mark.parametrize("name", sorted(folder.name for folder in PACKS.iterdir()))
def test_a_broken_pack_fails_with_file_line_key_and_reason(name: str) -> None:
    code, said, wrong = run("check", str(PACKS / name))
    assert (code, said) == (1, "")
    place, _, rest = wrong.partition(" ")
    assert place.rpartition(":")[0].endswith(".toml")
    assert int(place.rpartition(":")[2]) > 0
    assert rest.split(" ")[1].startswith("LW-4")


def test_one_broken_pack_does_not_hide_the_others(tmp_path: Path) -> None:
    code, said, wrong = run("check", str(PACKS / "unknown_unit"), "zhengzhou")
    assert (code, "郑州市 2019.7" in said) == (1, True)
    assert wrong.startswith("unknown_unit/rules.toml:4 limit[0].kind LW-405 ")


def test_a_pack_that_will_break_on_a_later_day_is_found_now(tmp_path: Path) -> None:
    text = """
[[correction]]
key = "missing"
label = "缺少"
text = "缺少{paper}。"
required = "请提交{material}。"
basis = "001D-7-1"
effective_from = 2027-01-01
"""
    code, _, wrong = run("check", county(tmp_path, text), "--day", "2026-11-20")
    assert (code, "LW-408" in wrong) == (1, True)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    pack = county(tmp_path, "")
    (Path(pack) / "texts.toml").write_bytes("# 说明\n".encode("gb18030"))
    code, _, wrong = run("check", pack)
    assert (code, "texts.toml" in wrong, "LW-415" in wrong) == (1, True, True)


def test_what_is_no_pack_is_said() -> None:
    code, _, wrong = run("check", "no_such_pack")
    assert code == 2
    assert "no_such_pack" in wrong


def test_diff_tells_added_removed_and_changed_rows(tmp_path: Path) -> None:
    removal = '[[limit]]\nkey = "licence_dispute"\nremove = true\n'
    rules = removal + LIMIT.format(key="licence_push_mass", amount=2)
    code, said, _ = run(
        "diff", "zhengzhou", county(tmp_path, rules + LIMIT.format(key="n", amount=9))
    )
    assert code == 0
    lines = said.splitlines()
    assert "－ 期限 licence_dispute（核实证照信息异议并给予回复）" in lines
    assert "＋ 期限 n（推送证照数据）" in lines
    at = lines.index("～ 期限 licence_push_mass（推送证照数据）")
    assert lines[at + 1 : at + 3] == [
        "    名称 name：将大批量发放的证照数据推送至市电子证照库 → 推送证照数据",
        "    数量 amount：3 → 2",
    ]
    assert lines[-1] == "新增 1 行，删除 1 行，修改 2 行"


def test_diff_names_rows_inside_an_item(tmp_path: Path) -> None:
    source = resources.text("catalogue/zhengzhou/joint_acceptance.toml")
    copy = tmp_path / "zhengzhou"
    copy.mkdir()
    for file in resources.path("catalogue/zhengzhou").glob("*.toml"):
        (copy / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    changed = source.replace("amount = 15\n", "amount = 12\n").replace("人防验收", "人民防空验收")
    (copy / "joint_acceptance.toml").write_text(changed, encoding="utf-8")
    lines = run("diff", "zhengzhou", str(copy))[1].splitlines()
    at = lines.index("～ 事项 joint_acceptance · 期限 total（完成联合验收和竣工验收备案）")
    assert lines[at + 1] == "    数量 amount：15 → 12"
    assert "～ 事项 joint_acceptance · 方框 air_defence（人民防空验收）" in lines
    assert run("diff", "zhengzhou", "zhengzhou")[1] == "新增 0 行，删除 0 行，修改 0 行\n"
