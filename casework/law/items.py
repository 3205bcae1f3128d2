"""An item of the hall as its pack describes it: who decides, what is asked for, what is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from casework.law.articles import Article
from casework.law.commitment import Commitment
from casework.law.limits import Limit, Moment
from casework.law.materials import Condition, Material
from casework.law.pauses import PauseCause
from casework.law.results import PriorResult, Result
from casework.law.steps import Step


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


class Flow(StrEnum):
    """Which procedure the item follows after acceptance."""

    GENERAL = "general"
    JOINT_ACCEPTANCE = "joint_acceptance"
    JOINT_SURVEY = "joint_survey"
    DRAWING_REVIEW = "drawing_review"
    PERMIT = "permit"
    TENDER = "tender"
    COMPLETION_FILING = "completion_filing"


class Outcome(StrEnum):
    """Why nothing is accepted; missing papers are never among them (obligations 0b p)."""

    NOT_REQUIRED = "not_required"
    """不需许可: nothing has to be applied for"""
    NOT_COMPETENT = "not_competent"
    """不属职权: another organ decides, and is named"""
    NOT_ELIGIBLE = "not_eligible"
    """The conditions for applying are not there"""


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
    step: Moment | None = None
    """The moment that brings its last paper where that is a step of its own (001D七(六))."""


@dataclass(frozen=True, slots=True)
class Situation:
    """One of the ways an item is applied for: a choice of its form."""

    key: str
    label: str
    basis: Article


@dataclass(frozen=True, slots=True)
class Refusal:
    """A coded reason for not accepting, with its clause and what the applicant can do."""

    key: str
    text: str
    outcome: Outcome
    basis: Article
    advice: str
    natures: tuple[str, ...] = ()
    """For a reason of the whole pack: the natures of item it holds for."""


@dataclass(frozen=True, slots=True)
class Item:
    """A matter that is applied for. What a pack does not give is empty or None."""

    code: str
    name: str
    nature: Nature
    level: str
    stage: str
    """Key of the stage it belongs to; empty outside the stages."""
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
    subjects: tuple[Subject, ...] = ()
    subjects_field: str = ""
    """The field of the form whose boxes are the subjects."""
    conditions: tuple[Condition, ...] = ()
    materials: tuple[Material, ...] = ()
    limits: tuple[Limit, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    declaration: Declaration | None = None
    total: str = ""
    """Key of the limit that the notice of acceptance promises."""
    excluded: str = ""
    """What is not counted in it, in the source's words."""
    platform_code: str = ""
    """The item's code in the approval system; empty while unknown."""
    flow: Flow = Flow.GENERAL
    participants: tuple[str, ...] = ()
    """Departments beside the lead."""
    situations: tuple[Situation, ...] = ()
    pauses: tuple[PauseCause, ...] = ()
    """The item's own causes; ``Catalogue.pauses_of`` adds those of the pack."""
    results: tuple[Result, ...] = ()
    prior_results: tuple[PriorResult, ...] = ()
    steps: tuple[Step, ...] = ()
    """How the approval system handles it, where that is known."""
    merges: tuple[str, ...] = ()
    """Codes of items that are handled within this one."""
    parallel: tuple[str, ...] = ()
    """Codes of items that may be handled beside it in the same application."""
    further_forms: tuple[str, ...] = ()
    """Forms beside ``form``; at least one of them all is filled in."""
    indivisible: bool = False
    """Whether its subjects are applied for together or not at all (002图4.4注2)."""
    intermediary: bool = False
    """中介: an intermediary commits too and signs on the application (001A-9)."""
    commitment: Commitment | None = None
    remarks: tuple[str, ...] = ()
    """What the notice of acceptance says of this item beside the pack's own remarks."""
    samples: tuple[str, ...] = ()
    """Which of the above are not in any source."""

    @property
    def promised(self) -> Limit | None:
        """The limit that the notice of acceptance promises, where the pack has one."""
        return self.limit(self.total) if self.total else None

    @property
    def forms(self) -> tuple[str, ...]:
        """All its forms, the first of them the usual one."""
        return (self.form, *self.further_forms)

    def checklist(self, values: Mapping[str, str], role: str) -> tuple[Material, ...]:
        """The materials that apply, in the pack's order, also those that must not be asked for."""
        true = {one.key for one in self.conditions if one.holds(values, role)}
        return tuple(one for one in self.materials if not one.when or one.when in true)

    def limit(self, key: str) -> Limit:
        """A limit of this item; KeyError when there is none."""
        return {limit.key: limit for limit in self.limits}[key]

    def material(self, key: str) -> Material:
        """A material of this item; KeyError when there is none."""
        return {material.key: material for material in self.materials}[key]

    def alternatives(self, key: str) -> tuple[str, ...]:
        """The keys of all materials of which one suffices, this one among them."""
        group = next((one.either for one in self.materials if one.key == key), "")
        found = tuple(one.key for one in self.materials if group and one.either == group)
        return found or (key,)

    def result(self, key: str) -> Result:
        """A result of this item; KeyError when there is none."""
        return {result.key: result for result in self.results}[key]

    def refusal(self, key: str) -> Refusal:
        """A reason of this item; KeyError when there is none."""
        return {refusal.key: refusal for refusal in self.refusals}[key]

    def chosen(self, boxes: str) -> tuple[Subject, ...]:
        """The subjects behind the ticked boxes (keys joined by commas)."""
        ticked = boxes.split(",")
        return tuple(subject for subject in self.subjects if subject.key in ticked)
