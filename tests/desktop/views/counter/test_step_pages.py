"""The six steps on the screen, by keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from casework.ports import PrintState, PrintStatus
from desktop.ui.checklist import Checklist
from desktop.ui.page_dialog import PageDialog
from desktop.ui.preview import Preview
from desktop.ui.progress import Progress
from desktop.ui.thumbs import ThumbStrip
from desktop.views.counter.presenter import DECIDE, DELIVER, MATERIALS, PROJECT
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.deeds import case_of, come_in, everything, fill_form, pick_project
from tests.desktop.views.counter.front import ALT, CTRL, Front, close_dialogs, settle

pytestmark = pytest.mark.gui
KEY = Qt.Key


def to_materials(front: Front) -> Checklist:
    come_in(front.counter)
    pick_project(front.counter)
    fill_form(front.counter)
    front.counter.go(MATERIALS)
    settle()
    return front.shown(Checklist)


def test_search_while_typing(front: Front) -> None:
    front.counter.go(PROJECT)
    settle()
    assert "溪山学校" in front.counter.state.projects[2].name  # type: ignore[index]
    front.press("xs")
    front.qtbot.waitUntil(lambda: front.counter.state.answered == "xs")
    front.press(KEY.Key_Return)
    assert front.counter.state.draft.project == "project/xishan"
    assert "溪山学校" in front.words()
    assert "溪山教育投资有限公司" in front.words()


def test_arrows_move_in_the_results(front: Front) -> None:
    front.counter.go(PROJECT)
    settle()
    front.press("y")
    front.press("q")
    front.qtbot.waitUntil(lambda: front.counter.state.answered == "yq")
    front.press(KEY.Key_Down)
    front.press(KEY.Key_Return)
    assert front.counter.state.draft.project == "project/yunqi-garage"


def test_nothing_found_leads_to_the_code(front: Front) -> None:
    front.counter.go(PROJECT)
    front.counter.project.find("没有")
    settle()
    assert "库中没有“没有”" in front.words()
    front.press(KEY.Key_M, ALT)
    assert front.here().startswith("项目代码")
    front.press("2109-990101—4700-0012".replace("—", "-"))
    front.press(KEY.Key_Return)
    front.press("Bridge")
    front.press(KEY.Key_Return)
    front.press("Somebody")
    front.press(KEY.Key_E, ALT)
    front.qtbot.waitUntil(lambda: bool(front.counter.state.draft.project))
    draft = front.counter.state.draft
    assert (draft.project_code, draft.project_name) == ("2109-990101-4700-0012", "Bridge")
    assert "Bridge" in front.words()


def test_a_code_shows_its_normal_form(front: Front) -> None:
    front.counter.go(PROJECT)
    settle()
    front.press(KEY.Key_M, ALT)
    front.press("21099901010401300009")
    front.press(KEY.Key_Return)
    settle()
    assert front.counter.state.draft.entry["code"] == "2109-990101-04-01-300009"


def test_rows_are_worked_with_single_keys(front: Front) -> None:
    table = to_materials(front)
    assert table.current_key() == "application"
    front.press("T")
    assert table.current_key() == "completion_acceptance"
    front.press(KEY.Key_Space)
    assert front.counter.state.draft.papers["completion_acceptance"].seen_at
    front.press(KEY.Key_Up)
    front.press(KEY.Key_Delete)
    assert "completion_acceptance" not in front.counter.state.draft.papers


def test_a_refused_row_says_why(front: Front) -> None:
    table = to_materials(front)
    table.select("certificates")
    front.press("T")
    front.press("S")
    assert "certificates" not in front.counter.state.draft.papers
    assert "不能扫描：现场验收时收取，不在窗口收取（方案八（二）2）" in front.words()


def test_scanned_pages_stand_in_the_strip(front: Front) -> None:
    table = to_materials(front)
    table.select("warranty")
    front.press("S")
    strip = front.shown(ThumbStrip)
    assert strip.count() == 3
    strip.setFocus()
    front.press(KEY.Key_Delete)
    assert len(front.counter.state.draft.papers["warranty"].pages) == 2
    front.press(KEY.Key_Return)
    settle()
    view = front.dialog(PageDialog).findChild(Preview)
    assert view is not None
    close_dialogs(front)
    assert front.counter.state.looked_at == ()
    table.select("application")
    assert not strip.isVisible()


def test_a_scan_shows_its_progress_and_a_stop(front: Front) -> None:
    to_materials(front)
    front.counter.board.set(scanning="工程质量保修书", scanned=2)
    progress = front.shown(Progress)
    assert "正在收页：工程质量保修书  2 页" in front.words()
    progress.cancelled.emit()
    front.counter.board.set(scanning="")
    assert not progress.isVisible()


def test_files_are_brought(front: Front, tmp_path: Path) -> None:
    table = to_materials(front)
    file = tmp_path / "warranty.pdf"
    file.write_bytes(b"%PDF")
    table.select("warranty")
    front.press("I")
    dialog = front.dialog(QFileDialog)
    dialog.filesSelected.emit([str(file)])
    close_dialogs(front)
    assert front.counter.state.draft.papers["warranty"].pages[0].source == "warranty.pdf"


def test_what_stands_against_acceptance_is_told(front: Front) -> None:
    everything(front.counter, "warranty")
    settle()
    words = front.words()
    assert "不能受理：还有 1 项不符合受理条件" in words
    assert "一次性告知  F5" in words
    assert front.here() == "决定 2 一次性告知"
    front.press("1")
    assert front.counter.state.draft.choosing.kind == "ask"


def test_asking_once_by_keys(front: Front) -> None:
    everything(front.counter, "warranty")
    settle()
    front.tab_to("材料")
    front.press("1")
    front.press(KEY.Key_Return)
    front.press("4")
    front.press(KEY.Key_Return)
    front.press("p3")
    front.press(KEY.Key_F5)
    (question,) = front.questions()
    assert "共 2 项" in "".join(one.text() for one in question.findChildren(QLabel))
    front.press("Y")
    told = [one.text for one in case_of(front.world, front.counter).defects]
    assert told[0] == "缺少工程质量保修书。"
    assert told[1] == "郑州市建设工程联合验收申请表没有应签字人员的签字。（p3）"


def test_refusing_by_keys(front: Front) -> None:
    everything(front.counter)
    settle()
    front.press("3")
    assert "没有选择理由" in front.words() or front.counter.state.wanting is not None
    front.tab_to("不予受理的理由")
    front.press(KEY.Key_Space)
    front.tab_to("主管机关")
    front.press("Other")
    front.press(KEY.Key_F5)
    front.press("Y")
    case = case_of(front.world, front.counter)
    assert (case.state.value, case.competent_organ) == ("refused", "Other")


def test_going_back_from_the_question(front: Front) -> None:
    everything(front.counter)
    settle()
    front.press(KEY.Key_F5)
    front.press("N")
    assert not front.counter.state.case
    assert front.questions() == []


def test_what_keeps_a_decision_away_is_said(front: Front) -> None:
    everything(front.counter)
    front.counter.person.match_face(matched=False)
    front.counter.go(DECIDE)
    settle()
    assert "现在还不能决定：还没有确认人证一致" in front.words()
    assert "回到第 1 步  F5" in front.words()
    front.press(KEY.Key_F5)
    assert front.questions() == []
    assert front.counter.state.draft.step == 1
    assert front.here().startswith("人证一致")


def test_papers_are_printed_and_confirmed(front: Front) -> None:
    everything(front.counter)
    front.counter.decision.decide()
    settle()
    assert front.counter.state.draft.step == DELIVER
    front.press("P")
    assert "正在打印" in front.words() or front.counter.papers.waiting
    front.world.printer.state = PrintStatus(PrintState.DONE)
    front.qtbot.waitUntil(lambda: not front.counter.papers.waiting, timeout=5000)
    table = front.shown(Checklist)
    table.select(front.counter.state.made[0].number)
    front.press("Y")
    assert front.counter.state.answers[front.counter.state.made[0].number]


def test_a_paper_that_did_not_come_out_wants_a_reason(front: Front) -> None:
    everything(front.counter)
    front.counter.decision.decide()
    front.world.printer.state = PrintStatus(PrintState.DONE)
    front.counter.papers.print_all()
    settle()
    front.press("N")
    front.press("1")
    front.press("Y")
    settle()
    number = front.counter.state.made[0].number
    assert front.counter.state.answers == {number: False}


def test_leaving_unprinted_papers_is_asked(front: Front) -> None:
    everything(front.counter)
    front.counter.decision.decide()
    settle()
    front.press(KEY.Key_F5)
    (question,) = front.questions()
    assert "收件凭证、受理通知书还没有确认打印出来" in "".join(
        one.text() for one in question.findChildren(QLabel)
    )
    front.press("Y")
    assert front.counter.state.draft.empty


def test_print_everything_by_key(front: Front) -> None:
    everything(front.counter)
    front.counter.decision.decide()
    settle()
    front.press(KEY.Key_P, CTRL)
    assert len(front.world.printer.submitted) == 2
    assert invented.BUILDER in front.words()
