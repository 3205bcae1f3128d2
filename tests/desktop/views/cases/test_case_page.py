"""One case as a story: what happened, its scans, its papers, limits and tasks, and the way on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from casework.act import NewAct
from casework.errors import SyncError
from casework.people.grants import Clerk
from casework.records import ids
from casework.records.case_life import ApplicationDeemedAccepted
from casework.records.event import Event, Staged
from casework.records.ids import new_id
from desktop.ui.tones import Tone
from desktop.views.cases.page import LIMITS, MATERIALS, PAPERS, STORY, TASKS, CasesPage
from desktop.views.cases.presenter import CasesPresenter
from desktop.views.cases.telling import why_closed
from tests.casework import instances_commitment, instances_joint, instances_survey
from tests.casework.instances import INSTANCES
from tests.desktop.views.counter import deeds, filed, invented
from tests.desktop.views.counter.filed import Centre
from tests.desktop.views.counter.world import CLERK, World, build


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = build(tmp_path)
    invented.register_all(made)
    yield made
    made.close()


@pytest.fixture
def centre(world: World) -> Centre:
    return filed.connect(world)


@pytest.fixture
def asked(world: World) -> str:
    """A case that was asked for one thing."""
    counter = world.presenter()
    counter.start()
    deeds.everything(counter, "warranty")
    counter.decision.decide()
    return counter.state.case


@pytest.fixture
def accepted(world: World) -> str:
    counter = world.presenter()
    counter.start()
    deeds.everything(counter)
    counter.decision.decide()
    return counter.state.case


def chosen(world: World, stream: str, went: list[str] | None = None) -> CasesPresenter:
    on = went if went is not None else []
    made = CasesPresenter(world.desk, lambda: None, on.append)
    made.load()
    made.choose(stream)
    return made


def story(presenter: CasesPresenter) -> str:
    return "\n".join(
        f"{scene.heading}\n" + "\n".join(one.text for one in scene.paragraphs)
        for scene in presenter.state.told.scenes
    )


def test_the_story_says_who_did_what_when(world: World, asked: str) -> None:
    told = story(chosen(world, asked))
    for words in (
        "2026-11-20 10:30 · 李明 · W03 · 待送",
        "收件：房屋建筑和市政基础设施工程联合验收",
        "云栖置业有限公司",
        "林晚舟（代理人）",
        "出具收件凭证",
        "缺少工程质量保修书",
    ):
        assert words in told
    assert "990122199302080020" not in told
    assert told.index("收件：") < told.index("出具收件凭证") < told.index("文书存档")


def test_a_second_visit_is_part_of_the_story(world: World, asked: str) -> None:
    world.clock.at += timedelta(days=1)
    counter = world.presenter()
    counter.open_case(asked)
    deeds.come_in(counter)
    counter.form.correct()
    counter.form.edit("location", "甲市乙区云栖路3号")
    counter.materials.see("warranty")
    counter.go(5)
    counter.decision.decide()
    told = story(chosen(world, asked))
    assert told.index("缺少工程质量保修书") < told.index("2026-11-21 10:30")
    assert "更正" in told
    assert "受理" in told.partition("2026-11-21 10:30")[2]


def test_what_silence_brought_about_is_set_apart(world: World, asked: str) -> None:
    event = next(one for one in INSTANCES if isinstance(one, ApplicationDeemedAccepted))
    at = world.clock() + timedelta(days=9)
    act = NewAct(
        new_id(at), at, "hub", "hub", "test", "zhengzhou", "0" * 64, {}, (Staged(asked, event),)
    )
    world.opened.ledger.append(act)
    presenter = chosen(world, asked)
    scene = presenter.state.told.scenes[-1]
    assert "中心" in scene.heading
    assert scene.paragraphs[-1].tone is Tone.PROVISIONAL
    assert "默认" in scene.paragraphs[-1].text
    others = [one for two in presenter.state.told.scenes[:-1] for one in two.paragraphs]
    assert Tone.PROVISIONAL not in {one.tone for one in others}


@pytest.mark.parametrize(
    ("kind", "events", "words"),
    [
        (ids.SURVEY, instances_survey.EVENTS[:3], "收到测绘资料 竣工图：原件、电子件 1 份"),
        (ids.COMMITMENT, instances_commitment.EVENTS[:2], "申请人自愿选择告知承诺：孟知秋"),
        (ids.JOINT, instances_joint.EVENTS[:2], "启动联合验收：消防验收、档案验收"),
    ],
)
def test_what_follows_a_case_is_part_of_its_story(
    world: World, asked: str, kind: str, events: tuple[Event, ...], words: str
) -> None:
    at = world.clock() + timedelta(days=9)
    bound = ids.bound_to(asked, kind)
    staged = tuple(Staged(bound, event) for event in events)
    act = NewAct(new_id(at), at, CLERK.account, "W03", "test", "zhengzhou", "0" * 64, {}, staged)
    world.opened.ledger.append(act)
    presenter = chosen(world, asked)
    told = [one.text for one in presenter.state.told.scenes[-1].paragraphs]
    assert len(told) == len(events)
    assert any(words in one for one in told)
    assert not any("不认识" in one for one in told)


def test_scans_are_brought_and_looked_at(world: World, centre: Centre) -> None:
    stream = filed.file(world, centre)
    presenter = chosen(world, stream)
    presenter.look("application")
    assert presenter.state.looked_at
    assert len(centre.asked) == 1
    presenter.look_away()
    assert presenter.state.looked_at == ()
    presenter.look("application")
    assert len(centre.asked) == 1
    presenter.look("certificates")
    assert len(centre.asked) == 1


def test_a_scan_that_does_not_come_is_said(world: World, centre: Centre) -> None:
    stream = filed.file(world, centre)
    centre.line = SyncError("SY-101")
    presenter = chosen(world, stream)
    presenter.look("application")
    assert presenter.state.error is not None
    assert presenter.state.error.code == "SY-101"
    assert (presenter.state.looked_at, presenter.state.busy) == ((), "")


def test_a_case_that_can_be_gone_on_with_goes_to_the_counter(world: World, asked: str) -> None:
    went: list[str] = []
    presenter = chosen(world, asked, went)
    assert why_closed(presenter.state.told) == ""
    presenter.go_on()
    assert went == [asked]


def test_a_case_that_is_over_for_the_counter_says_why(world: World, accepted: str) -> None:
    went: list[str] = []
    presenter = chosen(world, accepted, went)
    assert why_closed(presenter.state.told) == "已受理，不在受理台继续，请按 F12"
    presenter.go_on()
    assert went == []
    assert presenter.state.error is not None
    assert presenter.state.error.code == "IN-110"


def test_without_the_grant_nothing_is_gone_on_with(world: World, asked: str) -> None:
    world.desk = replace(world.desk, clerk=Clerk(CLERK.account, CLERK.name, ()))
    presenter = chosen(world, asked)
    assert presenter.state.told.closed is not None
    assert presenter.state.told.closed.code == "PE-301"
    assert why_closed(presenter.state.told)


def test_limits_and_tasks_have_their_sentences(world: World, accepted: str) -> None:
    told = chosen(world, accepted).state.told
    push = next(one.row for one in told.limits if one.row.key == "push_to_lead")
    assert "2026年11月20日" in push.sentence
    assert push.article
    assert told.tasks
    assert told.tasks[0].addressee


def test_before_anything_is_chosen(world: World, asked: str) -> None:
    presenter = CasesPresenter(world.desk, lambda: None)
    presenter.load()
    assert why_closed(presenter.state.told) == "先在左侧选一件"
    presenter.go_on()
    presenter.look("application")
    presenter.choose("case/unknown")
    assert presenter.state.case is None


def page_of(qtbot: QtBot, world: World, went: list[str]) -> tuple[CasesPage, CasesPresenter]:
    page = CasesPage()
    qtbot.addWidget(page)
    presenter = CasesPresenter(world.desk, lambda: page.render_state(presenter.state), went.append)
    page.bind(presenter)
    page.resize(945, 620)
    page.show()
    return page, presenter


def words(page: CasesPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


@pytest.mark.gui
def test_the_page_turns_to_each_part(qtbot: QtBot, world: World, accepted: str) -> None:
    page, _ = page_of(qtbot, world, [])
    assert "收件：" in page.story.toPlainText()
    assert "云栖家园一期（2103-990101-04-01-100001）" in words(page)
    parts = {
        STORY: page.story,
        MATERIALS: page.materials,
        PAPERS: page.papers,
        LIMITS: page.limits,
        TASKS: page.tasks,
    }
    for at, part in parts.items():
        page.parts.enter(at)
        assert [one for one in parts.values() if one.isVisible()] == [part]
    assert "文书 2" in [one.text() for one in page.parts.findChildren(QPushButton)]
    page.parts.enter(LIMITS)
    page.limits.select("push_to_lead")
    assert "（《郑州市" in words(page)
    page.parts.enter(TASKS)
    assert "送给" in words(page)


@pytest.mark.gui
def test_enter_goes_on_and_enter_on_a_material_shows_its_scan(
    qtbot: QtBot, world: World, centre: Centre
) -> None:
    stream = filed.file(world, centre)
    went: list[str] = []
    page, presenter = page_of(qtbot, world, went)
    press(qtbot, page.list.view, Qt.Key.Key_Return)
    assert went == [stream]
    page.parts.enter(MATERIALS)
    page.materials.select("application")
    press(qtbot, page.materials.view, Qt.Key.Key_Return)
    (dialog,) = (one for one in page.findChildren(QDialog) if one.isVisible())
    assert presenter.state.looked_at
    press(qtbot, dialog, Qt.Key.Key_Escape)
    assert presenter.state.looked_at == ()


@pytest.mark.gui
def test_the_search_hands_the_cursor_to_the_list(qtbot: QtBot, world: World, asked: str) -> None:
    page, presenter = page_of(qtbot, world, [])
    page.search.setText("0020")
    press(qtbot, page.search, Qt.Key.Key_Down)
    press(qtbot, page.search, Qt.Key.Key_Return)
    assert page.list.current_key() == asked
    assert presenter.state.stream == asked


@pytest.mark.gui
def test_a_case_that_is_over_closes_the_verb(qtbot: QtBot, world: World, accepted: str) -> None:
    page, _ = page_of(qtbot, world, [])
    assert not page.bar.button("go_on").isEnabled()
    assert "已受理，不在受理台继续，请按 F12" in words(page)


def press(qtbot: QtBot, where: object, key: Qt.Key) -> None:
    qtbot.keyClick(where, key)  # type: ignore[no-untyped-call]
