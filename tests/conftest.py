"""What holds for every test: a hard end, no noise, no real home or keyring, in CI no skip."""

import faulthandler
import logging
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A test that is about keyrings starts one of its own and says so to keyring.
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

_CI = os.environ.get("CI", "").lower() in ("1", "true")
_GRACE = 20.0
"""Seconds between a test's time limit and the end of its process."""
_FOREIGN_SYSTEM = "only on "
"""How the reason of a skip begins that is no missing part: ``only on Windows``."""
_HOMES = {
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
}

# Time is limited per test, not per example; CI repeats the same examples.
hypothesis.settings.register_profile("house", deadline=None, derandomize=_CI)
hypothesis.settings.load_profile("house")

_stderr = -1


def pytest_configure() -> None:
    """Keep the real standard error, which pytest redirects during the tests."""
    global _stderr  # noqa: PLW0603 - one per process, like the descriptor itself
    _stderr = os.dup(2)


@pytest.hookimpl(tryfirst=True)
def pytest_timeout_set_timer(settings: object) -> None:
    """End the process when a test hangs inside C code, where its own time limit cannot act.

    Under xdist only the worker ends; the test counts as failed and the others go on.
    """
    limit = getattr(settings, "timeout", 0.0)
    faulthandler.dump_traceback_later(limit + _GRACE, exit=True, file=_stderr)


@pytest.hookimpl(tryfirst=True)
def pytest_timeout_cancel_timer() -> None:
    """Take the hard end back with the time limit."""
    faulthandler.cancel_dump_traceback_later()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a skip a failure in CI: there every part is installed."""
    report = yield
    if _CI and report.skipped and not hasattr(report, "wasxfail"):
        _fail(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Make the skip of a whole module a failure in CI."""
    report = yield
    if _CI and report.skipped:
        _fail(report)
    return report


def _fail(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    reason = reason.removeprefix("Skipped: ")
    if not reason.startswith(_FOREIGN_SYSTEM):
        report.outcome = "failed"
        report.longrepr = f"a test was skipped in CI: {reason}"


@pytest.fixture(scope="session", autouse=True)
def _invented_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the person's own store, settings and caches out of every test and its children."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for variable, name in _HOMES.items():
            patch.setenv(variable, str(home / name))
        yield home


@pytest.fixture(autouse=True)
def _no_noise(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs an error which it does not expect (asking for ``caplog`` expects)."""
    if "caplog" in request.fixturenames:
        yield
        return
    keeper = _Keeper()
    logging.getLogger().addHandler(keeper)
    yield
    logging.getLogger().removeHandler(keeper)
    assert not keeper.records, [record.getMessage() for record in keeper.records]


class _Keeper(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)
