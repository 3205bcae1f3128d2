"""One instance of every event of a stage."""

from casework.records import stage
from casework.records.event import Event
from casework.records.stage import StageItem
from tests.casework.instances_common import AT, CASE, LIMIT

EVENTS: tuple[Event, ...] = (
    stage.StageOpened(
        stage="permit",
        stage_name="施工许可",
        department="甲市住建局",
        project="project/2021-410199-70-01-100017",
        project_code="2021-410199-70-01-100017",
        project_name="云栖家园一期",
        number="一窗收〔2026〕00001号",
        items=(StageItem("drawing_review", "施工图审查", CASE),),
        resumes="accepted",
        opened_at=AT,
        practice=False,
    ),
    stage.ItemTurned("drawing_review", "accepted", CASE, AT, (LIMIT,)),
)
