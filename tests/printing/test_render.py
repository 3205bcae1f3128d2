"""The four papers: what they say, that nothing is cut, that the code on them can be read."""

import re
import subprocess
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import msgspec
import pypdfium2
import pytest
import zxingcpp
from msgspec import structs
from PIL import Image

from casework.errors import DocumentError
from casework.flows.words import PAPERS
from casework.records.notice import DefectLine, NoticeKind, NoticeRecord, Party
from printing.mark import decode_mark
from printing.page import LEFT, RIGHT
from printing.preview import draw_pages
from printing.render import render
from printing.sheet import PAPER
from tests.printing.samples import RARE_NAME, mark_of, notice

LONG = {
    "number": "郑住建联验受〔2026〕第" + "9" * 40 + "号",
    "organ": "无名航空港经济综合实验区管理委员会城乡建设与住房保障局",
    "seal": "无名航空港经济综合实验区管理委员会城乡建设与住房保障局行政审批专用章（3）",
    "applicant": Party("无名" * 40 + "有限责任公司", "统一社会信用代码", "91990100MA0000000X"),
    "project_name": "无名·青云府（三期）住宅及商业、变配电所（含110kV迁改，ABCDEFG-012345地块）"
    * 4,
    "rule": "郑州市 2019.7（现行状态待核）" * 5,
}


def final(record: NoticeRecord) -> bytes:
    return render(record, mark_of(record), draft=False)


def draft(record: NoticeRecord) -> bytes:
    return render(record, None, draft=True)


def changed(kind: NoticeKind, **fields: Any) -> NoticeRecord:
    return msgspec.structs.replace(notice(kind), **fields)


def said(document: bytes) -> str:
    """The text of all pages in the order it was written, without any white space."""
    with pypdfium2.PdfDocument(document) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    return re.sub(r"[\s\ufffe]+", "", "".join(pages))


def found(text: str, document: bytes) -> bool:
    """Whether every character of ``text`` is on the paper as often as ``text`` has it."""
    page = said(document)
    return all(page.count(one) >= text.count(one) for one in set(text) - {" "})


def boxes(document: bytes) -> Iterator[tuple[int, str, tuple[float, float, float, float]]]:
    """Page, character and its box (left, bottom, right, top) of everything written upright."""
    with pypdfium2.PdfDocument(document) as pdf:
        for number, page in enumerate(pdf):
            text = page.get_textpage()
            for at in range(text.count_chars()):
                character = text.get_text_range(at, 1)
                if character.strip():
                    yield number, character, text.get_charbox(at)


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_final_paper_says_everything_in_its_record(kind: NoticeKind) -> None:
    record = notice(kind)
    text = said(final(record))
    assert PAPERS[kind] in text
    for part in (
        record.number,
        record.organ,
        record.applicant.name,
        record.applicant.number,
        record.deliverer.number,
        RARE_NAME,
        record.project_name,
        record.project_code,
        record.item_name,
        record.item_code,
        record.clerk,
        record.window,
        record.rule,
        "2026年11月20日",
        "一式两份",
        record.contact,
    ):
        assert part.replace(" ", "") in text
    for line in record.materials:
        assert line.name in text
    for reason in record.reasons:
        assert found(reason.text + reason.basis, final(record))
    for one in record.defects:
        assert found(one.material + one.defect + one.required + one.basis, final(record))
    for sentence in (*record.steps, *record.remedies, record.excluded, record.due, record.hand_in):
        assert sentence.replace(" ", "") in text


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_draft_has_a_watermark_and_neither_number_nor_code(kind: NoticeKind) -> None:
    record = notice(kind, practice=False)
    text = said(draft(record))
    assert record.number not in text
    assert {*"预览无效"} <= {*text}
    assert codes(draft(record)) == []
    assert codes(final(record)) != []


def codes(document: bytes, width: int = 1240) -> list[str]:
    first = Image.open(BytesIO(draw_pages(document, width)[0])).convert("L")
    return [code.text for code in zxingcpp.read_barcodes(first)]


