"""The QR code of a paper as boxes, the dark modules of a row merged into one."""

from itertools import groupby

import segno

from casework.records.notice import PaperMark
from printing.mark import encode_mark
from printing.sheet import Box

_MASK = 2


def qr_boxes(mark: PaperMark) -> tuple[int, list[Box]]:
    """The side of the code of ``mark`` in modules, and its dark parts; there is no quiet zone.

    Error correction M: a fold or a stamp over an eighth of the code is survived. The mask is fixed:
    scoring all eight took half the time of a whole paper, and every mask can be read.
    """
    code = segno.make_qr(encode_mark(mark), error="m", mask=_MASK, boost_error=False)
    rows = code.matrix
    boxes: list[Box] = []
    for number, row in enumerate(rows, 1):
        at = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                boxes.append((at, len(rows) - number, length, 1))
            at += length
    return len(rows), boxes
