from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.errors import RightsError
from casework.people.grants import Clerk, Duty, Grant, Need, require

DAY = date(2026, 11, 20)
NEED = Need("joint_acceptance", Duty.ACCEPT)


def grant(
    area: str = "9901",
    item: str = "joint_acceptance",
    duty: Duty = Duty.ACCEPT,
    valid_from: date = date(2026, 1, 1),
    valid_to: date = date(2026, 12, 31),
) -> Grant:
    return Grant(area, item, duty, valid_from, valid_to)


def refusal(*grants: Grant, area: str = "990101", day: date = DAY) -> RightsError:
    with pytest.raises(RightsError) as found:
        require(Clerk("a1", "张某", grants), NEED, area, day)
    return found.value


def allowed(*grants: Grant, area: str = "990101", day: date = DAY) -> bool:
    return require(Clerk("a1", "张某", grants), NEED, area, day) in grants


def test_nothing_is_allowed_without_a_grant() -> None:
    assert refusal().code == "PE-301"


def test_a_fitting_grant_is_handed_back() -> None:
    assert allowed(grant())
    assert allowed(grant(item="*"))
    assert allowed(grant(area="990101"))


def test_accepting_and_handling_are_two_duties() -> None:
    error = refusal(grant(duty=Duty.HANDLE))
    assert (error.code, error.facts["duty"]) == ("PE-301", "受理")
    assert Duty.HANDLE.word == "办理"


def test_another_item_is_not_this_one() -> None:
    assert refusal(grant(item="permit")).code == "PE-301"


def test_another_area_is_not_this_one() -> None:
    assert refusal(grant(area="9902")).code == "PE-302"
    assert refusal(grant(area="99010101")).code == "PE-302"


def test_an_empty_area_reaches_nothing() -> None:
    assert refusal(grant(area="")).code == "PE-302"


def test_the_term_includes_both_days() -> None:
    assert allowed(grant(valid_from=DAY, valid_to=DAY))
    assert refusal(grant(valid_to=date(2026, 11, 19))).code == "PE-303"
    assert refusal(grant(valid_from=date(2026, 11, 21))).code == "PE-303"


def test_one_good_grant_among_bad_ones_is_enough() -> None:
    good = grant()
    assert allowed(grant(area="9902"), grant(valid_to=date(2025, 1, 1)), good)


@given(
    st.lists(
        st.builds(
            Grant,
            st.sampled_from(["", "9901", "990101", "99"]),
            st.sampled_from(["*", "joint_acceptance", "permit"]),
            st.sampled_from(Duty),
            st.dates(date(2026, 1, 1), date(2026, 12, 31)),
            st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        )
    )
)
def test_what_is_allowed_rests_on_one_grant_that_allows_it_alone(grants: list[Grant]) -> None:
    clerk = Clerk("a1", "张某", tuple(grants))
    try:
        found = require(clerk, NEED, "990101", DAY)
    except RightsError:
        for one in grants:
            assert refusal(one).code in ("PE-301", "PE-302", "PE-303")
    else:
        assert found in grants
        assert allowed(found)
