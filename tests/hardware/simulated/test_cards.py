"""The invented cards: what each one is for, and that nobody real stands on them."""

from datetime import date

import pytest

from casework.people.numbers import NumberKind, check_person_number
from casework.people.person import CardKind
from hardware.identity_card.layout import parse_record
from hardware.simulated.cards import VirtualCard, card_names, load_card

TODAY = date(2026, 11, 20)
DOUBTS = {
    "unknown-county": {"PE-107"},
    "wrong-check-digit": {"PE-102", "PE-107"},
    "foreign-old": {"PE-108"},
}
INVENTED = {"PE-107"}
"""A place that does not exist is what every invented resident has."""


@pytest.mark.parametrize("name", [name for name in card_names() if name != "unknown-type"])
def test_a_card_holds_what_it_says(name: str) -> None:
    card = load_card(name)
    holder = parse_record(card.record())
    assert holder.name == card.fields["name"]
    assert holder.number == card.fields["number"]
    found = check_person_number(holder.number, TODAY, holder.kind)
    resident = found.kind is NumberKind.RESIDENT
    expected = DOUBTS.get(name, INVENTED if resident else set())
    assert {problem.code for problem in found.problems} == expected


@pytest.mark.parametrize("name", card_names())
def test_nobody_real(name: str) -> None:
    number = load_card(name).fields["number"]
    assert number.startswith(("9901", "4199", "810000", "820000", "830000", "941999", "XXX"))


def test_the_cards_that_others_count_on() -> None:
    holders = {name: parse_record(load_card(name).record()) for name in card_names()}
    assert holders["legal-representative"].name == "郑𬭎"
    assert len(holders["legal-representative"].name.encode("utf-16-le")) == 6
    assert holders["expired"].expired_on(TODAY)
    assert not holders["long-term"].expired_on(date(2999, 1, 1))
    assert holders["expired"].nation == "水"
    assert {name for name, holder in holders.items() if holder.kind is CardKind.PERMIT} == {
        "permit-hongkong",
        "permit-macao",
        "permit-taiwan",
    }
    assert holders["foreign-new"].kind is CardKind.FOREIGN
    assert holders["unknown-type"].kind is CardKind.UNKNOWN


def test_a_field_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="name has 32 of 30 bytes"):
        VirtualCard("", "", {"name": "长" * 16}).record()
    with pytest.raises(KeyError):
        VirtualCard("", "", {"nickname": "长"}).record()


def test_a_card_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        load_card("../readers")
