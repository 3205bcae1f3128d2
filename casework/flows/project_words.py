"""Words for projects, as the clerk reads them in lists and refusals."""

from casework.records.project import ProjectState

STATES: dict[ProjectState, str] = {
    ProjectState.KNOWN: "在库",
    ProjectState.ASKED: "入库核验中",
    ProjectState.IMPORTED: "已入库",
    ProjectState.BINNED: "在回收站",
    ProjectState.ENDED: "已结束",
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
