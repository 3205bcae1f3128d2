"""A year imported offline: kept when it fits, refused with its place when it does not."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import resources
from casework.errors import ClerkError, RuleError
from casework.law import catalogue
from desktop import calendars, options, practice, station
from desktop.commands import tools
from desktop.messages import message_for
from desktop.shell import now
from desktop.station import Link
from foundation import places
from foundation.places import Places
from tests.casework.flows.test_recount import YEAR_2027


@pytest.fixture
def here(tmp_path: Path) -> Places:
    found = places.under(tmp_path / "home" / "practice")
    found.make()
    return found


def written(folder: Path, text: str) -> Path:
    file = folder / "2027年.toml"
    file.write_text(text, encoding="utf-8")
    return file


def run(home: Path, file: Path) -> Result:
    words = ["calendar", "import", str(file), "--practice", "--home", str(home)]
    return CliRunner().invoke(tools, words)


def test_what_is_shipped_holds_until_a_year_is_imported(here: Places, tmp_path: Path) -> None:
    assert calendars.read(here).valid_to == date(2026, 12, 31)
    whole = calendars.keep(here, written(tmp_path, YEAR_2027))
    assert whole.valid_to == date(2027, 12, 31)
    assert calendars.read(here) == whole
    assert not calendars.read(here).is_working(date(2026, 12, 31))
    assert [one.name for one in (here.settings / "calendar").iterdir()] == ["2027.toml"]


def test_a_year_imported_again_stands_in_the_place_of_the_first(
    here: Places, tmp_path: Path
) -> None:
    calendars.keep(here, written(tmp_path, YEAR_2027))
    calendars.keep(here, written(tmp_path, YEAR_2027.replace("2027-02-11", "2027-02-12")))
    assert not calendars.read(here).is_working(date(2027, 2, 12))
    corrected = resources.calendar_files()["2026.toml"].replace("2026-10-10", "2026-10-11")
    calendars.keep(here, written(tmp_path, corrected))
    assert calendars.read(here).is_working(date(2026, 10, 11))


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        (YEAR_2027.replace("2027-02-13", "2027-02-12"), "LW-305", "holiday[1].made_up"),
        (YEAR_2027.replace("2027-02-05", "2027-01-03"), "LW-302", "holiday[1].to"),
        (YEAR_2027.replace("2027-02-05", "2027-01-30"), "LW-304", "holiday[1].made_up"),
        (YEAR_2027.replace("year = 2027", "year = 2029"), "LW-302", "holiday[0].from"),
        (YEAR_2027.replace("year = 2027\n", "year = 2027\nmonth = 1\n"), "LW-403", "month"),
        ("这不是日历", "LW-401", ""),
    ],
)
def test_a_year_that_does_not_fit_is_refused_and_not_kept(
    here: Places, tmp_path: Path, text: str, code: str, key: str
) -> None:
    with pytest.raises(RuleError) as found:
        calendars.keep(here, written(tmp_path, text))
    assert (found.value.code, found.value.facts["key"]) == (code, key)
    assert found.value.facts["file"] == "2027年.toml"
    assert int(str(found.value.facts["line"])) > 0
    assert calendars.read(here).valid_to == date(2026, 12, 31)


def test_a_year_after_a_gap_is_refused(here: Places, tmp_path: Path) -> None:
    text = "year = 2028\n" + YEAR_2027.split("\n[[holiday]]")[0].replace("year = 2027", "")
    with pytest.raises(RuleError) as found:
        calendars.keep(here, written(tmp_path, text))
    assert found.value.code == "LW-301"
    assert str(found.value.facts["years"]).endswith("2026 2028")


def test_the_command_before_the_first_start(tmp_path: Path) -> None:
    done = run(tmp_path, written(tmp_path, YEAR_2027))
    assert (done.exit_code, "演练〔2026〕1号" in done.output) == (0, True)
    assert done.output.startswith("工作日历：2018-01-01 至 2027-12-31")


@pytest.mark.parametrize("body", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read(tmp_path: Path, body: bytes | None) -> None:
    file = tmp_path / "x.toml"
    if body is not None:
        file.write_bytes(body)
    done = run(tmp_path, file)
    assert isinstance(done.exception, ClerkError)
    assert done.exception.code == "UI-904"


@pytest.mark.timeout(60)
def test_the_command_on_a_store(tmp_path: Path) -> None:
    """A practice window that was opened and closed; while it runs, nothing is imported."""
    hub = practice.start(tmp_path / "hub")
    words = ["--practice", "--home", str(tmp_path)]
    here = options.read(words).places
    link = Link(hub.url, hub.ready.code)
    opened = station.open_station(here, link, practice=True, now=now, report=lambda _: None)
    file = written(tmp_path, YEAR_2027)
    busy = run(tmp_path, file)
    assert isinstance(busy.exception, ClerkError)
    assert busy.exception.code == "LE-230"
    assert opened.holding.calendar.valid_to == date(2026, 12, 31)
    opened.close()
    done = run(tmp_path, file)
    assert done.exit_code == 0
    assert done.output.endswith("重新推算 0 条业务流的时限，其中 0 条有变化\n")
    opened = station.open_station(here, link, practice=True, now=now, report=lambda _: None)
    assert opened.holding.calendar.valid_to == date(2027, 12, 31)
    opened.close()
    hub.stop()


def test_a_torn_calendar_is_told_as_a_calendar_and_in_chinese(here: Places, tmp_path: Path) -> None:
    with pytest.raises(RuleError) as found:
        calendars.keep(here, written(tmp_path, YEAR_2027[:-3]))
    told = message_for(found.value)
    assert told.title == "日历文件读不懂"
    assert "规则" not in told.what + told.next_step
    assert "这一行写的是" in told.what
    with pytest.raises(RuleError) as found:
        calendars.keep(here, written(tmp_path, YEAR_2027.replace("year = 2027", 'year = "x"')))
    told = message_for(found.value)
    assert (told.title, "不是整数" in told.what) == ("日历文件的值不对", True)


def test_a_torn_pack_is_told_as_one() -> None:
    with pytest.raises(RuleError) as found:
        catalogue.parse({"county/pack.toml": "[pack\nident = 1"})
    told = message_for(found.value)
    line = "文件county/pack.toml第1行不符合 TOML 格式，这一行写的是：[pack"
    assert (told.title, told.what) == ("规则文件读不懂", line)


def test_an_import_that_somebody_spoilt_is_said_and_passed_over(here: Places) -> None:
    """What is shipped holds; the window opens all the same."""
    (here.settings / "calendar").mkdir(parents=True)
    (here.settings / "calendar" / "2027.toml").write_bytes("年".encode("gb18030"))
    with pytest.raises(RuleError) as found:
        calendars.files(here)
    told = message_for(found.value)
    assert (told.code, told.title) == ("LW-415", "日历文件打不开")
    shipped = resources.calendar_files()
    assert calendars.with_imported(here, shipped) == shipped
