"""Step 2: the type of the project, where the city's rules know types that lack an item (000§4)."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.form import FormView
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.counter.state import State

_TYPE = "project_type"
_HINT = "这类项目没有的事项不列出"
_UNSURE = Choice("unsure", "不确定")


class TypeForm(QWidget):
    """One choice; hidden where it makes no difference."""

    def __init__(self, presenter: CounterPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._choices: tuple[Choice, ...] = ()
        self._form: FormView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def render_state(self, state: State) -> None:
        """Offer the types of the rules in force, and show which was named."""
        types = self._presenter.board.desk.law.catalogue.project_types.values()
        matters = any(one.without for one in types) and not state.draft.case
        named = (Choice(one.key, one.label) for one in types)
        choices = (*named, _UNSURE) if matters else ()
        if choices != self._choices:
            self._choices = choices
            self._build()
        if self._form is not None:
            self._form.set_values({_TYPE: state.draft.project_type})

    def _build(self) -> None:
        if self._form is not None:
            self._column.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        if self._choices:
            field = Field(_TYPE, "项目类型", Kind.CHOICE, choices=self._choices, hint=_HINT)
            self._form = FormView((field,), columns=1, marks=False)
            self._form.edited.connect(lambda _, key: self._presenter.item.name_type(key))
            self._column.addWidget(self._form)
