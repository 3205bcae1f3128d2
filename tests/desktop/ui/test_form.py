import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.fields import Choice, Field, Heading, Kind, Origin
from desktop.ui.form import FormView
from tests.desktop.ui.hand import Show, compose, here, press

pytestmark = pytest.mark.gui

ROLES = (Choice("self", "本人"), Choice("agent", "代理人"))
FIELDS = (
    Heading("一"),
    Field("name", "名称", required=True, help_key="x.name"),
    Field("code", "代码", Kind.CODE, max_length=8),
    Field("day", "日期", Kind.DATE),
    Field("area", "面积", Kind.DECIMAL, unit="㎡"),
    Field("kind", "类别", Kind.CHOICE, choices=ROLES),
    Field("role", "身份", Kind.PICK, choices=ROLES),
    Field("items", "事项", Kind.TICKS, choices=(Choice("a", "甲"), Choice("b", "乙"))),
    Field("yes", "同意", Kind.TICK),
    Field("note", "备注", Kind.LONG, span=3, max_length=5),
    Field("shown", "编号", Kind.SHOWN),
)


@pytest.fixture
def form(shown: Show) -> FormView:
    made = FormView(FIELDS)
    shown(made)
    return made


@pytest.fixture
def heard(form: FormView) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    form.edited.connect(lambda key, text: said.append((key, text)))
    return said


def test_typing_is_reported_at_each_key(
    form: FormView, heard: list[tuple[str, str]], qtbot: QtBot
) -> None:
    form.focus("name")
    press(qtbot, "ab")
    assert heard == [("name", "a"), ("name", "ab")]
    assert form.values()["name"] == "ab"


@pytest.mark.parametrize("key", ["name", "note"])
def test_composed_characters_are_reported(
    key: str, form: FormView, heard: list[tuple[str, str]]
) -> None:
    form.focus(key)
    compose("𬭎𠅤")
    assert heard == [(key, "𬭎𠅤")]


def test_what_is_shown_is_not_reported(form: FormView, heard: list[tuple[str, str]]) -> None:
    values = {
        "name": "甲公司",
        "code": "X1",
        "day": "2019-07-04",
        "area": "1.5",
        "kind": "agent",
        "role": "self",
        "items": "a,b",
        "yes": "1",
        "note": "两\n行",
        "shown": "№1",
    }
    form.set_values(values)
    assert form.values() == values
    form.set_values({"unknown": "x"})
    form.clear()
    assert form.values() == dict.fromkeys(values, "")
    assert heard == []


def test_the_input_in_focus_is_never_overwritten(form: FormView, qtbot: QtBot) -> None:
    form.focus("name")
    press(qtbot, "typed")
    form.set_values({"name": "from a card", "code": "C1"}, {"name": Origin.CARD})
    assert form.values()["name"] == "typed"
    assert form.values()["code"] == "C1"
    press(qtbot, "!")
    form.focus("code")
    qtbot.wait(10)
    assert form.values()["name"] == "typed!"
    assert form.origins()["name"] is Origin.TYPED


def test_a_waiting_value_is_shown_on_leaving_an_untouched_input(
    form: FormView, qtbot: QtBot
) -> None:
    form.set_values({"name": "old"})
    form.focus("name")
    form.set_values({"name": "王测试"}, {"name": Origin.CARD})
    assert form.values()["name"] == "old"
    with qtbot.waitSignal(form.left) as left:
        form.focus("code")
    assert left.args == ["name"]
    assert form.values()["name"] == "王测试"
    assert form.origins()["name"] is Origin.CARD


def test_an_empty_untouched_input_in_focus_takes_a_value(form: FormView, qtbot: QtBot) -> None:
    form.focus("name")
    form.set_values({"name": "王测试"}, {"name": Origin.CARD})
    assert form.values()["name"] == "王测试"


def test_an_emptied_input_in_focus_does_not(form: FormView, qtbot: QtBot) -> None:
    form.focus("name")
    press(qtbot, "x")
    press(qtbot, Qt.Key.Key_Backspace)
    form.set_values({"name": "王测试"})
    assert form.values()["name"] == ""


