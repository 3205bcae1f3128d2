"""Every widget with invented data, as pictures: ``PYTHONPATH=. python tests/desktop/ui/gallery.py
DIR`` writes one PNG per scene, look and size.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from casework.errors import ClerkError
from desktop.actions import entry
from desktop.ui import theme
from desktop.ui.banner import MissingPart
from desktop.ui.confirm import Confirm, Question
from desktop.ui.fields import Choice
from desktop.ui.frame import Meter
from desktop.ui.large_text import LargeText
from desktop.ui.lights import Lamp
from desktop.ui.login import LoginView
from desktop.ui.page import Page
from desktop.ui.person_panel import PersonPanel
from desktop.ui.search import Hit
from desktop.ui.tones import Tone
from desktop.ui.wording import Message
from desktop.window import Frame, MainWindow
from tests.desktop.ui.invented import (
    empty_page,
    form_page,
    list_page,
    materials_page,
    nothing,
    person,
    preview_page,
)

SIZES = {"1280": (1280, 720), "1920": (1920, 1080)}

PAGES: dict[str, Callable[[], Page]] = {
    "counter": form_page,
    "issuing": materials_page,
    "cases": list_page,
    "projects": empty_page,
    "deadlines": preview_page,
}


def window(
    practice: str = "演练模式：卡、钥匙和项目都是虚构的，打印件带水印，不与真实数据相混",
) -> MainWindow:
    """The whole window with invented data; the frame is built, and the gate is on show."""
    made = MainWindow()
    made.set_practice(practice)
    made.show_gate(LoginView("一窗", "郑州市政务服务大厅 · 3号窗口"))
    fill(made.build_frame())
    return made


def fill(frame: Frame) -> None:
    frame.top.set_place("郑州市政务服务大厅", "3号窗口", "受理员 张某")
    frame.top.set_online(online=True, last="10:31")
    frame.top.devices.set_lamps(
        (
            Lamp("reader", "读卡", Tone.GOOD, "就绪"),
            Lamp("ca", "CA", Tone.GOOD, "就绪"),
            Lamp("printer", "打印", Tone.WARN, "缺纸"),
            Lamp("scanner", "扫描", Tone.OFF, "未接"),
        )
    )
    frame.meters.set_meters(
        (
            Meter("即时", 0),
            Meter("当日", 2, "最早 17:30", Tone.WARN),
            Meter("工作日", 5, "最早 明日 17:30"),
        )
    )
    frame.meters.set_rest("下班前须送出 2 件", Tone.WARN)
    for key, make in PAGES.items():
        frame.add_page(entry(key), make)
    for key in ("sync", "devices", "statistics", "account", "settings"):
        frame.add_page(entry(key), empty_page)
    frame.navigation.set_count("cases", 3)
    panel = PersonPanel("请把身份证放在读卡器上，或按 F9 手工录入。")
    frame.side.add(panel)
    panel.show_person(person())
    frame.side.on_enter = panel.focus_question
    frame.status.set_entry(10482, "10:32:05")
    frame.status.set_rules("规则 郑州市 2019.7（现行状态待核）", Tone.WARN)
    frame.status.set_mode("演练模式（水印）")


def _frame(made: MainWindow) -> Frame:
    made.show_frame()
    return made.build_frame()


def show_message(made: MainWindow) -> QWidget:
    frame = _frame(made)
    frame.open_page("counter")
    made.say(ClerkError("UI-902", kind="MemoryError"))
    made.say(ClerkError("HW-101"), nothing)
    frame.missing.set_parts(
        (
            MissingPart("读卡器服务", "身份证只能手工录入", "请安装 pcscd"),
            MissingPart("打印服务", "只能另存文件", "请安装 CUPS"),
        )
    )
    return made


def show_search(made: MainWindow) -> QWidget:
    _frame(made).open_page("cases")
    assert made.search is not None
    made.search.open_panel()
    field = made.search.field
    field.setText("zzhy")
    field.setFocus()
    hits = [Hit(str(at), f"某某花园{at}期", f"LH-2024-{at:05d} · 郑州某公司") for at in range(5)]
    field.show_hits("zzhy", hits)
    return made


def show_done(made: MainWindow) -> QWidget:
    _frame(made).open_page("deadlines")
    made.tell(
        Message("已受理 LH-2024-00012", "已落盘 #10483，受理通知书正在打印。", tone=Tone.GOOD)
    )
    return made


def show_help(made: MainWindow) -> QWidget:
    frame = _frame(made)
    frame.open_page("issuing")
    frame.show_help(
        "竣工验收报告", "看原件的签字和盖章是否齐全；窗口只看形式，不看内容。", "方案 七（二）"
    )
    return made


def show_confirm(made: MainWindow) -> QWidget:
    _frame(made).open_page("deadlines")
    question = Question(
        "作废这份证照副本？",
        ("编号 A-000123 的副本记为作废，不能恢复。", "空白证的存量减 1。"),
        yes="作废",
        reason_label="作废原因",
        reasons=(Choice("jam", "1 卡纸"), Choice("blur", "2 字迹不清"), Choice("other", "3 其他")),
    )
    dialog = Confirm(made, question)
    dialog.show()
    return dialog


def show_large(made: MainWindow) -> QWidget:
    dialog = LargeText(made, "王测试𬭎㛃𮧵")
    dialog.show()
    return dialog


def opened(key: str) -> Callable[[MainWindow], QWidget]:
    def scene(made: MainWindow) -> QWidget:
        _frame(made).open_page(key)
        return made

    return scene


SCENES: dict[str, Callable[[MainWindow], QWidget]] = {
    "login": lambda made: made,
    "form": opened("counter"),
    "materials": opened("issuing"),
    "list": opened("cases"),
    "empty": opened("projects"),
    "preview": opened("deadlines"),
    "message": show_message,
    "search": show_search,
    "done": show_done,
    "help": show_help,
    "confirm": show_confirm,
    "large-name": show_large,
}


def settle(app: QApplication) -> None:
    """Let the layouts and queued calls come to rest (only here: the program never does this)."""
    for _ in range(5):
        app.processEvents()


def shoot(app: QApplication, folder: Path, looks: tuple[theme.Look, ...]) -> list[Path]:
    """Write all pictures and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for look in looks:
        theme.apply(app, look)
        for size, (width, height) in SIZES.items():
            for name, scene in SCENES.items():
                made = window()
                made.resize(width, height)
                made.show()
                settle(app)
                target = scene(made)
                settle(app)
                path = folder / f"{name}-{size}-{look.value}.png"
                assert target.grab().save(str(path))
                written.append(path)
                made.close()
                made.deleteLater()
    return written


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    theme.speak_chinese(app)
    shoot(app, Path(sys.argv[1]), tuple(theme.Look))


if __name__ == "__main__":
    main()
