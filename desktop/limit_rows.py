"""Limits with their lights, as every page lists them."""

from dataclasses import dataclass

from casework.flows.clocks import light
from casework.law.deadlines import Light
from casework.rows import LimitRow
from desktop.desk import Desk
from desktop.ui.table_model import Cell, Column, Row
from desktop.words import LIGHTS, short_moment

COLUMNS = (Column("时限", 170, stretch=True), Column("截止", 130), Column("状态", 84))


@dataclass(frozen=True, slots=True)
class LimitShown:
    """A limit and how it stands at the moment it was read."""

    row: LimitRow
    light: Light


def read(desk: Desk, *streams: str) -> tuple[LimitShown, ...]:
    """The open limits of streams at this moment; for a lane of its own."""
    context = desk.context()
    rows = (row for stream in streams for row in desk.rows.limits(stream))
    return tuple(LimitShown(row, light(row, context, context.now)) for row in rows)


def cells(one: LimitShown) -> Row:
    """One limit with its light."""
    row = one.row
    due = short_moment(row.due) if row.due else "暂定"
    word, tone = LIGHTS[one.light]
    return row.key, row.name, f"至迟 {due}" if row.expected else due, Cell(word, tone)


def sentence(one: LimitShown) -> str:
    """A limit in a sentence, with its article."""
    return f"{one.row.sentence}（{one.row.article}）"