def test_another_record_clears_also_the_input_in_focus(form: FormView, qtbot: QtBot) -> None:
    form.focus("name")
    press(qtbot, "old")
    form.set_problems({"name": "不对"})
    form.set_values({"name": "waiting"})
    form.clear()
    form.set_values({"name": "new"}, {"name": Origin.PROJECT})
    form.focus("code")
    qtbot.wait(10)
    assert form.values()["name"] == "new"
    assert form.origins()["name"] is Origin.PROJECT
    assert not form.focus_problem()


@pytest.mark.parametrize("key", ["name", "note"])
def test_nor_does_one_in_which_characters_are_composed(key: str, form: FormView) -> None:
    form.focus(key)
    QApplication.sendEvent(here(), QInputMethodEvent("wangce", []))
    form.set_values({key: "王测试"})
    compose("王")
    assert form.values()[key] == "王"


def test_the_window_losing_focus_is_no_leaving(form: FormView, qtbot: QtBot) -> None:
    form.focus("name")
    press(qtbot, "x")
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitActive(other)
    form.set_values({"name": "late"})
    qtbot.wait(10)
    assert form.values()["name"] == "x"


def test_editing_takes_the_verified_mark(form: FormView, qtbot: QtBot) -> None:
    form.set_values({"name": "王测试"}, {"name": Origin.CARD})
    marks = [one for one in form.findChildren(QLabel) if one.property("role") == "mark"]
    assert [mark.text() for mark in marks if mark.text()] == ["✓卡"]
    form.focus("name")
    assert "✓卡" in here().accessibleDescription()
    press(qtbot, Qt.Key.Key_End)
    press(qtbot, "x")
    assert [mark.text() for mark in marks if mark.text()] == ["手填"]
    assert "✓" not in here().accessibleDescription()


def test_an_unchanged_value_keeps_its_mark(form: FormView) -> None:
    form.focus("code")
    form.set_values({"name": "甲"}, {"name": Origin.PROJECT})
    form.set_values({"name": "甲"})
    assert form.origins()["name"] is Origin.PROJECT
    form.set_values({"name": "乙"})
    assert form.origins()["name"] is Origin.NONE


def test_problems_stand_under_their_field(form: FormView) -> None:
    form.set_problems({"day": "不是日期", "name": "必须填写"})
    texts = [one.text() for one in form.findChildren(QLabel) if one.property("role") == "problem"]
    assert texts == ["！必须填写", "！不是日期"]
    assert form.focus_problem()
    assert here().accessibleName() == "名称，必填"
    assert "必须填写" in here().accessibleDescription()
    form.set_problems({})
    assert not form.focus_problem()
    assert "必须填写" not in here().accessibleDescription()


def test_tab_follows_reading_order(form: FormView, qtbot: QtBot) -> None:
    form.focus("name")
    walked = [here().accessibleName()]
    for _ in range(20):
        press(qtbot, Qt.Key.Key_Tab)
        if here().accessibleName() == walked[0]:
            break
        walked.append(here().accessibleName())
    assert walked == [
        "名称，必填",
        "代码",
        "日期",
        "面积（㎡）",
        "类别",
        "身份 本人",
        "事项 甲",
        "事项 乙",
        "同意",
        "备注",
        "编号",
    ]


def test_enter_goes_on_and_shift_tab_back(form: FormView, qtbot: QtBot) -> None:
    form.focus("name")
    press(qtbot, Qt.Key.Key_Return)
    assert here().accessibleName() == "代码"
    press(qtbot, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert here().accessibleName() == "名称，必填"


def test_digits_pick(form: FormView, heard: list[tuple[str, str]], qtbot: QtBot) -> None:
    form.focus("kind")
    press(qtbot, Qt.Key.Key_2)
    form.focus("role")
    press(qtbot, Qt.Key.Key_2)
    press(qtbot, Qt.Key.Key_9)
    assert heard == [("kind", "agent"), ("role", "agent")]
    assert here().accessibleName() == "身份 代理人"


def test_ticks(form: FormView, heard: list[tuple[str, str]], qtbot: QtBot) -> None:
    form.focus("items")
    press(qtbot, Qt.Key.Key_Space)
    form.focus("yes")
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Space)
    assert heard == [("items", "a"), ("yes", "1"), ("yes", "")]


