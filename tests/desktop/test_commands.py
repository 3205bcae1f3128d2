"""The command line over a real store: what it says and its exit status."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from casework.errors import StoreError
from desktop import options, practice, station
from desktop.commands import tools
from desktop.shell import now
from desktop.station import Link

pytestmark = pytest.mark.timeout(60)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice window that was opened, synced and closed."""
    folder = tmp_path_factory.mktemp("home")
    hub = practice.start(folder / "hub")
    places = options.read(["--practice", "--home", str(folder)]).places
    link = Link(hub.url, hub.ready.code)
    opened = station.open_station(places, link, practice=True, now=now, report=lambda _: None)
    opened.loop.once()
    opened.close()
    hub.stop()
    return folder


def run(home: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(tools, [*words, "--practice", "--home", str(home)])
    if isinstance(done.exception, StoreError):
        return 2, done.exception.code
    return done.exit_code, done.output


def test_verify_and_rebuild(home: Path) -> None:
    code, said = run(home, "verify", "--scans")
    assert (code, said.startswith("条目 ")) == (0, True)
    assert run(home, "rebuild")[1].endswith("条业务流的清单\n")
    assert run(home, "verify")[0] == 0


def test_they_refuse_while_the_window_runs(home: Path) -> None:
    places = options.read(["--practice", "--home", str(home)]).places
    with station.held_store(places, practice=True):
        assert run(home, "verify") == (2, "LE-230")
        assert run(home, "rebuild") == (2, "LE-230")


def test_where_there_is_no_store(tmp_path: Path) -> None:
    assert run(tmp_path, "verify") == (2, "LE-104")
