"""The receipt of a filing (备案回执): the commission, its terms, the papers that are still due."""

from casework.flows import words
from casework.flows.credit import Check
from casework.flows.papers import Letter
from casework.flows.survey_terms import Commission
from casework.law.survey import TOTAL, Filer, Investment, Survey
from casework.records.notice import Section
from casework.records.survey_events import SurveyPaperLine, TermLine

_FILERS = {Filer.BUILDER: "建设单位", Filer.SURVEYOR: "受委托的测绘机构"}
_INVESTMENTS = {Investment.GOVERNMENT: "政府投资", Investment.SOCIAL: "社会投资"}
_OPENING = "下列联合测绘委托已经备案，备案结果即时上传审批管理系统并推送至对应部门："


def receipt(
    law: Survey, found: Commission, papers: tuple[SurveyPaperLine, ...], blacklist: Check
) -> Letter:
    """The letter of a filing, apart from what every letter of a case says."""
    return Letter(
        sections=(
            _commission(found, blacklist),
            _terms(found),
            *_papers(law, papers),
        ),
        opening=_OPENING,
    )


def _commission(found: Commission, blacklist: Check) -> Section:
    contract = f"{found.contract}，{found.contract_date}" if found.contract else found.contract_date
    said = (
        f"建设单位：{found.builder.name}；备案人：{_FILERS[found.filer]}",
        f"测绘机构：{found.surveyor.name}（{words.CREDIT_CODE}{found.surveyor.code}）",
        f"测绘资质证书：{found.certificate}，有效期至{found.certificate_until}",
        f"联合测绘合同：{contract}",
        f"建筑面积：{found.area} m²，{found.size.label}，{_INVESTMENTS[found.investment]}",
        f"测绘机构“黑名单”核查：{blacklist.words}",
    )
    return Section("备案内容", said)


def _terms(found: Commission) -> Section:
    rows = tuple((_name(one), _agreed(one), _recommended(one)) for one in found.terms)
    return Section(
        "完成时限",
        ("自现场满足联合测绘条件之日起计算，以合同约定为准；不计入审批时限，计入跨度时限。",),
        ("专项测绘", "合同约定", "方案的时限"),
        (32, 30, 30),
        rows,
    )


def _name(term: TermLine) -> str:
    return f"{term.label}总时限" if term.matter == TOTAL else term.label


def _agreed(term: TermLine) -> str:
    if term.on:
        return f"{term.on} 前"
    return f"{term.days} 个工作日" if term.days else "按方案的时限"


def _recommended(term: TermLine) -> str:
    if term.most:
        return f"双方约定，不超过 {term.most} 个工作日"
    return f"{term.recommended} 个工作日" if term.recommended else "双方约定"


def _papers(law: Survey, papers: tuple[SurveyPaperLine, ...]) -> tuple[Section, ...]:
    """What is still to be brought; papers that stand for each other share a line."""
    rows: dict[str, list[SurveyPaperLine]] = {}
    for one in papers:
        if not one.filed:
            rows.setdefault(one.either or f"={one.key}", []).append(one)
    due = [group for group in rows.values() if not _settled(group, papers)]
    if not due:
        return ()
    told = tuple(("或者".join(one.name for one in group), _form(group)) for group in due)
    return (Section(law.papers.heading, (), ("材料名称", "形式"), (62, 30), told),)


def _settled(group: list[SurveyPaperLine], papers: tuple[SurveyPaperLine, ...]) -> bool:
    either = group[0].either
    return bool(either) and any(one.either == either and one.filed for one in papers)


def _form(group: list[SurveyPaperLine]) -> str:
    first = group[0]
    if first.handling == "number":
        return f"只填证号：{first.number}" if first.number else "只填证号"
    form = words.shape_words(first.form)
    return f"{form}，可以改用电子证照" if any(one.offered for one in group) else form
