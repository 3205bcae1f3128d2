"""Who may look at the pages, and for how long."""

from datetime import datetime, timedelta

import pytest

from casework.errors import RightsError
from hub.opening import Hub
from hub.pages.sessions import LASTS, PRACTICE, TRIES, WAIT, Sessions
from tests.realparts.hub import now


class Clock:
    def __init__(self) -> None:
        self.at = now()

    def __call__(self) -> datetime:
        return self.at


def test_a_token_opens_and_nothing_else_does(hub: Hub) -> None:
    sessions = Sessions(hub.ledger, now, "right")
    assert sessions.who(sessions.by_token("right")) == PRACTICE
    for wrong in ("", "wrong", "righ", "é"):
        with pytest.raises(RightsError, match="HU-502"):
            sessions.by_token(wrong)
    with pytest.raises(RightsError, match="HU-502"):
        Sessions(hub.ledger, now).by_token("")


def test_a_session_ends_by_time_and_by_hand(hub: Hub) -> None:
    clock = Clock()
    sessions = Sessions(hub.ledger, clock, "right")
    first, second = sessions.by_token("right"), sessions.by_token("right")
    sessions.end(first)
    assert (sessions.who(first), sessions.who(second)) == ("", PRACTICE)
    clock.at += LASTS + timedelta(seconds=1)
    assert sessions.who(second) == ""
    assert sessions.who("") == sessions.who("nobody") == ""


def test_a_clerk_logs_in_and_guessing_is_slowed_down(practised: Hub) -> None:
    clock = Clock()
    sessions = Sessions(practised.ledger, clock)
    assert sessions.who(sessions.by_password("lin", "yichuang")) == "lin"
    for _ in range(TRIES):
        with pytest.raises(RightsError, match="HU-502"):
            sessions.by_password("lin", "guess")
    with pytest.raises(RightsError, match="HU-501"):
        sessions.by_password("lin", "yichuang")
    clock.at += WAIT + timedelta(seconds=1)
    assert sessions.by_password("lin", "yichuang")
    with pytest.raises(RightsError, match="HU-502"):
        sessions.by_password("nobody", "yichuang")
    with pytest.raises(RightsError, match="HU-502"):
        sessions.by_password("../lin", "yichuang")
