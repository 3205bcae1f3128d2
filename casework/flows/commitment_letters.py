"""What the papers of a commitment say: locked texts of the pack, and dates that are computed.

No text of a request reaches these papers, so that nobody at a window can change a condition or a
promise (001A-18(二)).
"""

from collections.abc import Sequence
from datetime import date, datetime

from casework.act import Context
from casework.flows import commitment_words as words
from casework.flows.commitment_dates import due_of
from casework.flows.commitment_rows import article
from casework.flows.papers import Letter
from casework.flows.words import shape_words
from casework.law.articles import Article
from casework.law.commitment import Commitment, Telling, TellingKind
from casework.law.items import Item
from casework.law.wording import NoticeKey
from casework.records.case import CaseRecord
from casework.records.case_events import ChecklistLine, ReasonText
from casework.records.commitment import MARK, CommitmentRecord
from casework.records.commitment_events import OwedLine, ToldLine
from casework.records.notice import NoticeKind, NoticeRecord, Party, Section

_TITLES = {
    TellingKind.LAW: "001A-7-1",
    TellingKind.CONDITIONS: "001A-7-2",
    TellingKind.MATERIALS: "001A-7-3",
    TellingKind.TERM: "001A-7-4",
    TellingKind.SUPERVISION: "001A-7-5",
    TellingKind.OTHER: "001A-7-6",
}
_RESPONSIBLE, _PUBLISHED = "001A-17", "001A-11"


def told(commitment: Commitment) -> tuple[ToldLine, ...]:
    """The tellings as the stream keeps them."""
    return tuple(
        ToldLine(one.kind.value, "\n".join(_paragraphs(one)), _cites(one.articles))
        for one in commitment.tellings
    )


def promises(commitment: Commitment) -> tuple[ToldLine, ...]:
    """The eight promises as the stream keeps them, word for word."""
    return tuple(ToldLine(one.key, one.text, one.cite) for one in commitment.promises)


def telling(
    item: Item,
    commitment: Commitment,
    lines: Sequence[ChecklistLine],
    start: datetime | None,
    context: Context,
) -> Letter:
    """The 告知书: the six tellings in their order and the choice (001A-7, -12).

    ``lines`` are the checklist of the intake; with ``start`` the terms have their last day.
    """
    sections = [
        _telling(one, item, commitment, lines, start, context) for one in commitment.tellings
    ]
    listed = commitment.listed
    version = f"{listed.version}（{_written(listed.effective_from, context)}起实施）"
    opening = article("001A-7", context)
    return Letter(
        sections=(
            *sections,
            Section(words.LIST, (version, listed.basis.cite)),
            Section(words.CHOICE, (), words.CHOICE_HEAD, (44, 30, 18), words.CHOICES),
        ),
        opening=_quoted(opening),
    )


def _telling(
    one: Telling,
    item: Item,
    commitment: Commitment,
    lines: Sequence[ChecklistLine],
    start: datetime | None,
    context: Context,
) -> Section:
    title = article(_TITLES[one.kind], context).text.rstrip("。")
    texts = _paragraphs(one)
    if one.kind is TellingKind.MATERIALS:
        rows = tuple(_material(line, commitment) for line in lines)
        return Section(title, texts, ("材料名称", "法定形式", "提交"), (52, 26, 22), rows)
    if one.kind is TellingKind.TERM and commitment.terms:
        rows = tuple(
            (item.material(line).name, words.WITHIN.format(days=days), _last(days, start, context))
            for line, days in commitment.terms.items()
        )
        return Section(title, texts, ("可以承诺补交的材料", "期限", "最迟"), (40, 36, 24), rows)
    return Section(title, texts)


def _paragraphs(one: Telling) -> tuple[str, ...]:
    return (*((one.text,) if one.text else ()), *map(_quoted, one.articles))


def _quoted(one: Article) -> str:
    return f"{one.cite}：{one.text}" if one.text else one.cite


def _cites(articles: Sequence[Article]) -> str:
    return "；".join(one.cite for one in articles)


def _material(line: ChecklistLine, commitment: Commitment) -> tuple[str, ...]:
    if line.handling != "ask":
        return line.name, "", words.HANDLING[line.handling]
    when = words.LATER if line.key in commitment.terms else words.AT_ONCE
    return line.name, shape_words(line.form), when if line.required else words.IF_ANY


def _last(days: int, start: datetime | None, context: Context) -> str:
    """The last day in words; nothing where it lies beyond the calendar or is not known yet."""
    if start is None:
        return ""
    due = due_of(days, start, context)
    return "" if due.provisional else _written(due.day, context)


def _written(day: date, context: Context) -> str:
    return context.catalogue.phrases.written(day)


