"""What a pack says about joint survey (001C): scope, contract, terms, papers, reports."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from casework.law.articles import Article
from casework.law.clock import LimitKind
from casework.law.limits import Limit, Moment
from casework.law.materials import Condition, Handling, Material

TOTAL = "total"
"""The key of 联合测绘总时限 beside those of the matters."""


class Investment(StrEnum):
    """Whose money builds; annex 3 holds for the second only."""

    GOVERNMENT = "government"
    SOCIAL = "social"


class Filer(StrEnum):
    """Who may file (001C四(一))."""

    BUILDER = "builder"
    SURVEYOR = "surveyor"


class Recipient(StrEnum):
    """To whom the papers of annex 2 go: the source does not say, the city does."""

    WINDOW = "window"
    SURVEYOR = "surveyor"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A box of the form that puts the project outside the scheme, and the reason to refuse."""

    key: str
    label: str
    refusal: str


@dataclass(frozen=True, slots=True)
class Size:
    """A class of annex 3; ``up_to`` m² (None: no bound), the bound itself belongs or not."""

    key: str
    label: str
    up_to: Decimal | None
    including: bool
    negotiated: bool
    """双方协商约定: the days of annex 3 are the most that may be agreed."""

    def holds(self, area: Decimal) -> bool:
        """Whether an area in m² is not too large for the class."""
        if self.up_to is None:
            return True
        return area <= self.up_to if self.including else area < self.up_to


@dataclass(frozen=True, slots=True)
class Matter:
    """One of the surveys, or all of them together (``TOTAL``, without a report)."""

    key: str
    label: str
    days: Mapping[str, int]
    """Working days by the key of a size."""
    report: str = ""
    points: tuple[str, ...] = ()
    """What the report contains; a prompt that never holds anything up."""
    complete: bool = False
    """应当包含, else 主要包括."""
    deviations: str = ""
    """How the report shows what differs; empty where annex 4 says nothing."""
    basis: Article | None = None


@dataclass(frozen=True, slots=True)
class Sharing:
    """A paper whose data are shared: its number stands in its place, or beside it."""

    key: str
    number_field: str
    works: bool
    also_paper: bool
    """The paper is still taken where the number brings nothing."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the form with its words."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class PaperSet:
    """The papers of annex 2, apart from those of the filing."""

    recipient: Recipient
    due: Moment
    heading: str
    conditions: tuple[Condition, ...]
    materials: tuple[Material, ...]
    sharing: tuple[Sharing, ...]

    def asked(self, values: Mapping[str, str], role: str) -> tuple[Material, ...]:
        """The papers that apply; of a shared one only the number is asked for."""
        true = {one.key for one in self.conditions if one.holds(values, role)}
        by_number = {one.key: one for one in self.sharing if one.works and not one.also_paper}
        return tuple(
            _by_number(one, by_number[one.key]) if one.key in by_number else one
            for one in self.materials
            if not one.when or one.when in true
        )

    def offered(self, key: str) -> bool:
        """Whether a number may stand in the place of a paper that is still taken."""
        return any(one.key == key and one.works and one.also_paper for one in self.sharing)

    def number_field(self, key: str) -> str:
        """The field of the form that may hold a paper's number already; empty for none."""
        return next((one.number_field for one in self.sharing if one.key == key), "")


@dataclass(frozen=True, slots=True)
class Survey:
    """All rules of the scheme as a city settled them."""

    item: str
    basis: Article
    government_days: int
    """Recommended for government projects; never a limit."""
    papers: PaperSet
    sub_items: tuple[Box, ...]
    """What the surveyor's certificate has to name (001C三)."""
    points: tuple[Box, ...]
    """What the contract has to state (001C四(一))."""
    exclusions: tuple[Exclusion, ...]
    sizes: tuple[Size, ...]
    """From the smallest to the one without a bound."""
    matters: tuple[Matter, ...]
    total: Matter
    limits: Mapping[str, Limit]
    """The agreed limit of every matter, by the matter's key."""

    def size(self, area: Decimal) -> Size:
        """The class of an area in m²."""
        return next(one for one in self.sizes if one.holds(area))

    def matter(self, key: str) -> Matter | None:
        """A survey by its key, the total among them; None for an unknown one."""
        return next((one for one in (*self.matters, self.total) if one.key == key), None)

    def recommended(self, matter: Matter, size: Size, investment: Investment) -> int:
        """Working days that the scheme names; 0 where the two sides have to settle them."""
        if investment is Investment.GOVERNMENT:
            return self.government_days
        return 0 if size.negotiated else matter.days[size.key]

    def most(self, matter: Matter, size: Size, investment: Investment) -> int:
        """The most working days that may be agreed; 0 where nothing bounds the contract."""
        bounded = size.negotiated and investment is Investment.SOCIAL
        return matter.days[size.key] if bounded else 0

    def limit(self, matter: str, days: int = 0) -> Limit:
        """The limit of a matter: its day agreed, or ``days`` working days from the ready site."""
        agreed = self.limits[matter]
        if not days:
            return agreed
        return replace(agreed, kind=LimitKind.WORKING_DAYS, amount=days)


_LIMIT = "survey_"


def limit_key(matter: str) -> str:
    """The key of a matter's limit."""
    return f"{_LIMIT}{matter}"


def matter_of(limit: str) -> str:
    """The matter whose limit has this key."""
    return limit.removeprefix(_LIMIT)


def _by_number(material: Material, sharing: Sharing) -> Material:
    return replace(material, handling=Handling.NUMBER, shapes=(), number_field=sharing.number_field)
