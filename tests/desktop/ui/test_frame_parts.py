import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.actions_bar import ActionsBar, PageAction
from desktop.ui.banner import MissingBanner, MissingPart
from desktop.ui.frame import Meter, MeterLine, NavEntry, Navigation, SidePanel, StatusLine, TopBar
from desktop.ui.labels import CutLabel
from desktop.ui.lights import Lamp, LightRow
from desktop.ui.page import Page
from desktop.ui.progress import Progress
from desktop.ui.steps import StepBar, StepState
from desktop.ui.tones import Tone
from tests.desktop.ui.hand import Show, here, press

pytestmark = pytest.mark.gui


def words(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def test_lights_say_shape_and_word(qtbot: QtBot) -> None:
    row = LightRow()
    qtbot.addWidget(row)
    row.set_lamps([Lamp("a", "读卡", Tone.GOOD, "就绪"), Lamp("b", "打印", Tone.BAD, "卡纸")])
    row.set_lamp(Lamp("a", "读卡", Tone.OFF, "未接"))
    row.set_lamp(Lamp("c", "扫描", Tone.WARN, "忙"))
    lights = row.findChildren(QPushButton)
    assert [light.text() for light in lights] == ["读卡 ○ 未接", "打印 ■ 卡纸", "扫描 ▲ 忙"]
    assert lights[1].accessibleName() == "打印 卡纸"
    with qtbot.waitSignal(row.asked) as asked:
        lights[1].click()
    assert asked.args == ["b"]


def test_steps_turn_by_key(shown: Show, qtbot: QtBot) -> None:
    bar = StepBar(["身份", "表单", "决定"])
    shown(bar)
    bar.set_states([StepState.DONE, StepState.CURRENT, StepState.CLOSED])
    texts = [step.text() for step in bar.findChildren(QPushButton)]
    assert texts == ["1 身份 ✓", "2 表单", "3 决定"]
    said: list[int] = []
    bar.chosen.connect(said.append)
    bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    bar.setFocus()
    for digit in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_2):
        press(qtbot, digit, Qt.KeyboardModifier.ControlModifier)
    assert said == [0, 1]


def test_actions_by_key_and_why_not(shown: Show, qtbot: QtBot) -> None:
    bar = ActionsBar(
        (
            PageAction("save", "存草稿", "Ctrl+S"),
            PageAction("go", "受理", "Ctrl+Return", primary=True),
        )
    )
    shown(bar)
    said: list[str] = []
    bar.asked.connect(said.append)
    control = Qt.KeyboardModifier.ControlModifier
    press(qtbot, Qt.Key.Key_Return, control)
    press(qtbot, Qt.Key.Key_Enter, control)
    bar.set_open("go", why_not="缺 1 份材料")
    press(qtbot, Qt.Key.Key_Return, control)
    press(qtbot, Qt.Key.Key_S, control)
    assert said == ["go", "go", "save"]
    assert words(bar) == ["■ 缺 1 份材料"]
    bar.set_open("go")
    assert words(bar) == []
    bar.set_word("go", "收件")
    assert bar.button("go").text() == "收件  Ctrl+回车"
    assert bar.button("go").isEnabled()


def test_one_primary_button_a_page(qtbot: QtBot) -> None:
    page = Page("决定", (PageAction("a", "甲"), PageAction("b", "乙", primary=True)))
    qtbot.addWidget(page)
    roles = [one.property("role") for one in page.findChildren(QPushButton)]
    assert roles.count("primary") == 1


def test_a_page_tells_that_it_came_to_the_front(qtbot: QtBot) -> None:
    page = Page("决定", scrolls=True)
    qtbot.addWidget(page)
    page.add(QLabel("上"))
    page.add(QLabel("下"))
    with qtbot.waitSignal(page.arrived):
        page.show()
    page.set_title("新")
    assert words(page) == ["新", "上", "下"]


