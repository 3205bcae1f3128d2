"""Whether the rows of a pack fit together: what no row can tell alone."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from casework.law.items import Item
from casework.law.numbering import NumberFormat
from casework.law.pack_rows import Rows
from casework.law.stages import Stage
from casework.law.wording import NoticeKey, NoticeText


def check_papers(
    notices: Mapping[str, NoticeText], formats: Mapping[str, NumberFormat], rows: Rows
) -> None:
    """Every paper has its texts and numbers (LW-402), no two share a number (LW-409)."""
    for kind in NoticeKey:
        if kind not in notices:
            rows.missing("notice", kind)
        if kind not in formats:
            rows.missing("number_format", kind)
    written: set[str] = set()
    for one in formats.values():
        for key, number in (
            ("template", one.reserved(2026, 1)),
            ("dry", one.unreserved("W", date(2026, 11, 20), 1)),
        ):
            if number in written:
                rows.row("number_format", one.series).fail(key, "LW-409", numbers=number)
            written.add(number)


def check_items(
    items: Mapping[str, Item], stages: Collection[str], results: Collection[str], rows: Rows
) -> None:
    """Every stage, item and result that an item names is there (LW-407)."""
    for item in items.values():
        named = [("stage", item.stage, stages)] if item.stage else []
        named += [("merges", code, items) for code in item.merges]
        named += [("parallel", code, items) for code in item.parallel]
        for at, prior in enumerate(item.prior_results):
            named.append((f"prerequisite[{at}].result", prior.result, results))
        for at, material in enumerate(item.materials):
            if material.result_of:
                named.append((f"material[{at}].result_of", material.result_of, results))
        for key, name, known in named:
            if name not in known:
                rows.row("item", item.code).fail(key, "LW-407", value=name)


def check_named(
    named: Mapping[tuple[str, str, str], Iterable[str]], items: Collection[str], rows: Rows
) -> None:
    """Every item that a row (its kind, its key, the key of the list) names is there (LW-407)."""
    for (kind, row, key), codes in named.items():
        for code in codes:
            if code not in items:
                rows.row(kind, row).fail(key, "LW-407", value=code)


def check_stages(
    stages: Mapping[str, Stage], items: Mapping[str, Item], forms: Collection[str], rows: Rows
) -> None:
    """A stage and its items name each other (LW-408), its form is there (LW-407)."""
    for stage in stages.values():
        table = rows.row("stage", stage.key)
        if stage.form and stage.form not in forms:
            table.fail("form", "LW-407", value=stage.form)
        for code in stage.items:
            if code not in items:
                table.fail("items", "LW-407", value=code)
            if items[code].stage != stage.key:
                table.fail("items", "LW-408", value=code)
    for item in items.values():
        if item.stage and item.code not in stages[item.stage].items:
            rows.row("item", item.code).fail("stage", "LW-408", value=item.stage)


def check_results(items: Mapping[str, Item], outside: Collection[str], rows: Rows) -> None:
    """No two items give a result of the same key (LW-406)."""
    seen = set(outside)
    for item in items.values():
        for at, result in enumerate(item.results):
            if result.key in seen:
                table = rows.row("item", item.code)
                table.fail(f"result[{at}].key", "LW-406", value=result.key)
            seen.add(result.key)


def check_order(items: Mapping[str, Item], rows: Rows) -> None:
    """No item is part of itself or waits for itself (LW-412)."""
    giver = {one.key: item.code for item in items.values() for one in item.results}
    before = {
        code: [giver[one.result] for one in item.prior_results if one.result in giver]
        for code, item in items.items()
    }
    _acyclic({code: item.merges for code, item in items.items()}, "merges", rows)
    _acyclic(before, "prerequisite", rows)


def _acyclic(edges: Mapping[str, Iterable[str]], key: str, rows: Rows) -> None:
    """Raise LW-412 for an item that leads back to itself."""
    done: set[str] = set()

    def visit(code: str, path: tuple[str, ...]) -> None:
        if code in path:
            way = " → ".join((*path[path.index(code) :], code))
            rows.row("item", code).fail(key, "LW-412", way=way)
        if code not in done:
            for following in edges[code]:
                visit(following, (*path, code))
            done.add(code)

    for code in edges:
        visit(code, ())
