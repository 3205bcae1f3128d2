"""Rules that the hub published reach a window by the feed, their files as a blob."""

from collections.abc import Callable

import pytest

from casework.errors import SyncError
from casework.records import ids
from casework.records.rules import RulesRecord
from hub.law import publish_pack
from sync.fetch import Fetch
from tests.hub.test_law import NEWER
from tests.realparts.hub import HubProcess, Window, now


def test_a_window_gets_what_was_published_and_nothing_else(
    hub: HubProcess, new_window: Callable[..., Window]
) -> None:
    window = new_window()
    with hub.opened() as there:
        publish_pack(there, NEWER, now())
        there.blobs.close()
    window.pull()
    stream = ids.stream_of(ids.RULES, window.enrolment.hall)
    record = window.opened.ledger.load(stream).record
    assert isinstance(record, RulesRecord)
    (body,) = record.bodies
    fetch = Fetch(window.opened.blobs, window.client)
    fetch.bring(stream, body)
    assert b"joint_acceptance" in window.opened.blobs.read(body)
    with pytest.raises(SyncError, match="SY-104"):
        fetch.bring(stream, "ab" * 32)
