"""What must hold at the end of a journey, from the papers, both stores and the hub's pages."""

import hashlib
import html
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.records.case import CaseRecord
from casework.records.notice import PaperMark
from casework.records.papers import Paper as CasePaper
from printing.mark import encode_mark
from tests.e2e import papers
from tests.e2e.book import Book
from tests.e2e.report import Report
from tests.e2e.visitor import Visitor
from tests.realparts.cups import CupsStack

MATCHES = "✔ 相符"


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper of a case as the ledger has it."""

    stream: str
    paper: CasePaper
    entry_hash: str

    @property
    def mark(self) -> PaperMark:
        """What its code must say, beside the address."""
        return PaperMark(self.paper.number, self.entry_hash, self.paper.record_digest)


def filed(book: Book, stream: str) -> tuple[Filed, ...]:
    """The papers of a case, in the order they were issued."""
    record = book.case(stream)
    return tuple(
        Filed(stream, one, book.rows.paper_hash(stream, one.number)) for one in record.papers
    )


def keep_archived(book: Book, wanted: Sequence[Filed], folder: Path) -> list[Path]:
    """Write the archived bytes of papers into a folder, named by their number."""
    folder.mkdir(exist_ok=True)
    kept = []
    for one in wanted:
        file = folder / f"{one.paper.number}.pdf"
        file.write_bytes(book.blob(one.paper.pdf_sha256))
        kept.append(file)
    return kept


def keep_printed(printer: CupsStack, folder: Path) -> list[Path]:
    """Copy what came out of the printer into a folder, in order."""
    folder.mkdir(exist_ok=True)
    return [Path(shutil.copy(paper, folder / paper.name)) for paper in printer.printed()]


def check_spooled(report: Report, printer: CupsStack, archived: Sequence[Path]) -> None:
    """What was handed to the spooler is what was archived, byte for byte."""
    handed = {hashlib.sha256(body).digest() for body in printer.handed_over()}
    pairs = {one.name: hashlib.sha256(one.read_bytes()).digest() in handed for one in archived}
    report.check("spooled bytes are the archived bytes", holds=all(pairs.values()), found=pairs)


def check_paper(report: Report, one: Filed, file: Path, rare: str) -> None:
    """The archived paper: its digest, its fonts, its words, its code."""
    kind, seen = one.paper.kind.value, papers.look(file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    report.check(f"{kind}: archived bytes", holds=digest == one.paper.pdf_sha256, found=digest)
    report.check(
        f"{kind}: fonts embedded",
        holds=seen.fonts > 0 and not seen.bare_fonts,
        found={"fonts": seen.fonts, "bare": seen.bare_fonts},
    )
    if rare:
        report.check(f"{kind}: rare character", holds=rare in seen.text, found=rare)
    record = hashlib.sha256((one.paper.record or "").encode()).hexdigest()
    report.check(f"{kind}: record digest", holds=record == one.paper.record_digest, found=record)
    told = seen.mark and (seen.mark.number, seen.mark.entry_hash, seen.mark.record_digest)
    wanted = (one.mark.number, one.mark.entry_hash, one.mark.record_digest)
    report.check(f"{kind}: code", holds=told == wanted, found=told)


def check_printed(report: Report, archived: Sequence[Path], printed: Sequence[Path]) -> None:
    """What the printer got is what was archived, byte for byte."""
    pairs = {
        path.name: any(path.read_bytes() == came.read_bytes() for came in printed)
        for path in archived
    }
    report.check("printed bytes are the archived bytes", holds=all(pairs.values()), found=pairs)


def check_ends(report: Report, window: Book, hub: Book) -> None:
    """Both ends: the same head of the window's chain, and nothing wrong in either store."""
    ours, theirs = window.head(), hub.head(window.device)
    report.facts["chain"] = {
        "device": window.device,
        "window": {"seq": ours.seq, "head": ours.hash},
        "hub": {"seq": theirs.seq, "head": theirs.hash},
    }
    report.check("chain heads are equal", holds=ours == theirs)
    for end, book in (("window", window), ("hub", hub)):
        verdict = book.verify()
        report.check(
            f"store of the {end}",
            holds=not verdict.faults,
            found={"entries": verdict.entries, "acts": verdict.acts, "faults": verdict.faults},
        )
    states = {row.state for row in window.acts()}
    report.check("every act is receipted", holds=states == {"receipted"}, found=sorted(states))


def check_pages(
    report: Report, visitor: Visitor, record: CaseRecord, stream: str
) -> dict[str, str]:
    """The hub's pages tell of the case; returns them by name."""
    ident = stream.partition("/")[2]
    pages = {
        "cases": visitor.page("/"),
        "case": visitor.page(f"/cases/{ident}"),
        "devices": visitor.page("/devices"),
    }
    name = html.escape(record.received.project_name)
    numbers = [one.number for one in record.papers]
    report.check("the hub lists the case", holds=name in pages["cases"], found=name)
    told = {number: html.escape(number) in pages["case"] for number in numbers}
    report.check("the hub tells its papers", holds=all(told.values()), found=told)
    return pages


def check_verified(report: Report, visitor: Visitor, one: Filed) -> str:
    """The public page finds the paper that a phone would scan; returns the page."""
    query = encode_mark(one.mark).partition("?")[2]
    page = visitor.page(f"/verify?{query}")
    kind = one.paper.kind.value
    report.check(f"{kind}: the hub's public check", holds=MATCHES in page, found=MATCHES)
    return page