def test_progress(qtbot: QtBot) -> None:
    progress = Progress()
    qtbot.addWidget(progress)
    assert progress.isHidden()
    progress.start("扫描", 12)
    progress.advance(3, 12, "页")
    assert words(progress) == ["扫描  3 / 12 页"]
    with qtbot.waitSignal(progress.cancelled):
        progress.findChildren(QPushButton)[0].click()
    assert words(progress) == ["扫描  正在停下…"]
    progress.start("打印", may_cancel=False)
    progress.advance(2)
    assert words(progress) == ["打印  2"]
    assert not progress.findChildren(QPushButton)[0].isVisible()
    progress.finish()
    assert progress.isHidden()


def test_missing_parts(qtbot: QtBot) -> None:
    banner = MissingBanner()
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.set_parts([MissingPart("打印服务", "只能另存", "请安装 CUPS")])
    assert words(banner) == ["▲ 本机缺少：打印服务"]
    banner.findChildren(QPushButton)[0].click()
    assert words(banner)[1] == "打印服务：只能另存；请安装 CUPS"
    banner.set_parts(())
    assert banner.isHidden()


def test_navigation_is_one_stop(shown: Show, qtbot: QtBot) -> None:
    navigation = Navigation("导航")
    shown(navigation)
    navigation.set_entries([NavEntry("a", "受理台", "F2"), NavEntry("b", "办件", "F3")])
    said: list[str] = []
    navigation.chosen.connect(said.append)
    navigation.setFocus()
    navigation.set_current("a")
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Space)
    navigation.set_count("b", 3)
    navigation.set_count("unknown", 1)
    assert said == ["b", "b"]
    assert navigation.topLevelItem(1).text(2) == "3"  # type: ignore[union-attr]
    navigation.set_count("b", 0)
    assert navigation.topLevelItem(1).text(2) == ""  # type: ignore[union-attr]


def test_meters(qtbot: QtBot) -> None:
    line = MeterLine("欠账:", "立即送出(&S)")
    qtbot.addWidget(line)
    line.show()
    line.set_meters([Meter("即时", 0), Meter("当日", 2, "最早 17:30", Tone.WARN)])
    line.set_rest("下班前须送出 2 件", Tone.WARN)
    said = {"欠账:", "即时 0", "▲ 当日 2 (最早 17:30)", "▲ 下班前须送出 2 件"}
    qtbot.waitUntil(lambda: set(words(line)) == said)
    with qtbot.waitSignal(line.asked):
        line.findChildren(QPushButton)[0].click()
    line.set_meters([Meter("即时", 1)])
    line.set_rest("", may_act=False)
    qtbot.waitUntil(lambda: words(line) == ["欠账:", "即时 1"])
    assert not line.findChildren(QPushButton)[0].isEnabled()


def test_top_bar(qtbot: QtBot) -> None:
    bar = TopBar("一窗")
    qtbot.addWidget(bar)
    bar.show()
    bar.set_place("某大厅", "", "张某")
    assert words(bar) == ["一窗", "某大厅 · 张某"]
    assert bar.connection.text() == "○ 离线"
    bar.set_online(online=True, last="10:31")
    assert bar.connection.text() == "● 在线 上次同步 10:31"
    bar.set_online(online=False)
    assert bar.connection.text() == "○ 离线 尚未同步"
    with qtbot.waitSignal(bar.asked) as asked:
        bar.connection.click()
    assert asked.args == ["connection"]


def test_status_line(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    line.set_entry(10482, "10:32:05")
    line.set_rules("规则 2019.7", Tone.WARN)
    line.set_mode("演练模式")
    assert words(line) == ["已落盘 #10482 10:32:05", "▲ 规则 2019.7", "演练模式"]


def test_side_panel_takes_the_cursor(shown: Show) -> None:
    side = SidePanel("柜台前")
    side.add(QLabel("谁"))
    button = QPushButton("选用")
    side.add(button)
    shown(side)
    side.enter()
    assert here() is button
    entered: list[bool] = []
    side.on_enter = lambda: entered.append(True)
    side.enter()
    assert entered == [True]


def test_a_cut_label_keeps_its_text(qtbot: QtBot) -> None:
    cut = CutLabel("很长很长的一句话，长到放不下的一句话")
    qtbot.addWidget(cut)
    cut.resize(60, 20)
    cut.show()
    assert cut.toolTip() == cut.text()
    assert cut.minimumSizeHint().width() < cut.sizeHint().width()
