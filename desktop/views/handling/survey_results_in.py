"""Results of a survey at the window: every version kept, redone or remeasured (001C四(三)–(五))."""

from collections.abc import Iterator

from casework.errors import ClerkError, RuleError
from casework.flows import survey_results
from casework.flows.survey import OnSurvey
from casework.flows.survey_words import SHOWN
from casework.law.survey import Survey
from casework.records.survey import ResultState, ResultVersion, SurveyRecord, allows
from desktop.ui.fields import Choice, Field, Heading, Kind
from desktop.views.handling.verbs import Ask, Filled, Pages, Problems, Verb

_FILES, _POINTS, _SHOWN, _CONFIRMED, _BY = "files", "points", "shown", "confirmed", "by"
_PART, _REST, _CHANGED = "part", "rest", "changed"
_OWED = (None, ResultState.FAULTY, ResultState.CHANGED, ResultState.RECTIFYING)
_YES, _NO = "yes", "no"


def hand_in(on: OnSurvey, record: SurveyRecord, law: Survey) -> Iterator[Verb]:
    """One verb for every survey whose result is owed, for the first time or anew."""
    if not allows(record, "SurveyResultHandedIn.v1"):
        return
    for matter in record.filed.matters:
        latest = record.latest(matter)
        if (latest.state if latest else None) in _OWED:
            yield _hand_in(on, record, law, matter)


def _hand_in(on: OnSurvey, record: SurveyRecord, law: Survey, matter: str) -> Verb:
    latest, found = record.latest(matter), survey_results.prompt(law, matter)
    points = found.points if found is not None else ()
    label = next((one.label for one in record.filed.terms if one.matter == matter), "")

    def request(filled: Filled) -> Ask:
        seen = filled.several(_POINTS)
        asked = survey_results.HandIn(
            on,
            matter,
            filled.scanned(_FILES),
            tuple(point for at, point in enumerate(points) if str(at) in seen),
            filled.text(_SHOWN),
            builder_confirmed=filled.ticked(_CONFIRMED),
            handed_in_by=filled.text(_BY),
        )
        return survey_results.HAND_IN, asked

    return Verb(
        f"survey.hand_in.{matter}",
        f"收测绘成果：{label}",
        request,
        issues=False,
        hint=_hint(found, latest),
        fields=_result_fields(found, points, again=latest is not None),
        pages=(Pages(_FILES, "成果文件", required=True),),
        prefilled={_BY: record.filed.surveyor.unit},
        points=("即时上传审批管理系统；没有看到的内容只作记录，不影响上传。",),
        closed=_closed(latest),
        field_of={"SV-123": _CONFIRMED, "SV-124": _FILES},
    )


def _closed(latest: ResultVersion | None) -> ClerkError | None:
    """A result that is being rectified waits for the measuring after it."""
    if latest is not None and latest.state is ResultState.RECTIFYING:
        return RuleError("SV-122", matter=latest.handed_in.label)
    return None


def _hint(found: survey_results.Prompt | None, latest: ResultVersion | None) -> str:
    parts = [f"《{found.report}》（{found.basis}）。" if found is not None else ""]
    if latest is not None and latest.opinion is not None:
        parts.append(f"上一版（第{latest.handed_in.version}版）：{latest.opinion.opinion}")
    return "".join(parts)


def _result_fields(
    found: survey_results.Prompt | None, points: tuple[str, ...], *, again: bool
) -> tuple[Field | Heading, ...]:
    fields: list[Field | Heading] = [
        Field(_BY, "提交人", required=True, max_length=60, span=2),
    ]
    if again:
        confirm = (Choice("1", "建设单位已确认这一版"),)
        fields.append(Field(_CONFIRMED, "确认", Kind.TICKS, required=True, choices=confirm))
    if found is not None and points:
        ticks = tuple(Choice(str(at), point) for at, point in enumerate(points))
        fields.append(Heading(f"{found.opening}（看到的打勾）"))
        fields.append(Field(_POINTS, "内容", Kind.TICKS, choices=ticks, per_row=1, span=2))
    if found is not None and found.deviations:
        shown = tuple(Choice(key, word) for key, word in SHOWN.items())
        fields.append(Heading(found.deviations))
        fields.append(Field(_SHOWN, "偏差处", Kind.PICK, choices=shown, per_row=1, span=2))
    return tuple(fields)


def remeasured(on: OnSurvey, record: SurveyRecord) -> Iterator[Verb]:
    """After a rectification: the part measured anew, the rest checked, changed or not."""
    for matter in record.filed.matters:
        latest = record.latest(matter)
        if latest is not None and latest.state is ResultState.RECTIFYING:
            yield _remeasured(on, latest)


def _remeasured(on: OnSurvey, latest: ResultVersion) -> Verb:
    handed_in = latest.handed_in

    def request(filled: Filled) -> Ask:
        asked = survey_results.Remeasured(
            on,
            handed_in.matter,
            handed_in.version,
            filled.text(_PART),
            rest_checked=filled.ticked(_REST),
            changed=filled.text(_CHANGED) == _YES,
        )
        return survey_results.REMEASURED, asked

    def check(filled: Filled) -> Problems:
        return {} if filled.ticked(_REST) else {_REST: "其余部位也要复查"}

    changed = (Choice(_NO, "成果没有变化"), Choice(_YES, "成果有变化，重新提交完整成果"))
    opinion = latest.opinion.opinion if latest.opinion is not None else ""
    return Verb(
        f"survey.remeasured.{handed_in.matter}",
        f"登记整改后的复测：{handed_in.label}",
        request,
        issues=False,
        hint=f"整改意见：{opinion}" if opinion else "",
        fields=(
            Field(_PART, "重测部位", required=True, max_length=200, span=3),
            Field(_REST, "其余部位", Kind.TICKS, choices=(Choice("1", "已经复查"),)),
            Field(_CHANGED, "结果", Kind.PICK, required=True, choices=changed, per_row=1, span=2),
        ),
        check=check,
    )
