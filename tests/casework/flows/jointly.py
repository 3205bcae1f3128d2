"""A joint acceptance on the real pack, walked by its departments, its window and the hub's sweep.

``Walk`` holds a ledger without a disk and a clock that only the test moves.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from casework.act import Command, Context, perform
from casework.errors import ClerkError
from casework.flows import (
    joint_closing,
    joint_issuing,
    joint_opinions,
    joint_rectifying,
    joint_review,
    joint_silence,
    joint_site,
    printing,
    tasks,
)
from casework.flows.deciding import Accept
from casework.flows.intake import TAKE_IN, TakeIn
from casework.flows.on_case import OnCase
from casework.law.catalogue import Catalogue
from casework.people.grants import Clerk, Duty, Grant
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case_events import NoticeIssued
from casework.records.event import Event
from casework.records.joint import JointRecord
from casework.records.joint_events import (
    ConclusionLine,
    DoneLine,
    MeasureLine,
    Outcome,
    PaperLine,
)
from casework.records.notice import NoticeKind, NoticeRecord, decode_record
from casework.records.task import TaskRecord
from tests.casework.flows.intakes import (
    BEIJING,
    CATALOGUE,
    FILLED,
    ITEM,
    NOW,
    NUMBERS,
    Memory,
    context,
    intake,
    reserved,
)

CASE = "case/0193aaaa-0000-7000-8000-000000000001"
JOINT = ids.bound_to(CASE, ids.JOINT)
LEAD = ITEM.lead
PLANNING, BUILDING, AIR_DEFENCE = "自然资源和规划部门", "城乡建设部门", "人防部门"
ARCHIVES, WATER = "城建档案机构", "供水企业"
TICKED = "planning,fire,air_defence,completion,archives,water"
"""Six of nine boxes: two of one department, one of a supplier, both with a step of their own."""
DEPARTMENTS = (PLANNING, BUILDING, AIR_DEFENCE, ARCHIVES, WATER)
HUB_LAW = replace(CATALOGUE, settings=replace(CATALOGUE.settings, hub_is_approval_system=True))
ON = OnCase(CASE, "joint_acceptance", NUMBERS)
RECTIFY, PASSED = Outcome.RECTIFY, Outcome.PASSED
SUBJECTS = {one.key: one for one in ITEM.subjects}
FILING = "郑州市房屋建筑和市政基础设施工程竣工验收备案表"


def at(day: int, hour: int = 10, minute: int = 0, month: int = 11) -> datetime:
    """A moment of November (or another month) 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


def papers_of(key: str, *, sealed: bool = True) -> tuple[PaperLine, ...]:
    """The documents that come with the opinion on a subject."""
    subject = SUBJECTS[key]
    names = subject.results[:-1] if subject.step else subject.results
    return tuple(PaperLine(name, f"{key}-{n}", sealed) for n, name in enumerate(names, 1))


def passed(*keys: str) -> tuple[ConclusionLine, ...]:
    """合格 on these, with their documents."""
    return tuple(ConclusionLine(key, PASSED, papers_of(key)) for key in keys)


def wanting(*keys: str) -> tuple[ConclusionLine, ...]:
    """整改 on these."""
    return tuple(ConclusionLine(key, RECTIFY) for key in keys)


def measures(*keys: str) -> tuple[MeasureLine, ...]:
    """What is to be done about each."""
    return tuple(MeasureLine(key, "现状与图纸不符", "按图整改后复测") for key in keys)


def keys_of(department: str, ticked: str = TICKED) -> tuple[str, ...]:
    """The subjects of a department among the ticked ones."""
    return tuple(key for key in ticked.split(",") if SUBJECTS[key].department == department)


