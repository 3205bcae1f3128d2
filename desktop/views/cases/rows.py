"""The lines of a case's parts: materials, papers, tasks."""

from casework.flows import words
from casework.records.case import CaseRecord, Material
from casework.records.case_events import E_FILE
from casework.rows import TaskRow
from desktop.ui.table_model import Cell, Column, Row
from desktop.ui.tones import Tone
from desktop.words import TASK_WORDS, short_moment

MATERIALS = (
    Column("材料", 170, stretch=True),
    Column("收到", 124),
    Column("原件核对", 80),
    Column("扫描件", 58),
)
PAPERS = (Column("文书", 130), Column("编号", 190, stretch=True), Column("打印", 80))
TASKS = (
    Column("事由", 150, stretch=True),
    Column("送给", 120),
    Column("期限", 96),
    Column("状态", 96),
)
_NOT_HERE = {
    "shared": "共享，不收",
    "on_site": "现场收取",
    "elsewhere": "另行上传",
}


def materials(case: CaseRecord) -> list[Row]:
    """One line for every material of the checklist."""
    return [_material(one, case) for one in case.materials]


def papers(case: CaseRecord) -> list[Row]:
    """One line for every paper."""
    return [
        (
            paper.number,
            words.PAPERS[paper.kind],
            paper.number,
            f"{paper.copies_out} 份" if paper.copies_out else "未确认",
        )
        for paper in case.papers
    ]


def task(row: TaskRow) -> Row:
    """One task: whom it reaches, by when, and how far it is."""
    word, tone = TASK_WORDS[row.state]
    due = short_moment(row.due) if row.due else "——"
    return row.stream, row.title, row.addressee, due, Cell(word, tone)


def task_words(row: TaskRow) -> str:
    """A task in a sentence."""
    tries = f"，已试 {row.tries} 次没有联系上" if row.tries else ""
    return f"{short_moment(row.opened_at)} 产生：{row.title}，送给{row.addressee}{tries}。"


def _material(one: Material, case: CaseRecord) -> Row:
    star = "★" if one.line.required else "　"
    return (
        one.line.key,
        f"{star} {one.line.name}",
        _received(one),
        _checked(one, case),
        f"{len(one.pages)} 个" if one.pages else "——",
    )


def _received(one: Material) -> str | Cell:
    if one.number:
        return one.number
    if not one.received:
        away = _NOT_HERE.get(one.line.handling, "")
        return away or (Cell("缺", Tone.BAD) if one.line.required else "——")
    back = f"，退还 {one.returned} 份" if one.returned else ""
    return f"{words.shape_words(one.medium)} {one.count} 份{back}"


def _checked(one: Material, case: CaseRecord) -> str | Cell:
    if one.verifier:
        return Cell(short_moment(one.verified_at)[:5], Tone.GOOD, "原件已核对")
    if "original" not in one.line.form or not one.received:
        return "——"
    scan = case.online and one.medium == E_FILE
    return "网上扫描件" if scan else Cell("未核对", Tone.WARN)
