from collections.abc import Callable
from datetime import date
from enum import StrEnum

import pytest

from casework.errors import RuleError
from casework.law.tables import Table, read, unique


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


TEXT = """\
name = "x"
count = 3
on = true
day = 2026-11-20
colour = "red"
words = ["a", "b"]

[[row]]
key = "one"

# a remark
[[row]]
key = "two"
  [row.inner]
  deep = 1

[single]
"quoted" = "q"
"""


def table() -> Table:
    return read("file.toml", TEXT)


def fault(act: Callable[[Table], object]) -> tuple[str, int, str]:
    with pytest.raises(RuleError) as found:
        act(table())
    facts = found.value.facts
    assert facts["file"] == "file.toml"
    return found.value.code, int(str(facts["line"])), str(facts["key"])


def test_what_is_there() -> None:
    top = table()
    assert top.text("name") == "x"
    assert top.integer("count") == 3
    assert top.flag("on") is True
    assert top.day("day") == date(2026, 11, 20)
    assert top.maybe_day("day") == date(2026, 11, 20)
    assert top.choice("colour", Colour) is Colour.RED
    assert top.texts("words") == ("a", "b")
    one, two = top.tables("row")
    assert (one.text("key"), two.table("inner").integer("deep")) == ("one", 1)
    assert top.table("single").text("quoted") == "q"
    top.close()


def test_what_is_not_there() -> None:
    top = table()
    assert top.text("none", "") == ""
    assert top.integer("none", 7) == 7
    assert top.flag("none", default=False) is False
    assert top.maybe_day("none") is None
    assert top.choice("none", Colour, Colour.BLUE) is Colour.BLUE
    assert top.choices("none", Colour) == ()
    assert top.days("none") == ()
    assert top.tables("none") == ()
    assert not top.has("none")


@pytest.mark.parametrize(
    ("act", "wanted"),
    [
        (lambda t: t.text("none"), ("LW-402", 0, "none")),
        (lambda t: t.text("count"), ("LW-404", 2, "count")),
        (lambda t: t.integer("on"), ("LW-404", 3, "on")),
        (lambda t: t.day("colour"), ("LW-404", 5, "colour")),
        (lambda t: t.choice("name", Colour), ("LW-405", 1, "name")),
        (lambda t: t.choices("words", Colour), ("LW-405", 6, "words")),
        (lambda t: t.texts("count"), ("LW-404", 2, "count")),
        (lambda t: t.days("words"), ("LW-404", 6, "words")),
        (lambda t: t.tables("row")[1].integer("key"), ("LW-404", 13, "row[1].key")),
        (lambda t: t.tables("row")[0].text("none"), ("LW-402", 8, "row[0].none")),
        (
            lambda t: t.tables("row")[1].table("inner").text("deep"),
            ("LW-404", 15, "row[1].inner.deep"),
        ),
        (lambda t: t.table("single").integer("quoted"), ("LW-404", 18, "single.quoted")),
        (lambda t: t.close(), ("LW-403", 1, "name")),
    ],
)
def test_a_mistake_names_its_line_and_key(
    act: Callable[[Table], object], wanted: tuple[str, int, str]
) -> None:
    assert fault(act) == wanted


def test_a_moment_is_no_date() -> None:
    with pytest.raises(RuleError):
        read("f", "day = 2026-11-20T10:00:00").day("day")


def test_a_negative_number_is_refused() -> None:
    with pytest.raises(RuleError) as found:
        read("f", "n = -1").integer("n")
    assert found.value.code == "LW-404"


def test_an_empty_text_counts_as_missing() -> None:
    with pytest.raises(RuleError) as found:
        read("f", 'n = ""').text("n")
    assert found.value.code == "LW-402"


def test_what_is_not_toml_names_its_line() -> None:
    with pytest.raises(RuleError) as found:
        read("f.toml", 'a = 1\nb = "')
    assert found.value.code == "LW-401"
    assert (found.value.facts["file"], found.value.facts["line"]) == ("f.toml", 2)


def test_a_name_used_twice() -> None:
    rows = table().tables("row")
    unique((row, row.text("key")) for row in rows)
    with pytest.raises(RuleError) as found:
        unique((row, "same") for row in rows)
    assert (found.value.code, found.value.facts["line"]) == ("LW-406", 13)
