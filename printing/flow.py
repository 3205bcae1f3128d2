"""Content as a flow of slabs, and how it falls onto pages: nothing is cut, nothing stands alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from printing.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Slab:
    """A piece that stays whole on one page: a line, a row, a block of signatures.

    ``draw`` is given the sheet and the upper edge. ``above`` is space that falls away at the top
    of a page. ``keep`` binds it to the next slab. ``repeat`` is drawn again above it when a page
    begins with it (the head of its table).
    """

    height: float
    draw: Callable[[Sheet, float], None]
    above: float = 0.0
    keep: bool = False
    repeat: "Slab | None" = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A slab on its page with the distance of its upper edge from the top of the text area."""

    slab: Slab
    top: float


def bound(slabs: Sequence[Slab]) -> list[Slab]:
    """The same slabs, the last one bound to what follows."""
    return [*slabs[:-1], replace(slabs[-1], keep=True)] if slabs else []


def paginate(slabs: Sequence[Slab], room: float) -> list[list[Placed]]:
    """Lay the slabs onto pages of ``room`` points each.

    A slab that does not fit takes the ones bound to it along to the next page, unless they fill a
    page of their own.
    """
    pages: list[list[Slab]] = []
    rest = list(slabs)
    while rest:
        count = _fitting(rest, room)
        page, rest = rest[:count], rest[count:]
        pages.append(page)
        if rest and rest[0].repeat is not None:
            rest.insert(0, replace(rest[0].repeat, keep=True))
            rest[1] = replace(rest[1], repeat=None)
    return [_placed(page) for page in pages]


def _fitting(slabs: list[Slab], room: float) -> int:
    """How many slabs the next page takes: all that fit, less those bound to the first left out."""
    used = 0.0
    count = 0
    for slab in slabs:
        used += slab.height + (slab.above if count else 0.0)
        if used > room + 1e-6 and count:
            break
        count += 1
    if count == len(slabs):
        return count
    kept = count
    while kept > 1 and slabs[kept - 1].keep:
        kept -= 1
    return kept if not slabs[kept - 1].keep else count


def _placed(page: list[Slab]) -> list[Placed]:
    placed: list[Placed] = []
    top = 0.0
    for slab in page:
        top += slab.above if placed else 0.0
        placed.append(Placed(slab, top))
        top += slab.height
    return placed
