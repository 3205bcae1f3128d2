"""Figures and their bounds."""

import json

import pytest

from tests.bench.figures import Bound, Figure, read_bounds
from tools.bench import as_json, as_line

FIGURE = Figure("notice", 12.5, "ms", {"weasyprint": 200.0})


@pytest.mark.parametrize(
    ("bound", "holds"),
    [
        (Bound(), True),
        (Bound(at_most=20), True),
        (Bound(at_most=10), False),
        (Bound(at_least=10), True),
        (Bound(at_least=20), False),
        (Bound(at_most_times={"weasyprint": 0.1}), True),
        (Bound(at_most_times={"weasyprint": 0.05}), False),
        (Bound(at_least_times={"weasyprint": 0.05}), True),
        (Bound(at_least_times={"weasyprint": 0.1}), False),
        (Bound(at_most=20, at_most_times={"weasyprint": 0.05}), False),
        (Bound(at_most_times={"not-started": 100}), False),
    ],
)
def test_all_that_is_given_must_hold(bound: Bound, holds: bool) -> None:
    assert bound.holds(FIGURE) is holds


def test_a_figure_is_one_object_a_line() -> None:
    line = as_json(FIGURE, Bound(at_most=20, at_most_times={"weasyprint": 0.1}))
    assert json.loads(line) == {
        "name": "notice",
        "value": 12.5,
        "unit": "ms",
        "peers": {"weasyprint": 200.0},
        "bound": "<= 20, <= 0.1 x weasyprint",
        "holds": True,
    }
    assert "\n" not in line


def test_a_broken_bound_is_seen() -> None:
    assert "BROKEN" in as_line(FIGURE, Bound(at_most=10))
    assert "holds" in as_line(FIGURE, Bound(at_most=20))


def test_the_bounds_can_be_read() -> None:
    assert all(isinstance(bound, Bound) for bound in read_bounds().values())
