"""One fixed instance of every event about clocks alone."""

from casework.records.event import Event
from casework.records.recount import LimitsRecounted, RecountedLine
from tests.casework.instances_common import AT, SHA

EVENTS: tuple[Event, ...] = (
    LimitsRecounted(
        cause="calendar",
        pack_sha256=SHA,
        calendar_sha256="cd" * 32,
        ruled_at="2026-11-26T09:00:00+08:00",
        lines=(
            RecountedLine(
                key="total",
                start=AT,
                due="",
                amount=40,
                new_start=AT,
                new_due="2027-01-19T17:30:00+08:00",
                sentence="自受理之日起40个工作日内（至2027年1月19日）办结",
                told="自受理之日起40个工作日内办结",
            ),
        ),
    ),
)