def test_codes_and_dates_are_put_right(
    form: FormView, heard: list[tuple[str, str]], qtbot: QtBot
) -> None:
    form.focus("code")
    compose("９１ｍａ—1")
    form.focus("day")
    compose("2019年7月4日")
    press(qtbot, Qt.Key.Key_Return)
    form.focus("area")
    compose("12，345。6")
    form.focus("name")
    assert heard == [
        ("code", "91MA-1"),
        ("day", "2019年7月4日"),
        ("day", "2019-07-04"),
        ("area", "12,345。6"),
        ("area", "12345.6"),
    ]


def test_what_is_no_date_stays_as_typed(form: FormView, qtbot: QtBot) -> None:
    form.focus("day")
    press(qtbot, "20190231")
    form.focus("name")
    assert form.values()["day"] == "20190231"


def test_length_is_limited(form: FormView, qtbot: QtBot) -> None:
    form.focus("code")
    press(qtbot, "123456789")
    form.focus("note")
    compose("一二三四五六七")
    assert form.values()["code"] == "12345678"
    assert form.values()["note"] == "一二三四五"


def test_tab_leaves_the_long_text(form: FormView, qtbot: QtBot) -> None:
    form.focus("note")
    assert isinstance(here(), QPlainTextEdit)
    press(qtbot, Qt.Key.Key_Tab)
    assert here().accessibleName() == "编号"
    line = here()
    assert isinstance(line, QLineEdit)
    assert line.isReadOnly()


def test_lock(form: FormView, heard: list[tuple[str, str]], qtbot: QtBot) -> None:
    form.lock({"name", "role"})
    form.focus("name")
    press(qtbot, "x")
    form.lock(())
    press(qtbot, "y")
    assert heard == [("name", "y")]


def test_first_empty_required(form: FormView) -> None:
    form.focus_first_empty()
    assert here().accessibleName() == "名称，必填"


def test_the_wheel_changes_no_choice(form: FormView, qtbot: QtBot) -> None:
    form.set_values({"kind": "self"})
    box = form.stops()[4]
    qtbot.wait(1)
    from_here = box.mapToGlobal(box.rect().center())
    wheel = wheel_event(box, from_here.x(), from_here.y())
    QApplication.sendEvent(box, wheel)
    assert form.values()["kind"] == "self"
    assert not wheel.isAccepted()


def wheel_event(box: QWidget, x: int, y: int) -> QWheelEvent:
    return QWheelEvent(
        QPointF(box.rect().center()),
        QPointF(x, y),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


@pytest.mark.parametrize(
    ("width", "look", "columns"),
    [
        (932, theme.Look.NORMAL, 3),
        (640, theme.Look.NORMAL, 2),
        (300, theme.Look.NORMAL, 1),
        (860, theme.Look.LARGE, 2),
        (1500, theme.Look.LARGE, 3),
    ],
)
def test_pairs_a_row(
    width: int, look: theme.Look, columns: int, qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp, look)
    form = FormView([Field(str(at), f"第{at}项") for at in range(6)])
    qtbot.addWidget(form)
    form.resize(width, 400)
    form.show()
    tops = [stop.mapTo(form, QPoint(0, 0)).y() for stop in form.stops()]
    assert tops.count(tops[0]) == columns
    lefts = [stop.mapTo(form, QPoint(0, 0)).x() for stop in form.stops()]
    assert lefts[0] == lefts[columns]


def test_a_change_of_look_keeps_values_and_marks(form: FormView, qapp: QApplication) -> None:
    form.set_values({"name": "甲"}, {"name": Origin.CARD})
    theme.apply(qapp, theme.Look.LARGE_CONTRAST)
    assert form.values()["name"] == "甲"
    assert form.origins()["name"] is Origin.CARD


def test_the_letter_of_a_closed_button_is_not_typed(form: FormView, qtbot: QtBot) -> None:
    form.focus("name")
    press(qtbot, "A")
    press(qtbot, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert form.values()["name"] == "A"
