"""联合测绘 at the window: filed, papers of annex 2, base data, the site, withdrawal (001C四)."""

from datetime import datetime

from casework.flows import credit, survey_filing, survey_results, survey_site
from casework.flows.survey import OnSurvey, departments
from casework.flows.survey_words import RESULTS, STATES
from casework.law.clock import BEIJING
from casework.people.person import Role
from casework.records import ids
from casework.records.case_states import CaseState
from casework.records.rolls import Roll, RollsRecord
from casework.records.survey import SurveyRecord, allows
from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.tones import Tone
from desktop.views.handling import survey_papers_in, survey_results_in
from desktop.views.handling.verbs import Ask, Filled, Line, Look, Problems, Standing, Verb

_NUMBER, _AGAIN, _TOLD = "authorised_number", "again", "listed_told"
_DEPARTMENT, _DETAIL, _DAY, _TIME, _BY = "department", "detail", "day", "time", "by"
_REASON, _REFERENCE = "reason", "reference"


def standing(look: Look) -> Standing | None:
    """How a joint survey stands; None for an item that is none."""
    law = look.context.catalogue.surveys.get(look.item.code)
    if law is None:
        return None
    stream = look.bound(ids.SURVEY)
    record = look.records((stream,)).of(stream, SurveyRecord)
    if record is None:
        file = _file(look)
        return Standing("联合测绘", "还没有备案", (), (file,)) if file else None
    on = OnSurvey(stream, look.item.code)
    verbs = (
        survey_papers_in.take(look, on, record),
        _request_data(look, on, record),
        _ready(look, on, record),
        *survey_results_in.hand_in(on, record, law),
        *survey_results_in.remeasured(on, record),
        _register(on, record),
        _withdraw(on, record),
    )
    return Standing(
        "联合测绘",
        STATES[record.state],
        _lines(record),
        tuple(one for one in verbs if one is not None),
    )


def _lines(record: SurveyRecord) -> tuple[Line, ...]:
    filed = record.filed
    labels = {one.matter: one.label for one in filed.terms}
    found = [Line(f"备案 {filed.number}，测绘机构 {filed.surveyor.unit}。")]
    if record.acknowledged is None:
        found.append(Line("审批管理系统还没有收到备案。", Tone.WARN))
    lacking = record.lacking()
    if lacking:
        names = "、".join(one.line.name for one in lacking[:3])
        more = f"等 {len(lacking)} 种" if len(lacking) > 3 else ""
        found.append(Line(f"测绘材料还缺：{names}{more}。", Tone.WARN))
    if record.ready is None:
        found.append(Line("现场是否满足测绘条件：还没有确认，合同约定的期限没有起算。"))
    waiting = [labels.get(one, "") for one in filed.matters if record.latest(one) is None]
    if waiting:
        found.append(Line(f"还没有成果：{'、'.join(waiting)}。"))
    for matter in filed.matters:
        latest = record.latest(matter)
        if latest is None:
            continue
        version = latest.handed_in.version
        pushed = "" if (matter, version) in record.pushed else "，审批管理系统还没有收到"
        tone = Tone.GOOD if latest.usable else Tone.WARN
        head = f"{latest.handed_in.label}：第{version}版，{RESULTS[latest.state]}"
        found.append(Line(f"{head}{pushed}。", tone))
    return tuple(found)


def _file(look: Look) -> Verb | None:
    """An accepted case becomes a filing: checked as a whole, receipted, pushed at once."""
    if look.case.state is not CaseState.ACCEPTED:
        return None
    rolls = credit.stream_for(look.context.place.hall)
    code = look.case.values().get("surveyor_code", "")
    record = look.records((rolls,)).of(rolls, RollsRecord)
    listed = credit.look(record, Roll.SURVEYORS, code, look.context.now)
    project_code = look.case.received.project_code
    own = survey_filing.filed_already(look.siblings(), look.item, project_code)
    known = tuple(row.stream for row in own if row.stream != look.stream)

    def request(filled: Filled) -> Ask:
        filing = survey_filing.Filing(
            rolls,
            look.case.received.project,
            filled.text(_NUMBER),
            known,
            filled.text(_AGAIN),
            listed_told=filled.ticked(_TOLD),
        )
        asked = survey_filing.File(look.stream, look.numbers, look.item.code, filing)
        return survey_filing.FILE, asked

    return Verb(
        "survey.file",
        "办理联合测绘备案",
        request,
        hint=f"测绘机构“黑名单”核查：{listed.words}。备案后即时上传审批管理系统。",
        fields=_filing_fields(look, listed),
        points=("即时上传审批管理系统，并推送资源规划、住房保障、人防部门。",),
        field_of={"SV-112": _AGAIN, "SV-113": _TOLD, "PE-215": _NUMBER, "PE-216": _NUMBER},
    )


