"""告知承诺 at the window: told, chosen or declined, drawn up, signed, accepted, supplemented."""

from casework.flows.commitment_words import STATES
from desktop.views.handling import (
    commitment_choice,
    commitment_form,
    commitment_lines,
    commitment_supply,
)
from desktop.views.handling.commitment_side import side
from desktop.views.handling.verbs import Look, Standing


def standing(look: Look) -> Standing | None:
    """How the commitment of a case stands; None for an item that has no rule for it."""
    if look.item.commitment is None:
        return None
    seen = side(look)
    verbs = (
        *commitment_form.verbs(seen),
        *commitment_supply.verbs(seen),
        *commitment_choice.verbs(seen),
    )
    return Standing("告知承诺", STATES[seen.state], commitment_lines.lines(seen), verbs)
