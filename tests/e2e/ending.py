"""The end of a journey: what lies in both stores, on the printer, on the hub's pages."""

from pathlib import Path

from tests.e2e import book, findings
from tests.e2e.book import Book
from tests.e2e.findings import Filed
from tests.e2e.report import Report
from tests.e2e.stage import Stage
from tests.e2e.steps import RARE
from tests.e2e.visitor import Visitor


def look_back(stage: Stage, report: Report, home: Path, folder: Path) -> None:
    """Read everything from outside the program, keep it in ``folder``, and check it."""
    with (
        report.step("look-back"),
        book.opened(home / "practice" / "store") as window,
        book.opened(stage.centre.store) as hub,
    ):
        cases = [row.stream for row in reversed(window.cases())]
        papers = {stream: findings.filed(window, stream) for stream in cases}
        _check_papers(stage, report, window, papers, folder)
        _keep_scans(report, window, cases[0], folder / "scans")
        findings.check_ends(report, window, hub)
        _check_pages(stage, report, window, papers, folder)


def look_again(stage: Stage, report: Report, home: Path) -> None:
    """After the walks: everything at the hub, and every paper that was made came out."""
    with (
        report.step("look-again"),
        book.opened(home / "practice" / "store") as window,
        book.opened(stage.centre.store) as hub,
    ):
        findings.check_ends(report, window, hub)
        report.facts["receipt"] = window.receipt()
        out = {
            one.number: one.copies_out
            for row in window.rows.cases()
            for one in window.case(row.stream).papers
            if one.pdf_sha256
        }
        report.check("every paper of the walks came out", holds=all(out.values()), found=out)


def _check_papers(
    stage: Stage,
    report: Report,
    window: Book,
    papers: dict[str, tuple[Filed, ...]],
    folder: Path,
) -> None:
    every = [one for found in papers.values() for one in found]
    archived = findings.keep_archived(window, every, folder / "archived")
    printed = findings.keep_printed(stage.printer, folder / "printed")
    first = len(next(iter(papers.values())))
    for at, (one, file) in enumerate(zip(every, archived, strict=True)):
        findings.check_paper(report, one, file, RARE if at < first else "")
    findings.check_printed(report, archived[:first], printed)
    findings.check_spooled(report, stage.printer, archived)
    kinds = [one.paper.kind.value for one in every]
    wanted = ["receipt", "acceptance", "receipt", "correction", "receipt", "refusal"]
    report.check("the papers of three cases", holds=kinds == wanted, found=kinds)
    out = {one.paper.number: one.paper.copies_out for one in every}
    report.check("every paper came out", holds=all(out.values()), found=out)


def _keep_scans(report: Report, window: Book, stream: str, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    sources = []
    for material in window.case(stream).materials:
        for at, page in enumerate(material.pages, start=1):
            ending = page.media_type.partition("/")[2]
            file = folder / f"{material.line.key}-{at:02d}.{ending}"
            file.write_bytes(window.blob(page.sha256))
            sources.append(page.source)
    counted = {source: sources.count(source) for source in sorted(set(sources))}
    both = "scanner" in counted and len(counted) > 1
    report.check("scans and imports are kept", holds=both, found=counted)


def _check_pages(
    stage: Stage,
    report: Report,
    window: Book,
    papers: dict[str, tuple[Filed, ...]],
    folder: Path,
) -> None:
    visitor = Visitor(stage.centre.url, stage.centre.token)
    kept = folder / "hub"
    kept.mkdir(exist_ok=True)
    for at, (stream, found) in enumerate(papers.items(), start=1):
        pages = findings.check_pages(report, visitor, window.case(stream), stream)
        (kept / f"case-{at}.html").write_text(pages["case"], encoding="utf-8")
        (kept / "cases.html").write_text(pages["cases"], encoding="utf-8")
        verified = findings.check_verified(report, visitor, found[-1])
        (kept / f"verify-{at}.html").write_text(verified, encoding="utf-8")
    head = window.head().hash
    devices = visitor.page("/devices")
    (kept / "devices.html").write_text(devices, encoding="utf-8")
    report.check("the hub shows the window's chain head", holds=head[:12] in devices, found=head)
