"""An application in the words of the city's platform (000§9): 已办、未办、预审不通过、暂存.

The platform counts 受理, 审核, 批准 and 办结 (004-9); an application that came to nothing has
nothing more to do and says why. A draft of the window is what the platform calls 暂存.
"""

from dataclasses import dataclass

from casework.records.case import CaseRecord
from casework.records.case_states import CaseState

STEPS = 4
"""受理、审核、批准、办结"""
FAILED, KEPT = "预审不通过，请重新申报", "暂存"
_DONE: dict[CaseState, int] = {
    CaseState.RECEIVED: 0,
    CaseState.CORRECTION: 0,
    CaseState.HANDED: 0,
    CaseState.ACCEPTED: 1,
    CaseState.REFUSED: 1,
    CaseState.REVIEWED: 2,
    CaseState.DECIDED: 3,
    CaseState.COMPLETED: 4,
    CaseState.ISSUED: 4,
}
_ENDED: dict[CaseState, str] = {
    CaseState.REFUSED: FAILED,
    CaseState.RETURNED: "已退回，请重新申报",
    CaseState.WITHDRAWN: "已撤回",
    CaseState.TERMINATED: "已终止",
}


@dataclass(frozen=True, slots=True)
class PlatformState:
    """What the platform's list says: steps done and to do, and words beside them."""

    done: int
    to_do: int
    words: str = ""

    @property
    def line(self) -> str:
        """已办(1) 未办(0) 预审不通过，请重新申报."""
        counts = "" if self.words == KEPT else f"已办({self.done}) 未办({self.to_do})"
        return " ".join(filter(None, (counts, self.words)))


DRAFT = PlatformState(0, STEPS, KEPT)
"""暂存: an application that was not handed in yet."""


def platform_state(record: CaseRecord) -> PlatformState:
    """The platform's words for a case."""
    moments = record.course.moments
    passed = sum(one in moments for one in ("accepted", "reviewed", "determined", "completed"))
    done = _DONE.get(record.state, passed)
    if record.state in _ENDED:
        return PlatformState(done, 0, _ENDED[record.state])
    words = "待补正" if record.state is CaseState.CORRECTION else ""
    return PlatformState(done, STEPS - done, words)
