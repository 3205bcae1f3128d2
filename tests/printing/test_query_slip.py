"""004-10: with the number or the QR code of its receipt the builder asks how the matter stands."""

import re

import pypdfium2
import zxingcpp

from casework.records.notice import NoticeKind
from printing.mark import decode_mark
from printing.render import render
from tests.printing.samples import mark_of, notice

RECORD = notice(NoticeKind.RECEIPT)
PAPER = render(RECORD, mark_of(RECORD), draft=False)


def test_the_receipt_says_how_to_ask_and_by_which_number() -> None:
    with pypdfium2.PdfDocument(PAPER) as pdf:
        said = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    plain = re.sub(r"[\s\ufffe]+", "", said)
    assert RECORD.number in plain
    assert "凭本凭证编号或者二维码可以查询办理进度" in plain


def test_its_code_names_the_same_number() -> None:
    with pypdfium2.PdfDocument(PAPER) as pdf:
        picture = pdf[0].render(scale=4).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert decode_mark(code.text).number == RECORD.number
