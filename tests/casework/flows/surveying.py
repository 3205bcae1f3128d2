"""A joint survey on the real pack: invented builder, surveyor and contract, taken in and filed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from casework.act import Context
from casework.flows.credit import look, stream_for
from casework.flows.deciding import Decision
from casework.flows.intake import Intake, MaterialIn, TakeIn, provisional
from casework.flows.survey import OnSurvey
from casework.flows.survey_filing import TAKE_IN, File, Filing, TakeInFiling, findings
from casework.law import catalogue
from casework.law.codes import credit_check, organisation_check
from casework.law.forms import canonical, personal_keys
from casework.people.grants import Clerk, Duty, Grant
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case_events import FormEntry, LimitLine, PageRef, SealedEntry
from casework.records.event import Event, Staged
from casework.records.rolls import Roll, RollEntered, RollPublished
from casework.records.sealed import Sealed
from casework.records.survey import SurveyRecord
from casework.records.survey_events import SurveyFiled
from casework.records.task import TaskRecord
from tests.casework.flows.intakes import (
    ACCEPT,
    CALENDAR,
    CASE,
    CATALOGUE,
    CREDIT_CODE,
    FILES,
    NOW,
    NUMBERS,
    PERSON,
    PERSON_NUMBER,
    PLACE,
    PROJECT,
    Memory,
    page,
)
from tests.casework.flows.intakes import intake as any_intake

PACK = "zhengzhou/joint_survey.toml"
CODE = "joint_survey"
ITEM = CATALOGUE.item(CODE)
FORM = CATALOGUE.form_of(ITEM)
LAW = CATALOGUE.surveys[CODE]
SURVEY = ids.bound_to(CASE, ids.SURVEY)
ROLLS = stream_for(PLACE.hall)
ON = OnSurvey(SURVEY, CODE)
_FIRST = "9199010187654321" + organisation_check("87654321")
SURVEYOR, SURVEYOR_CODE = "甲市勘测设计院有限公司", _FIRST + credit_check(_FIRST)
PLANNING, HOUSING, DEFENCE = "市资源规划部门", "市住房保障部门", "市人防部门"
EVERY_POINT = "milestones,deadline,content,price,deliverables"
FILE_OF_48_MB = PageRef("ef" * 32, "application/pdf", 48_000_000, "成果.pdf")

FILLED = {
    "project_name": "云栖家园一期",
    "builder": "云栖置业有限公司",
    "builder_code": CREDIT_CODE,
    "location": "甲市乙区云栖路2号",
    "area": "12345.67",
    "investment": "social",
    "works": "new",
    "handler": PERSON,
    "handler_phone": "13800005678",
    "filer": "builder",
    "surveyor_name": SURVEYOR,
    "surveyor_code": SURVEYOR_CODE,
    "certificate": "甲测资字990101",
    "certificate_until": "2028-12-31",
    "sub_items": "control,topographic,planning,cadastral,housing",
    "contract_number": "YQ-2026-7",
    "contract_date": "2026-11-10",
    "matters": "air_defence,planning,housing,real_estate",
    "points": EVERY_POINT,
    "planning_permit": "建字第990101202300001号",
}


@cache
def law(*changes: tuple[str, str]) -> catalogue.Catalogue:
    """The real pack with words of the scheme's file replaced."""
    text = FILES[PACK]
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return catalogue.parse({**FILES, PACK: text})


def window(now: datetime = NOW, rules: catalogue.Catalogue = CATALOGUE) -> Context:
    """The clerk at the window."""
    grant = Grant("41", CODE, Duty.ACCEPT, date(2026, 1, 1), date(2026, 12, 31))
    return Context(now, Clerk("clerk-1", "李明", (grant,)), PLACE, rules, CALENDAR)


def acting(unit: str, now: datetime = NOW, rules: catalogue.Catalogue = CATALOGUE) -> Context:
    """A department, or the surveyor, at the hub."""
    grant = Grant("41", CODE, Duty.HANDLE, date(2026, 1, 1), date(2026, 12, 31))
    return Context(now, Clerk("account/x", "穆清扬", (grant,), unit), PLACE, rules, CALENDAR)


