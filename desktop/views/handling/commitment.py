"""告知承诺 at the window: told, chosen or declined, drawn up, signed, accepted, supplemented."""

from casework.errors import ClerkError, RuleError
from casework.flows import commitment as offering
from casework.flows import credit
from casework.flows.commitment_case import On
from casework.flows.commitment_words import STATES
from casework.records.case_states import UNDECIDED
from casework.records.commitment import CommitmentRecord, CommitmentState
from desktop.views.handling.verbs import Ask, Filled, Look, Standing, Verb


def standing(look: Look) -> Standing | None:
    """How the commitment of a case stands; None for an item that has no rule for it."""
    if look.item.commitment is None:
        return None
    rolls = credit.stream_for(look.context.place.hall)
    on = On(look.stream, look.item.code, look.numbers, stage=look.case.stage, rolls=rolls)
    own = look.records((on.bound,)).of(on.bound, CommitmentRecord)
    state = own.state if own is not None else CommitmentState.UNTOLD
    closed: ClerkError | None = None if look.case.state in UNDECIDED else RuleError("CM-111")

    def tell(_: Filled) -> Ask:
        return offering.TELL, offering.Tell(on)

    verbs = (Verb("commitment.tell", "告知", tell, closed=closed),)
    return Standing("告知承诺", STATES[state], (), verbs)
