"""The form of one verb: its fields, its scans, and the draft of the papers it would issue."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.messages import message_for
from desktop.ui.fields import Kind
from desktop.ui.form import FormView
from desktop.ui.labels import label, tell
from desktop.ui.page import scrolling
from desktop.ui.preview import Preview
from desktop.ui.tones import Tone
from desktop.views.handling.pages_part import PagesPart
from desktop.views.handling.presenter import HandlingPresenter
from desktop.views.handling.state import State
from desktop.views.handling.verbs import Verb

_AT_ONCE = frozenset({Kind.CHOICE, Kind.PICK, Kind.TICK, Kind.TICKS})
"""Kinds whose value is whole with one key."""


class FormPane(QWidget):
    """Built anew for each verb; what is entered lives in the presenter's state."""

    def __init__(self, presenter: HandlingPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._built: tuple[object, ...] = ()
        self._title = label("", "heading", wrap=True)
        self._hint = label("", "hint", wrap=True)
        self._wanting = label(wrap=True)
        self._form: FormView | None = None
        self._pages: PagesPart | None = None
        self._fresh = False
        self._tried = False
        self._draft = Preview("文书草稿", "填好以后，这里显示将要出具的文书")
        self._shown: tuple[bytes, ...] = ()
        self._lay_out()

    def render_state(self, state: State) -> None:
        """Show the verb and what is entered."""
        verb = state.verb
        if verb is None:
            return
        self._turn(verb, state.case)
        self._hint.setText(verb.hint)
        self._tell(state, verb)
        if self._form is not None:
            # What was entered for an earlier act of the same verb stands here no more.
            blank = dict.fromkeys(self._form.values(), "")
            self._form.set_values(blank | dict(state.filled.values))
            self._form.set_problems(state.problems)
        if self._pages is not None:
            self._pages.render_state(state)
        self._draft.setVisible(verb.issues)
        if state.preview != self._shown:
            self._shown = state.preview
            self._draft.set_pages(state.preview)
        self._point(state)

    def arrive(self) -> None:
        """The cursor goes to the first thing that is still to be entered."""
        if self._form is not None:
            self._form.focus_first_empty()
        elif self._pages is not None:
            self._pages.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._draft.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self._title, self._hint, self._wanting):
            self._column.addWidget(part)
        self._column.addStretch(1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(scrolling(body))
        split.addWidget(self._draft)
        split.setSizes([520, 400])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def _turn(self, verb: Verb, case: str) -> None:
        """Other fields stand there for another verb, or where its fields changed."""
        built = (case, verb.key, verb.fields, verb.pages)
        if built == self._built:
            return
        self._built = built
        self._title.setText(verb.title)
        self.setProperty("help_key", verb.help_key)
        for part in (self._form, self._pages):
            if part is not None:
                self._column.removeWidget(part)
                part.hide()
                part.deleteLater()
        self._form = self._pages = None
        if verb.fields:
            self._form = FormView(verb.fields, columns=1 if verb.issues else 2, marks=False)
            self._form.edited.connect(self._typed)
            self._form.left.connect(lambda _: self._presenter.weigh())
            self._column.insertWidget(self._column.count() - 1, self._form)
        if verb.pages:
            self._pages = PagesPart(self._presenter.pages, verb.pages)
            self._column.insertWidget(self._column.count() - 1, self._pages)
        self._fresh = True

    def _tell(self, state: State, verb: Verb) -> None:
        """Why it cannot be done now, in the words of the code, with the next step."""
        error = verb.closed or state.wanting
        self._wanting.setVisible(error is not None)
        if error is None:
            tell(self._wanting, "")
            return
        told = message_for(error)
        tell(self._wanting, f"{told.title}：{told.what}{told.next_step}", Tone.WARN)

    def _point(self, state: State) -> None:
        """After a try the cursor goes to what is wrong, once."""
        tried, self._tried = self._tried, state.tried and bool(state.problems)
        if not self._tried or tried:
            return
        if self._form is not None and self._form.focus_problem():
            return
        if self._pages is not None:
            self._pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, key: str, text: str) -> None:
        self._presenter.type(key, text)
        verb = self._presenter.state.verb
        fields = verb.fields if verb is not None else ()
        kinds = {getattr(one, "key", ""): getattr(one, "kind", None) for one in fields}
        if kinds.get(key) in _AT_ONCE:
            self._presenter.weigh()
