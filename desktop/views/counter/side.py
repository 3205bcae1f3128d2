"""What stands beside every page of the counter: the person, and what was not asked yet."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.person_panel import PersonPanel, PersonShown
from desktop.views.counter import person_words
from desktop.views.counter.presenter import PERSON, CounterPresenter
from desktop.views.counter.state import State

_NOBODY = "请把身份证放在读卡器上，或者在第 1 步手工录入。"


class CounterSide(QWidget):
    """The content of 柜台前. On step 1 the page itself asks; elsewhere the panel does."""

    def __init__(self, presenter: CounterPresenter) -> None:
        super().__init__()
        self._shown: PersonShown | None = None
        self.panel = PersonPanel(_NOBODY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.panel.role_chosen.connect(presenter.person.choose_role)
        self.panel.ticked.connect(lambda _, on: presenter.person.match_face(matched=on))

    def render_state(self, state: State) -> None:
        """Show the person; built anew only when something changed."""
        ask = state.draft.step != PERSON and not state.case
        person = person_words.panel(state, ask=ask)
        if person == self._shown:
            return
        self._shown = person
        if person is None:
            self.panel.clear()
        else:
            self.panel.show_person(person)

    def enter(self) -> None:
        """Put the cursor on what is still to be answered here."""
        self.panel.focus_question()
