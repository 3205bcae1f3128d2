"""Reads one project whole, on the ledger lane: its family, cases, results and exemptions."""

from collections.abc import Mapping

from casework.flows import exemption_basis
from casework.flows.prerequisites import Known
from casework.flows.project_closing import unfinished
from casework.flows.project_tree import hindrances, holdings, lineage
from casework.records.case import CaseRecord
from casework.records.exemption import ExemptionRecord
from casework.records.project import ProjectRecord
from casework.rows import ExemptionRow
from desktop import told_scenes
from desktop.desk import Desk
from desktop.families import above, project_of
from desktop.views.projects.state import Part, Told


def tell(desk: Desk, stream: str) -> Told | None:
    """Everything about a project; None when the ledger does not know it."""
    projects = _family(desk, stream)
    if stream not in projects:
        return None
    line = lineage(stream, projects)
    main = line[-1] if line[-1] in projects else stream
    cases = {one: _cases(desk, one) for one in projects}
    every = {name: case for found in cases.values() for name, case in found.items()}
    exempted = tuple(row for one in line for row in desk.rows.exemptions(one))
    held = holdings(stream, projects, every)
    record = projects[stream]
    return Told(
        stream=stream,
        record=record,
        tree=_tree(main, projects, cases),
        cases=desk.rows.cases_of_project(stream),
        holdings=held,
        known=Known(
            held=held,
            stand_ins=_stand_ins(desk, exempted, record.registered.code),
            deferred=frozenset(one.key for one in record.deferred),
        ),
        unfinished=unfinished(main, projects),
        exemptions=exempted,
        scenes=told_scenes.of_streams(desk, (stream, *(row.stream for row in exempted))),
    )


def _family(desk: Desk, stream: str) -> dict[str, ProjectRecord]:
    """The project, everything it was split from, and everything split from that."""
    found = above(desk, stream)
    waiting = [lineage(stream, found)[-1]]
    seen: set[str] = set()
    while waiting:
        one = waiting.pop()
        seen.add(one)
        for row in (*desk.rows.sub_projects(one), *desk.rows.bin(one)):
            if row.stream not in seen and (part := project_of(desk, row.stream)) is not None:
                found[row.stream] = part
                waiting.append(row.stream)
    return found


def _tree(
    main: str, projects: Mapping[str, ProjectRecord], cases: Mapping[str, Mapping[str, CaseRecord]]
) -> tuple[Part, ...]:
    """Every project below its own, with what stands against its deletion."""
    lines: list[Part] = []

    def walk(stream: str, depth: int) -> None:
        below = [name for name, one in projects.items() if one.registered.parent == stream]
        parts = tuple(projects[name] for name in below)
        in_the_way = hindrances(projects[stream], cases[stream], parts)
        lines.append(Part(stream, projects[stream], depth, in_the_way))
        for name in sorted(below, key=lambda one: (projects[one].name, one)):
            if name not in {line.stream for line in lines}:
                walk(name, depth + 1)

    walk(main, 0)
    return tuple(lines)


def _cases(desk: Desk, project: str) -> dict[str, CaseRecord]:
    loaded = {
        row.stream: desk.ledger.load(row.stream).record
        for row in desk.rows.cases_of_project(project)
    }
    return {name: case for name, case in loaded.items() if isinstance(case, CaseRecord)}


def _stand_ins(desk: Desk, rows: tuple[ExemptionRow, ...], code: str) -> dict[str, str]:
    loaded = {row.stream: desk.ledger.load(row.stream).record for row in rows}
    found = {name: one for name, one in loaded.items() if isinstance(one, ExemptionRecord)}
    return exemption_basis.stands_in(exemption_basis.standing(found, code))
