"""A finished notice, warm: with QR code and PDF/A-2b parts, against WeasyPrint on the same text."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from html import escape

import segno
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

import resources
from casework.records.notice import NoticeKind, NoticeRecord, PaperMark
from printing.fonts import SHIPPED
from printing.mark import encode_mark
from printing.render import render
from printing.wording import Words, day, minute, words
from tests.bench.figures import Figure
from tests.printing.samples import mark_of, notice

NAME = "notice"
ROUNDS = 9
_MILLI = 1000
_STYLE = """
@font-face {{ font-family: Kai; src: url({font}); }}
@page {{ size: A4; margin: 37mm 26mm 35mm 28mm;
         @bottom-right {{ content: "第 " counter(page) " 页 共 " counter(pages) " 页"; }} }}
body {{ font: 14pt/1.65 Kai; }}
h1 {{ font-size: 22pt; text-align: center; }}
h2 {{ font-size: 14pt; }}
p {{ text-indent: 2em; margin: 0; }}
table {{ width: 100%; border-collapse: collapse; font-size: 10.5pt; line-height: 1.4; }}
td, th {{ border: 0.6pt solid black; padding: 3pt 4pt; }}
"""


def run() -> Iterator[Figure]:
    """Interleaved, the first of each not counted; medians in milliseconds."""
    record = notice(NoticeKind.ACCEPTANCE, practice=False)
    mark = mark_of(record)
    peer = _peer(record, mark)
    rounds = [
        (_timed(lambda: render(record, mark, draft=False)), _timed(peer)) for _ in range(ROUNDS + 1)
    ]
    ours, theirs = (statistics.median(column) for column in zip(*rounds[1:], strict=True))
    yield Figure("finished notice", ours, "ms", {"WeasyPrint": theirs})


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * _MILLI


def _peer(record: NoticeRecord, mark: PaperMark) -> Callable[[], object]:
    """The same paper by WeasyPrint, its fonts found once as ours are."""
    fonts = FontConfiguration()
    style = _STYLE.format(font=resources.path(SHIPPED).as_uri())

    def make() -> object:
        code = segno.make_qr(encode_mark(mark), error="m").svg_inline(scale=2)
        page = f"<html lang=zh-CN><style>{style}</style><body>{code}{_body(record)}</body></html>"
        return HTML(string=page).write_pdf(font_config=fonts, pdf_variant="pdf/a-2b")

    return make


def _body(record: NoticeRecord) -> str:
    own = words(record.kind)
    opening = own(
        "opening",
        received=day(record.received_at),
        made=day(record.made_at),
        item=record.item_name,
    )
    parts = [
        f"<p>{escape(own('number', number=record.number))}</p><h1>{own('title')}</h1>",
        f"<p>{escape(own('salutation', applicant=record.applicant.name))}</p><p>{opening}</p>",
        _table(_facts(record, own)),
        f"<h2>{own('materials', count=len(record.materials))}</h2>",
        _table(
            [("材料名称", "要求", "收取情况", "原件核对")]
            + [(line.name, line.required, line.received, line.checked) for line in record.materials]
        ),
        f"<h2>{own('steps')}</h2>",
        *(f"<p>{escape(step)}</p>" for step in (*record.steps, record.excluded)),
        f"<h2>{own('other')}</h2><p>{own('query')}</p><p>{escape(record.contact)}</p>",
        f"<p>{escape(record.organ)}</p><p>{day(record.made_at)}</p>",
        f"<p>{own('signature')}</p><p>{own('signed_at')}</p><p>{escape(record.rule)}</p>",
    ]
    return "".join(parts)


def _facts(record: NoticeRecord, own: Words) -> list[tuple[str, ...]]:
    applicant, deliverer = record.applicant, record.deliverer
    return [
        (own("applicant"), applicant.name, applicant.number_label, applicant.number),
        (own("project"), record.project_name, own("project_code"), record.project_code),
        (own("item"), record.item_name, own("due"), record.due),
        (own("received"), minute(record.received_at), own("accepted"), day(record.made_at)),
        (own("deliverer"), deliverer.name, deliverer.number_label, deliverer.number),
        (own("window"), record.hall + record.window, own("clerk"), record.clerk),
    ]


def _table(rows: Sequence[Sequence[str]]) -> str:
    cells = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
