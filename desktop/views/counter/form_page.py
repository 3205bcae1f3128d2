"""Step 3: the one form, group by group, and the applicant's declaration under it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt

from casework.flows import permit
from casework.law.fields import FieldType
from casework.law.forms import Form, Group, GroupKind
from casework.law.items import Declaration, Item
from casework.law.problem import Problem
from desktop.messages import message_of
from desktop.ui.actions_bar import PageAction
from desktop.ui.fields import Field, Kind
from desktop.ui.form import FormView
from desktop.ui.labels import label
from desktop.ui.page import Page, group
from desktop.views.counter import sections
from desktop.views.counter.draft import TYPED, Value
from desktop.views.counter.form_verbs import DECLARATION
from desktop.views.counter.offers_pane import OffersPane
from desktop.views.counter.presenter import FORM, CounterPresenter
from desktop.views.counter.sections import Section
from desktop.views.counter.state import State

_NEXT, _CORRECT = "next", "correct"
_MISSING = "LW-221"
_TICKED = "1"
_AS_FILED = "这是本件已经收到的申请表，只能查看；申请人当面更正的，按 Alt+G 更正。"
_CORRECTING = "正在更正申请表：改动的栏目随本次办理一并落盘，没有改动的不变。"


class FormPage(Page):
    """F5 walks through what is still open and then goes on.

    The form of a case that is here is read only until the applicant corrects it.
    """

    def __init__(self, presenter: CounterPresenter, item: Item, form: Form) -> None:
        super().__init__(
            actions=(
                PageAction(_CORRECT, "更正申请表", "Alt+G"),
                PageAction(_NEXT, "下一步", "F5", primary=True),
            ),
            scrolls=True,
        )
        self._presenter = presenter
        self._item = item
        self._form = form
        self._locked = False
        self._words = label("", "hint", wrap=True)
        self.add(self._words)
        self._words.hide()
        self._offers = OffersPane(presenter) if permit.follows(item) else None
        if self._offers is not None:
            self.add(self._offers)
            self._offers.picked.connect(self.arrive)
        self._ident = ""
        self._values: Mapping[str, Value] = {}
        self._problems: dict[str, str] = {}
        self._sections: dict[str, Section] = {}
        self._told: tuple[object, ...] = ()
        self._awaits = ""
        """Where the cursor was put when the page came, until the clerk types there."""
        groups = form.groups
        self._plain = {
            field.key: one.key
            for one in groups
            if one.kind is GroupKind.FIELDS
            for field in one.fields
        }
        self._unbuilt = list(groups)
        self._declare: FormView | None = None
        self.bar.button(_CORRECT).hide()
        self.asked.connect(self._asked)

    def build_next(self) -> bool:
        """Build one more part of the page, in slices that nobody feels; False when all stand."""
        if self._unbuilt:
            self._add_section(self._unbuilt.pop(0))
            return True
        declaration = self._item.declaration
        if self._declare is None and declaration is not None:
            self._declare = self._add_declaration(declaration)
            return True
        return False

    def render_state(self, state: State) -> None:
        """Show what changed since the last time, and nothing else."""
        while self.build_next():
            pass
        if state.draft.ident != self._ident:
            self._begin(state.draft.ident)
        self._lock(state)
        if self._offers is not None:
            self._offers.render_state(state)
        if state.draft.values is not self._values:
            self._show_values(state.draft.values)
        told = (state.form_problems, FORM in state.revealed)
        if told != self._told:
            self._told = told
            self._show_problems(state)
        if self._declare is not None:
            ticked = _TICKED if state.draft.declaration else ""
            self._declare.set_values({DECLARATION: ticked})
        open_places = () if self._locked else self._presenter.form.open_places()
        left = len(open_places)
        self.bar.set_word(_NEXT, f"下一处（还有 {left} 处）" if left else "下一步")
        if self._awaits and self._awaits not in open_places and self._was_filled(state):
            # What the project knows came after the page did, and filled the place of the cursor.
            self.arrive()

    def arrive(self) -> None:
        """The cursor goes to the first place that stands open."""
        if self._locked:
            self.bar.button(_CORRECT).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._awaits = next(iter(self._presenter.form.open_places()), "")
        self._to(self._awaits)

    def place(self) -> str:
        """The full key of the place the cursor is in; empty for none."""
        return self._here()

    def reach(self, key: str) -> None:
        """Put the cursor to a place, if the form has it."""
        if key == DECLARATION or self._section_of(key) in self._sections:
            self._to(key)

    def _was_filled(self, state: State) -> bool:
        """Whether the place of the cursor was filled by somebody else than the clerk."""
        value = state.draft.values.get(self._awaits)
        return self._here() == self._awaits and value is not None and value.source != TYPED

    def go_on(self) -> None:
        """To the next open place behind the cursor; behind the last one, to the next step."""
        if self._locked:
            self._presenter.next()
            return
        here = self._here()
        self._awaits = ""
        if here and here != DECLARATION:
            self._presenter.form.leave(here)
        self._presenter.reveal()
        order = {key: at for at, key in enumerate(self._order())}
        at = order.get(here, -1)
        ahead = (key for key in self._presenter.form.open_places() if order.get(key, at) > at)
        found = next(ahead, "")
        if found:
            self._to(found)
        else:
            self._presenter.next()

    def _asked(self, name: str) -> None:
        if name == _CORRECT:
            self._presenter.form.correct()
            self.arrive()
        else:
            self.go_on()

    def _lock(self, state: State) -> None:
        """What was handed in before stands as it was, unless the applicant corrects it."""
        again = bool(state.draft.case)
        locked = again and not state.draft.correcting
        self.bar.button(_CORRECT).setVisible(locked)
        self._words.setVisible(again)
        self._words.setText(_CORRECTING if state.draft.correcting else _AS_FILED)
        if locked == self._locked:
            return
        self._locked = locked
        for section in self._sections.values():
            section.lock(locked=locked)
        if self._declare is not None:
            self._declare.lock_all(locked=locked)

    def _add_section(self, one: Group) -> None:
        made = sections.build(one, self._presenter.form)
        self._sections[one.key] = made
        hints = [one.note] if one.note else []
        if one.kind is GroupKind.BLOCKS:
            hints.append("在勾选框上按 0：签字、公章齐全，日期同上一栏")
        if any(field.type is FieldType.MULTI_CHOICE for field in one.fields):
            hints.append("方框：数字键勾选，0 全选")
        words = [label(hint, "hint", wrap=True) for hint in hints]
        self.add(group(one.title, *words, made.widget))

    def _add_declaration(self, found: Declaration) -> FormView:
        clauses = "\n".join(f"{one.clause}　{one.text}" for one in found.clauses)
        view = FormView(
            (
                Field(
                    DECLARATION,
                    "申请人确认",
                    Kind.TICK,
                    required=True,
                    hint=f"符合以上条件，{found.confirmation}",
                    span=3,
                    help_key=DECLARATION,
                ),
            ),
            marks=False,
        )
        view.edited.connect(lambda _, text: self._presenter.form.declare(made=text == _TICKED))
        words = (label(found.opening, wrap=True), label(clauses, "hint", wrap=True))
        self.add(group(f"申请条件（{found.basis.short}），由申请人一次确认", *words, view))
        return view

    def _begin(self, ident: str) -> None:
        self._ident, self._values, self._problems, self._told = ident, {}, {}, ()
        for section in self._sections.values():
            section.clear()
        if self._declare is not None:
            self._declare.clear()

    def _show_values(self, values: Mapping[str, Value]) -> None:
        before = self._values
        changed: dict[str, dict[str, Value | None]] = {}
        for key in before.keys() | values.keys():
            if before.get(key) is not values.get(key) and self._section_of(key):
                changed.setdefault(self._section_of(key), {})[key] = values.get(key)
        self._values = values
        for name, found in changed.items():
            self._sections[name].show(found)

    def _show_problems(self, state: State) -> None:
        """Empty places are pointed at only once the clerk wanted to go on."""
        words = {
            key: _words(problem)
            for key, problem in state.form_problems.items()
            if (FORM in state.revealed or problem.code != _MISSING) and self._section_of(key)
        }
        before, self._problems = self._problems, words
        for name, section in self._sections.items():
            mine = self._of(name, words)
            if mine != self._of(name, before):
                section.show_problems(mine)

    def _of(self, name: str, words: Mapping[str, str]) -> dict[str, str]:
        return {key: text for key, text in words.items() if self._section_of(key) == name}

    def _section_of(self, key: str) -> str:
        """The group a full key belongs to; empty for one that is no place of the form."""
        name = key.partition(".")[0]
        if name in self._sections and name != key:
            return name
        return self._plain.get(key, "")

    def _order(self) -> list[str]:
        slots = self._form.slots(self._presenter.state.draft.texts())
        return [*(slot.key for slot in slots), DECLARATION]

    def _here(self) -> str:
        """The full key of the place the cursor is in."""
        for section in self._sections.values():
            if key := section.focused():
                return key
        return self._declare.focused() if self._declare is not None else ""

    def _to(self, key: str) -> None:
        if self._offers is not None and self._offers.focus_for(key):
            return
        if key == DECLARATION and self._declare is not None:
            self._declare.focus(DECLARATION)
        elif key and key != DECLARATION:
            self._sections[self._section_of(key)].focus(key)


def _words(problem: Problem) -> str:
    told = message_of(problem).title
    return told if problem.blocking else f"{told}，核对无误可继续"
