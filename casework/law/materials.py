"""A material of an item as its pack describes it: what the window does about it, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from casework.law.articles import Article
from casework.law.limits import Moment


class Handling(StrEnum):
    """What the window does about a material."""

    ASK = "ask"
    NUMBER = "number"
    """Only its number, since it is shared."""
    SHARED = "shared"
    """Shared or an approval result: must not be asked for."""
    ON_SITE = "on_site"
    """Collected at the site: must not be asked for at the window."""
    ELSEWHERE = "elsewhere"
    """Uploaded in another system, which is named: must not be asked for here (000§6)."""


class Shape(StrEnum):
    """In which form a material is asked for; several mean all of them."""

    ORIGINAL = "original"
    COPY = "copy"
    COMPARED_COPY = "compared_copy"
    """The original is compared and handed back, the copy stays"""
    E_FILE = "e-file"


class Test(StrEnum):
    """Kinds of condition a material may hang on."""

    FILLED = "filled"
    """A field of the form is filled"""
    CONTAINS = "contains"
    """A choice of the form holds a box"""
    ROLE = "role"
    """Who stands at the counter"""


@dataclass(frozen=True, slots=True)
class Condition:
    """When a conditional material or clause applies, and how the clerk reads it."""

    key: str
    label: str
    test: Test
    field: str
    value: str

    def holds(self, values: Mapping[str, str], role: str) -> bool:
        """Whether it applies, given the form's kept values and the role at the counter."""
        if self.test is Test.ROLE:
            return role == self.value
        value = values.get(self.field, "")
        return self.value in value.split(",") if self.test is Test.CONTAINS else bool(value)


@dataclass(frozen=True, slots=True)
class Material:
    """One line of the checklist."""

    key: str
    name: str
    handling: Handling
    required: bool
    """★"""
    shapes: tuple[Shape, ...]
    copies: int
    basis: Article
    when: str = ""
    """The condition it hangs on, empty for always."""
    number_field: str = ""
    """For NUMBER: the field of the form that holds it."""
    signatures: tuple[str, ...] = ()
    """Who must have signed it, for the clerk's eye."""
    hint: str = ""
    sample: bool = False
    seal: bool = False
    """签: needs an electronic seal (000§6)."""
    elsewhere: str = ""
    """For ELSEWHERE: the system it is uploaded in."""
    either: str = ""
    """Group of materials of which one suffices, empty for a material of its own."""
    result_of: str = ""
    """Key of the result it is: approval organs pass it on, nobody is asked for it (004-7)."""
    type: str = ""
    """By what it is recognised across items and stages, empty when it belongs here only."""
    due_node: Moment | None = None
    """The node by which it must exist (000二); None: when it is asked for."""

    @property
    def refused(self) -> bool:
        """Whether it cannot be handed in here, with ``basis`` as the reason."""
        return self.handling is not Handling.ASK

    @property
    def form(self) -> str:
        """The shapes joined by ``+``, as events keep them."""
        return "+".join(self.shapes)
