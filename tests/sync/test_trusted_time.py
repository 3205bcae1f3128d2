"""Trusted time: what an act claims, what bounds it, and when it is marked as suspect."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from sync import trusted_time
from sync.trusted_time import TOLERANCE, TimeAnchor, TimeClaim, boot_id, steady

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=timezone(timedelta(hours=8)))
MINUTE = timedelta(minutes=1)


class Steady:
    """A clock that the test moves."""

    seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def anchor(floor: datetime | None = None) -> tuple[TimeAnchor, Steady]:
    clock = Steady()
    return TimeAnchor(floor, clock, "boot-1"), clock


def test_before_the_hub_was_heard_a_claim_is_unbounded() -> None:
    times, _ = anchor()
    assert times.claim(NOW) == TimeClaim("", -1, "boot-1", suspect=False)


def test_a_claim_is_bounded_by_the_hub_and_the_steady_clock() -> None:
    times, clock = anchor()
    times.heard(NOW)
    clock.seconds += 90.5
    claim = times.claim(NOW + timedelta(seconds=91))
    assert claim == TimeClaim(NOW.isoformat(), 90_500, "boot-1", suspect=False)


def test_a_clock_set_back_is_suspect_with_and_without_a_hub() -> None:
    times, _ = anchor()
    times.claim(NOW)
    assert times.claim(NOW - timedelta(hours=1)).suspect
    times.heard(NOW)
    assert times.claim(NOW - timedelta(hours=1)).suspect


def test_a_clock_set_forward_is_suspect_once_the_hub_is_known() -> None:
    times, clock = anchor()
    assert not times.claim(NOW + timedelta(days=1)).suspect
    times.heard(NOW)
    clock.seconds += 60
    assert times.claim(NOW + timedelta(days=1)).suspect
    assert not times.claim(NOW + MINUTE).suspect


def test_small_steps_of_a_clock_are_none() -> None:
    times, _ = anchor(NOW)
    assert not times.claim(NOW - TOLERANCE).suspect
    times.heard(NOW)
    for step in (-TOLERANCE, TOLERANCE):
        assert not times.claim(NOW + step).suspect
    assert times.claim(NOW + TOLERANCE + timedelta(seconds=1)).suspect


def test_across_a_reboot_the_floor_is_the_last_journal_time() -> None:
    times, _ = anchor(floor=NOW)
    assert times.claim(NOW - timedelta(minutes=5)).suspect
    assert not times.claim(NOW + timedelta(days=3)).suspect


def test_work_goes_on_after_a_suspect_claim() -> None:
    times, _ = anchor(floor=NOW)
    assert times.claim(NOW - timedelta(hours=1)).suspect
    assert not times.claim(NOW + MINUTE).suspect


def test_a_wrong_future_in_the_journal_ends_with_the_hubs_word() -> None:
    """Somebody set the clock to next year for a moment; that must not mark every act since."""
    times, clock = anchor(floor=NOW + timedelta(days=365))
    assert times.claim(NOW).suspect
    times.heard(NOW)
    clock.seconds += 60
    assert not times.claim(NOW + MINUTE).suspect


def test_a_suspect_claim_does_not_raise_the_floor() -> None:
    times, clock = anchor()
    times.heard(NOW)
    assert times.claim(NOW + timedelta(days=365)).suspect
    clock.seconds += 60
    assert not times.claim(NOW + MINUTE).suspect


def test_a_night_asleep_is_counted() -> None:
    """The steady clock of the program goes on while the machine sleeps."""
    times, clock = anchor()
    times.heard(NOW)
    clock.seconds += 14 * 3600
    assert not times.claim(NOW + timedelta(hours=14)).suspect
    assert steady() <= steady()


def test_a_boot_has_one_identity() -> None:
    assert boot_id() == boot_id()
    assert len(boot_id()) == 36


def test_a_system_without_one_gets_a_fresh_identity(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(trusted_time, "_BOOT_ID", tmp_path / "none")
    assert len(boot_id()) == 36
    assert boot_id() != boot_id()
