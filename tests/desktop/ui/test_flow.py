"""Boxes that do not fit a row go on below it, and the form grows with them."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.form import FormView

WORDS = ("工程不在本市行政区域内", "特殊工程", "交通领域重大工程", "国家、省级审批权限的事项")
BOXES = tuple(Choice(str(at), text) for at, text in enumerate(WORDS))


@pytest.fixture
def form(shown: Callable[[QWidget], QWidget]) -> FormView:
    field = Field("matters", "不适用的情形", Kind.TICKS, choices=BOXES, span=2)
    made = FormView((field, Field("name", "名称")), columns=1, marks=False)
    shown(made)
    return made


def turn(form: FormView, width: int) -> list[QWidget]:
    form.resize(width, form.heightForWidth(width))
    QApplication.processEvents()
    return form.stops()[: len(BOXES)]


def test_what_fits_stands_in_one_row(form: FormView) -> None:
    boxes = turn(form, 1200)
    assert len({box.y() for box in boxes}) == 1


@pytest.mark.parametrize("width", [320, 420, 560])
def test_no_box_is_cut_and_none_lies_on_what_follows(form: FormView, width: int) -> None:
    boxes = turn(form, width)
    assert len({box.y() for box in boxes}) > 1
    right = [box.mapTo(form, box.rect().topRight()).x() for box in boxes]
    assert max(right) <= width
    assert all(box.width() >= box.sizeHint().width() for box in boxes)
    lowest = max(box.mapTo(form, box.rect().bottomLeft()).y() for box in boxes)
    after = form.stops()[len(BOXES)]
    assert after.mapTo(form, after.rect().topLeft()).y() > lowest


def test_a_form_never_grows_beyond_its_rows(form: FormView) -> None:
    turn(form, 320)
    narrow = form.sizeHint().height()
    turn(form, 1200)
    assert form.sizeHint().height() < narrow
