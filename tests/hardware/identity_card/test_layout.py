"""The text record: every kind of card, written out here byte by byte, and everything else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.errors import InputError
from casework.people.person import CardHolder, CardKind
from hardware.identity_card.layout import parse_record
from hardware.simulated.cards import load_card


def record(*parts: tuple[str, int]) -> bytes:
    """A record from its parts in order: text and its length in bytes."""
    body = b"".join(text.ljust(size // 2).encode("utf-16-le")[:size] for text, size in parts)
    return body.ljust(256, b"?")


CITIZEN = record(
    ("郑𬭎", 28),  # the second character takes four bytes
    ("", 2),
    ("1", 2),
    ("25", 4),
    ("19790614", 16),
    ("甲市乙区城东路1号", 70),
    ("990101197906140011", 36),
    ("甲市公安局乙分局", 30),
    ("20160301", 16),
    ("长期", 16),
    ("", 36),
)


def outcome(body: bytes) -> str:
    """The code with which a record is refused, empty when it is understood."""
    try:
        parse_record(body)
    except InputError as error:
        return error.code
    return ""


def changed(offset: int, text: str) -> bytes:
    encoded = text.encode("utf-16-le")
    return CITIZEN[:offset] + encoded + CITIZEN[offset + len(encoded) :]


def test_a_citizen() -> None:
    assert parse_record(CITIZEN) == CardHolder(
        kind=CardKind.RESIDENT,
        name="郑𬭎",
        sex="男",
        nation="水",
        birth=date(1979, 6, 14),
        address="甲市乙区城东路1号",
        number="990101197906140011",
        issuer="甲市公安局乙分局",
        valid_from=date(2016, 3, 1),
        valid_to=None,
    )


def test_a_permit() -> None:
    permit = record(
        ("陈柏乔", 30),
        ("2", 2),
        ("", 4),
        ("19850711", 16),
        ("甲市乙区会展路9号", 70),
        ("810000198507110012", 36),
        ("甲市公安局", 30),
        ("20240105", 16),
        ("20290105", 16),
        ("H99010101", 18),
        ("01", 4),
        ("", 6),
        ("J", 2),
        ("", 6),
    )
    assert parse_record(permit) == CardHolder(
        kind=CardKind.PERMIT,
        name="陈柏乔",
        sex="女",
        birth=date(1985, 7, 11),
        address="甲市乙区会展路9号",
        number="810000198507110012",
        issuer="甲市公安局",
        valid_from=date(2024, 1, 5),
        valid_to=date(2029, 1, 5),
        pass_number="H99010101",
    )


def old_foreigner(name: str) -> bytes:
    return record(
        ("EXAMPLE, BEATRICE", 120),
        ("2", 2),
        ("XXX990183010101", 30),
        ("XXX", 6),
        (name, 30),
        ("20170620", 16),
        ("20270619", 16),
        ("19830101", 16),
        ("01", 4),
        ("9901", 8),
        ("I", 2),
        ("", 6),
    )


def test_a_foreigner_of_the_old_form() -> None:
    assert parse_record(old_foreigner("白雅")) == CardHolder(
        kind=CardKind.FOREIGN,
        name="白雅",
        latin_name="EXAMPLE, BEATRICE",
        sex="女",
        number="XXX990183010101",
        nation="XXX",
        birth=date(1983, 1, 1),
        valid_from=date(2017, 6, 20),
        valid_to=date(2027, 6, 19),
        issuer="9901",
    )
    assert parse_record(old_foreigner("")).name == "EXAMPLE, BEATRICE"


def new_foreigner(number: str = "941999198209170018", birth: str = "19820917") -> bytes:
    return record(
        ("", 30),
        ("1", 2),
        ("03", 4),
        (birth, 16),
        ("EXAMPLE, ANTON VINCENT", 70),
        (number, 36),
        ("", 30),
        ("20240201", 16),
        ("20340131", 16),
        ("", 28),
        ("Y", 2),
        ("", 6),
    )


def test_a_foreigner_of_the_new_form() -> None:
    assert parse_record(new_foreigner()) == CardHolder(
        kind=CardKind.FOREIGN,
        name="EXAMPLE, ANTON VINCENT",
        latin_name="EXAMPLE, ANTON VINCENT",
        sex="男",
        number="941999198209170018",
        birth=date(1982, 9, 17),
        valid_from=date(2024, 2, 1),
        valid_to=date(2034, 1, 31),
    )


@pytest.mark.parametrize(
    "odd",
    [
        new_foreigner(number="141999198209170018"),
        new_foreigner(number="XXX990183010101"),
        new_foreigner(birth="20250230"),
        new_foreigner(birth="03198209"),
    ],
)
def test_a_new_form_that_does_not_fit_is_shown_and_not_guessed(odd: bytes) -> None:
    holder = parse_record(odd)
    assert (holder.kind, holder.name, holder.number) == (CardKind.UNKNOWN, "", "")
    assert "EXAMPLE, ANTON VINCENT" in holder.raw


@pytest.mark.parametrize("letter", ["K", "A", "i", "1", "　"])
def test_an_unknown_letter_is_shown_and_not_guessed(letter: str) -> None:
    holder = parse_record(changed(248, letter))
    assert (holder.kind, holder.name, holder.number) == (CardKind.UNKNOWN, "", "")
    assert holder.birth is None
    assert "990101197906140011" in holder.raw


@pytest.mark.parametrize(
    ("offset", "text", "field"),
    [
        (36, "19790631", "birth"),
        (36, "        ", "birth"),
        (36, "１９７９0614", "birth"),
        (188, "0000    ", "valid_from"),
        (188, "长期      ", "valid_from"),
        (204, "20361301", "valid_to"),
        (204, "长        ", "valid_to"),
    ],
)
def test_a_date_that_is_none_is_an_error(offset: int, text: str, field: str) -> None:
    with pytest.raises(InputError, match="HW-141") as caught:
        parse_record(changed(offset, text))
    assert caught.value.facts == {"field": field}


def test_codes_that_nobody_has_described_stay_codes() -> None:
    holder = parse_record(changed(30, "7"))
    assert (holder.sex, parse_record(changed(32, "99")).nation) == ("7", "99")


def test_nul_padding_is_padding() -> None:
    assert parse_record(changed(248, "\0")).kind is CardKind.RESIDENT
    assert parse_record(changed(158, "甲市公安局\0\0\0\0\0\0\0\0\0\0")).issuer == "甲市公安局"


@pytest.mark.parametrize("size", [0, 255, 257, 1024])
def test_a_record_of_another_size(size: int) -> None:
    with pytest.raises(InputError, match="HW-140"):
        parse_record(bytes(size))


def test_half_a_character() -> None:
    with pytest.raises(InputError, match="HW-140"):
        parse_record(CITIZEN[:28] + "郑𬭎".encode("utf-16-le")[2:4] + CITIZEN[30:])


@given(
    st.binary(min_size=256, max_size=256)
    | st.text(max_size=128).map(
        lambda text: text.encode("utf-16-le", "replace").ljust(256, b" ")[:256]
    )
)
def test_noise_raises_nothing_but_an_input_error(noise: bytes) -> None:
    assert outcome(noise) in {"", "HW-140", "HW-141"}


@given(st.sampled_from(["agent", "permit-macao", "foreign-old", "foreign-new"]), st.data())
def test_a_damaged_card_raises_nothing_but_an_input_error(name: str, data: st.DataObject) -> None:
    body = bytearray(load_card(name).record())
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(0, 255))] = data.draw(st.integers(0, 255))
    assert outcome(bytes(body)) in {"", "HW-140", "HW-141"}
