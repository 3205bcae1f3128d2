"""The words of a joint survey: where it stands, where each version of a result stands."""

from casework.records.survey import ResultState, SurveyState

STATES: dict[str, str] = {
    SurveyState.FILED: "已备案",
    SurveyState.SURVEYING: "测绘中",
    SurveyState.WITHDRAWN: "备案已撤回",
}
RESULTS: dict[str, str] = {
    ResultState.HANDED_IN: "已收到，待审查",
    ResultState.PASSED: "审查没有意见",
    ResultState.FAULTY: "有瑕疵，须重新测绘",
    ResultState.RECTIFYING: "建设单位整改中",
    ResultState.CHANGED: "整改后有变化，须重新提交",
    ResultState.REPLACED: "已有新的一版",
}
SHOWN = {"marked": "已涂色并附照片、文字说明", "unmarked": "没有涂色或者没有照片、文字说明"}
"""How a report shows what differs from the permit (001C附4)."""
