"""Step 4: the lines of the checklist as the clerk works them, and what each of them allows."""

from dataclasses import dataclass, replace

from msgspec import structs

from casework.flows.words import shape_words
from casework.law.items import Body, Handling, Item, Material
from casework.records.case_events import PageRef
from desktop.views.counter.draft import Draft, Paper

TAKE, SEE, SCAN, IMPORT, DROP = "take", "see", "scan", "import", "drop"
_PAPER_SHAPES = ("original", "compared_copy", "copy", "e-file")


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
    """``have``, ``missing``, ``optional``, ``refused``, ``number``."""
    allowed: frozenset[str]
    why: str
    pages: tuple[PageRef, ...] = ()
    sample: bool = False


def lines(draft: Draft, item: Item, kept: dict[str, str], clerk: str) -> tuple[Line, ...]:
    """All lines of the checklist that apply, also those that must not be asked for."""
    window = item.originals_checked_by is Body.WINDOW
    return tuple(
        _line(one, draft.papers.get(one.key, Paper()), kept, clerk if window else "")
        for one in item.checklist(kept, draft.person.role)
    )


def _line(material: Material, paper: Paper, kept: dict[str, str], clerk: str) -> Line:
    base = Line(
        key=material.key,
        name=material.name,
        star=material.required,
        required=shape_words(material.form),
        received="",
        seen="",
        state="missing" if material.required else "optional",
        allowed=frozenset(),
        why=material.basis.short,
        sample=material.sample,
    )
    if material.handling is Handling.NUMBER:
        number = kept.get(material.number_field, "")
        state = "number" if number else base.state
        return replace(base, required="只收编号", received=number, state=state)
    if material.refused:
        words = {Handling.SHARED: "共享", Handling.ON_SITE: "现场收取"}
        return replace(base, required=words[material.handling], state="refused")
    return _asked(base, material, paper, clerk)


def _asked(base: Line, material: Material, paper: Paper, clerk: str) -> Line:
    allowed = {TAKE, SCAN, IMPORT}
    if paper.medium:
        allowed.add(DROP)
        if wants_original(material) and clerk:
            allowed.add(SEE)
    received = ""
    if paper.medium:
        received = f"{shape_words(paper.medium)} {paper.count} 份"
        if paper.pages:
            received = f"{received}·{len(paper.pages)} 页"
    seen = f"✔ {paper.seen_at[11:16]} {clerk}" if paper.seen_at else ""
    return replace(
        base,
        received=received,
        seen=seen if wants_original(material) else "——",
        state="have" if paper.medium else base.state,
        allowed=frozenset(allowed),
        pages=paper.pages,
    )


def wants_original(material: Material) -> bool:
    """Whether somebody has to look at an original of it."""
    return bool({"original", "compared_copy"} & set(material.shapes))


def taken(material: Material, paper: Paper) -> Paper:
    """The paper lies on the counter in the form that was asked for."""
    medium = next((shape for shape in _PAPER_SHAPES if shape in material.shapes), "original")
    return structs.replace(paper, medium=medium, count=max(material.copies, 1))


def with_pages(material: Material, paper: Paper, pages: tuple[PageRef, ...]) -> Paper:
    """Pages were scanned or imported; a new page asks for a new look at the original."""
    held = paper if paper.medium else taken(material, paper)
    return structs.replace(held, pages=(*held.pages, *pages), seen_at="")


def seen(paper: Paper, at: str) -> Paper:
    """The clerk compared the original, this one and no other; a second key takes it back."""
    return structs.replace(paper, seen_at="" if paper.seen_at else at)
