"""Step 4: the lines of the checklist as the clerk works them, and what each of them allows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from msgspec import structs

from casework.flows.words import shape_words
from casework.law.items import Body, Item
from casework.law.materials import Handling, Material, Shape
from casework.records.case_events import PageRef
from desktop.views.counter.draft import Draft, Paper

TAKE, SEE, SCAN, IMPORT, DROP = "take", "see", "scan", "import", "drop"
HAVE, UNSEEN, MISSING, OPTIONAL, REFUSED, NUMBER = (
    "have",
    "unseen",
    "missing",
    "optional",
    "refused",
    "number",
)
_PAPER_SHAPES = (Shape.ORIGINAL, Shape.COMPARED_COPY, Shape.COPY, Shape.E_FILE)
_NONE = "——"
_REFUSED = {
    Handling.SHARED: ("共享", "已共享", "已共享，不得重复收取"),
    Handling.ON_SITE: ("现场收取", "现场收取", "现场验收时收取，不在窗口收取"),
    Handling.ELSEWHERE: ("另行上传", "另行上传", "在其他系统上传，不在窗口收取"),
}
"""What stands under 要求, in the state, and when a key asks for it all the same."""


@dataclass(frozen=True, slots=True)
class Line:
    """One material on the page; ``allowed`` names what a key may do here."""

    key: str
    name: str
    star: bool
    required: str
    received: str
    seen: str
    state: str
    """``have``, ``unseen``, ``missing``, ``optional``, ``refused``, ``number``."""
    words: str
    """The state in words."""
    allowed: frozenset[str]
    why: str
    """Why nothing else is allowed here, with the article."""
    detail: str
    pages: tuple[PageRef, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the clerk still has to do something about it."""
        return self.state in (MISSING, UNSEEN)


def lines(draft: Draft, item: Item, kept: dict[str, str], clerk: str) -> tuple[Line, ...]:
    """All lines of the checklist that apply, also those that must not be asked for."""
    window = item.originals_checked_by is Body.WINDOW
    found = tuple(
        _line(one, draft.papers.get(one.key, Paper()), kept, clerk if window else "")
        for one in item.checklist(kept, draft.person.role)
    )
    brought = {one.key for one in found if one.state in (HAVE, UNSEEN)}
    return tuple(_or_another(one, item.alternatives(one.key), brought) for one in found)


def _or_another(line: Line, alternatives: tuple[str, ...], brought: set[str]) -> Line:
    """Of papers of which one suffices, nothing is missing once one is there."""
    if line.state != MISSING or len(alternatives) == 1:
        return line
    if brought.isdisjoint(alternatives):
        return replace(line, words="缺，几样中有一样即可")
    return replace(line, state=OPTIONAL, words="已收另一样")


def _line(material: Material, paper: Paper, kept: dict[str, str], clerk: str) -> Line:
    base = Line(
        key=material.key,
        name=material.name,
        star=material.required,
        required=shape_words(material.form),
        received=_NONE,
        seen=_NONE,
        state=MISSING if material.required else OPTIONAL,
        words="缺" if material.required else "有则收取",
        allowed=frozenset(),
        why="",
        detail="；".join(_details(material)),
    )
    if material.handling is Handling.NUMBER:
        return _numbered(base, material, kept.get(material.number_field, ""))
    if material.handling in _REFUSED:
        required, words, why = _REFUSED[material.handling]
        basis = f"（{material.basis.short}）"
        return replace(
            base,
            required=required,
            received="不收",
            state=REFUSED,
            words=words + basis,
            why=why + basis,
        )
    return _asked(base, material, paper, clerk)


def _numbered(base: Line, material: Material, number: str) -> Line:
    why = f"只收编号，在表单中填写（{material.basis.short}）"
    held = replace(base, required="只收编号", why=why)
    if number:
        return replace(held, received=number, state=NUMBER, words="编号已填")
    return replace(held, words=f"编号未填{'' if material.required else '，有则填写'}")


def _asked(base: Line, material: Material, paper: Paper, clerk: str) -> Line:
    looks = wants_original(material) and bool(clerk)
    allowed = {TAKE, SCAN, IMPORT} | ({SEE} if looks else set())
    why = "先收取" if wants_original(material) else "不是原件，不作核对"
    if not paper.medium:
        return replace(base, allowed=frozenset(allowed), why=why)
    received = f"{shape_words(paper.medium)} {paper.count} 份"
    if paper.pages:
        received = f"{received} · {len(paper.pages)} 页"
    unseen = looks and not paper.seen_at
    return replace(
        base,
        received=received,
        seen=f"✔ {paper.seen_at[11:16]}" if paper.seen_at else _NONE,
        state=UNSEEN if unseen else HAVE,
        words="待核对原件" if unseen else (f"{clerk} 核对" if paper.seen_at else "已收"),
        allowed=frozenset(allowed | {DROP}),
        why=why,
        pages=paper.pages,
    )


def _details(material: Material) -> Iterator[str]:
    """The whole story of a line for the clerk's eye: presence and form, never substance."""
    form = f"（{shape_words(material.form)}）" if material.form else ""
    yield f"{material.name}{form}"
    if material.copies > 1:
        yield f"一式 {material.copies} 份"
    if material.elsewhere:
        yield f"在{material.elsewhere}上传"
    if material.seal:
        yield "须加盖电子签章"
    if material.signatures:
        yield f"应有签章：{'、'.join(material.signatures)}"
    if material.hint:
        yield material.hint.rstrip("。")
    yield f"依据 {material.basis.short}{'；示例清单，仅供演练' if material.sample else ''}"


def wants_original(material: Material) -> bool:
    """Whether somebody has to look at an original of it."""
    return bool({Shape.ORIGINAL, Shape.COMPARED_COPY} & set(material.shapes))


def taken(material: Material, paper: Paper) -> Paper:
    """The paper lies on the counter in the form that was asked for."""
    medium = next((shape for shape in _PAPER_SHAPES if shape in material.shapes), Shape.ORIGINAL)
    return structs.replace(paper, medium=medium.value, count=max(material.copies, 1))


def with_pages(material: Material, paper: Paper, pages: tuple[PageRef, ...]) -> Paper:
    """Pages were scanned or imported; a new page asks for a new look at the original."""
    held = paper if paper.medium else taken(material, paper)
    return structs.replace(held, pages=(*held.pages, *pages), seen_at="")


def seen(material: Material, paper: Paper, at: str) -> Paper:
    """The clerk compared the original, this one and no other; a second key takes it back.

    An original that is looked at lies on the counter: the same key takes it in.
    """
    held = paper if paper.medium else taken(material, paper)
    return structs.replace(held, seen_at="" if paper.seen_at else at)
