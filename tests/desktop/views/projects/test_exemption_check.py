"""The check against the list: found by words, answered, judged, chosen about, recorded, printed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.law.exemptions import Outcome
from casework.records.exemption import ExemptionState
from casework.records.notice import NoticeKind
from casework.records.task import TaskRecord
from desktop.views.projects import exemption_told as words
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.world import ITEM, ScriptedPress, World, build, rules
from tests.desktop.views.projects.desk import MAIN, Told, told, visitor, with_law

LINE = {"power": "yes", "route": "沿市政道路", "voltage": "10千伏", "length": "150"}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = build(tmp_path)
    invented.register_all(made)
    with_law(made, rules().catalogue)
    yield made
    made.close()


@pytest.fixture
def page(world: World) -> Told:
    made = told(world, ITEM)
    made.presenter.turn(6)
    return made


def outcome(page: Told) -> Outcome:
    finding = page.presenter.exemption.check.finding
    assert finding is not None
    return finding.outcome


def answer(page: Told, **answers: str) -> None:
    for fact, text in answers.items():
        page.presenter.exemption.answer(fact, text)


def gatehouse(page: Told) -> None:
    """A gatehouse, which drawing review does not ask about, determined."""
    check = page.presenter.exemption
    check.choose("2-7")
    check.type_works("小区东门门卫房")
    answer(page, kind="门卫房")
    check.determine()


def commit(page: Told) -> None:
    check = page.presenter.exemption
    check.type_unit("survey", "甲市勘察院")
    check.type_unit("design", "甲市设计院")
    check.bring("design", Path("承诺书.pdf"))


def test_the_whole_list_stands_there_and_words_narrow_it(page: Told) -> None:
    check = page.presenter.exemption
    assert len(check.check.rows) == len(rules().catalogue.exemptions) == 29
    for text, keys in (("门卫房", ["2-7"]), ("电力 150米", ["1-1-9"]), ("没有的", [])):
        check.find(text)
        assert [row.key for row in check.check.rows] == keys


def test_only_the_facts_of_the_row_are_asked_in_the_clerks_words(page: Told) -> None:
    page.presenter.exemption.choose("1-1-9")
    row = page.presenter.exemption.check.row
    assert row is not None
    asked = words.questions(row)
    labels = [getattr(one, "label", "") for one in asked if hasattr(one, "key")]
    assert labels == ["工程", "电力工程", "走向", "电压", "线路长度"]
    assert {getattr(one, "unit", "") for one in asked} == {"", "伏", "米"}


@pytest.mark.parametrize(
    ("changes", "expected", "said"),
    [
        ({}, Outcome.APPLIES, "符合这一项"),
        ({"length": "180"}, Outcome.DOES_NOT_APPLY, "180米"),
        ({"length": ""}, Outcome.OPEN, "线路长度"),
        ({"route": "以上都不是"}, Outcome.DOES_NOT_APPLY, "走向"),
    ],
)
def test_what_the_answers_come_to_is_said_with_the_reason(
    page: Told, changes: dict[str, str], expected: Outcome, said: str
) -> None:
    page.presenter.exemption.choose("1-1-9")
    answer(page, **(LINE | changes))
    assert outcome(page) is expected
    text, _ = words.outcome(page.presenter.exemption.check.finding)
    assert said in text


def test_answers_that_exclude_each_other_are_named(page: Told) -> None:
    rows = [row for row in rules().catalogue.exemptions.values() if row.clashes]
    row = rows[0]
    page.presenter.exemption.choose(row.key)
    for term in row.clashes[0].terms:
        fact = term.fact
        tried = [*fact.options, "yes", "no", "1", "100000"]
        fitting = next(one for one in tried if fact.read(one) and term.holds(fact.read(one)))
        answer(page, **{fact.key: fitting})
    assert outcome(page) is Outcome.CONTRADICTORY
    text, _ = words.outcome(page.presenter.exemption.check.finding)
    assert row.clashes[0].reason in text


def test_what_does_not_apply_is_not_recorded(page: Told, world: World) -> None:
    check = page.presenter.exemption
    check.choose("1-1-9")
    check.type_works("10千伏线路")
    answer(page, **(LINE | {"length": "180"}))
    check.determine()
    assert page.code == "EX-103"
    assert world.desk.rows.exemptions(MAIN) == ()
    assert check.check.answers["length"] == "180"


def test_nothing_is_chosen_by_itself(page: Told) -> None:
    gatehouse(page)
    check = page.presenter.exemption
    assert check.check.record is not None
    assert check.check.choice == ""
    check.decide()
    assert page.code == "PG-103"
    page.at_counter.append(visitor(face_matched=False))
    check.pick("exempt")
    check.decide()
    assert page.code == "IN-101"
    page.at_counter.append(visitor())
    check.pick("")
    check.decide()
    assert page.code == "EX-107"


def test_drawing_review_asks_for_both_commitments_and_nothing_else(page: Told) -> None:
    gatehouse(page)
    page.at_counter.append(visitor())
    check = page.presenter.exemption
    check.pick("exempt")
    check.type_unit("survey", "甲市勘察院")
    check.decide()
    assert page.code == "EX-109"
    commit(page)
    check.decide()
    record = check.check.record
    assert record is not None
    assert record.taken is not None
    assert [one.unit for one in record.taken.commitments] == ["甲市勘察院", "甲市设计院"]
    assert record.taken.commitments[1].pages[0].source == "承诺书.pdf"


def test_an_exemption_prints_its_record_once_and_the_clerk_answers(
    page: Told, world: World
) -> None:
    gatehouse(page)
    page.at_counter.append(visitor())
    commit(page)
    check = page.presenter.exemption
    check.pick("exempt")
    check.decide()
    assert check.check.record is not None
    assert check.check.record.state is ExemptionState.EXEMPT
    assert check.check.paper is not None
    check.print()
    documents = {document for _, document, _ in world.printer.submitted}
    assert len(world.printer.submitted) == 2
    assert len(documents) == 1
    assert isinstance(world.press, ScriptedPress)
    assert [record.kind for record, _ in world.press.rendered] == [NoticeKind.EXEMPTION]
    check.answer_print()
    assert check.check.record is not None
    (paper,) = check.check.record.papers
    assert paper.copies_out >= 1
    (row,) = world.desk.rows.exemptions(MAIN)
    assert (row.state, row.number) == ("exempt", paper.number)
    (task,) = world.desk.rows.tasks()
    told_task = world.opened.ledger.load(task.stream).record
    assert isinstance(told_task, TaskRecord)
    assert told_task.opened.about == row.stream


def test_the_ordinary_way_makes_no_paper(page: Told, world: World) -> None:
    gatehouse(page)
    page.at_counter.append(visitor())
    check = page.presenter.exemption
    check.pick("ordinary")
    check.decide()
    assert check.check.record is not None
    assert check.check.record.state is ExemptionState.ORDINARY
    assert not world.printer.submitted


def test_a_material_is_refused_with_its_code_and_written_down(page: Told, world: World) -> None:
    gatehouse(page)
    check = page.presenter.exemption
    check.turn_away("施工图")
    assert page.code == "EX-106"
    check.open(check.check.stream)
    record = check.check.record
    assert record is not None
    assert [one.material for one in record.turned_away] == ["施工图"]
    assert world.desk.rows.cases_of_project(MAIN) == ()


def test_a_recorded_one_opens_from_the_projects_list_and_meets_a_prerequisite(
    page: Told, world: World
) -> None:
    gatehouse(page)
    page.at_counter.append(visitor())
    commit(page)
    page.presenter.exemption.pick("exempt")
    page.presenter.exemption.decide()
    again = told(world, ITEM)
    known = again.presenter.state.told
    assert known is not None
    (row,) = known.exemptions
    again.presenter.exemption.open(row.stream)
    check = again.presenter.exemption.check
    assert (check.works, check.answers["kind"]) == ("小区东门门卫房", "门卫房")
    assert check.row is not None
    assert set(check.row.part.results) <= set(known.known.stand_ins)