def commitment_form(
    item: Item, made: Sequence[ToldLine], owed: Sequence[OwedLine], context: Context
) -> Letter:
    """The 承诺书: all eight promises, what is owed until when, where to sign (001A-8, -9)."""
    rows = tuple((one.name, shape_words(one.form), _until(one, context)) for one in owed)
    head = ("材料名称", "法定形式", "提交期限") if rows else ()
    shares = (44, 22, 34) if rows else ()
    signing = (*words.SIGN_HERE, *((words.INTERMEDIARY_SIGNS,) if item.intermediary else ()))
    effect = tuple(_quoted(article(key, context)) for key in (_PUBLISHED, _RESPONSIBLE))
    nothing = () if rows else (words.NOTHING_OWED,)
    return Letter(
        sections=(
            Section(words.PROMISES, tuple(one.text for one in made)),
            Section(words.OWED, nothing, head, shares, rows),
            Section(words.SIGNING, (), words.SIGN_HEAD, (44, 30, 18), signing),
            Section(words.EFFECT, effect),
        ),
        opening=_quoted(article("001A-8", context)),
    )


def _until(one: OwedLine, context: Context) -> str:
    return _written(date.fromisoformat(one.until), context)


def declined(item: Item, reasons: Sequence[ReasonText]) -> Letter:
    """Why a willing applicant's commitment is not taken, and that the ordinary route is open."""
    rows = tuple((one.text, one.basis) for one in reasons)
    return Letter(
        sections=(
            Section(words.NOT_APPLICABLE, (), ("理由", "依据"), (50, 42), rows),
            Section(words.THEN, (words.ORDINARY,)),
        ),
        opening=words.DECLINED_OPENING.format(item=item.name),
    )


def approval_told(
    case: CaseRecord, record: CommitmentRecord, item: Item, number: str, context: Context
) -> Letter:
    """The 审批信息告知单 for the supervision office (001A-13)."""
    received = case.received
    facts = (
        ("申请人", f"{received.applicant.unit}（{received.applicant.credit_code}）"),
        ("项目", f"{received.project_name}（{received.project_code}）"),
        ("事项", received.item_name),
        ("决定", f"{number}（{MARK}）"),
        ("承诺书", record.drawn.paper if record.drawn else ""),
    )
    owed = tuple(
        (one.owed.name, _until(one.owed, context)) for one in record.promised if not one.passed
    )
    sections = [Section(words.INFORMATION, (), ("栏目", "内容"), (24, 68), facts)]
    if owed:
        sections.append(Section(words.OWED, (), ("材料名称", "提交期限"), (58, 34), owed))
    sections.append(Section(words.SUPERVISION, _supervision(record)))
    return Letter(
        sections=tuple(sections),
        opening=words.TOLD_OPENING.format(
            office=words.OFFICE.format(lead=item.lead),
            item=received.item_name,
            day=_written(context.now.date(), context),
        ),
        mark=MARK,
    )


def _supervision(record: CommitmentRecord) -> tuple[str, ...]:
    """How it is supervised, in the words the applicant was told."""
    offered = record.offered.tellings if record.offered else ()
    found = (one.text for one in offered if one.key == TellingKind.SUPERVISION.value)
    return tuple(line for text in found for line in text.split("\n"))


def rescission(
    record: CommitmentRecord, cause: str, reason: str, number: str, context: Context
) -> Letter:
    """The 撤销告知单: which decision, why, what follows, what can be done (001A-14, -15, -17)."""
    decided = record.decided
    gone = f"{decided.organ}　{decided.number}（{MARK}）" if decided else ""
    remedies = context.catalogue.notices[NoticeKey.REFUSAL].remedies
    return Letter(
        sections=(
            Section(words.RESCINDED, (gone, f"撤销决定文号：{number}")),
            Section(words.WHY, (cause, reason)),
            Section(words.EFFECT, (_quoted(article(_RESPONSIBLE, context)),)),
            Section(words.REMEDIES, remedies),
        ),
        opening=words.RESCINDED_OPENING,
        mark=MARK,
    )


def blank(item: Item, kind: NoticeKind, letter: Letter, context: Context) -> NoticeRecord:
    """A form without an applicant, to be printed as a draft at any time (001A-6)."""
    texts = context.catalogue.notices[NoticeKey(kind.value)]
    nobody = Party("", "", "")
    return NoticeRecord(
        kind=kind,
        number="",
        organ=item.organ,
        seal=item.seal,
        hall=context.place.hall_name,
        window=context.place.window_name,
        clerk="",
        applicant=nobody,
        deliverer=nobody,
        role="",
        project_name="",
        project_code="",
        item_name=item.name,
        item_code=item.platform_code,
        received_at="",
        made_at=context.now.isoformat(),
        rule=context.catalogue.pack.line,
        remarks=texts.remarks,
        sample_texts=texts.sample or (item.commitment is not None and item.commitment.sample),
        copies=texts.copies,
        practice=context.practice,
        opening=letter.opening,
        sections=letter.sections,
    )
