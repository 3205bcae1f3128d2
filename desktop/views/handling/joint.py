"""联合验收 at the window: rectified and asked for again, papers in and out (001D七(五))."""

from casework.flows import joint_issuing, joint_rectifying
from casework.flows.issuing import Delivery
from casework.flows.joint_issuing import Expected
from casework.flows.joint_words import STATES, minute, verdict_words
from casework.flows.on_case import OnCase
from casework.records import ids
from casework.records.joint import JointRecord, Participant, allows
from casework.records.joint_events import DoneLine, Outcome, SubjectLine
from casework.records.joint_states import JointState
from desktop.ui.fields import Choice, Field, Heading, Kind
from desktop.ui.tones import Tone
from desktop.views.handling import delivering
from desktop.views.handling.verbs import (
    Ask,
    Filled,
    Line,
    Look,
    Pages,
    Problems,
    Standing,
    Verb,
)

_AWAY, _HERE, _GONE = "纸质文件还没有到窗口", "在窗口，已盖章，待交付", "已交付"
_PAGES, _REASON, _RECIPIENT, _E_SEAL = "pages", "reason", "recipient", "e_seal"


def standing(look: Look) -> Standing | None:
    """How a joint acceptance stands; None for a case that has none."""
    stream = look.bound(ids.JOINT)
    record = look.records((stream,)).of(stream, JointRecord)
    if record is None:
        return None
    verbs = (
        _resume(look, record),
        _arrive(look, record),
        _hand_out(look, record),
        _give_back(look, record),
        _withdraw(look, record),
    )
    return Standing(
        "联合验收",
        STATES[record.state],
        (*_site(record), *_subjects(record), *_trail(look, record)),
        tuple(one for one in verbs if one is not None),
    )


def _on(look: Look) -> OnCase:
    return OnCase(look.stream, look.item.code, look.numbers)


def _site(record: JointRecord) -> tuple[Line, ...]:
    if not record.sites or record.held is not None:
        return ()
    last = record.sites[-1]
    return (Line(f"现场验收：{minute(last.site_at)}，{last.place}。"),)


def _subjects(record: JointRecord) -> tuple[Line, ...]:
    """How the subjects stand, those that stand alike in one line; a default is told as one."""
    grouped: dict[Line, list[str]] = {}
    for one in record.subjects:
        grouped.setdefault(_answer(record, one), []).append(f"{one.label}（{one.department}）")
    return tuple(
        Line(f"{answer.text}：{'、'.join(names)}", answer.tone) for answer, names in grouped.items()
    )


def _answer(record: JointRecord, one: SubjectLine) -> Line:
    verdict, part = record.verdict(one), record.participant(one.department)
    if verdict is None:
        return Line(_waiting(record, part))
    if verdict.deemed:
        return Line(verdict_words(verdict), Tone.PROVISIONAL)
    bad = verdict.outcome is Outcome.RECTIFY
    return Line(verdict_words(verdict), Tone.WARN if bad else Tone.GOOD)


def _waiting(record: JointRecord, part: Participant | None) -> str:
    if part is not None and part.objections and not part.ready:
        return f"资料尚需完善：{part.objections[-1].note}"
    early = record.state in (JointState.OPENED, JointState.REVIEWING)
    if early:
        return "资料已确认" if part is not None and not part.silent else "资料待确认"
    return "待验收意见"


def _trail(look: Look, record: JointRecord) -> tuple[Line, ...]:
    """The paper trail at the issuing window: not here, here under seal, gone."""
    places: dict[str, list[str]] = {_AWAY: [], _HERE: [], _GONE: []}
    for one in joint_issuing.expected(record):
        known = look.case.result(one.key)
        place = _AWAY if known is None else _HERE if known.handed is None else _GONE
        places[place].append(one.name)
    tones = {_AWAY: Tone.WARN, _HERE: Tone.INFO, _GONE: Tone.GOOD}
    return tuple(
        Line(f"{place}：{'、'.join(names)}", tones[place])
        for place, names in places.items()
        if names
    )


def _resume(look: Look, record: JointRecord) -> Verb | None:
    """整改完成: the builder's application to go on, told subject by subject."""
    if not allows(record, "ResumptionApplied.v1"):
        return None
    failing = record.failing

    def request(filled: Filled) -> Ask:
        done = tuple(DoneLine(one.key, filled.text(one.key)) for one in failing)
        resume = joint_rectifying.Resume(_on(look), done, filled.scanned(_PAGES))
        return joint_rectifying.RESUME, resume

    fields = tuple(
        Field(
            one.key,
            f"{one.label}整改情况",
            Kind.LONG,
            required=True,
            span=3,
            max_length=1000,
            hint=_measures(record, one),
        )
        for one in failing
    )
    departments = "、".join(dict.fromkeys(one.department for one in failing))
    return Verb(
        "joint.resume",
        "收整改材料，申请复验",
        request,
        hint="逐项写明整改情况；申请书和整改材料可以扫描。",
        fields=fields,
        pages=(Pages(_PAGES, "申请书和整改材料"),),
        points=(f"告知{departments}复验；复验不计入联合验收时限。",),
        field_of={"JA-118": failing[0].key if failing else ""},
    )


