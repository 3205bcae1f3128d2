"""Key persons of a project (002图4.2注4): locked for a time, formally with the permit, released.

A project manager and a chief supervisor are bound to one project. They are locked for a time when
the bid notice is given out or, without a tender, when the contract is entered; formally when the
permit is given; and released by the filing of the completion (002图4.4).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casework.act import Context, Records
from casework.errors import RuleError
from casework.law.forms import Form, GroupKind
from casework.people.numbers import mask_name
from casework.records import ids
from casework.records.event import Staged
from casework.records.locks import (
    LOCKS,
    Hold,
    Lock,
    LocksConfirmed,
    LocksRecord,
    LocksReleased,
    PersonLocked,
)

GROUP = "key_persons"
"""The table of the forms that names them."""
WORDS: Mapping[Hold, str] = {
    Hold.TEMPORARY: "临时锁证",
    Hold.FORMAL: "正式锁证",
    Hold.RELEASED: "已解锁",
}


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who is named for a project: ``role`` is a row of the form."""

    role: str
    role_name: str
    name: str
    certificate: str
    unit: str


def named(values: Mapping[str, str], form: Form | None = None) -> tuple[Named, ...]:
    """Who stands in the table of key persons; ``form`` gives the rows their names."""
    labels = _labels(form)
    roles = dict.fromkeys(key.split(".")[1] for key in values if key.startswith(f"{GROUP}."))
    found = (
        Named(
            role,
            labels.get(role, role),
            values.get(f"{GROUP}.{role}.name", ""),
            values.get(f"{GROUP}.{role}.certificate", ""),
            values.get(f"{GROUP}.{role}.unit", ""),
        )
        for role in roles
    )
    return tuple(one for one in found if one.name and one.certificate)


def _labels(form: Form | None) -> dict[str, str]:
    groups = form.groups if form is not None else ()
    table = next((one for one in groups if one.key == GROUP), None)
    if table is None or table.kind is not GroupKind.TABLE:
        return {}
    return {row.key: row.label for row in table.rows}


def require_free(values: Mapping[str, str], project: str, locks: LocksRecord) -> None:
    """RuleError PM-121 for a person who is locked to another project."""
    for one in named(values):
        _require_free(one, project, locks)


def _require_free(one: Named, project: str, locks: LocksRecord) -> None:
    lock = locks.elsewhere(one.certificate, project)
    if lock is not None:
        raise RuleError(
            "PM-121",
            person=mask_name(one.name),
            project=lock.locked.project_name,
            hold=WORDS[lock.hold],
        )


def shown(locks: Sequence[Lock]) -> tuple[str, ...]:
    """The lock state of a project's persons, a line each: 项目经理 孟**：临时锁证（中标…）."""
    return tuple(
        f"{one.locked.role_name} {mask_name(one.locked.person_name.value or '')}"
        f"：{WORDS[one.hold]}（{one.ground}，{one.since[:10]}）"
        for one in locks
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Which project binds them, and the number of the paper that does."""

    project: str
    project_name: str
    ground: str


def locked(
    persons: Sequence[Named],
    place: Place,
    locks: LocksRecord,
    context: Context,
    *,
    formal: bool,
) -> Iterator[Staged]:
    """The events that lock ``persons``; RuleError PM-121 for whoever is bound elsewhere."""
    for one in persons:
        _require_free(one, place.project, locks)
        yield Staged(
            LOCKS,
            PersonLocked(
                ident=f"{ids.ident_of(place.project)}-{one.role}",
                role=one.role,
                role_name=one.role_name,
                person_name=context.seal(one.name),
                certificate_number=context.seal(one.certificate),
                unit=one.unit,
                project=place.project,
                project_name=place.project_name,
                ground=place.ground,
                formal=formal,
                organ=context.clerk.department,
                locked_at=context.now.isoformat(),
            ),
        )


def confirmed(
    persons: Sequence[Named],
    project: tuple[str, str],
    number: str,
    records: Records,
    context: Context,
) -> tuple[Staged, ...]:
    """正式锁证 when the permit is given: who is locked becomes so, who is only named is locked.

    ``project`` is its stream and name, ``number`` the permit's.
    """
    locks = records.of(LOCKS, LocksRecord) or LocksRecord()
    stream, name = project
    known = {one.locked.role: one.locked for one in locks.of_project(stream) if one.holds}
    fresh = [one for one in persons if not _same(one, known.get(one.role))]
    staged = list(locked(fresh, Place(stream, name, number), locks, context, formal=True))
    if known:
        at, organ = context.now.isoformat(), context.clerk.department
        staged.append(Staged(LOCKS, LocksConfirmed(stream, number, organ, at)))
    return tuple(staged)


def _same(one: Named, locked: PersonLocked | None) -> bool:
    return locked is not None and locked.certificate_number.value == one.certificate


def released(
    project: str, forms: Sequence[str], records: Records, context: Context
) -> tuple[Staged, ...]:
    """人员自动解锁 by the filing of the completion (002图4.4); nothing where nobody is locked."""
    locks = records.of(LOCKS, LocksRecord)
    if locks is None or not any(one.holds for one in locks.of_project(project)):
        return ()
    at, organ = context.now.isoformat(), context.clerk.department
    return (Staged(LOCKS, LocksReleased(project, tuple(forms), organ, at)),)
