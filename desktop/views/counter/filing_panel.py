"""Step 5 of a joint survey: what the filing asks beside the form (001C四(一), 附2-2)."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.messages import message_for
from desktop.ui.fields import Field, Kind
from desktop.ui.form import FormView
from desktop.ui.labels import label, tell
from desktop.ui.tones import Tone
from desktop.views.counter.draft import FilingSaid
from desktop.views.counter.filing import Asked
from desktop.views.counter.help_texts import AGAIN, AUTHORISED, LISTED
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.counter.state import State

_NUMBER, _AGAIN, _TOLD = "authorised_number", "again", "listed_told"
_TICKED, _DIFFERS = "1", "PE-215"
_MOST = 18
"""Characters of a person's number."""


class FilingPanel(QWidget):
    """The list's word on the surveyor with its age; below, only what there is to ask."""

    def __init__(self, presenter: CounterPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._fields: tuple[Field, ...] = ()
        self._ident = ""
        self._form: FormView | None = None
        self._list = label(wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(label("备案", "heading"))
        self._column.addWidget(self._list)
        self._column.addStretch(1)

    def show_state(self, state: State) -> None:
        """Show what is asked and what was said."""
        if state.filing is None:
            return
        asked = state.filing.asked
        tone = Tone.BAD if asked.listed else Tone.PLAIN
        tell(self._list, f"测绘机构“黑名单”核查：{asked.blacklist}", tone)
        self._build(state.draft.ident, _fields(asked))
        if self._form is not None:
            self._form.set_values(_texts(state.draft.filing))
            wrong = state.wanting is not None and state.wanting.code == _DIFFERS
            told = message_for(state.wanting).title if wrong and state.wanting else ""
            self._form.set_problems({_NUMBER: told} if told else {})

    @property
    def empty(self) -> str:
        """The first place that is still to be filled; empty when none is."""
        values = self._form.values() if self._form is not None else {}
        return next((key for key, text in values.items() if not text.strip()), "")

    def focus_open(self) -> bool:
        """Put the cursor to what is still to be said; False where nothing is."""
        if self._form is not None and self.empty:
            self._form.focus(self.empty)
            return True
        return False

    def _build(self, ident: str, fields: tuple[Field, ...]) -> None:
        if (ident, fields) == (self._ident, self._fields):
            return
        self._ident, self._fields = ident, fields
        if self._form is not None:
            self._column.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        if fields:
            self._form = FormView(fields, columns=1, marks=False)
            self._form.edited.connect(self._typed)
            self._form.left.connect(lambda _: self._presenter.decision.redraw())
            self._column.insertWidget(2, self._form)

    def _typed(self, key: str, text: str) -> None:
        said = self._presenter.state.draft.filing
        texts = {**_texts(said), key: text}
        self._presenter.decision.type_filing(
            FilingSaid(
                authorised_number=texts[_NUMBER].strip(),
                again=texts[_AGAIN],
                listed_told=texts[_TOLD] == _TICKED,
            )
        )


def _texts(said: FilingSaid) -> dict[str, str]:
    return {
        _NUMBER: said.authorised_number,
        _AGAIN: said.again,
        _TOLD: _TICKED if said.listed_told else "",
    }


def _fields(asked: Asked) -> tuple[Field, ...]:
    found = []
    if asked.number:
        found.append(
            Field(
                _NUMBER,
                "委托书载明的代理人身份证号",
                Kind.CODE,
                required=True,
                hint="照授权委托书录入，与代理人证件核对",
                max_length=_MOST,
                help_key=AUTHORISED,
                masked=True,
            )
        )
    if asked.again:
        hint = f"已有备案 {asked.again}，写明为什么再次备案"
        found.append(
            Field(
                _AGAIN,
                "再次备案理由",
                required=True,
                hint=hint,
                max_length=200,
                help_key=AGAIN,
            )
        )
    if asked.listed:
        hint = "已把测绘机构的“黑名单”记录告知备案人，备案人仍要备案"
        found.append(Field(_TOLD, "已告知", Kind.TICK, required=True, hint=hint, help_key=LISTED))
    return tuple(found)
