import pytest

from printing.reasons import pick_reason


@pytest.mark.parametrize(
    ("words", "sentences", "reason"),
    [
        (["none"], [""], ""),
        (["job-printing", "connecting-to-device"], ["Printing."], ""),
        (["media-empty-warning"], [], "media-empty"),
        (["media-empty-error", "paused"], [], "media-empty"),
        (["paused"], ["maintenance"], "paused"),
        (["moving-to-paused"], [], "paused"),
        (["door-open-error"], [], "cover-open"),
        (["shutdown"], [], "offline"),
        (["none"], ["The printer may not exist or is unavailable at this time."], "offline"),
        (["toner-low-report", "cups-ipp-conformance-failure-report"], [], ""),
        (["job-hold-until-specified"], [], "held"),
        (["fuser-over-temp-error"], [], "fuser-over-temp"),
        (["fuser-over-temp-error", "media-jam"], [], "media-jam"),
    ],
)
def test_the_reason_that_matters_is_picked(
    words: list[str], sentences: list[str], reason: str
) -> None:
    assert pick_reason(words, sentences) == reason
