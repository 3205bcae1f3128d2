"""From which packs a pack inherits: the folders of its files, the nation's first."""

from collections.abc import Sequence

from casework.errors import RuleError
from casework.law.tables import FileKind, Table

NATIONAL = "national"


def folder(table: Table) -> str:
    """The folder that a table stands in."""
    return table.file.partition("/")[0]


def lineage(tops: Sequence[Table]) -> tuple[str, ...]:
    """The folders from the root to the pack itself, which is the one nobody inherits from.

    LW-402 when there is no ``[pack]``, LW-406 for two, LW-407 for a parent that is not there,
    LW-412 for a pack that inherits from itself.
    """
    packs = _packs(tops)
    parents = {name: table.text("inherits", NATIONAL) for name, table in packs.items()}
    leaves = [name for name in packs if name not in parents.values()]
    if len(leaves) > 1:
        packs[leaves[1]].fail("ident", "LW-406", value=leaves[1])
    at = (leaves or list(packs))[0]
    found = [at]
    known = {folder(top) for top in tops}
    while at in parents and at != NATIONAL:
        before, at = at, parents[at]
        if at in found:
            way = " → ".join((*found[found.index(at) :], at))
            packs[before].fail("inherits", "LW-412", way=way)
        if at not in known:
            packs[before].fail("inherits", "LW-407", value=at)
        found.append(at)
    return tuple(reversed(found))


def _packs(tops: Sequence[Table]) -> dict[str, Table]:
    found: dict[str, Table] = {}
    for top in tops:
        if top.has("pack"):
            table = top.table("pack")
            if folder(top) in found:
                table.fail("", "LW-406", value=folder(top))
            found[folder(top)] = table
    if not found:
        raise RuleError("LW-402", kind=FileKind.RULES.value, file="", line=0, key="pack")
    return found