def _measures(record: JointRecord, subject: SubjectLine) -> str:
    """What the department asked for, as the clerk's reminder."""
    part = record.participant(subject.department)
    listed = part.listed.measures if part is not None and part.listed is not None else ()
    own = [one for one in listed if one.key == subject.key]
    return "；".join(f"{one.defect}：{one.measure}" for one in own)


def _arrive(look: Look, record: JointRecord) -> Verb | None:
    """Papers came to the issuing window; one without its seal is not taken (001D七(五)1)."""
    missing = [one for one in joint_issuing.expected(record) if look.case.result(one.key) is None]
    if not missing:
        return None
    organs = {one.key: _organ(record, one, look) for one in missing}

    def request(filled: Filled) -> Ask:
        papers = tuple((key, organs[key]) for key in organs if filled.ticked(key))
        return joint_issuing.ARRIVE, joint_issuing.Arrive(_on(look), papers)

    def check(filled: Filled) -> Problems:
        if any(filled.ticked(key) for key in organs):
            return {}
        return {missing[0].key: "请选已到窗口的文件"}

    fields = tuple(
        Field(
            one.key,
            f"第{at}份",
            Kind.TICKS,
            span=2,
            choices=(Choice("1", f"{one.name} {one.number}，已加盖{organs[one.key]}的印章"),),
        )
        for at, one in enumerate(missing, start=1)
    )
    return Verb(
        "joint.arrive",
        "登记文件到窗口",
        request,
        issues=False,
        hint="逐份看过印章再选；没有印章的退回牵头部门，不登记。",
        fields=fields,
        points=("登记到窗口的文件，等全部到齐后交付建设单位。",),
        check=check,
    )


def _organ(record: JointRecord, one: Expected, look: Look) -> str:
    """Whose seal a paper bears: the subject's department, the lead for the notice itself."""
    subject = record.subject(one.key.partition(".")[0])
    return subject.department if subject is not None else look.item.lead


def _hand_out(look: Look, record: JointRecord) -> Verb | None:
    """The result leaves in one of three ways, whole (001D七(五)1)."""
    if record.state is not JointState.CONCLUDED:
        return None
    expected = joint_issuing.expected(record)
    known = [look.case.result(one.key) for one in expected]
    if all(one is not None and one.handed is not None for one in known):
        return None

    def request(filled: Filled) -> Ask:
        way = Delivery(filled.text(delivering.WAY))
        hand_out = joint_issuing.HandOut(
            _on(look),
            way,
            filled.text(delivering.PROOF),
            delivering.recipient(filled),
            filled.text(_E_SEAL) if way is Delivery.SELF_PRINT else "",
        )
        return joint_issuing.HAND_OUT, hand_out

    return Verb(
        "joint.hand_out",
        "交付联合验收结果",
        request,
        issues=False,
        hint="领取、邮寄须全部纸质文件到齐；自行打印的只有结果告知书，其余文件留在窗口。",
        fields=(
            *delivering.fields(),
            Heading("自行打印"),
            Field(_E_SEAL, "电子印章", max_length=60, span=2, hint="章上的单位名称"),
        ),
        prefilled=delivering.prefilled(look),
        points=("结果交付建设单位，凭据留存。",),
        field_of={"JA-123": delivering.WAY, "JA-125": delivering.RECIPIENT, "JA-122": _E_SEAL},
        check=_check_leaving,
    )


def _check_leaving(filled: Filled) -> Problems:
    """As every result leaves, and what the builder prints itself bears an e-seal."""
    found = dict(delivering.check(filled))
    own = filled.text(delivering.WAY) == Delivery.SELF_PRINT
    if own and not filled.text(_E_SEAL):
        found[_E_SEAL] = "自行打印的结果告知书须有电子印章"
    return found


def _give_back(look: Look, record: JointRecord) -> Verb | None:
    """复验不合格或者撤回: every original goes back and is signed for."""
    if not allows(record, "PapersReturned.v1"):
        return None

    def request(filled: Filled) -> Ask:
        return joint_issuing.GIVE_BACK, joint_issuing.GiveBack(_on(look), filled.text(_RECIPIENT))

    return Verb(
        "joint.give_back",
        "退回申请材料",
        request,
        fields=(Field(_RECIPIENT, "签收人", required=True, max_length=60),),
        prefilled={_RECIPIENT: delivering.prefilled(look)[delivering.RECIPIENT]},
        points=("在窗口的原件全部退回，由签收人逐份签收。",),
    )


def _withdraw(look: Look, record: JointRecord) -> Verb | None:
    """The builder takes the application back, at any time before the result."""
    if not allows(record, "JointWithdrawn.v1"):
        return None

    def request(filled: Filled) -> Ask:
        return joint_issuing.WITHDRAW, joint_issuing.Withdraw(_on(look), filled.text(_REASON))

    return Verb(
        "joint.withdraw",
        "建设单位撤回申请",
        request,
        fields=(Field(_REASON, "撤回理由", Kind.LONG, required=True, max_length=400, span=3),),
        points=("联合验收到此为止；申请材料另行退回。",),
    )
