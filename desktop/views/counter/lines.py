"""Step 4: the lines of the checklist from the pack, the case that is here, and what lies now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from casework.flows.deciding import is_due_later, is_unsealed
from casework.flows.reuse import Offer, Shared
from casework.flows.words import shape_words
from casework.law.items import Body, Item
from casework.law.limits import Moment
from casework.law.materials import Handling, Material
from casework.records.case import CaseRecord
from casework.records.case import Material as Held
from casework.records.case_events import E_FILE, ChecklistLine
from desktop.views.counter.checklist import (
    DROP,
    HAVE,
    IMPORT,
    MISSING,
    NUMBER,
    OPTIONAL,
    REFUSED,
    REUSE,
    SCAN,
    SEE,
    TAKE,
    UNSEALED,
    UNSEEN,
    Line,
    wants_original,
)
from desktop.views.counter.draft import Draft, Paper

_NONE = "——"
_REFUSED = {
    Handling.SHARED: ("共享", "已共享", "已共享，不得重复收取"),
    Handling.ON_SITE: ("现场收取", "现场收取", "现场验收时收取，不在窗口收取"),
    Handling.ELSEWHERE: ("另行上传", "另行上传", "在其他系统上传，不在窗口收取"),
}
"""What stands under 要求, in the state, and when a key asks for it all the same."""
_NODES = {
    Moment.REVIEWED: "审核前",
    Moment.DETERMINED: "作出决定前",
    Moment.COMPLETED: "办结前",
    Moment.LICENCE_DELIVERED: "发证前",
    Moment.SITE_STARTED: "现场验收前",
    Moment.SITE_DONE: "现场验收时",
    Moment.ALL_PASSED: "专项验收合格前",
}
"""By when a material has to exist that is not needed for acceptance (000二)."""
_OTHERS = "后续环节"


@dataclass(frozen=True, slots=True)
class Look:
    """By what the lines are read: the item, the form's kept values, who looks at originals.

    ``record`` is the case that is gone on with; ``results`` are the names of results by key.
    """

    item: Item
    kept: Mapping[str, str]
    role: str
    clerk: str
    record: CaseRecord | None = None
    results: Mapping[str, str] = field(default_factory=dict)
    exempted: Mapping[str, str] = field(default_factory=dict)
    """By line the record of the exemption that takes it away (001B注2)."""
    lent: Mapping[str, Offer] = field(default_factory=dict)
    """By line the file of an earlier application that can be used again (004-7)."""

    @property
    def looks(self) -> bool:
        """Whether originals are looked at here (obligations 0b a)."""
        return self.item.originals_checked_by is Body.WINDOW


def lines(draft: Draft, look: Look) -> tuple[Line, ...]:
    """All lines of the checklist that apply, also those that must not be asked for."""
    found = tuple(_lines(draft, look))
    brought = {one.key for one in found if one.state in (HAVE, UNSEEN, UNSEALED)}
    return tuple(_or_another(one, look.item.alternatives(one.key), brought) for one in found)


def _lines(draft: Draft, look: Look) -> Iterator[Line]:
    """A new application asks by the pack; a case that is here by the list of its day."""
    asked = look.item.checklist(look.kept, look.role)
    record = look.record
    if record is None:
        for one in asked:
            yield _line(one, draft.papers.get(one.key, Paper()), None, look)
        return
    before = look.item.checklist(record.values(), record.deliverer.role)
    was, now = ({one.key for one in some} for some in (before, asked))
    here = {one.line.key for one in record.materials}
    known = {one.key: one for one in look.item.materials}
    for held in record.materials:
        key = held.line.key
        if key in was - now and not held.received:
            continue
        paper = draft.papers.get(key, Paper())
        if key in known:
            yield _line(known[key], paper, held, look)
        else:
            yield _of_another_pack(held.line, held)
    for one in asked:
        if one.key not in was | here:
            yield _line(one, draft.papers.get(one.key, Paper()), None, look)


def _or_another(line: Line, alternatives: tuple[str, ...], brought: set[str]) -> Line:
    """Of papers of which one suffices, nothing is missing once one is there."""
    if line.state != MISSING or len(alternatives) == 1:
        return line
    if brought.isdisjoint(alternatives):
        return replace(line, words="缺，几样中有一样即可")
    return replace(line, state=OPTIONAL, words="已收另一样")


def _line(material: Material, paper: Paper, held: Held | None, look: Look) -> Line:
    later = is_due_later(material)
    owed = material.required and not later
    base = Line(
        key=material.key,
        name=f"{material.name}〔签〕" if material.seal else material.name,
        star=material.required,
        required=shape_words(material.form),
        received=_NONE,
        seen=_NONE,
        state=MISSING if owed else OPTIONAL,
        words=_wanted(material),
        allowed=frozenset(),
        why="",
        detail="；".join(_details(material, look)),
    )
    if material.handling is Handling.NUMBER:
        return _numbered(base, material, look.kept.get(material.number_field, ""))
    if material.handling in _REFUSED:
        return _refused(base, material, look)
    if held is not None and held.received and not (paper.medium and not paper.here):
        return _lying(base, material, (held, paper), look)
    return _asked(base, material, paper, look)


def _wanted(material: Material) -> str:
    if is_due_later(material):
        when = _NODES.get(material.due_node, _OTHERS) if material.due_node else _OTHERS
        return f"{when}提交即可"
    return "缺" if material.required else "有则收取"


def _refused(base: Line, material: Material, look: Look) -> Line:
    required, words, why = _REFUSED[material.handling]
    if material.result_of:
        name = look.results.get(material.result_of, "")
        required, words = "审批结果", f"由{name or '部门'}流转"
        why = "审批结果在部门之间流转，不得要求申请人提供"
    elif number := look.exempted.get(material.key, ""):
        why = f"对应的审批已经豁免（记录 {number}），不得再收取它的材料（{material.basis.short}）"
        told = replace(base, required="已豁免", words=f"记录 {number}", why=why)
        return replace(told, received="不收", state=REFUSED)
    elif material.elsewhere:
        words, why = f"在{material.elsewhere}上传", f"在{material.elsewhere}上传，不在窗口收取"
    basis = f"（{material.basis.short}）"
    told = replace(base, required=required, words=words + basis, why=why + basis)
    return replace(told, received="不收", state=REFUSED)


def _numbered(base: Line, material: Material, number: str) -> Line:
    why = f"只收编号，在表单中填写（{material.basis.short}）"
    held = replace(base, required="只收编号", why=why)
    if number:
        return replace(held, received=number, state=NUMBER, words="编号已填")
    return replace(held, words=f"编号未填{'' if material.required else '，有则填写'}")


def _asked(base: Line, material: Material, paper: Paper, look: Look) -> Line:
    looks = wants_original(material) and look.looks
    allowed = {TAKE, SCAN, IMPORT} | ({SEE} if looks else set())
    why = "先收取" if wants_original(material) else "不是原件，不作核对"
    offer = look.lent.get(material.key)
    if offer is not None:
        allowed |= {REUSE}
    if not paper.medium:
        plain = replace(base, allowed=frozenset(allowed), why=why)
        return plain if offer is None else _lent(plain, offer)
    if paper.shared is not None:
        return _shared(base, paper, paper.shared, allowed, looks=looks)
    unseen = looks and not paper.seen_at
    state, words = UNSEEN if unseen else HAVE, "待核对原件" if unseen else "已收"
    if paper.seen_at:
        words = f"{look.clerk} 核对"
    if is_unsealed(material, paper.pages):
        state, words = UNSEALED, "未见电子签章"
    return replace(
        base,
        received=_received(paper.medium, paper.count, len(paper.pages)),
        seen=f"✔ {paper.seen_at[11:16]}" if paper.seen_at else _NONE,
        state=state,
        words=words,
        allowed=frozenset(allowed | {DROP}),
        why=why,
        pages=paper.pages,
    )


def _lent(base: Line, offer: Offer) -> Line:
    """A file of the same type lies in an earlier application of the project (000§6)."""
    checked = "，原件已核验" if offer.verified else ""
    where = f"{offer.received_at[:10]} “{offer.item_name}”申请（{offer.shared.number}）"
    return replace(
        base,
        words=f"{base.words}，可共享{'（已核验）' if offer.verified else ''}",
        detail=f"{base.detail}；可共享{where}的这份材料{checked}，申请人确认后按 R",
    )


def _shared(base: Line, paper: Paper, shared: Shared, allowed: set[str], *, looks: bool) -> Line:
    """A file that is used again: who compared its original need not do so once more (004-11)."""
    verified = bool(shared.verifier)
    unseen = looks and not verified and not paper.seen_at
    seen_at = shared.verified_at if verified else paper.seen_at
    words = f"已核验，{seen_at[:10]}" if verified else "待核对原件" if unseen else "已共享"
    return replace(
        base,
        received=f"共享 · {len(paper.pages)} 页",
        seen=f"✔ {seen_at[5:10]}" if seen_at else _NONE,
        state=UNSEEN if unseen else HAVE,
        words=words,
        allowed=frozenset((allowed - ({SEE} if verified else set())) | {DROP}),
        why="首次录入时已核验原件，不再核对（004-11）" if verified else "不是原件，不作核对",
        detail=f"{base.detail}；共享自 {shared.number}",
        pages=paper.pages,
    )


def _lying(base: Line, material: Material, both: tuple[Held, Paper], look: Look) -> Line:
    """What lies here since an earlier visit, or came online: it is not asked for again."""
    held, paper = both
    scan = look.record is not None and look.record.online and held.medium == E_FILE
    looks = wants_original(material) and look.looks
    seen_at = paper.seen_at if paper.here else held.verified_at
    unseen = looks and not seen_at and not scan
    words = "网上提交" if scan else f"{held.received_at[5:10]} 已收"
    state = UNSEEN if unseen else HAVE
    if is_unsealed(material, held.pages):
        state, words = UNSEALED, "未见电子签章"
    allowed = {TAKE, SCAN, IMPORT} | ({SEE} if looks and not held.verifier else set())
    return replace(
        base,
        received=_received(held.medium, held.count, len(held.pages)),
        seen=f"✔ {seen_at[5:10]}" if seen_at else _NONE,
        state=state,
        words="待核对原件" if unseen else words,
        allowed=frozenset(allowed | ({DROP} if paper.here else set())),
        why="已核验，不再核对原件（004-11）" if held.verifier else "不是原件，不作核对",
        pages=held.pages,
    )


def _of_another_pack(line: ChecklistLine, held: Held) -> Line:
    """A line that today's rules do not know: it stays as it is, nothing is asked for it."""
    return Line(
        key=line.key,
        name=line.name,
        star=line.required,
        required=shape_words(line.form),
        received=_received(held.medium, held.count, len(held.pages)) if held.received else _NONE,
        seen="✔" if held.verifier else _NONE,
        state=HAVE if held.received else OPTIONAL,
        words="已收" if held.received else "现行规则已无此项",
        allowed=frozenset(),
        why="现行规则中已没有这一项，不再收取",
        detail=f"{line.name}；依据 {line.basis}",
        pages=held.pages,
    )


def _received(medium: str, count: int, pages: int) -> str:
    words = f"{shape_words(medium)} {count} 份"
    return f"{words} · {pages} 页" if pages else words


def _details(material: Material, look: Look) -> Iterator[str]:
    """The whole story of a line for the clerk's eye: presence and form, never substance."""
    form = f"（{shape_words(material.form)}）" if material.form else ""
    yield f"{material.name}{form}"
    if material.copies > 1:
        yield f"一式 {material.copies} 份"
    others = [one for one in look.item.alternatives(material.key) if one != material.key]
    if others:
        names = {one.key: one.name for one in look.item.materials}
        yield f"或者{'、'.join(names[key] for key in others)}，有一样即可"
    if material.elsewhere:
        yield f"在{material.elsewhere}上传"
    if material.seal:
        yield "须加盖电子签章"
    if is_due_later(material) and material.due_node:
        yield f"{_NODES.get(material.due_node, _OTHERS)}提交即可，不影响受理"
    if material.signatures:
        yield f"应有签章：{'、'.join(material.signatures)}"
    if material.hint:
        yield material.hint.rstrip("。")
    yield f"依据 {material.basis.short}{'；示例清单，仅供演练' if material.sample else ''}"