@pytest.mark.parametrize("kind", NoticeKind)
def test_the_code_says_number_entry_and_record(kind: NoticeKind) -> None:
    record = notice(kind)
    (text,) = codes(final(record))
    assert decode_mark(text) == mark_of(record)


def test_the_code_is_read_from_a_poor_copy() -> None:
    """100 dpi, worse than any scanner in a hall, for a dozen papers under the one fixed mask."""
    for number in range(12):
        record = changed(NoticeKind.RECEIPT, number=f"990100-W03-20261120-{number:04}")
        assert len(codes(final(record), width=827)) == 1


def test_practice_and_sample_texts_are_marked_on_every_page() -> None:
    record = notice(NoticeKind.ACCEPTANCE, count=30)
    with pypdfium2.PdfDocument(final(record)) as pdf:
        assert len(pdf) >= 2
        for page in pdf:
            text = page.get_textpage().get_text_bounded()
            assert "演练件，不具有法律效力" in text
            assert "含样本文本，不得作为依据" in text
            assert text.count("演") > 1
    real = said(final(notice(NoticeKind.ACCEPTANCE, practice=False)))
    assert "演" not in real
    assert "样本" not in real


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("count", [0, 1, 7, 30, 90])
def test_nothing_leaves_the_margins(kind: NoticeKind, count: int) -> None:
    inside(final(changed(kind, materials=notice(NoticeKind.RECEIPT, count=count).materials)))


@pytest.mark.parametrize("kind", NoticeKind)
def test_long_names_wrap_and_are_whole(kind: NoticeKind) -> None:
    record = changed(kind, **LONG)
    document = final(record)
    inside(document)
    for text in (record.number, record.organ, record.applicant.name, record.project_name):
        assert found(text, document)
    assert record.applicant.name in said(document)


def inside(document: bytes) -> None:
    """Between the margins, on the paper, and above the foot (the watermark is turned)."""
    for page, character, (left, bottom, right, top) in boxes(document):
        place = f"{character} on page {page + 1} at {left:.0f},{bottom:.0f}"
        if character in "预览无效演练":
            continue
        assert left > LEFT - 2, place
        assert right < RIGHT + 2, place
        assert bottom > 20, place
        assert top < PAPER[1] - 15, place


def test_a_cell_of_many_pages_loses_nothing() -> None:
    lines = tuple(f"第{number}处不符；" for number in range(700))
    defect = DefectLine("材料", "\n".join(lines), "要求", "依据")
    document = final(changed(NoticeKind.CORRECTION, defects=(defect,)))
    text = said(document)
    assert all(line in text for line in lines)
    inside(document)


def test_the_head_of_a_table_stands_on_every_page_of_it() -> None:
    with pypdfium2.PdfDocument(final(notice(NoticeKind.RECEIPT, count=60))) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    assert len(texts) == 3
    assert all("材料名称" in text and "原件核对" in text for text in texts[:2])
    for number, text in enumerate(texts, 1):
        assert f"第{number}页共3页" in re.sub(r"\s", "", text)
        assert "990100-W03-20261120-0012" in text


@pytest.mark.parametrize("kind", NoticeKind)
def test_the_seal_never_stands_on_a_page_without_text(kind: NoticeKind) -> None:
    for count in range(3, 40):
        materials = notice(NoticeKind.RECEIPT, count=count).materials
        document = final(changed(kind, materials=materials))
        with pypdfium2.PdfDocument(document) as pdf:
            text = pdf[len(pdf) - 1].get_textpage().get_text_bounded()
        assert "签" in text
        above = text[: text.index("一式两份")]
        assert len(re.sub(r"\s", "", above)) > 60, count


def test_a_real_intake_of_seven_materials_is_one_page() -> None:
    for kind, pages in ((NoticeKind.RECEIPT, 1), (NoticeKind.REFUSAL, 1)):
        with pypdfium2.PdfDocument(final(notice(kind, practice=False))) as pdf:
            assert len(pdf) == pages


