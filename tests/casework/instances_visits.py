"""One instance of every event of a second visit."""

from casework.records import case_events as ev
from casework.records.event import Event
from tests.casework.instances_common import AT, sealed

EVENTS: tuple[Event, ...] = (
    ev.VisitorCame(
        ev.Deliverer(
            sealed("孟知秋"), sealed("990122199302080020"), "resident", "agent", "card", True
        ),
        AT,
    ),
    ev.FormCorrected(
        form=(ev.FormEntry("scale", "73974.5", "typed"),),
        sealed_form=(ev.SealedEntry("handler_phone", sealed("19900000124"), "typed"),),
        cleared=("air_defence_area",),
        declaration_made=True,
        corrected_at=AT,
    ),
    ev.ChecklistChanged(
        added=(ev.ChecklistLine("proxy", "授权委托书", "ask", True, "original", "民法典165"),),
        dropped=("air_defence_test",),
        changed_at=AT,
    ),
)
