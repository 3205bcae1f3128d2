import pytest

from casework.records.notice import NoticeKind
from printing.wording import copies, day, figure, minute, sentence, words


def test_dates_are_written_as_on_an_official_paper() -> None:
    assert day("2026-03-05T09:04:59+08:00") == "2026年3月5日"
    assert minute("2026-03-05T09:04:59.123456+08:00") == "2026年3月5日9时04分"


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (23, "二十三")]
)
def test_numbers_below_a_hundred(number: int, text: str) -> None:
    assert figure(number) == text


def test_two_copies_are_counted_as_such() -> None:
    assert [copies(number) for number in (1, 2, 3)] == ["一", "两", "三"]


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_kind_has_its_own_words_over_the_common_ones(kind: NoticeKind) -> None:
    own = words(kind)
    assert own("title")
    assert own("number", number="7") == "编号：7"


def test_own_words_go_before_common_ones() -> None:
    assert words(NoticeKind.RECEIPT)("other") != words(NoticeKind.ACCEPTANCE)("other")


def test_every_point_of_a_list_has_its_stop() -> None:
    assert [sentence("一", last=False), sentence("二", last=True)] == ["一；", "二。"]
    assert [sentence("一。", last=False), sentence("", last=True)] == ["一。", ""]
