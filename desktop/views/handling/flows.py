"""The flows whose verbs a window has, in the order in which they stand on the page."""

from desktop.views.handling import (
    commitment,
    deferral,
    drawing,
    issuing,
    joint,
    late_notice,
    permit,
    survey,
)
from desktop.views.handling.verbs import Flow

FLOWS: tuple[Flow, ...] = (
    late_notice.standing,
    commitment.standing,
    joint.standing,
    survey.standing,
    permit.standing,
    permit.locks,
    drawing.standing,
    issuing.standing,
    deferral.standing,
)