def test_what_is_empty_takes_no_place() -> None:
    record = NoticeRecord(
        kind=NoticeKind.ACCEPTANCE,
        number="1",
        organ="甲",
        seal="乙",
        hall="",
        window="",
        clerk="",
        applicant=Party("丙", "", ""),
        deliverer=Party("", "", ""),
        role="",
        project_name="",
        project_code="",
        item_name="丁",
        item_code="",
        received_at="2026-11-20T10:18:00+08:00",
        made_at="2026-11-20T10:32:05+08:00",
        rule="",
        due="自受理之日起15个工作日",
        copies=1,
    )
    text = said(final(record))
    for label in ("项目名称", "项目代码", "递交人", "办理窗口", "经办人", "材料", "规则", "（）"):
        assert label not in text.replace("申请材料齐全", "").replace("有关材料", "")
    assert "本通知书一式一份。" in text


def test_a_mark_of_another_paper_is_refused() -> None:
    record = notice(NoticeKind.RECEIPT)
    other = mark_of(changed(NoticeKind.RECEIPT, clerk="李某"))
    for mark in (None, other, msgspec.structs.replace(mark_of(record), number="2")):
        with pytest.raises(DocumentError, match="PR-103"):
            render(record, mark, draft=False)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (NoticeKind.REFUSAL, {"reasons": ()}),
        (NoticeKind.REFUSAL, {"remedies": ()}),
        (NoticeKind.CORRECTION, {"defects": ()}),
        (NoticeKind.CORRECTION, {"hand_in": ""}),
        (NoticeKind.ACCEPTANCE, {"due": ""}),
        (NoticeKind.RECEIPT, {"organ": ""}),
    ],
)
def test_a_paper_that_lacks_what_is_owed_is_not_made(
    kind: NoticeKind, fields: dict[str, Any]
) -> None:
    record = changed(kind, **fields)
    with pytest.raises(DocumentError, match="PR-104"):
        final(record)
    assert draft(record)


def test_a_character_no_font_has_stops_the_paper_before_it_begins() -> None:
    record = changed(NoticeKind.RECEIPT, clerk="赵\U0003fffd")
    with pytest.raises(DocumentError, match="PR-101") as refused:
        final(record)
    assert refused.value.facts == {"characters": "\U0003fffd (U+3FFFD)"}


def test_text_is_never_taken_for_a_place_to_fill() -> None:
    record = changed(NoticeKind.RECEIPT, project_name="{clerk} {0} %s \\(x) <b>", clerk="王某")
    assert "{clerk}{0}%s\\(x)<b>" in said(final(record))


@pytest.mark.parametrize("kind", NoticeKind)
def test_the_same_record_gives_the_same_bytes(kind: NoticeKind) -> None:
    record = notice(kind)
    assert final(record) == final(record)
    assert draft(record) == draft(record)
    assert final(record) != final(changed(kind, clerk="李某"))


def test_another_program_finds_the_rare_characters(tmp_path: Any) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(final(notice(NoticeKind.ACCEPTANCE)))
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout
    assert RARE_NAME in text.decode()


def test_a_record_may_say_in_its_own_words_what_is_decided() -> None:
    """On commitment the papers are not complete, and the notice must not say that they are."""
    own = "你（单位）以告知承诺方式提出的申请，本机关决定予以受理。"
    text = said(final(structs.replace(notice(NoticeKind.ACCEPTANCE), opening=own)))
    assert own in text.replace("\n", "")
    assert "申请材料齐全" not in text


def test_what_silence_accepted_bears_the_day_of_receipt_and_not_of_the_paper() -> None:
    opening = "逾期不告知的，自收到申请材料之日起即为受理。现补发受理通知书。"
    made = changed(NoticeKind.ACCEPTANCE, opening=opening, accepted_at="2026-11-09T10:00:00+08:00")
    text = said(final(made))
    assert opening in text
    assert "2026年11月9日" in text
    assert "2026年11月9日" not in said(final(notice(NoticeKind.ACCEPTANCE)))
