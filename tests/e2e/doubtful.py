"""Doubtful cards and files in the real program: told at once, and the work goes on."""

from pathlib import Path

from PIL import Image

from tests.e2e.clerk import Clerk
from tests.e2e.intake_driver import HOMES, LEGAL_REPRESENTATIVE, Intake
from tests.e2e.report import Report
from tests.e2e.stage import Stage

_CARDS = {
    "wrong-check-digit": ("曹若兰", "证件号码的校验码不对"),
    "expired": ("宋砚秋", "证件已过有效期"),
    "unknown-county": ("韩知远", "不认识的行政区划"),
}
_LIMIT = 60.0
_HUGE = (20_000, 15_000)
"""300 megapixels, in a file of some kilobytes."""


def doubtful_cards(stage: Stage, report: Report, disk: Path) -> None:
    """Each doubt is told; a card never takes the place of the person of an open case by itself."""
    program = stage.open_window(disk / "home", *stage.hub_options(), "--reader", "pcsc")
    clerk = Clerk(program, stage.screen)
    Intake(clerk).log_in()
    for name, (holder, doubt) in _CARDS.items():
        with report.step(name):
            card = stage.cards.put(name)
            clerk.see(holder, doubt)
            stage.cards.lift(card)
            clerk.see("读卡 就绪")
        clerk.press("ctrl+n")
        clerk.see_gone("✓卡")
    with report.step("first-person"):
        card = stage.cards.put("agent")
        clerk.see("林晚舟", "✓卡")
        stage.cards.lift(card)
        clerk.see("读卡 就绪")
    with report.step("second-person"):
        card = stage.cards.put("long-term")
        clerk.see("这一件已经有人，不会自动更换", "用新的证件")
        stage.cards.lift(card)
    name_now = clerk.look().find("姓名", "text")
    held = name_now.text if name_now else ""
    report.check("the person of the case stays", holds=held == "林晚舟", found=held)


def bad_files(stage: Stage, report: Report, disk: Path) -> None:
    """Files that are no pictures, cut off, or far too large; then a good one."""
    program = stage.open_window(disk / "home", *stage.hub_options(), "--reader", "pcsc")
    intake = Intake(Clerk(program, stage.screen))
    intake.log_in()
    card = stage.cards.put("legal-representative")
    intake.see_card("郑𬭎")
    stage.cards.lift(card)
    intake.answer_for_person(LEGAL_REPRESENTATIVE)
    intake.find_project(HOMES)
    intake.clerk.press("ctrl+4")
    intake.clerk.at("材料")
    program.reader.slowest_since()
    for name, code in _write_files(disk).items():
        with report.step(name.partition(".")[0]):
            intake.choose_file(str(disk / name))
            intake.clerk.press("Return")
            intake.clerk.see(code, seconds=_LIMIT)
            intake.clerk.at("材料")
    with report.step("good-file"):
        intake.choose_file(str(disk / "good.png"))
        intake.bring(str(disk / "good.png"))
        view = intake.clerk.see_gone("HW-30")
    report.check("one page is in", holds=view.says("· 1 页"))
    slowest = round(program.reader.slowest_since() * 1000)
    report.check("the window lives", holds=slowest <= 200, found=slowest)


def _write_files(folder: Path) -> dict[str, str]:
    """Bad files by name, each with the code it is refused with; and ``good.png``."""
    Image.new("RGB", (620, 877), "white").save(folder / "good.png")
    (folder / "words.jpg").write_text("no picture at all", encoding="ascii")
    good = (folder / "good.png").read_bytes()
    (folder / "cut.png").write_bytes(good[: len(good) // 2])
    Image.new("RGB", (620, 877), "white").save(folder / "whole.pdf")
    whole = (folder / "whole.pdf").read_bytes()
    (folder / "cut-off.pdf").write_bytes(whole[: len(whole) // 3])
    Image.new("1", _HUGE).save(folder / "huge.png")
    return {
        "words.jpg": "HW-301",
        "cut.png": "HW-302",
        "cut-off.pdf": "HW-302",
        "huge.png": "HW-303",
    }
