"""Papers made in the other process, as the window asks for them."""

import os
import signal
import struct
import sys
import threading
from collections.abc import Iterator

import pytest

from casework.errors import DocumentError
from casework.ports import Press
from casework.records.notice import NoticeKind
from printing.papers import Papers
from printing.render import render
from tests.printing.samples import mark_of, notice

RECORD = notice(NoticeKind.ACCEPTANCE)


@pytest.fixture(scope="module")
def papers() -> Iterator[Papers]:
    made = Papers()
    made.warm()
    yield made
    made.stop()


def test_the_bytes_are_those_of_this_process(papers: Papers) -> None:
    press: Press = papers
    assert press.render(RECORD, mark_of(RECORD)) == render(RECORD, mark_of(RECORD), draft=False)
    assert press.render(RECORD, None) == render(RECORD, None, draft=True)


def test_every_page_comes_as_a_picture_of_the_asked_width(papers: Papers) -> None:
    pages = papers.preview(papers.render(RECORD, None), 640)
    assert len(pages) == 2
    for page in pages:
        assert page.startswith(b"\x89PNG\r\n\x1a\n")
        width, height = struct.unpack(">LL", page[16:24])
        assert abs(width - 640) <= 1
        assert 1.40 < height / width < 1.42


def test_errors_keep_code_and_facts(papers: Papers) -> None:
    other = notice(NoticeKind.RECEIPT)
    with pytest.raises(DocumentError, match="PR-103") as refused:
        papers.render(RECORD, mark_of(other))
    assert refused.value.facts == {"number": RECORD.number}


def test_what_is_no_pdf_is_refused(papers: Papers) -> None:
    whole = papers.render(RECORD, None)
    for broken in (b"", b"%PDF-1.7\n", b"<html>", bytes(1000)):
        with pytest.raises(DocumentError, match="PR-106"):
            papers.preview(broken, 600)
    assert papers.preview(whole, 600)


@pytest.mark.skipif(sys.platform == "win32", reason="only on systems with signals")
def test_a_process_that_dies_is_told_and_replaced(papers: Papers) -> None:
    pid = papers._child.pid
    assert pid is not None
    os.kill(pid, signal.Signals["SIGSTOP"])
    threading.Timer(0.2, os.kill, (pid, signal.Signals["SIGKILL"])).start()
    with pytest.raises(DocumentError, match="PR-105"):
        papers.render(RECORD, None)
    assert papers.render(RECORD, None) == render(RECORD, None, draft=True)
