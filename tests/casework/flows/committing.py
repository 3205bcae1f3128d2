"""A case decided upon commitment, walked step by step on the real pack in practice mode.

``Walk`` is a ledger in memory with the verbs of window and department; each returns the events of
its act, and tests bend one of them.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from casework.act import Context
from casework.flows import commitment as offering
from casework.flows import commitment_acceptance as accepting
from casework.flows import commitment_decision as deciding
from casework.flows import commitment_follow as following
from casework.flows import commitment_rescission as rescinding
from casework.flows import commitment_signing as signing
from casework.flows import commitment_supplement as supplementing
from casework.flows.commitment_case import On
from casework.flows.commitment_dates import Owed, prefill
from casework.flows.commitment_options import Route
from casework.flows.intake import TAKE_IN, Intake, MaterialIn, TakeIn
from casework.flows.printing import CONFIRM, FILE, ConfirmPrint, FileNotice
from casework.law import catalogue
from casework.law.forms import canonical, personal_keys
from casework.law.items import Item
from casework.law.materials import Handling
from casework.people.grants import Clerk, Duty, Grant
from casework.people.person import Role
from casework.records.case import CaseRecord
from casework.records.case_events import Applicant, Deliverer, FormEntry, SealedEntry
from casework.records.commitment import MARK, CommitmentRecord
from casework.records.commitment_events import Cause, Verdict
from casework.records.event import Event, Staged
from casework.records.notice import NoticeKind, NoticeRecord, decode_record
from casework.records.numbers import NumbersReserved
from casework.records.rolls import Roll, RollEntered, RollPublished
from casework.records.sealed import Sealed
from casework.records.task import TaskRecord
from tests.casework.flows import intakes
from tests.casework.flows.intakes import CATALOGUE, CREDIT_CODE, NOW, PERSON, PERSON_NUMBER, page

CASE, NUMBERS, PROJECT = "case/0193-c", "numbers/d1", "project/p1"
ROLLS = "rolls/hall-1"
DEPARTMENT = "市水行政主管部门"
PROMISES = tuple(f"001A-8-{nth}" for nth in range(1, 9))
KINDS = ("receipt", "acceptance", "correction", "telling", "commitment", "approval_told")
FILLED = {
    "project_name": "云栖家园一期",
    "builder": "云栖置业有限公司",
    "builder_code": CREDIT_CODE,
    "legal_representative": "赵某",
    "handler": PERSON,
    "handler_phone": "13800005678",
    "location": "甲市乙区云栖路2号",
    "intermediary": "甲市水保咨询公司",
    "intermediary_code": CREDIT_CODE,
    "signatures.applicant.signed": "true",
    "signatures.applicant.sealed": "true",
    "signatures.applicant.date": "2026-11-19",
    "signatures.intermediary.signed": "true",
    "signatures.intermediary.sealed": "true",
    "signatures.intermediary.date": "2026-11-19",
}
LATER = ("expert_opinion", "monitoring_contract")
"""The materials that soil_plan may have later."""
SIGNATURE = signing.Signature(
    Role.LEGAL_REPRESENTATIVE, "赵某", signed=True, stamped=True, identity=""
)


def window(
    now: datetime = NOW, law: catalogue.Catalogue = CATALOGUE, *, practice: bool = True
) -> Context:
    """The clerk of the window at ``now``."""
    grant = Grant("41", "*", Duty.ACCEPT, date(2026, 1, 1), date(2027, 12, 31))
    return replace(
        intakes.context(now, law, Clerk("account/lin", "李明", (grant,))), practice=practice
    )


def department(
    now: datetime = NOW, name: str = DEPARTMENT, law: catalogue.Catalogue = CATALOGUE
) -> Context:
    """A department's account at the hub at ``now``."""
    grant = Grant("41", "*", Duty.HANDLE, date(2026, 1, 1), date(2027, 12, 31))
    who = Clerk("account/shui", "周明", (grant,), name)
    return replace(intakes.context(now, law, who), practice=True)


def published(
    now: datetime = NOW, *entries: RollEntered, count: int | None = None, hours: int = 24
) -> tuple[Staged, ...]:
    """The credit list as the hub published it two hours ago."""
    whole = len(entries) if count is None else count
    as_of, until = now - timedelta(hours=2), now + timedelta(hours=hours)
    said = RollPublished(Roll.CREDIT, "第12版", as_of.isoformat(), until.isoformat(), whole)
    return (*(Staged(ROLLS, one) for one in entries), Staged(ROLLS, said))


