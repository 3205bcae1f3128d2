"""Step 5 of an item whose acceptance takes a seal: the clerk's key first (002图4.3.1)."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.flows.permit import ACCEPTING
from casework.law.items import Item
from desktop.ui.fields import Field, Kind
from desktop.ui.form import FormView
from desktop.ui.labels import label
from desktop.views.counter.help_texts import DECISION
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.counter.state import State

_SERIAL = "key_serial"
_HINT = "插入KEY，照签章软件显示的证书编号填写"


def needed(item: Item) -> bool:
    """Whether accepting this item takes an account with a seal."""
    step = next((one for one in item.steps if one.key == ACCEPTING), None)
    return step is not None and step.account.needs_seal


class KeyPanel(QWidget):
    """The certificate of the key that accepts."""

    def __init__(self, presenter: CounterPresenter) -> None:
        super().__init__()
        self._form = FormView(
            (
                Field(
                    _SERIAL,
                    "签章证书编号",
                    Kind.CODE,
                    required=True,
                    hint=_HINT,
                    max_length=64,
                    help_key=DECISION,
                ),
            ),
            columns=1,
            marks=False,
        )
        self._form.edited.connect(lambda _, text: presenter.decision.type_key(text))
        self._form.left.connect(lambda _: presenter.decision.redraw())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label("受理用签章账号办理", "heading"))
        column.addWidget(self._form)
        column.addStretch(1)

    def show_state(self, state: State) -> None:
        """Show what was typed."""
        self._form.set_values({_SERIAL: state.draft.choosing.key_serial})

    @property
    def empty(self) -> bool:
        """Whether the key is still to be named."""
        return not self._form.values()[_SERIAL].strip()

    def focus_open(self) -> bool:
        """Put the cursor to it; False where nothing is to be said."""
        if not self.empty:
            return False
        self._form.focus(_SERIAL)
        return True
