"""A whole intake of joint acceptance on the real pack: invented people, units and projects.

``taken`` is what the counter hands to ``TAKE_IN`` when everything is there; tests take something
away from it. ``Memory`` is a ledger without a disk, for commands alone.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import resources
from casework.act import Appended, Command, Context, Loaded, NewAct, Place, R, perform
from casework.errors import ClerkError
from casework.flows.deciding import Accept, Decision
from casework.flows.intake import Again, Intake, MaterialIn, TakeIn
from casework.law import catalogue, workdays
from casework.law.codes import credit_check, organisation_check
from casework.law.forms import canonical, personal_keys
from casework.law.items import Item
from casework.law.materials import Handling
from casework.people.grants import Clerk, Duty, Grant
from casework.records.case import CaseRecord
from casework.records.case_events import (
    Applicant,
    Deliverer,
    FormEntry,
    PageRef,
    SealedEntry,
)
from casework.records.event import Event, Staged
from casework.records.numbers import NumbersReserved
from casework.records.registry import fold
from casework.records.sealed import Sealed

FILES = resources.catalogue_files("zhengzhou")
CATALOGUE = catalogue.parse(FILES)
CALENDAR = workdays.parse(resources.calendar_files())
ITEM = CATALOGUE.item("joint_acceptance")
FORM = CATALOGUE.form_of(ITEM)

BEIJING = timezone(timedelta(hours=8))
RECEIVED_AT = datetime(2026, 11, 20, 10, 30, tzinfo=BEIJING)
NOW = RECEIVED_AT + timedelta(minutes=12)
CASE, NUMBERS, PROJECT = "case/0193-a", "numbers/d1", "project/p1"
PLACE = Place("hall-1", "市政务服务大厅", "410100", "w3", "综合受理3号窗口", "W03")
FIRST = "9199010112345678" + organisation_check("12345678")
CREDIT_CODE = FIRST + credit_check(FIRST)
PERSON, PERSON_NUMBER = "𬭸晓燕", "990101199001010015"
SERIES = ("receipt", "acceptance", "correction", "refusal")

FILLED = {
    "project_name": "云栖家园一期",
    "builder": "云栖置业有限公司",
    "builder_code": CREDIT_CODE,
    "legal_representative": "赵某",
    "legal_representative_phone": "13800001234",
    "handler": PERSON,
    "handler_phone": "13800005678",
    "builder_address": "甲市乙区云栖路1号",
    "location": "甲市乙区云栖路2号",
    "actual_period": "2023-03-01 至 2026-09-30",
    "scale": "12345.67",
    "scale_unit": "m2",
    "contract_price": "8000.5",
    "nature": "dwelling",
    "category": "new",
    "construction_permit": "990101202303010101",
    "planning_permit": "建字第990101202300001号",
    "subjects": "fire,completion",
    "pre_accepted_on": "2026-10-08",
    **{
        f"units.{unit}.{key}": value
        for unit in ("survey", "design", "construction", "fire_test")
        for key, value in (("name", "甲市某公司"), ("lead", "钱某"), ("phone", "0371-60000001"))
    },
    **{
        f"signatures.{unit}.{key}": value
        for unit in ("survey", "design", "construction", "builder")
        for key, value in (("signed", "true"), ("sealed", "true"), ("date", "2026-10-08"))
    },
}


def clerk(area: str = "41", item: str = "joint_acceptance", duty: Duty = Duty.ACCEPT) -> Clerk:
    """A clerk with one grant for the year."""
    grant = Grant(area, item, duty, date(2026, 1, 1), date(2026, 12, 31))
    return Clerk("clerk-1", "李明", (grant,))


def context(
    now: datetime = NOW, law: catalogue.Catalogue = CATALOGUE, who: Clerk | None = None
) -> Context:
    """The window at ``now`` under ``law``."""
    return Context(now, who or clerk(), PLACE, law, CALENDAR)


def page(text: str) -> PageRef:
    """A scanned page; ``text`` stands in for its bytes."""
    return PageRef(text.encode().hex().rjust(64, "0"), "image/jpeg", 150_000, "scanner")


def brought(
    values: Mapping[str, str], role: str = "self", without: tuple[str, ...] = (), item: Item = ITEM
) -> tuple[MaterialIn, ...]:
    """Everything the checklist asks for, compared with its original, but ``without`` some lines."""
    seen = NOW.isoformat() if item.originals_checked_by == "window" else ""
    papers: list[MaterialIn] = []
    for line in item.checklist(values, role):
        if line.key in without:
            continue
        if line.handling is Handling.NUMBER:
            number = values.get(line.number_field, "")
            papers.append(MaterialIn(line.key, "number", 1, number=number))
        elif line.handling is Handling.ASK:
            papers.append(MaterialIn(line.key, "original", 1, (page(line.key),), seen_at=seen))
    return tuple(papers)


def intake(
    filled: Mapping[str, str] = FILLED,
    role: str = "self",
    without: tuple[str, ...] = (),
    item: Item = ITEM,
) -> Intake:
    """The request of a counter where all was filled in and handed over."""
    kept = canonical(FORM, filled)
    personal = personal_keys(FORM, kept)
    return Intake(
        case=CASE,
        numbers=NUMBERS,
        item=item.code,
        channel="window",
        received_at=RECEIVED_AT.isoformat(),
        project=PROJECT,
        project_code="2103-990101-04-01-100001",
        project_name=filled.get("project_name", "云栖家园一期"),
        applicant=Applicant("云栖置业有限公司", CREDIT_CODE),
        deliverer=Deliverer(
            Sealed.of(PERSON),
            Sealed.of(PERSON_NUMBER),
            "resident",
            role,
            "card",
            face_matched=True,
            authorisation="authorisation" if role == "agent" else "",
        ),
        form=tuple(
            FormEntry(key, text, "typed") for key, text in kept.items() if key not in personal
        ),
        sealed_form=tuple(
            SealedEntry(key, Sealed.of(text), "typed")
            for key, text in kept.items()
            if key in personal
        ),
        materials=brought(kept, role, without, item),
        declaration_made=True,
    )


ACCEPT = Accept()


def taken(decision: Decision | None = ACCEPT, **changes: object) -> TakeIn:
    """``intake()`` with some of its fields changed, and a decision."""
    return TakeIn(replace(intake(), **changes), decision)  # type: ignore[arg-type]


def again(
    decision: Decision | None,
    *materials: MaterialIn,
    item: str = "joint_acceptance",
) -> Again:
    """The case of ``taken`` once more, with somebody at the counter who brings ``materials``."""
    visitor = intake().deliverer if materials else None
    return Again(CASE, NUMBERS, item, materials, decision, visitor)


def reserved(first: int = 12, last: int = 40) -> tuple[Staged, ...]:
    """A block of numbers for every paper."""
    blocks = (NumbersReserved(series, 2026, first, last) for series in SERIES)
    return tuple(Staged(NUMBERS, block) for block in blocks)


class Memory:
    """A ledger without a disk: folds what was appended, in order."""

    def __init__(self, *begun: Staged) -> None:
        self.staged = list(begun)
        self.acts: list[NewAct] = []

    @contextmanager
    def writing(self) -> Iterator[None]:
        """There is only one writer here."""
        yield

    def load(self, stream: str) -> Loaded:
        """Fold a stream; its position is the number of its events."""
        events = [one.event for one in self.staged if one.stream == stream]
        return Loaded(fold(stream, events), len(events))

    def append(self, act: NewAct) -> Appended:
        """Keep an act."""
        self.acts.append(act)
        self.staged += act.events
        return Appended(act.act, len(self.staged), ("00" * 32,) * len(act.events), act.events)

    def case(self) -> CaseRecord:
        """The case of ``taken``."""
        record = self.load(CASE).record
        assert isinstance(record, CaseRecord)
        return record

    def perform(
        self, command: Command[R], request: R, where: Context | None = None
    ) -> tuple[Event, ...]:
        """Run a command; its events in order."""
        done = perform(self, "act-1", command, request, where or context())
        return tuple(staged.event for staged in done.events)


def refused(work: Callable[[], object]) -> ClerkError:
    """The refusal that ``work`` ends in."""
    try:
        work()
    except ClerkError as error:
        return error
    raise AssertionError("nothing was refused")
