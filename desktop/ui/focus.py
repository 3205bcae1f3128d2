"""Where the cursor goes: the stops of a part of the window, and Tab in reading order."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def is_stop(widget: QWidget) -> bool:
    """Whether Tab may halt here now."""
    # The proxy last: asked of a viewport, it makes the view a child of its own viewport for the
    # binding, and the next collection of garbage ends both while they are on the screen.
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
    )


def enter(part: QWidget) -> bool:
    """Put the cursor into a part: where it was last, else on its first stop."""
    remembered: QWidget | None = part.focusWidget()
    proxy = part.focusProxy()
    if remembered is not None and is_stop(remembered):
        target: QWidget | None = remembered
    elif proxy is not None:
        target = proxy
    else:
        target = next((child for child in part.findChildren(QWidget) if is_stop(child)), None)
    if target is None:
        return False
    target.setFocus(Qt.FocusReason.OtherFocusReason)
    return True


def step(window: QWidget, parts: Sequence[QWidget], by: int) -> bool:
    """Move the cursor ``by`` one stop through the parts in their order, round and round.

    Within a part the order is that of Qt's own chain. False when there is no stop at all.
    """
    chain = _chain(window)
    stops = [stop for part in parts for stop in chain if part is stop or part.isAncestorOf(stop)]
    if not stops:
        return False
    now = window.window().focusWidget()
    at = stops.index(now) if now in stops else (-1 if by > 0 else 0)
    reason = Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason
    stops[(at + by) % len(stops)].setFocus(reason)
    return True


def _chain(window: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if is_stop(widget):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found
