"""The person at the counter as the page and the panel beside it show it."""

from casework.flows.words import NUMBER_LABELS, ROLES
from casework.law.problem import Problem
from casework.people.numbers import NumberKind, mask_name, mask_number
from casework.people.person import Role
from casework.records.case import CaseRecord
from casework.records.case_events import PORTAL
from desktop.messages import message_of
from desktop.ui.fields import Choice, Origin
from desktop.ui.person_panel import Fact, PersonShown
from desktop.ui.tones import Tone
from desktop.views.counter.draft import CARD, Person
from desktop.views.counter.state import State

FACE = "face"
USE, LEAVE = "use", "leave"
ROLE_CHOICES = tuple(
    Choice(role.value, f"{at} {words}") for at, (role, words) in enumerate(ROLES.items(), start=1)
)
FACE_CHOICE = Choice(FACE, "人证一致")
_QUESTION = "以什么身份来办"


def panel(state: State, *, ask: bool) -> PersonShown | None:
    """The panel 柜台前, None while nobody is there; ``ask`` puts what is unanswered there too."""
    person = state.draft.person
    if not person.known:
        return _absent(state.record) if state.record is not None else None
    return PersonShown(
        name=person.name or "（姓名未录入）",
        facts=tuple(_facts(person, state)),
        warnings=tuple(_warning(one) for one in state.person_problems if _doubtful(one)),
        question=_QUESTION if ask and not person.role else "",
        roles=ROLE_CHOICES if ask and not person.role else (),
        role=person.role,
        ticks=(FACE_CHOICE,) if ask and not person.face_matched else (),
        ticked=frozenset({FACE} if person.face_matched else ()),
    )


def _absent(record: CaseRecord) -> PersonShown:
    """Nobody stands here: who filed online, or who came the last time."""
    who = record.deliverer
    online = who.source == PORTAL
    number = who.person_number.value
    facts = (
        Fact("柜台前", "没有人", Tone.WARN),
        Fact("这是", "网上申请人，实名账号" if online else "上次来窗口的人", Tone.INFO),
        Fact("号码", mask_number(number) if number else "未留存"),
        Fact("身份", ROLES[Role(who.role)] if who.role else "——"),
        Fact("办事主体", record.received.applicant.unit),
    )
    return PersonShown(who.person_name.value or "（姓名未留存）", facts)


def before(record: CaseRecord) -> str:
    """Who came the last time, and what to do with whoever comes now."""
    who = record.deliverer
    role = ROLES[Role(who.role)] if who.role else ""
    name = mask_name(who.person_name.value or "")
    if record.waiting:
        return (
            f"网上件：由{role} {name} 提交，柜台前没有人。看材料、作决定不用读卡，"
            "直接按 F5；有人当面补交的，先读卡。"
        )
    return (
        f"再次办理：上次由{role} {name} 递交。这次来的人重新读卡、问身份、核对人证；"
        "没有人来的，只能作决定，不能登记材料。"
    )


def other(person: Person) -> str:
    """The waiting card, masked."""
    return f"又读到一张证件：{mask_name(person.name)} {mask_number(person.number)}"


def origin(person: Person) -> Origin:
    """Where name and number came from."""
    return Origin.CARD if person.source == CARD else Origin.TYPED


def number_label(person: Person) -> str:
    """What kind of number it is."""
    kind = NumberKind(person.number_kind) if person.number_kind else NumberKind.UNKNOWN
    return NUMBER_LABELS[kind]


def problems(state: State) -> dict[str, str]:
    """A line under each field that is wrong; open questions only once pointed at.

    What is only odd stands in the panel, with what to do about it.
    """
    found: dict[str, str] = {}
    for one in state.person_problems:
        if one.code.startswith("CT-10") and one.field != "valid_to" and 1 not in state.revealed:
            continue
        if one.blocking:
            found.setdefault(one.field, message_of(one).title)
    return found


def _facts(person: Person, state: State) -> list[Fact]:
    read = person.source == CARD
    facts = [
        Fact("来源", "读卡" if read else "手工录入", Tone.GOOD if read else Tone.WARN),
        Fact("号码", mask_number(person.number) if person.number else "未录入"),
        Fact("性别", person.sex),
        Fact("有效期", f"至 {person.valid_to}" if person.valid_to else ""),
        Fact("身份", ROLES[Role(person.role)] if person.role else "还没有问", _tone(person.role)),
        Fact(
            "人证",
            "一致" if person.face_matched else "还没有看",
            Tone.GOOD if person.face_matched else Tone.WARN,
        ),
        Fact("办事主体", state.draft.builder),
    ]
    return [fact for fact in facts if fact.text]


def _tone(answer: str) -> Tone:
    return Tone.PLAIN if answer else Tone.WARN


def _doubtful(one: Problem) -> bool:
    """What is wrong or odd about the card itself, not what was not asked yet."""
    return one.code.startswith("PE-") or one.field == "valid_to"


def _warning(one: Problem) -> str:
    told = message_of(one)
    return f"{told.title}。{told.next_step}"
