"""The flows whose verbs a window has, in the order in which they stand on the page."""

from desktop.views.handling import commitment, late_notice
from desktop.views.handling.verbs import Flow

FLOWS: tuple[Flow, ...] = (late_notice.standing, commitment.standing)
