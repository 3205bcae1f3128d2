"""原件扫描 (004-7): scans must be of originals, and the applicant answers for what came online."""

from dataclasses import replace

import pytest
from msgspec import structs

from casework.flows import online as portal
from casework.flows.deciding import Defect, findings
from casework.flows.intake import TAKE_IN, MaterialIn, provisional
from casework.flows.online import Uploaded, UploadedFile
from casework.records.case_events import ONLINE
from casework.records.notice import decode_record
from tests.casework.flows.intakes import Memory, context, intake, page, reserved, taken

LINE = "application"


def online(*, of_original: bool) -> tuple[Defect, ...]:
    """What the check finds in an online application of which one file may be a scan of a copy."""
    request = replace(intake(), channel=ONLINE)
    files = tuple(
        replace(
            one,
            medium="e-file",
            seen_at="",
            pages=tuple(
                structs.replace(page, source=ONLINE, of_original=of_original or one.line != LINE)
                for page in one.pages
            ),
        )
        if one.medium == "original"
        else one
        for one in request.materials
    )
    return findings(provisional(replace(request, materials=files), context()), context())


def test_a_scan_of_a_copy_is_found_where_the_original_is_asked_for() -> None:
    assert online(of_original=False) == (Defect(LINE, "not_original"),)
    assert online(of_original=True) == ()


@pytest.mark.parametrize("of_original", [True, False])
def test_what_the_applicant_says_of_a_file_is_kept(of_original: bool) -> None:
    file = UploadedFile("ab" * 32, "image/jpeg", 1000, of_original=of_original)
    (kept,) = portal.brought((Uploaded(LINE, (file,)),))
    assert [one.of_original for one in kept.pages] == [of_original]


@pytest.mark.parametrize(
    ("of_original", "words"), [(True, "原件扫描 1 页"), (False, "电子件 1 页")]
)
def test_the_receipt_says_what_was_scanned(of_original: bool, words: str) -> None:
    one = structs.replace(page(LINE), of_original=of_original)
    request = taken(None)
    material = MaterialIn(LINE, "original", 1, (one,))
    found = Memory(*reserved())
    found.perform(TAKE_IN, replace(request, intake=replace(request.intake, materials=(material,))))
    record = decode_record((found.case().papers[0].record or "").encode())
    assert record.materials[0].received.endswith(words)
