"""One instance of every event of an exemption."""

from casework.records.case_events import Applicant, Deliverer, PageRef
from casework.records.event import Event
from casework.records.exemption import (
    AnswerLine,
    CommitmentLine,
    EffectLine,
    ExemptionCorrected,
    ExemptionDetermined,
    ExemptionTaken,
    ListLine,
    MaterialTurnedAway,
    OrdinaryRouteTaken,
)
from tests.casework.instances_common import AT, SHA, sealed

PERSON = Deliverer(
    sealed("郑𬭎"), sealed("990101197906140011"), "resident", "self", "card", face_matched=True
)


def determined(project: str) -> ExemptionDetermined:
    """A gatehouse that needs no drawing review, in a project by its stream."""
    return ExemptionDetermined(
        item="drawing_review",
        project=project,
        project_code="2021-410199-70-01-100017",
        project_name="云栖家园一期",
        works="小区东门门卫房",
        applicant=Applicant("云栖置业有限公司", "91990101MA9K00YX8M"),
        list_line=ListLine(
            row="2-7",
            clause="《豁免清单》第2类第7项",
            text="门卫房、市政附属用房、独立小型社区用房。",
            title="豁免清单",
            number="郑政办〔2019〕46号",
            version="zhengzhou 2019.7（现行状态待核）",
            digest=SHA,
            readings=("“等”是否包括清单没有列明的同类项目：否（由主管部门认定）",),
        ),
        effect=EffectLine(
            exempts="drawing_review",
            name="施工图设计文件审查",
            verdict="施工图设计文件免于审查",
            results=("drawing_review",),
            derived=("施工图审查",),
            basis="《豁免清单》备注2",
            duty="",
        ),
        answers=(AnswerLine("kind", "是哪一种用房？", "门卫房", "门卫房"),),
        determined_at=AT,
        practice=True,
    )


EVENTS: tuple[Event, ...] = (
    determined("project/2021-410199-70-01-100017"),
    ExemptionTaken(
        deliverer=PERSON,
        commitments=(
            CommitmentLine(
                "survey",
                "勘察单位",
                "甲市勘察院",
                (PageRef(SHA, "image/jpeg", 153600, "scanner"),),
            ),
        ),
        taken_at=AT,
    ),
    OrdinaryRouteTaken(PERSON, AT),
    MaterialTurnedAway("施工图", "lin", AT),
    ExemptionCorrected("市城乡建设部门", "实际为三层办公楼", "《豁免清单》备注3", AT),
)
