"""The flows whose verbs a window has, in the order in which they stand on the page."""

from desktop.views.handling import commitment
from desktop.views.handling.verbs import Flow

FLOWS: tuple[Flow, ...] = (commitment.standing,)
