"""网上件: what applicants file online is received at the hub, by the portal's account (0b g).

The portal vouches for the person (a real-name account), the applicant for the files (004-7). The
window decides with the same checklist and the same decisions as at its counter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows import clocks, intake, projects
from casework.flows.intake import Again, Intake, MaterialIn
from casework.flows.visiting import FormNow
from casework.law.clock import LimitKind
from casework.law.deadlines import Light
from casework.law.forms import canonical, personal_keys
from casework.law.items import Item
from casework.law.limits import Moment
from casework.people.grants import Duty, Need
from casework.people.numbers import check_person_number
from casework.people.person import Role
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case_events import (
    E_FILE,
    ONLINE,
    PORTAL,
    Applicant,
    Deliverer,
    FormEntry,
    LimitLine,
    PageRef,
    SealedEntry,
)
from casework.records.event import Staged

_NEVER = "9999"


@dataclass(frozen=True, slots=True)
class Filer:
    """Who filed, as the portal's real-name account says."""

    name: str
    number: str
    role: Role


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that lies at the hub: SHA-256 in hex, size in bytes."""

    sha256: str
    media_type: str
    size: int
    signed: bool = False
    of_original: bool = True
    """原件扫描: the applicant answers for it being a scan of the original (004-7)."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The files of one line of the checklist."""

    line: str
    files: tuple[UploadedFile, ...]


@dataclass(frozen=True, slots=True)
class Filing:
    """An application as the portal hands it over; ``values`` as they are typed on the form.

    ``case`` is made by the portal, so that the same filing twice is one; ``numbers`` names the
    hub's own stream of numbers.
    """

    case: str
    item: str
    filed_at: str
    project_code: str
    project_name: str
    unit: str
    unit_code: str
    filer: Filer
    values: Mapping[str, str]
    declaration: bool
    materials: tuple[Uploaded, ...]
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class Supplement:
    """What was asked for, brought online; ``values`` are the whole form, or None to leave it."""

    case: str
    item: str
    filer: Filer
    materials: tuple[Uploaded, ...]
    values: Mapping[str, str] | None = None
    declaration: bool = False
    numbers: str = ""


def blobs_of(request: Filing | Supplement) -> tuple[str, ...]:
    """The files a request names: they lie at the hub before it is performed."""
    return tuple(file.sha256 for one in request.materials for file in one.files)


def owed(record: CaseRecord, context: Context) -> LimitLine | None:
    """The limit of the decision a waiting case is owed; None where the item has none.

    A case that came back after a correction has no line of its own any more: the item's limit is
    laid over the moment at which it came back.
    """
    running = [one for one in record.open_limits if one.ends == Moment.DECIDED]
    if not running:
        since = datetime.fromisoformat(record.brought_at)
        begun = intake.counted_from(ONLINE, since, context)
        item = context.catalogue.item(record.received.item)
        lines = clocks.limit_lines(item, {Moment.HANDED_OVER: begun}, context)
        running = [one for one in lines if one.ends == Moment.DECIDED]
    return min(running, key=lambda one: one.due or _NEVER, default=None)


def light(line: LimitLine, context: Context) -> Light:
    """How the limit of a decision stands now."""
    if not line.due:
        return Light.PROVISIONAL
    start, due = datetime.fromisoformat(line.start), datetime.fromisoformat(line.due)
    timetable = context.catalogue.timetable(context.calendar)
    return timetable.colour(LimitKind(line.kind), start, due, context.now)


def _file(records: Records, request: Filing, context: Context) -> list[Staged]:
    if ids.kind_of(request.case) != ids.CASE:
        raise RuleError("IN-119", line=request.case)
    if records.case(request.case) is not None:
        raise RuleError("IN-117")
    item = context.catalogue.item(request.item)
    return intake.receive(records, _intake(request, item, context), None, context)


def _intake(request: Filing, item: Item, context: Context) -> Intake:
    now = _form(request.values, item, context, declaration=request.declaration)
    kept = now.values()
    project = projects.stream_for(request.project_code) if request.project_code else ""
    return Intake(
        case=request.case,
        numbers=request.numbers,
        item=item.code,
        channel=ONLINE,
        received_at=request.filed_at,
        project=project,
        project_code=request.project_code,
        project_name=request.project_name,
        applicant=Applicant(request.unit, request.unit_code),
        deliverer=_deliverer(request.filer, item, context),
        form=now.form,
        sealed_form=now.sealed_form,
        materials=(
            *intake.numbered(item, kept, request.filer.role.value),
            *brought(request.materials),
        ),
        declaration_made=request.declaration,
    )


def _supplement(records: Records, request: Supplement, context: Context) -> list[Staged]:
    item = context.catalogue.item(request.item)
    now = None
    if request.values is not None:
        now = _form(request.values, item, context, declaration=request.declaration)
    again = Again(
        case=request.case,
        numbers=request.numbers,
        item=request.item,
        materials=brought(request.materials),
        decision=None,
        visitor=_deliverer(request.filer, item, context),
        form=now,
    )
    record = intake.undecided(records, again)
    return intake.go_on(records, record, again, intake.visit(record, again, context), context)


def _form(values: Mapping[str, str], item: Item, context: Context, *, declaration: bool) -> FormNow:
    form = context.catalogue.form_of(item)
    kept = canonical(form, values)
    personal = personal_keys(form, kept)
    return FormNow(
        form=tuple(
            FormEntry(key, text, ONLINE) for key, text in kept.items() if key not in personal
        ),
        sealed_form=tuple(
            SealedEntry(key, context.seal(text), ONLINE)
            for key, text in kept.items()
            if key in personal
        ),
        declaration_made=declaration,
    )


def _deliverer(filer: Filer, item: Item, context: Context) -> Deliverer:
    checked = check_person_number(filer.number, context.now.date())
    known = {material.key for material in item.materials}
    authorised = filer.role is Role.AGENT and "authorisation" in known
    return Deliverer(
        person_name=context.seal(filer.name),
        person_number=context.seal(checked.number),
        number_kind=checked.kind.value,
        role=filer.role.value,
        source=PORTAL,
        face_matched=False,
        authorisation="authorisation" if authorised else "",
    )


def brought(uploaded: tuple[Uploaded, ...]) -> tuple[MaterialIn, ...]:
    """What was uploaded, line by line, with what the applicant says of each file."""
    return tuple(
        MaterialIn(
            one.line,
            E_FILE,
            1,
            tuple(
                PageRef(
                    sha256=file.sha256,
                    media_type=file.media_type,
                    size=file.size,
                    source=ONLINE,
                    signed=file.signed,
                    of_original=file.of_original,
                )
                for file in one.files
            ),
        )
        for one in uploaded
        if one.files
    )


def _streams(request: Filing | Supplement) -> tuple[str, ...]:
    return request.case, request.numbers


FILE: Command[Filing] = Command(
    "online.file",
    need=lambda request: Need(request.item, Duty.FILE),
    streams=_streams,
    decide=_file,
)
SUPPLEMENT: Command[Supplement] = Command(
    "online.supplement",
    need=lambda request: Need(request.item, Duty.FILE),
    streams=_streams,
    decide=_supplement,
)
