import string
import tomllib
from pathlib import Path

import pytest

import resources


def test_a_region_comes_with_the_nation_and_all_forms() -> None:
    files = resources.catalogue_files("zhengzhou")
    assert {name.partition("/")[0] for name in files} == {"national", "zhengzhou", "forms"}
    assert files["forms/joint_acceptance.toml"] == resources.form("joint_acceptance")
    assert all(name.endswith(".toml") for name in files)
    assert "zhengzhou" in resources.catalogue_regions()
    assert "national" not in resources.catalogue_regions()


@pytest.mark.parametrize("region", ["national", "nowhere", "../catalogue/zhengzhou", ""])
def test_what_is_no_region_is_refused(region: str) -> None:
    with pytest.raises(KeyError):
        resources.catalogue_files(region)


def test_the_years_of_the_calendar() -> None:
    assert list(resources.calendar_files()) == [f"{year}.toml" for year in range(2018, 2027)]


def test_a_form_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError):
        resources.form("nothing")


def test_files_by_name() -> None:
    assert resources.path("calendar/2026.toml").is_file()
    assert resources.text("calendar/2026.toml").encode() == resources.data("calendar/2026.toml")


def test_every_message_is_read_once() -> None:
    messages = resources.messages()
    assert messages is resources.messages()
    assert {"LW-101", "PE-101"} <= set(messages)
    assert all(code == message.code for code, message in messages.items())


def test_a_message_is_filled_from_facts() -> None:
    message = resources.messages()["PE-303"]
    facts = {"item": "联合验收", "day": "2026-11-20", "valid_to": "2026-10-01", "more": 1}
    told = message.filled(facts)
    assert "联合验收" in told.what
    assert not next(iter(string.Formatter().parse(told.what)))[1]
    assert "?" in message.filled({}).what
    assert message.filled(facts).retry is message.retry


def test_data_end_with_one_newline_and_hold_no_tab() -> None:
    root = Path(resources.__file__).parent
    for folder in ("catalogue", "calendar", "forms"):
        for file in sorted((root / folder).rglob("*.toml")):
            body = file.read_bytes()
            assert body.endswith(b"\n"), file
            assert not body.endswith(b"\n\n"), file
            assert b"\t" not in body, file
            assert b"\r" not in body, file
            assert tomllib.loads(body.decode())