def listed(code: str = CREDIT_CODE, entry: str = "2026-7") -> RollEntered:
    """An entry against the applicant."""
    return RollEntered(
        Roll.CREDIT, entry, "云栖置业有限公司", code, "未按承诺补交材料", "第十六条",
        DEPARTMENT, "郑水撤〔2026〕1号", "2026-11-01",
    )  # fmt: skip


def reserved() -> tuple[Staged, ...]:
    """Numbers for the papers of a window."""
    blocks = (NumbersReserved(kind, 2026, 12, 60) for kind in KINDS)
    return tuple(Staged(NUMBERS, block) for block in blocks)


def intake(
    item: Item,
    without: tuple[str, ...] = (),
    role: str = "legal_representative",
    filled: Mapping[str, str] = FILLED,
    case: str = CASE,
) -> Intake:
    """What the counter hands over; ``without`` names lines that are not brought."""
    form = CATALOGUE.forms["commitment"]
    kept = canonical(form, filled)
    personal = personal_keys(form, kept)
    deliverer = Deliverer(
        Sealed.of(PERSON), Sealed.of(PERSON_NUMBER), "resident", role, "card", face_matched=True
    )
    return Intake(
        case=case,
        numbers=NUMBERS,
        item=item.code,
        channel="window",
        received_at=(NOW - timedelta(minutes=12)).isoformat(),
        project=PROJECT,
        project_code="2103-990101-04-01-100001",
        project_name="云栖家园一期",
        applicant=Applicant("云栖置业有限公司", CREDIT_CODE),
        deliverer=deliverer,
        form=tuple(FormEntry(k, v, "typed") for k, v in kept.items() if k not in personal),
        sealed_form=tuple(
            SealedEntry(k, Sealed.of(v), "typed") for k, v in kept.items() if k in personal
        ),
        materials=tuple(brought(item, kept, role, without)),
        declaration_made=True,
    )


def brought(
    item: Item, kept: Mapping[str, str], role: str, without: tuple[str, ...]
) -> list[MaterialIn]:
    """Everything the checklist asks for, compared with its original."""
    found: list[MaterialIn] = []
    for line in item.checklist(kept, role):
        if line.key in without:
            continue
        if line.handling is Handling.NUMBER:
            found.append(MaterialIn(line.key, "number", 1, number=kept[line.number_field]))
        elif line.handling is Handling.ASK:
            found.append(material(line.key))
    return found


def material(line: str, seen: bool = True) -> MaterialIn:
    """One paper with its scan."""
    return MaterialIn(line, "original", 1, (page(line),), seen_at=NOW.isoformat() if seen else "")


