from hypothesis import given
from hypothesis import strategies as st

from printing.flow import Slab, bound, paginate
from printing.sheet import Sheet


def nothing(_sheet: Sheet, _top: float) -> None:
    """A slab that draws nothing."""


def slab(height: float, *, above: float = 0.0, keep: bool = False) -> Slab:
    return Slab(height, nothing, above=above, keep=keep)


def heights(pages: list[list[Slab]]) -> list[list[float]]:
    return [[one.height for one in page] for page in pages]


def laid(slabs: list[Slab], room: float) -> list[list[Slab]]:
    return [[placed.slab for placed in page] for page in paginate(slabs, room)]


def test_what_does_not_fit_begins_the_next_page() -> None:
    assert heights(laid([slab(40), slab(40), slab(40)], 100)) == [[40, 40], [40]]


def test_space_above_falls_away_at_the_top_of_a_page() -> None:
    pages = paginate([slab(50, above=30), slab(50, above=10), slab(40)], 100)
    assert [[placed.top for placed in page] for page in pages] == [[0], [0, 50]]


def test_a_heading_goes_with_what_it_heads() -> None:
    assert heights(laid([slab(50), slab(20, keep=True), slab(40)], 100)) == [[50], [20, 40]]


def test_a_chain_that_fills_the_page_is_parted_after_all() -> None:
    assert heights(laid([slab(60, keep=True), slab(60)], 100)) == [[60], [60]]


def test_the_head_of_a_table_is_repeated() -> None:
    head = slab(10, keep=True)
    rows = [Slab(30, nothing, repeat=head) for _ in range(5)]
    assert heights(laid([head, *rows], 100)) == [[10, 30, 30, 30], [10, 30, 30]]


def test_the_end_takes_some_text_along() -> None:
    slabs = [*bound([slab(30), slab(30), slab(30)]), slab(50)]
    assert heights(laid(slabs, 100)) == [[30, 30], [30, 50]]


def test_a_slab_higher_than_a_page_has_one_of_its_own() -> None:
    assert heights(laid([slab(20), slab(150), slab(20)], 100)) == [[20], [150], [20]]


@given(st.lists(st.tuples(st.integers(1, 120), st.integers(0, 9), st.booleans()), max_size=40))
def test_nothing_is_lost_and_pages_are_not_overfull(raw: list[tuple[int, int, bool]]) -> None:
    slabs = [slab(height, above=above, keep=keep) for height, above, keep in raw]
    pages = paginate(slabs, 100)
    assert [placed.slab for page in pages for placed in page] == slabs
    for page in pages:
        end = page[-1].top + page[-1].slab.height
        assert end <= 100 or len(page) == 1
