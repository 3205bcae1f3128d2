"""Words for projects, as the clerk reads them in lists and refusals."""

from casework.records.project import ProjectState
from casework.records.project_events import Beginning, Works

STATES: dict[ProjectState, str] = {
    ProjectState.KNOWN: "在库",
    ProjectState.ASKED: "入库核验中",
    ProjectState.IMPORTED: "已入库",
    ProjectState.BINNED: "在回收站",
    ProjectState.ENDED: "已结束",
}
BEGINNINGS = {Beginning.NEW: "新建项目", Beginning.IN_PROGRESS: "在建项目"}
WORKS = {
    Works.NEW: "新建",
    Works.EXTENSION: "扩建",
    Works.REBUILDING: "改建",
    Works.ALTERATION: "改造",
    Works.DECORATION: "装修",
}
FIELDS: dict[str, str] = {
    "code": "项目代码",
    "project_name": "项目名称",
    "builder": "建设单位",
    "builder_code": "建设单位代码",
}
"""Key data of a project that are no field of a form."""
UNFILED = "未完成竣工验收备案"
UNDELIVERED = "未交付档案"


def listed(names: tuple[str, ...]) -> str:
    """Names in a row: 甲、乙."""
    return "、".join(names)
