"""One instance of every event of a permit, of the locks of key persons, of an association code."""

from casework.records import drawing, locks, permit
from casework.records.case_events import MaterialReused, PageRef
from casework.records.event import Event
from tests.casework.instances_common import AT, CASE, LIMIT, SHA, sealed

_PROJECT = "project/2021-410199-70-01-100017"

EVENTS: tuple[Event, ...] = (
    permit.PermitOpened(
        item="construction_permit",
        item_name="施工许可证",
        project=_PROJECT,
        project_name="云栖家园一期",
        unit="云栖置业有限公司",
        number="湘窗收〔2026〕00001号",
        chosen=(
            permit.ChosenLine(
                "construction_contract",
                "施工合同、监理合同",
                "甲合同〔2026〕001号",
                _PROJECT,
                "upload",
            ),
        ),
        generated=("contract_number", "contract_sum"),
        parts=(
            permit.PartLine(
                "quality_supervision", "工程质量受监", "质安监站", permit.Manner.MERGED
            ),
            permit.PartLine("air_defence", "人防手续", "人防部门", permit.Manner.BESIDE),
        ),
        key_serial="9901000000000017",
        opened_at=AT,
    ),
    permit.PermitReviewed("甲市住建局", True, "初审通过", "", AT),
    permit.PartAnswered(
        "quality_supervision", "质安监站", True, "准予登记", "9901000000000018", AT
    ),
    permit.PermitDetermined(True, "990101202611200101", "9901000000000019", AT),
)
CASE_EVENTS: tuple[Event, ...] = (
    MaterialReused(
        line="report",
        medium="original",
        count=1,
        pages=(PageRef(SHA, "image/jpeg", 153600, "scanner", of_original=True),),
        case=CASE,
        from_line="plan",
        receipt="湘窗收〔2026〕00001号",
        verifier="lin",
        verified_at=AT,
        reused_at=AT,
    ),
)
DRAWING_EVENTS: tuple[Event, ...] = (
    drawing.AssociationShared(
        item="joint_drawing_review",
        project_name="云栖家园一期",
        number="一窗收〔2026〕00002号",
        code="363288",
        units=("甲市勘察院", "甲市设计院"),
        ends_on="2026-11-25",
        limit=LIMIT,
        shared_by="lin",
        shared_at=AT,
    ),
    drawing.AssociationUsed("甲市勘察院", "lin", AT),
)
LOCK_EVENTS: tuple[Event, ...] = (
    locks.PersonLocked(
        ident="2021-410199-70-01-100017-manager",
        role="manager",
        role_name="项目经理",
        person_name=sealed("孟知秋"),
        certificate_number=sealed("甲1990101202600017"),
        unit="甲市第一建筑公司",
        project=_PROJECT,
        project_name="云栖家园一期",
        ground="中标〔2026〕017号",
        formal=False,
        organ="甲市住建局",
        locked_at=AT,
    ),
    locks.LocksConfirmed(_PROJECT, "990101202611200101", "甲市住建局", AT),
    locks.LocksReleased(_PROJECT, ("竣备〔2028〕003号",), "甲市住建局", AT),
)
