"""材料共享 (000§6, 004-7, -11): the same file again, by type and hash, with its earlier check."""

from dataclasses import replace

import pytest
from msgspec import structs

from casework.flows import intake, reuse
from casework.flows.deciding import HandOver, findings
from casework.flows.intake import MaterialIn, TakeIn
from casework.flows.reuse import Offer
from casework.law.items import Body
from casework.records.case_events import MaterialReceived, MaterialReused, OriginalVerified
from casework.records.notice import decode_record
from tests.casework.flows import permitting as p
from tests.casework.flows.intakes import NOW, Memory, page, refused

EARLIER = "case/0192-a"
TYPED = ("application",)


def earlier(*, verified: bool = True) -> Memory:
    """A permit of the project that was taken in before, its originals compared or not."""
    found = p.memory()
    request = p.take_in(case=EARLIER, decision=None)
    if not verified:
        plain = tuple(replace(one, seen_at="") for one in request.intake.materials)
        request = replace(request, intake=replace(request.intake, materials=plain))
    found.perform(intake.TAKE_IN, request, p.window())
    return found


def offered(found: Memory) -> dict[str, Offer]:
    lines = [one.key for one in p.FILING.materials]
    return reuse.offers(p.FILING, lines, {EARLIER: p.case_of(found, EARLIER)}, p.LAW)


def again(offer: Offer, *, seen_at: str = "") -> TakeIn:
    """A filing that uses a file of the permit's application once more."""
    request = p.take_in(p.FILING, p.FILING_FORM, HandOver(), rests_on=(EARLIER,))
    shared = MaterialIn(
        offer.line, offer.medium, offer.count, offer.pages, seen_at=seen_at, shared=offer.shared
    )
    others = (one for one in request.intake.materials if one.line != offer.line)
    materials = (*others, shared)
    return replace(request, intake=replace(request.intake, materials=materials))


def test_what_has_the_same_type_is_offered_once_more_with_its_hash() -> None:
    found = offered(earlier())
    assert set(found) == {"application"}
    offer = found["application"]
    assert offer.pages == (page("application"),)
    assert (offer.shared.case, offer.shared.line) == (EARLIER, "application")
    assert offer.item_name == p.PERMIT.name


def test_what_has_no_type_belongs_to_its_own_item() -> None:
    assert p.FILING.material("archive_commitment").type == ""
    assert "archive_commitment" not in offered(earlier())


def test_what_must_not_be_asked_for_is_not_offered_either() -> None:
    assert p.FILING.material("construction_permit").type
    assert "construction_permit" not in offered(earlier())


def test_the_latest_of_several_is_offered() -> None:
    found = earlier()
    case = p.case_of(found, EARLIER)
    later = structs.replace(case.received, received_at="2026-11-21T09:00:00+08:00")
    cases = {EARLIER: case, "case/0192-b": replace(case, received=later)}
    offer = reuse.offers(p.FILING, TYPED, cases, p.LAW)["application"]
    assert offer.shared.case == "case/0192-b"


def test_nothing_is_submitted_again() -> None:
    found = earlier()
    events = found.perform(intake.TAKE_IN, again(offered(found)["application"]), p.window())
    (used,) = [one for one in events if isinstance(one, MaterialReused)]
    assert (used.line, used.case, used.pages) == ("application", EARLIER, (page("application"),))
    assert "application" not in {one.line for one in events if isinstance(one, MaterialReceived)}
    material = p.case_of(found).material("application")
    assert material is not None
    assert material.received


def test_the_earlier_check_goes_with_the_file() -> None:
    found = earlier()
    offer = offered(found)["application"]
    assert offer.verified
    found.perform(intake.TAKE_IN, again(offer), p.window())
    material = p.case_of(found).material("application")
    assert material is not None
    assert (material.verifier, material.verified_at) == ("clerk-1", NOW.isoformat())


@pytest.mark.parametrize("verified", [True, False])
def test_what_was_verified_needs_no_second_look(verified: bool) -> None:
    """Under an item whose originals the window compares (004-11)."""
    found = earlier(verified=verified)
    looked = replace(p.FILING, accepting_body=Body.WINDOW, originals_checked_by=Body.WINDOW)
    law = replace(p.LAW, items={**p.LAW.items, looked.code: looked})
    request = again(offered(found)["application"])
    where = p.window(law=law)
    seen = tuple(
        one if one.shared else replace(one, seen_at=NOW.isoformat())
        for one in request.intake.materials
    )
    whole = replace(request, decision=None, intake=replace(request.intake, materials=seen))
    found.perform(intake.TAKE_IN, whole, where)
    against = {(one.line, one.correction) for one in findings(p.case_of(found), where)}
    assert (("application", "original") in against) is not verified


def test_an_original_that_nobody_compared_can_be_compared_now() -> None:
    found = earlier(verified=False)
    offer = replace(offered(found)["application"], line="application")
    request = replace(
        p.take_in(rests_on=(EARLIER,), decision=None),
    )
    shared = MaterialIn(
        "application",
        offer.medium,
        offer.count,
        offer.pages,
        seen_at=NOW.isoformat(),
        shared=offer.shared,
    )
    taken = replace(request.intake, materials=(shared,))
    events = found.perform(intake.TAKE_IN, replace(request, intake=taken), p.window())
    assert [one.line for one in events if isinstance(one, OriginalVerified)] == ["application"]


def test_a_file_that_is_another_by_now_is_refused() -> None:
    found = earlier()
    offer = replace(offered(found)["application"], pages=(page("another"),))
    assert refused(lambda: found.perform(intake.TAKE_IN, again(offer), p.window())).code == "PM-151"


def test_a_check_that_nobody_made_is_not_believed() -> None:
    found = earlier(verified=False)
    offer = offered(found)["application"]
    forged = replace(offer, shared=replace(offer.shared, verifier="clerk-9"))
    request = again(forged)
    assert refused(lambda: found.perform(intake.TAKE_IN, request, p.window())).code == "PM-151"


def test_a_case_that_is_not_here_lends_nothing() -> None:
    found = earlier()
    request = replace(again(offered(found)["application"]), rests_on=())
    assert refused(lambda: found.perform(intake.TAKE_IN, request, p.window())).code == "PM-151"


def test_the_receipt_says_where_it_comes_from() -> None:
    found = earlier()
    offer = offered(found)["application"]
    found.perform(intake.TAKE_IN, again(offer), p.window())
    paper = p.case_of(found).papers[0]
    told = decode_record((paper.record or "").encode()).materials
    assert any(f"（共享自{offer.shared.number}）" in one.received for one in told)
