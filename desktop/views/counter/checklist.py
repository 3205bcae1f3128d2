"""Step 4: a line of the checklist as the clerk works it, and what a key makes of its paper."""

from dataclasses import dataclass

from msgspec import structs

from casework.flows.reuse import Offer
from casework.law.materials import Material, Shape
from casework.records.case import Material as Held
from casework.records.case_events import SCANNER, PageRef
from desktop.views.counter.draft import Paper

TAKE, SEE, SCAN, IMPORT, DROP = "take", "see", "scan", "import", "drop"
REUSE = "reuse"
HAVE, UNSEEN, UNSEALED, MISSING, OPTIONAL, REFUSED, NUMBER = (
    "have",
    "unseen",
    "unsealed",
    "missing",
    "optional",
    "refused",
    "number",
)
_PAPER_SHAPES = (Shape.ORIGINAL, Shape.COMPARED_COPY, Shape.COPY, Shape.E_FILE)


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
    """``have``, ``unseen``, ``unsealed``, ``missing``, ``optional``, ``refused``, ``number``."""
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


def wants_original(material: Material) -> bool:
    """Whether somebody has to look at an original of it."""
    return bool({Shape.ORIGINAL, Shape.COMPARED_COPY} & set(material.shapes))


def taken(material: Material, paper: Paper) -> Paper:
    """The paper lies on the counter in the form that was asked for."""
    medium = next((shape for shape in _PAPER_SHAPES if shape in material.shapes), Shape.ORIGINAL)
    fresh = Paper() if paper.kept else paper
    return structs.replace(fresh, medium=medium.value, count=max(material.copies, 1))


def with_pages(material: Material, paper: Paper, pages: tuple[PageRef, ...]) -> Paper:
    """Pages were scanned or imported; a new page asks for a new look at the original."""
    held = paper if paper.medium and not paper.kept else taken(material, paper)
    came = tuple(_scanned(material, page) for page in pages)
    return structs.replace(held, pages=(*held.pages, *came), seen_at="")


def _scanned(material: Material, page: PageRef) -> PageRef:
    """原件扫描 (004-7): what is scanned here where an original was asked for lies here itself."""
    of_original = page.source == SCANNER and wants_original(material)
    return structs.replace(page, of_original=page.of_original or of_original)


def reused(offer: Offer) -> Paper:
    """A file of an earlier application lies here once more (004-7)."""
    return Paper(offer.medium, offer.count, offer.pages, shared=offer.shared)


def lying(held: Held) -> Paper:
    """What lies here since an earlier visit, to be looked at and not received again."""
    return Paper(held.medium, held.count, held.pages, here=True)


def seen(material: Material, paper: Paper, at: str) -> Paper:
    """The clerk compared the original, this one and no other; a second key takes it back.

    An original that is looked at lies on the counter: the same key takes it in.
    """
    held = paper if paper.medium else taken(material, paper)
    return structs.replace(held, seen_at="" if paper.seen_at else at)