class Walk(intakes.Memory):
    """One case on its way."""

    def __init__(self, *begun: Staged, item: str = "soil_plan", case: str = CASE) -> None:
        super().__init__(*(begun or (*reserved(), *published())))
        self.item = CATALOGUE.item(item)
        self.stream = case
        self.on = On(case, item, NUMBERS, rolls=ROLLS)

    @property
    def record(self) -> CaseRecord:
        """The case."""
        record = self.load(self.stream).record
        assert isinstance(record, CaseRecord)
        return record

    @property
    def own(self) -> CommitmentRecord:
        """Its commitment."""
        record = self.load(self.on.bound).record
        assert isinstance(record, CommitmentRecord)
        return record

    def task(self, stream: str) -> TaskRecord:
        """A task that was opened."""
        record = self.load(stream).record
        assert isinstance(record, TaskRecord)
        return record

    def paper(self, kind: NoticeKind) -> NoticeRecord:
        """The data record of the latest paper of a kind."""
        found = [one for one in self.record.papers if one.kind is kind]
        assert found[-1].record is not None
        return decode_record(found[-1].record.encode())

    def receive(
        self, *without: str, role: str = "legal_representative", filled: Mapping[str, str] = FILLED
    ) -> "Walk":
        """收件 without some lines; by default without what may come later."""
        lacking = without or tuple(self.item.commitment.terms if self.item.commitment else ())
        taken = intake(self.item, lacking, role, filled, self.stream)
        self.perform(TAKE_IN, TakeIn(taken, None), window())
        return self

    def print_out(self, kind: NoticeKind) -> "Walk":
        """The latest paper of a kind comes out of the printer."""
        number = [one.number for one in self.record.papers if one.kind is kind][-1]
        code = self.item.code
        self.perform(FILE, FileNotice(self.stream, code, number, "ab" * 32, 9), window())
        self.perform(CONFIRM, ConfirmPrint(self.stream, code, number, 2, came_out=True), window())
        return self

    def tell(self, where: Context | None = None) -> "Walk":
        """告知."""
        self.perform(offering.TELL, offering.Tell(self.on), where or window())
        return self

    def choose(self, route: Route = Route.COMMITMENT, **changes: Any) -> tuple[Event, ...]:
        """自主选择."""
        request = offering.Choose(
            self.on, route, Role.LEGAL_REPRESENTATIVE, "赵某", signed=True, pages=(page("choice"),)
        )
        return self.perform(offering.CHOOSE, replace(request, **changes), window())

    def owed(self, where: Context | None = None) -> tuple[Owed, ...]:
        """What the form is prefilled with."""
        assert self.item.commitment is not None
        return prefill(self.record, self.item.commitment, where or window())

    def draw_up(self, *owed: Owed, where: Context | None = None) -> tuple[Event, ...]:
        """出具承诺书; prefilled days unless some are given."""
        request = signing.DrawUp(self.on, owed or self.owed(where))
        return self.perform(signing.DRAW_UP, request, where or window())

    def sign(self, where: Context | None = None, **changes: Any) -> tuple[Event, ...]:
        """签署."""
        request = signing.Sign(self.on, PROMISES, SIGNATURE, (page("commitment"),), NOW.isoformat())
        return self.perform(signing.SIGN, replace(request, **changes), where or window())

    def accept(self, where: Context | None = None) -> tuple[Event, ...]:
        """受理."""
        return self.perform(accepting.ACCEPT, accepting.Accept(self.on), where or window())

    def decide(self, where: Context | None = None, **changes: Any) -> tuple[Event, ...]:
        """准予."""
        request = deciding.Decide(self.on, "郑水许〔2026〕7号", MARK)
        return self.perform(deciding.DECIDE, replace(request, **changes), where or department())

    def supply(self, line: str, where: Context | None = None, **changes: Any) -> tuple[Event, ...]:
        """补交."""
        brought = replace(material(line), **changes)
        request = supplementing.Supply(self.on, brought)
        return self.perform(supplementing.SUPPLY, request, where or window())

    def review(
        self, line: str, verdict: Verdict = Verdict.PASSED, where: Context | None = None
    ) -> tuple[Event, ...]:
        """核对补交的材料."""
        request = supplementing.Review(self.on, line, verdict, "已核对")
        return self.perform(supplementing.REVIEW, request, where or department())

    def verify(self, kept: bool = False, where: Context | None = None) -> tuple[Event, ...]:
        """核查."""
        request = following.Verify(self.on, kept, "现场核查", "弃渣场位置与承诺不符")
        return self.perform(following.VERIFY, request, where or department())

    def order(self, until: str = "2026-12-10", where: Context | None = None) -> tuple[Event, ...]:
        """要求限期整改."""
        request = following.Order(self.on, "按方案设置弃渣场", until)
        return self.perform(following.ORDER, request, where or department())

    def check(self, passed: bool, where: Context | None = None) -> tuple[Event, ...]:
        """检查整改."""
        request = following.CheckOrder(self.on, passed, "已查看现场")
        return self.perform(following.CHECK, request, where or department())

    def rescind(
        self, cause: Cause, *dependents: str, where: Context | None = None, project: str = PROJECT
    ) -> tuple[Event, ...]:
        """撤销."""
        on = replace(self.on, project=project)
        request = rescinding.Rescind(on, cause, "逾期未整改", "郑水撤〔2026〕1号", dependents)
        return self.perform(rescinding.RESCIND, request, where or department())

    def chosen(self) -> "Walk":
        """As far as the choice of commitment."""
        self.receive().tell().print_out(NoticeKind.TELLING)
        self.choose()
        return self

    def drawn(self) -> "Walk":
        """As far as the form that lies before the applicant."""
        self.chosen().draw_up()
        return self.print_out(NoticeKind.COMMITMENT)

    def signed(self) -> "Walk":
        """As far as the signed form."""
        self.drawn().sign()
        return self

    def accepted(self) -> "Walk":
        """As far as acceptance."""
        self.signed().accept()
        return self

    def decided(self) -> "Walk":
        """As far as the decision."""
        self.accepted().decide()
        return self
