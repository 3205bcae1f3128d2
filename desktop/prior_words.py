"""How an earlier result stands, in the clerk's words; every page says it alike (002图3)."""

from casework.flows.prerequisites import Needed, Source, Standing
from casework.law.settings import Offline
from casework.records.project_results import UPLOAD
from desktop.ui.table_model import Cell, Row
from desktop.ui.tones import Tone

SYSTEMS = {
    Source.DRAWING_REVIEW: "施工图",
    Source.TENDER: "招投标",
    Source.CONTRACT: "施工监理合同",
    Source.PERMIT: "施工许可及质安监",
}
STANDINGS = {
    Standing.FOUND: ("系统中有", Tone.GOOD),
    Standing.SUPPLEMENTED: ("已补录", Tone.GOOD),
    Standing.STOOD_IN: ("豁免代替", Tone.GOOD),
    Standing.DEFERRED: ("容缺待补", Tone.WARN),
    Standing.PENDING: ("补录待审核", Tone.WARN),
    Standing.MISSING: ("没有", Tone.BAD),
}
OPEN = (Standing.PENDING, Standing.MISSING)
"""What is not there yet, whether or not the window may go on without it."""
POLICIES = {
    Offline.ACCEPT_UNVERIFIED: "先受理，联网后核验",
    Offline.RECEIVE_ONLY: "只收件，不受理",
}


def needed(one: Needed, owner: str) -> Row:
    """How an earlier result stands, where it comes from, and what to do while nobody can know.

    ``owner`` is the name of the project it is inherited from; empty for its own.
    """
    word, tone = STANDINGS[one.standing]
    return (
        one.prior.result,
        one.name,
        Cell(word, tone),
        source(one, owner),
        one.number or "——",
        POLICIES[one.policy],
    )


def source(one: Needed, owner: str) -> str:
    """Where a result comes from."""
    known: dict[str, str] = {key.value: f"{word}系统" for key, word in SYSTEMS.items()}
    text = known.get(one.source, "窗口补录" if one.source == UPLOAD else one.source)
    if owner:
        return f"{text}（继承自“{owner}”）"
    if one.standing is Standing.MISSING and one.unasked:
        return "系统尚未查询"
    return text or "——"