def materials(role: str = "self", without: tuple[str, ...] = ()) -> tuple[MaterialIn, ...]:
    """Contract, identity and authorisation as the filing asks for them."""
    found = []
    for line in ITEM.checklist({}, role):
        if line.key not in without:
            shape = line.shapes[0].value
            found.append(MaterialIn(line.key, shape, 1, (page(line.key),), seen_at=NOW.isoformat()))
    return tuple(found)


def intake(
    filled: Mapping[str, str] = FILLED, role: str = "self", without: tuple[str, ...] = ()
) -> Intake:
    """The request of a counter that takes in a filing."""
    kept = canonical(FORM, filled)
    personal = personal_keys(FORM, kept)
    base = any_intake(role=role)
    return replace(
        base,
        item=CODE,
        form=tuple(
            FormEntry(key, text, "typed") for key, text in kept.items() if key not in personal
        ),
        sealed_form=tuple(
            SealedEntry(key, Sealed.of(text), "typed")
            for key, text in kept.items()
            if key in personal
        ),
        materials=materials(role, ("identity_copy", *without)),
        declaration_made=False,
    )


def taken(
    filing: Filing | None = None,
    decision: Decision | None = ACCEPT,
    role: str = "self",
    form: Mapping[str, str] = FILLED,
    **changes: str,
) -> TakeInFiling:
    """The whole filing in one act; ``changes`` are fields of the form, dots written as ``__``."""
    named = {key.replace("__", "."): value for key, value in changes.items()}
    request = TakeIn(intake({**FILLED, **form, **named}, role), decision)
    number = PERSON_NUMBER if role == "agent" else ""
    return TakeInFiling(request, filing or Filing(ROLLS, PROJECT, authorised_number=number))


def filing(filing: Filing | None = None) -> File:
    """A case that was accepted before becomes a filing."""
    return File(CASE, NUMBERS, CODE, filing or Filing(ROLLS, PROJECT))


class Survey(Memory):
    """A ledger with a survey in it."""

    @property
    def survey(self) -> SurveyRecord:
        """The survey as it stands."""
        record = self.load(SURVEY).record
        assert isinstance(record, SurveyRecord)
        return record

    def filed(self, request: TakeInFiling | None = None, where: Context | None = None) -> "Survey":
        """Take a filing in."""
        self.perform(TAKE_IN, request or taken(), where or window())
        return self

    def task(self, key: str, nth: int = 1) -> TaskRecord:
        """A task about the case."""
        name = f"{ids.ident_of(CASE)}-{key}" + ("" if nth == 1 else f"-{nth}")
        record = self.load(ids.stream_of(ids.TASK, name)).record
        assert isinstance(record, TaskRecord)
        return record

    def event(self, kind: type[Event] = SurveyFiled) -> Event:
        """The latest event of a kind."""
        return next(one.event for one in reversed(self.staged) if isinstance(one.event, kind))

    def limits(self) -> dict[str, LimitLine]:
        """The limits of the survey that run, by key."""
        return {one.key: one for one in self.survey.open_limits}


def listed(reason: str = "成果资料存在瑕疵") -> tuple[Staged, ...]:
    """The hall's list of surveyors with the surveyor on it, fresh and whole."""
    entered = RollEntered(
        Roll.SURVEYORS,
        "e1",
        SURVEYOR,
        SURVEYOR_CODE,
        reason,
        "方案四（四）",
        PLANNING,
        "甲规〔2026〕3号",
        "2026-10-01",
    )
    return (Staged(ROLLS, entered), *published(1))


def published(count: int = 0, until: str = "2026-12-01T00:00:00+08:00") -> tuple[Staged, ...]:
    """The hall's list of surveyors as the hub vouched for it."""
    event = RollPublished(Roll.SURVEYORS, "第12版", "2026-11-20T09:00:00+08:00", until, count)
    return (Staged(ROLLS, event),)


UNVERIFIED = look(None, Roll.SURVEYORS, SURVEYOR_CODE, NOW)


def case_with(**changes: str) -> CaseRecord:
    """The case of a filing as it would stand, with fields of its form changed."""
    return provisional(intake({**FILLED, **changes}), window())


def lacking_contract() -> CaseRecord:
    """The case of a filing without its contract."""
    return provisional(intake(without=("contract",)), window())


def codes(record: CaseRecord, number: str = "") -> dict[str, bool]:
    """The findings of a filing by code, and whether they block."""
    found = findings(record, UNVERIFIED, number, window())
    return {one.code: one.blocking for one in found}
