"""One set of materials for several items of a stage (004-7): the same paper is asked for once.

Materials are the same when they have the same ``type``; one without a type belongs to its item
alone. What one of the items builds on and another of them brings about is never asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casework.law.items import Item
from casework.law.materials import Handling, Material, Shape

_ORDER = (
    Handling.ASK,
    Handling.NUMBER,
    Handling.ELSEWHERE,
    Handling.ON_SITE,
    Handling.SHARED,
)
"""What is shared for one item is shared for all: the last of these that any item says holds."""


@dataclass(frozen=True, slots=True)
class OneMaterial:
    """A paper of the set: what is asked for, and the lines of the items it serves.

    ``lines`` are pairs of an item's code and the key of its checklist line, in the items' order.
    """

    key: str
    name: str
    handling: Handling
    required: bool
    shapes: tuple[Shape, ...]
    copies: int
    lines: tuple[tuple[str, str], ...]

    @property
    def shared(self) -> bool:
        """Whether more than one item builds on it."""
        return len({item for item, _ in self.lines}) > 1


def one_set(items: Sequence[Item], values: Mapping[str, str], role: str) -> tuple[OneMaterial, ...]:
    """The materials of ``items`` together, in the order of their first appearance."""
    groups: dict[str, list[tuple[Item, Material]]] = {}
    for item in items:
        for material in item.checklist(values, role):
            key = material.type or f"{item.code}.{material.key}"
            groups.setdefault(key, []).append((item, material))
    return tuple(_merged(key, group) for key, group in groups.items())


def _merged(key: str, group: Sequence[tuple[Item, Material]]) -> OneMaterial:
    materials = [material for _, material in group]
    shapes = dict.fromkeys(shape for one in materials for shape in one.shapes)
    return OneMaterial(
        key=key,
        name=materials[0].name,
        handling=max((one.handling for one in materials), key=_ORDER.index),
        required=any(one.required for one in materials),
        shapes=tuple(shapes),
        copies=max(one.copies for one in materials),
        lines=tuple((item.code, material.key) for item, material in group),
    )
