"""What a commitment leaves behind: the proof of who was told what and when, and what is published.

The proof protects the clerk who kept to the rules (001A-19); the package goes with the licence
data, since the commitment is part of the decision and may be published (001A-11).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from msgspec import structs

from casework.flows import commitment_words as words
from casework.flows.words import PAPERS
from casework.records import commitment_events as ev
from casework.records.case import CaseRecord
from casework.records.case_events import PageRef
from casework.records.commitment import CommitmentRecord
from casework.records.event import AnyEvent
from casework.records.notice import NoticeRecord, Party, decode_record
from casework.records.task import TaskRecord


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that was done: when (ISO), what in words, by which account, on which paper.

    ``rule`` is the version of the rules, empty where none was applied; ``digest`` that of the
    paper's data record, ``came_out`` how many copies left the printer.
    """

    at: str
    what: str
    by: str
    paper: str = ""
    rule: str = ""
    digest: str = ""
    came_out: int = 0


@dataclass(frozen=True, slots=True)
class Package:
    """What goes with the licence data: the mark, the decision, the commitment and its scan.

    ``public`` is the form without anybody's name, None once its text was purged.
    """

    mark: str
    decision: str
    commitment: str
    scan: tuple[PageRef, ...]
    public: NoticeRecord | None


def evidence(
    case: CaseRecord, record: CommitmentRecord, tasks: Mapping[str, TaskRecord]
) -> tuple[Proof, ...]:
    """Everything that was told, chosen, promised, decided and relayed, in order of time."""
    found = [_proof(event, case) for event in (*record.history, *record.upstream)]
    found += [one for task in tasks.values() for one in _relayed(task)]
    return tuple(sorted(found, key=lambda one: one.at))


def _proof(event: AnyEvent, case: CaseRecord) -> Proof:
    number = str(getattr(event, "paper", ""))
    paper = case.paper(number) if number else None
    rule = getattr(event, "rule", None)
    return Proof(
        at=_moment(event),
        what=_WHAT[type(event)](event),
        by=str(getattr(event, "by", "")),
        paper=f"{PAPERS[paper.kind]} {number}" if paper else number,
        rule=f"{rule.pack}，清单{rule.list_version}" if isinstance(rule, ev.RuleLine) else "",
        digest=paper.record_digest if paper else "",
        came_out=paper.copies_out if paper else 0,
    )


def _relayed(task: TaskRecord) -> list[Proof]:
    opened = task.opened
    found = [Proof(opened.opened_at, f"通知{opened.to}：{opened.text}", "")]
    if task.delivered is not None:
        done = task.delivered
        found.append(Proof(done.delivered_at, f"已送达{opened.to}：{done.means}", "", done.proof))
    return found


def _told(event: ev.CommitmentOffered) -> str:
    return f"告知{len(event.tellings)}项内容并提供选择（信用：{event.credit.standing}）"


def _declined(event: ev.CommitmentDeclined) -> str:
    return "不适用告知承诺：" + "；".join(one.text for one in event.reasons)


def _drawn(event: ev.CommitmentDrawnUp) -> str:
    owed = "、".join(f"{one.name}（{one.until}）" for one in event.owed)
    return f"出具承诺书，承诺{len(event.promises)}项；补交：{owed or words.NOTHING_OWED}"


def _faulty(event: ev.CommitmentFaulty) -> str:
    return "承诺书需要更正：" + "；".join(one.text for one in event.defects)


def _supplied(event: ev.PromiseSupplied) -> str:
    return f"补交{event.line}" + ("（逾期）" if event.late else "")


_WHAT: dict[type, Callable[[Any], str]] = {
    ev.CommitmentOffered: _told,
    ev.CommitmentChosen: lambda _: "申请人签字选择告知承诺",
    ev.OrdinaryRouteChosen: lambda _: "申请人签字选择一般程序",
    ev.CommitmentDeclined: _declined,
    ev.CommitmentDrawnUp: _drawn,
    ev.CommitmentFaulty: _faulty,
    ev.CommitmentSigned: lambda event: f"签署承诺书，{len(event.promises)}项齐全，扫描件已核对",
    ev.CommitmentAccepted: lambda _: "受理",
    ev.CommitmentDecided: lambda event: f"准予（{event.mark}）：{event.organ}{event.number}",
    ev.PromiseSupplied: _supplied,
    ev.PromiseReviewed: lambda event: f"{event.line}：{words.VERDICTS[event.verdict]}",
    ev.CommitmentFulfilled: lambda _: "承诺的材料已补齐",
    ev.PromisesVerified: lambda event: f"核查：{event.text}",
    ev.RectificationOrdered: lambda event: f"要求限期整改：{event.text}",
    ev.RectificationPassed: lambda event: f"整改合格：{event.text}",
    ev.RectificationFailed: lambda event: f"整改后仍不符合：{event.text}",
    ev.DecisionRescinded: lambda event: f"撤销：{words.CAUSES[event.cause]}",
    ev.UpstreamRescinded: lambda event: f"{words.UPSTREAM}：{event.upstream_name}",
    ev.CommitmentEnded: lambda _: "办件终结",
}
_ASIDE = frozenset({"seen_at", "compared_at"})
"""Moments an event names beside its own."""


def _moment(event: AnyEvent) -> str:
    """When it was done: the event's own field of the name …_at."""
    named = (name for name in event.__struct_fields__ if name.endswith("_at"))
    return next(str(getattr(event, name)) for name in named if name not in _ASIDE)


def package(case: CaseRecord, record: CommitmentRecord) -> Package | None:
    """The package of a decided case; None before the decision."""
    if record.decided is None or record.drawn is None or record.signed is None:
        return None
    paper = case.paper(record.drawn.paper)
    body = paper.record if paper else None
    return Package(
        mark=record.decided.mark,
        decision=record.decided.number,
        commitment=record.drawn.paper,
        scan=record.signed.pages,
        public=redacted(decode_record(body.encode())) if body else None,
    )


def redacted(notice: NoticeRecord) -> NoticeRecord:
    """A paper for publication: without who stood at the counter and who served.

    The scan is never published: it bears signatures.
    """
    nobody = Party("", "", "")
    applicant = notice.applicant if notice.applicant.number else Party("申请人", "", "")
    return structs.replace(notice, applicant=applicant, deliverer=nobody, role="", clerk="")
