from desktop.ui.fields import Field, Heading, Kind, Origin, Spot, spots

A = Field("a", "甲")
B = Field("b", "乙", span=2)


def test_three_pairs_a_row() -> None:
    assert spots([A, A, A, A], 3) == [Spot(0, 0, 1), Spot(0, 1, 1), Spot(0, 2, 1), Spot(1, 0, 1)]


def test_a_wide_field_takes_the_next_row_when_it_does_not_fit() -> None:
    assert spots([A, A, B, A], 3) == [Spot(0, 0, 1), Spot(0, 1, 1), Spot(1, 0, 2), Spot(1, 2, 1)]


def test_a_heading_takes_a_row() -> None:
    assert spots([A, Heading("组"), B], 3) == [Spot(0, 0, 1), Spot(1, 0, 3), Spot(2, 0, 2)]


def test_one_column_takes_everything() -> None:
    assert spots([B, A], 1) == [Spot(0, 0, 1), Spot(1, 0, 1)]


def test_spoken_name() -> None:
    field = Field("area", "面积", Kind.DECIMAL, unit="㎡", required=True)
    assert field.spoken == "面积（㎡），必填"


def test_only_card_and_licence_are_verified() -> None:
    assert {origin for origin in Origin if origin.verified} == {Origin.CARD, Origin.LICENCE}
    assert all("✓" in origin.word for origin in Origin if origin.verified)