def _filing_fields(look: Look, listed: credit.Check) -> tuple[Field, ...]:
    """The agent's number as authorised, the black list told, why a project is filed again."""
    number = Field(
        _NUMBER,
        "授权委托书上的证件号码",
        Kind.CODE,
        required=True,
        max_length=40,
        hint="须与代理人证件一致",
    )
    on_it = (Choice("1", "测绘机构在“黑名单”上，已告知申请人"),)
    told = Field(_TOLD, "“黑名单”", Kind.TICKS, required=True, span=3, choices=on_it)
    again = Field(_AGAIN, "再次备案的理由", max_length=200, span=2, hint="本项目已有备案的才填")
    agent = look.case.deliverer.role == Role.AGENT
    on_list = listed.standing is credit.Standing.LISTED
    return (*((number,) if agent else ()), *((told,) if on_list else ()), again)


def _request_data(look: Look, on: OnSurvey, record: SurveyRecord) -> Verb | None:
    """The surveyor needs base data; the department has two working days (001C四(二))."""
    if not allows(record, "SurveyDataRequested.v1"):
        return None

    def request(filled: Filled) -> Ask:
        asked = survey_site.RequestData(
            on, filled.text(_DEPARTMENT), filled.text(_DETAIL), len(record.requests) + 1
        )
        return survey_site.REQUEST_DATA, asked

    known = departments(look.item.code, look.context)
    choices = tuple(Choice(one, one) for one in known)
    return Verb(
        "survey.request_data",
        "向部门索取基础数据",
        request,
        issues=False,
        fields=(
            Field(_DEPARTMENT, "部门", Kind.CHOICE, required=True, choices=choices),
            Field(_DETAIL, "所需数据", Kind.LONG, required=True, max_length=400, span=3),
        ),
        points=("部门在 2 个工作日内提供。",),
    )


def _ready(look: Look, on: OnSurvey, record: SurveyRecord) -> Verb | None:
    """现场满足联合测绘条件: the limits of the contract begin."""
    if record.ready is not None or not allows(record, "SurveySiteReady.v1"):
        return None
    now = look.context.now.astimezone(BEIJING)

    def moment(filled: Filled) -> datetime | None:
        try:
            at = datetime.fromisoformat(f"{filled.text(_DAY)}T{filled.text(_TIME)}")
        except ValueError:
            return None
        return at.replace(tzinfo=BEIJING)

    def request(filled: Filled) -> Ask:
        at = moment(filled)
        ready = survey_site.Ready(on, at.isoformat() if at else "", filled.text(_BY))
        return survey_site.CONFIRM_READY, ready

    def check(filled: Filled) -> Problems:
        return {} if moment(filled) is not None else {_TIME: "时刻写成 09:30 这样"}

    return Verb(
        "survey.ready",
        "确认现场满足测绘条件",
        request,
        issues=False,
        fields=(
            Field(_DAY, "日期", Kind.DATE, required=True),
            Field(_TIME, "时刻", required=True, max_length=5, hint="09:30"),
            Field(_BY, "确认人", required=True, max_length=60, hint="建设单位或者测绘机构"),
        ),
        prefilled={_DAY: now.date().isoformat(), _TIME: f"{now:%H:%M}"},
        points=("合同约定的测绘期限从这个时刻起算。",),
        field_of={"SV-130": _DAY, "SV-106": _BY},
        check=check,
    )


def _register(on: OnSurvey, record: SurveyRecord) -> Verb | None:
    """The clerk read the system's receipt off its screen: filing or result."""
    owed = _owed(record)
    if not owed:
        return None
    known = tuple(Choice(f"{matter}:{version}", word) for (matter, version), word in owed.items())

    def request(filled: Filled) -> Ask:
        matter, _, version = filled.text("what").partition(":")
        asked = survey_results.Acknowledge(on, filled.text(_REFERENCE), matter, int(version or 0))
        return survey_results.REGISTER, asked

    return Verb(
        "survey.register",
        "登记审批管理系统的回执",
        request,
        issues=False,
        hint="平时由系统自动回执；只有系统没有联通时，才按系统页面上的回执登记。",
        fields=(
            Field("what", "什么的回执", Kind.CHOICE, required=True, choices=known, span=2),
            Field(_REFERENCE, "回执编号", required=True, max_length=80),
        ),
        prefilled={"what": known[0].value},
        points=("上传的期限到此结束。",),
    )


def _owed(record: SurveyRecord) -> dict[tuple[str, int], str]:
    """What the approval system has not acknowledged: the filing, and every version."""
    owed = {("", 0): "联合测绘备案"} if record.acknowledged is None else {}
    for one in record.results:
        key = (one.handed_in.matter, one.handed_in.version)
        if key not in record.pushed:
            owed[key] = f"{one.handed_in.label}成果第{one.handed_in.version}版"
    return owed


def _withdraw(on: OnSurvey, record: SurveyRecord) -> Verb | None:
    if not allows(record, "SurveyWithdrawn.v1"):
        return None

    def request(filled: Filled) -> Ask:
        return survey_results.WITHDRAW, survey_results.Withdraw(on, filled.text(_REASON))

    return Verb(
        "survey.withdraw",
        "撤回联合测绘备案",
        request,
        issues=False,
        fields=(Field(_REASON, "理由", Kind.LONG, required=True, max_length=400, span=3),),
        points=("备案到此为止；已经收到的材料和成果留存。",),
    )
