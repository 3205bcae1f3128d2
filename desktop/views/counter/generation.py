"""Step 3 of a permit: the form is generated from contract and drawing (002图4.3)."""

from msgspec import structs

from casework.flows import permit
from casework.flows.permit import CHOICES, Offer
from casework.law.forms import display
from desktop.views.counter.board import Board
from desktop.views.counter.draft import Draft, Value
from desktop.views.counter.prefill import EARLIER, PROJECT, RESULT

_LOOSE = (PROJECT, EARLIER, RESULT)
"""Sources that a chosen result knows better."""


def offers(board: Board) -> tuple[Offer, ...]:
    """The contracts and drawings that can be chosen for the item on the page."""
    around, item = board.state.around, board.chosen
    if around is None or item is None:
        return ()
    return permit.offers(item, board.form, around.grounds(board.state.draft.case))


def filled(board: Board, draft: Draft) -> Draft:
    """The draft with everything that the chosen results give; what was typed stands."""
    around, item = board.state.around, board.chosen
    if around is None or item is None or not permit.follows(item) or draft.case:
        return draft
    texts = draft.texts()
    picked = {key: texts[name] for key, name in CHOICES.items() if texts.get(name)}
    grounds = around.grounds(draft.case)
    made = permit.generated(item, board.form, grounds, picked)
    return _with(board, draft, made, over=_LOOSE)


def chosen(board: Board, offer: Offer) -> Draft:
    """The draft after a contract or a drawing was picked: its values take the others' place."""
    return _with(board, board.state.draft, dict(offer.values), over=())


def _with(board: Board, draft: Draft, made: dict[str, str], *, over: tuple[str, ...]) -> Draft:
    shown = display(board.form, made)
    loose = {key for key, one in draft.values.items() if one.source in over or not over}
    fresh = {
        key: Value(text, RESULT)
        for key, text in shown.items()
        if key not in draft.values or key in loose
    }
    return structs.replace(draft, values=draft.values | fresh) if fresh else draft
