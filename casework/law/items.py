"""An item of the hall as its pack describes it: who decides, what is asked for, what is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from casework.law.articles import Article
from casework.law.limits import Limit


class Nature(StrEnum):
    """What kind of act the item is; 行政许可法 holds for 许可 only (obligations 0b o)."""

    PERMIT = "许可"
    CONFIRMATION = "确认"
    FILING = "备案"
    SERVICE = "服务"


class Body(StrEnum):
    """Who accepts, or who checks originals (obligations 0b a)."""

    WINDOW = "window"
    DEPARTMENT = "department"


class Handling(StrEnum):
    """What the window does about a material."""

    ASK = "ask"
    NUMBER = "number"
    """Only its number, since it is shared."""
    SHARED = "shared"
    """Shared or an approval result: must not be asked for."""
    ON_SITE = "on_site"
    """Collected at the site: must not be asked for at the window."""


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


class Outcome(StrEnum):
    """Why nothing is accepted; missing papers are never among them (obligations 0b p)."""

    NOT_REQUIRED = "not_required"
    """不需许可: nothing has to be applied for"""
    NOT_COMPETENT = "not_competent"
    """不属职权: another organ decides, and is named"""
    NOT_ELIGIBLE = "not_eligible"
    """The conditions for applying are not there"""


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

    @property
    def refused(self) -> bool:
        """Whether it cannot be handed in here, with ``basis`` as the reason."""
        return self.handling is not Handling.ASK

    @property
    def form(self) -> str:
        """The shapes joined by ``+``, as events keep them."""
        return "+".join(self.shapes)


@dataclass(frozen=True, slots=True)
class Declaration:
    """The applicant's one confirmation that the conditions are met (obligations 0b c).

    The words are those of the source; a clause is its article's text.
    """

    opening: str
    clauses: tuple[Article, ...]
    confirmation: str
    basis: Article


@dataclass(frozen=True, slots=True)
class Subject:
    """One box of a joint item: its key on the form, who handles it, which papers come out."""

    key: str
    label: str
    department: str
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A coded reason for not accepting, with its clause and what the applicant can do."""

    key: str
    text: str
    outcome: Outcome
    basis: Article
    advice: str


@dataclass(frozen=True, slots=True)
class Item:
    """A matter that is applied for."""

    code: str
    name: str
    nature: Nature
    level: str
    stage: str
    accepting_body: Body
    originals_checked_by: Body
    organ: str
    """Who signs the notices."""
    seal: str
    """The dedicated seal."""
    lead: str
    form: str
    basis: Article
    scope: Article
    subjects: tuple[Subject, ...]
    conditions: tuple[Condition, ...]
    materials: tuple[Material, ...]
    declaration: Declaration
    limits: tuple[Limit, ...]
    refusals: tuple[Refusal, ...]
    total: str
    """Key of the limit that the notice of acceptance promises."""
    excluded: str
    """What is not counted in it, in the source's words."""
    platform_code: str = ""
    """The item's code in the approval system; empty while unknown."""
    samples: tuple[str, ...] = ()
    """Which of the above are not in any source."""

    def checklist(self, values: Mapping[str, str], role: str) -> tuple[Material, ...]:
        """The materials that apply, in the pack's order, also those that must not be asked for."""
        true = {one.key for one in self.conditions if one.holds(values, role)}
        return tuple(one for one in self.materials if not one.when or one.when in true)

    def limit(self, key: str) -> Limit:
        """A limit of this item; KeyError when there is none."""
        return {limit.key: limit for limit in self.limits}[key]

    def refusal(self, key: str) -> Refusal:
        """A reason of this item; KeyError when there is none."""
        return {refusal.key: refusal for refusal in self.refusals}[key]

    def chosen(self, boxes: str) -> tuple[Subject, ...]:
        """The subjects behind the ticked boxes (keys joined by commas)."""
        ticked = boxes.split(",")
        return tuple(subject for subject in self.subjects if subject.key in ticked)
