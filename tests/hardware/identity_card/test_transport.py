"""Profiles of readers, and frames wrapped as a profile says."""

import msgspec
import pytest

from casework.errors import DeviceError
from hardware.identity_card.session import Session, read_holder
from hardware.identity_card.transport import (
    Profile,
    WrappedTransport,
    load_profiles,
    profile_for,
)
from hardware.simulated.cards import load_card
from hardware.simulated.vpcd import CardSide
from tests.hardware.transcript import ScriptedCard

CHAINED = Profile("a", "^Example", "80 68 01 02", "chained", "9000")
EXTENDED = Profile("b", "^Example", "FF 00 00 00", "extended", "9100")
FIND = "AAAAAA9669 0003 2001 22"
FOUND = "AAAAAA9669 0008 00009F 00000000 97"


def test_the_shipped_profiles_hold() -> None:
    profiles = load_profiles()
    found = profile_for("Virtual PCD 00 00", profiles)
    assert found is not None
    assert found.command(b"\x01").encode(extended=True).hex() == "ff00000000000101" + "1000"
    assert found.status == 0x9000
    assert profile_for("Some Bank Reader 00 00", profiles) is None


def test_the_first_match_wins() -> None:
    assert profile_for("Example 1", [CHAINED, EXTENDED]) is CHAINED
    assert profile_for("An Example", [CHAINED, EXTENDED]) is None


def test_a_profile_that_is_wrong_names_its_place() -> None:
    with pytest.raises(msgspec.ValidationError, match=r"length"):
        msgspec.convert(
            {"name": "a", "match": "b", "header": "c", "length": "long", "expected": "9000"},
            Profile,
        )


def test_a_frame_in_a_short_command_with_an_answer_in_pieces() -> None:
    card = ScriptedCard(
        (f"80680102 0A {FIND} 00", f"{FOUND[:10]} 610A"),
        ("00C000000A", f"{FOUND[10:]} 9000"),
    )
    Session(WrappedTransport(card, CHAINED)).find()
    assert card.done


def test_a_frame_in_an_extended_command() -> None:
    card = ScriptedCard((f"FF000000 00000A {FIND} 1000", f"{FOUND} 9100"))
    Session(WrappedTransport(card, EXTENDED)).find()
    assert card.done


@pytest.mark.parametrize("status", ["6D00", "6E00", "6700", "6A81", "6982", "9000"])
def test_another_word_means_another_card(status: str) -> None:
    card = ScriptedCard((f"FF000000 00000A {FIND} 1000", status))
    with pytest.raises(DeviceError, match="HW-104") as caught:
        Session(WrappedTransport(card, EXTENDED)).find()
    assert caught.value.facts == {"status": status}


def test_the_right_word_without_a_frame() -> None:
    card = ScriptedCard((f"FF000000 00000A {FIND} 1000", "9100"))
    with pytest.raises(DeviceError, match="HW-107"):
        Session(WrappedTransport(card, EXTENDED)).find()


class Behind:
    """A connection to a virtual card, without a service between."""

    def __init__(self, profile: Profile) -> None:
        self._side = CardSide(load_card("agent"), profile)

    def transmit(self, command: bytes) -> tuple[bytes, int]:
        answer = self._side.answer(command)
        return answer[:-2], int.from_bytes(answer[-2:], "big")


@pytest.mark.parametrize("profile", [CHAINED, EXTENDED])
def test_a_whole_card_through_either_form(profile: Profile) -> None:
    holder = read_holder(Session(WrappedTransport(Behind(profile), profile)))
    assert holder.name == "林晚舟"
