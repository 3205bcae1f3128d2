"""Stores on disk and acts to put into them."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.act import NewAct
from casework.records.case_events import Applicant, ApplicationReceived, Deliverer
from casework.records.event import Event, Staged
from casework.records.ids import new_id, stream_of
from casework.records.sealed import Sealed
from sync.ledger import opening
from sync.ledger.opening import NewDevice, Opened
from sync.ledger.store import Store
from sync.ledger.tailguard import TailGuard

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=timezone(timedelta(hours=8)))
KEY = bytes(range(32))


def received(name: str = "王晓燕") -> ApplicationReceived:
    """An application of an invented person for an invented unit."""
    return ApplicationReceived(
        item="joint-acceptance",
        item_name="联合验收",
        nature="服务",
        accepting_body="window",
        channel="window",
        received_at=NOW.isoformat(),
        project="",
        project_code="2103-990101-04-01-100001",
        project_name="云栖家园一期",
        applicant=Applicant("云栖置业有限公司", "91990101MA00000A0X"),
        deliverer=Deliverer(
            Sealed.of(name), Sealed.of("990101199001010015"), "resident", "self", "card", True
        ),
        form_name="joint_acceptance",
        form=(),
        sealed_form=(),
        checklist=(),
        declaration_made=True,
        limits=(),
    )


def act_of(*events: Event, stream: str = "", at: datetime = NOW) -> NewAct:
    """An act with these events on one stream (a new case by default)."""
    stream = stream or stream_of("case", new_id(at))
    staged = tuple(Staged(stream, event) for event in events)
    return NewAct(new_id(at), at, "clerk-1", "w3", "test", "zhengzhou", "0" * 64, {}, staged)


@pytest.fixture
def device() -> NewDevice:
    return NewDevice("hall-1", new_id(NOW), "W03", Ed25519PrivateKey.generate())


@pytest.fixture
def opened(tmp_path: Path, device: NewDevice) -> Iterator[Opened]:
    folder = tmp_path / "store"
    folder.mkdir()
    made = opening.create(Store(folder, KEY), TailGuard(tmp_path / "state", "s1"), device, {})
    yield made
    made.close()


@pytest.fixture
def reopened(tmp_path: Path) -> Callable[[], Opened]:
    """Opens the store of ``opened`` a second time, as the next start of the program does."""

    def reopen() -> Opened:
        guard = TailGuard(tmp_path / "state", "s1")
        return opening.reopen(Store(tmp_path / "store", KEY), guard)

    return reopen