class Walk:
    """One procedure from acceptance on; every verb raises what the command refuses."""

    def __init__(self, now: datetime = NOW, ticked: str = TICKED, law: Catalogue = HUB_LAW) -> None:
        self.memory = Memory(*reserved())
        self.now = now
        self.law = law
        self.ticked = ticked
        filled = {**FILLED, "subjects": ticked}
        if "air_defence" in ticked:
            filled |= {"air_defence_area": "5240.5", "air_defence_place": "地下二层"}
        taken = replace(
            intake(filled), case=CASE, received_at=now.isoformat(), project="project/p1"
        )
        self.window(TAKE_IN, TakeIn(taken, Accept()))

    @property
    def record(self) -> JointRecord:
        record = self.memory.load(JOINT).record
        assert isinstance(record, JointRecord)
        return record

    @property
    def state(self) -> str:
        """Where it stands, as text: a value that a test may compare again and again."""
        return self.record.state.value

    @property
    def case(self) -> CaseRecord:
        record = self.memory.load(CASE).record
        assert isinstance(record, CaseRecord)
        return record

    @property
    def departments(self) -> tuple[str, ...]:
        return tuple(one.department for one in self.record.participants)

    def task(self, key: str, nth: int = 1) -> TaskRecord:
        found = self.memory.load(tasks.stream_for(CASE, key, nth)).record
        assert isinstance(found, TaskRecord), key
        return found

    def context(self, department: str = "") -> Context:
        duty = Duty.HANDLE if department else Duty.ACCEPT
        grant = Grant("41", "joint_acceptance", duty, date(2026, 1, 1), date(2027, 12, 31))
        who = Clerk(f"account/{department or 'lin'}", "李明", (grant,), department)
        return context(self.now, self.law, who)

    def window(self, command: Command[Any], request: object) -> tuple[Event, ...]:
        return self._perform(command, request, self.context())

    def desk(self, department: str, command: Command[Any], request: object) -> tuple[Event, ...]:
        return self._perform(command, request, self.context(department))

    def _perform(self, command: Command[Any], request: object, where: Context) -> tuple[Event, ...]:
        done = perform(self.memory, f"act-{len(self.memory.acts)}", command, request, where)
        return tuple(staged.event for staged in done.events)

    def sweep(self) -> tuple[Event, ...]:
        """A round of the hub's sweep."""
        staged = joint_silence.swept(
            JOINT, lambda stream: self.memory.load(stream).record, self.context()
        )
        self.memory.staged += staged
        return tuple(one.event for one in staged)

    # What each side does, one verb a line.
    def distribute(self) -> tuple[Event, ...]:
        return self.desk(LEAD, joint_review.DISTRIBUTE_VERB, joint_review.Distribute(ON))

    def confirm(self, department: str, *, ready: bool = True, note: str = "") -> tuple[Event, ...]:
        request = joint_review.Confirm(ON, ready, note)
        return self.desk(department, joint_review.CONFIRM, request)

    def arrange(self, when: datetime, place: str = "项目南门") -> tuple[Event, ...]:
        request = joint_site.Arrange(ON, when.isoformat(), place)
        return self.desk(LEAD, joint_site.ARRANGE_VERB, request)

    def hold(self, held_at: datetime | None = None, *attended: str) -> tuple[Event, ...]:
        came = attended or self.departments
        request = joint_site.Hold(ON, (held_at or self.now).isoformat(), came)
        return self.desk(LEAD, joint_site.HOLD, request)

    def opine(
        self,
        department: str,
        conclusions: tuple[ConclusionLine, ...] | None = None,
        listed: tuple[MeasureLine, ...] = (),
        *,
        sealed: bool = True,
    ) -> tuple[Event, ...]:
        said = passed(*keys_of(department, self.ticked)) if conclusions is None else conclusions
        request = joint_opinions.Opine(ON, said, listed, sealed)
        return self.desk(department, joint_opinions.OPINE, request)

    def list_measures(
        self, department: str, listed: tuple[MeasureLine, ...], *, sealed: bool = True
    ) -> tuple[Event, ...]:
        request = joint_opinions.ListMeasures(ON, listed, sealed)
        return self.desk(department, joint_opinions.LIST_MEASURES, request)

    def deliver(self, department: str, key: str, paper: PaperLine) -> tuple[Event, ...]:
        return self.desk(department, joint_opinions.DELIVER, joint_opinions.Deliver(ON, key, paper))

    def summarise(self) -> tuple[Event, ...]:
        request = joint_rectifying.Summarise(ON)
        return self.desk(LEAD, joint_rectifying.SUMMARISE_VERB, request)

    def resume(self, *keys: str, done: str = "已按图整改") -> tuple[Event, ...]:
        request = joint_rectifying.Resume(ON, tuple(DoneLine(key, done) for key in keys))
        return self.window(joint_rectifying.RESUME, request)

    def reinspect(
        self, department: str, conclusions: tuple[ConclusionLine, ...]
    ) -> tuple[Event, ...]:
        request = joint_rectifying.Reinspect(ON, conclusions)
        return self.desk(department, joint_rectifying.REINSPECT_VERB, request)

    def recognise(self, paper: PaperLine | None = None) -> tuple[Event, ...]:
        given = paper or PaperLine("建设工程档案认可文件", "档认1", True)
        return self.desk(ARCHIVES, joint_closing.RECOGNISE, joint_closing.Recognise(ON, given))

    def file(self, paper: PaperLine | None = None) -> tuple[Event, ...]:
        given = paper or PaperLine(FILING, "备1", True)
        return self.desk(BUILDING, joint_closing.RECORD_VERB, joint_closing.Record(ON, given))

    def conclude(self) -> tuple[Event, ...]:
        return self.desk(LEAD, joint_closing.CONCLUDE_VERB, joint_closing.Conclude(ON))

    def arrive(self, *papers: tuple[str, str]) -> tuple[Event, ...]:
        return self.window(joint_issuing.ARRIVE, joint_issuing.Arrive(ON, papers))

    def withdraw(self, reason: str = "调整分期") -> tuple[Event, ...]:
        return self.window(joint_issuing.WITHDRAW, joint_issuing.Withdraw(ON, reason))

    def give_back(self, recipient: str = "孟知秋") -> tuple[Event, ...]:
        return self.window(joint_issuing.GIVE_BACK, joint_issuing.GiveBack(ON, recipient))

    def print_all(self) -> None:
        """Every paper that was issued is archived and comes out of the printer."""
        for paper in self.case.papers:
            if paper.copies_out:
                continue
            filed = printing.FileNotice(CASE, ON.item, paper.number, "ab" * 32, 9)
            self.window(printing.FILE, filed)
            self.window(
                printing.CONFIRM,
                printing.ConfirmPrint(CASE, ON.item, paper.number, 2, came_out=True),
            )

    # Ways to a state that many tests begin with.
    def reviewed(self) -> "Walk":
        self.distribute()
        for department in self.departments:
            self.confirm(department)
        return self

    def on_site(self) -> "Walk":
        """Confirmed, arranged for the next minute and held."""
        self.reviewed()
        self.arrange(self.now.replace(minute=self.now.minute + 1))
        self.now = self.now.replace(minute=self.now.minute + 2)
        self.hold()
        return self

    def all_passed(self) -> "Walk":
        self.on_site()
        for department in self.departments:
            self.opine(department)
        return self

    def rectifying(self, *keys: str) -> "Walk":
        """These subjects are to be rectified, and the builder was told on paper."""
        self.on_site()
        for department in self.departments:
            own = keys_of(department, self.ticked)
            bad = tuple(key for key in own if key in keys)
            good = tuple(key for key in own if key not in keys)
            self.opine(department, (*passed(*good), *wanting(*bad)), measures(*bad))
        self.summarise()
        self.print_all()
        return self

    def concluded(self) -> "Walk":
        self.all_passed()
        if "archives" in self.ticked:
            self.recognise()
        if "completion" in self.ticked:
            self.file()
        self.conclude()
        return self


def issued(events: tuple[Event, ...]) -> list[NoticeKind]:
    """The papers that came out of an act."""
    return [event.kind for event in events if isinstance(event, NoticeIssued)]


def said(walk: Walk, kind: NoticeKind) -> NoticeRecord:
    """The last paper of a kind, as it reads."""
    papers = [one for one in walk.case.papers if one.kind is kind]
    text = papers[-1].record
    assert text is not None
    return decode_record(text.encode())


def code_of(work: Any) -> str:
    """The code of the refusal that ``work`` ends in."""
    try:
        work()
    except ClerkError as error:
        return error.code
    raise AssertionError("nothing was refused")
