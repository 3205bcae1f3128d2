"""Step 1: wait for a card or type, ask the role and 人证一致, offer what was left unfinished."""

from collections.abc import Callable
from datetime import datetime

from desktop.ui.actions_bar import PageAction
from desktop.ui.checklist import Checklist, ChecklistRow, RowAction
from desktop.ui.fields import Field, Kind, Origin
from desktop.ui.form import FormView
from desktop.ui.inputs import Point
from desktop.ui.labels import label, tell
from desktop.ui.page import Page, group
from desktop.ui.table_model import Column
from desktop.ui.theme import current
from desktop.views.counter import person_words, reader_words
from desktop.views.counter.draft import CARD, Person
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.counter.state import State, Unfinished

_NEXT, _TICKED = "next", "1"
_QUESTIONS = ("name", "number", "role", "face")
_FIELDS = (
    Field("name", "姓名", required=True, max_length=60, help_key="person.name"),
    Field("number", "证件号码", Kind.CODE, required=True, max_length=20, help_key="person.number"),
    Field("kind", "号码种类", Kind.SHOWN),
    Field("sex", "性别", Kind.SHOWN),
    Field("valid_to", "有效期至", Kind.SHOWN),
    Field("source", "来源", Kind.SHOWN),
    Field("address", "住址", Kind.SHOWN, span=3),
    Field(
        "role",
        "办理身份",
        Kind.PICK,
        required=True,
        choices=person_words.ROLE_CHOICES,
        span=3,
        help_key="person.role",
    ),
    Field(
        "face",
        "人证一致",
        Kind.TICK,
        required=True,
        hint="看过本人和证件照片，是同一个人（空格勾选）",
        span=3,
        help_key="person.face",
    ),
)
_RESUME, _DISCARD = "resume", "discard"
_ALLOWED = frozenset({_RESUME, _DISCARD})
_ROWS_SHOWN = 5


class PersonPage(Page):
    """``ask_discard`` puts the question first: a draft that is thrown away does not come back."""

    def __init__(self, presenter: CounterPresenter, ask_discard: Callable[[str], None]) -> None:
        super().__init__(actions=(PageAction(_NEXT, "下一步", "F5", primary=True),), scrolls=True)
        self._presenter = presenter
        self._ask_discard = ask_discard
        self._person: Person | None = None
        self._ident = ""
        self._offers: tuple[Unfinished, ...] | None = None
        self._reader = label(wrap=True)
        self._before = label("", "hint", wrap=True)
        self._form = FormView(_FIELDS)
        self._drafts = Checklist(
            "未办完的申请",
            (Column("项目", 300, stretch=True), Column("递交人", 120), Column("保存时间", 150)),
            (RowAction(_RESUME, "R", "继续办"), RowAction(_DISCARD, "Del", "丢弃")),
        )
        self._unfinished = group("未办完的申请", self._drafts)
        self.add(self._before)
        self.add(self._reader)
        self.add(self._form)
        self.add(self._unfinished)
        self._bind()

    def render_state(self, state: State) -> None:
        """Show what changed since the last time."""
        tell(self._reader, *reader_words.of(state))
        self._before.setVisible(state.record is not None)
        if state.record is not None:
            self._before.setText(person_words.before(state.record))
        if state.draft.ident != self._ident:
            self._ident = state.draft.ident
            self._form.clear()
        if state.draft.person is not self._person:
            before, self._person = self._person, state.draft.person
            if _card_came(before, state.draft.person):
                self._form.clear()
            self._show(state.draft.person)
            if _card_came(before, state.draft.person) and self.isVisible():
                self.arrive()
        self._form.set_problems(person_words.problems(state) if self._known else {})
        if state.unfinished != self._offers:
            self._offers = state.unfinished
            self._drafts.set_rows([_offer(one) for one in state.unfinished])
            self._unfinished.setVisible(bool(state.unfinished))
            rows = min(len(state.unfinished), _ROWS_SHOWN) + 1
            self._drafts.table.setFixedHeight(rows * current().px("row") + current().px("gap"))

    def arrive(self) -> None:
        """The cursor goes to the first thing that is not answered."""
        self._form.focus(self._open_after("") or "name")

    def go_on(self) -> None:
        """To the next open question; behind the last one, to the next step."""
        found = self._open_after(self._form.focused())
        self._presenter.reveal()
        if found and self._known:
            self._form.focus(found)
        else:
            self._presenter.next()

    @property
    def _known(self) -> bool:
        return self._person is not None and self._person.known

    def _bind(self) -> None:
        self.asked.connect(lambda _: self.go_on())
        self._form.edited.connect(self._edited)
        self._drafts.acted.connect(self._acted)
        self._drafts.table.opened.connect(self._presenter.resume)
        for stop in self._form.stops():
            if isinstance(stop, Point):
                stop.digit.connect(self._picked)

    def _edited(self, key: str, text: str) -> None:
        person = self._presenter.person
        if key == "role":
            person.choose_role(text)
        elif key == "face":
            person.match_face(matched=text == _TICKED)
        else:
            person.type(key, text)

    def _picked(self, at: int) -> None:
        """A role by its digit: the next question is the face."""
        if at < len(person_words.ROLE_CHOICES):
            self._form.focus("face")

    def _acted(self, ident: str, action: str) -> None:
        if action == _RESUME:
            self._presenter.resume(ident)
        else:
            self._ask_discard(ident)

    def _open_after(self, here: str) -> str:
        """The next question behind a field that has no answer yet."""
        open_now = {
            one.field for one in self._presenter.state.person_problems if one.blocking
        } & set(_QUESTIONS)
        behind = _QUESTIONS[_QUESTIONS.index(here) + 1 :] if here in _QUESTIONS else _QUESTIONS
        return next((key for key in behind if key in open_now), "")

    def _show(self, person: Person) -> None:
        known = person.known
        values = {
            "name": person.name,
            "number": person.number,
            "kind": person_words.number_label(person) if person.number else "",
            "sex": person.sex,
            "valid_to": person.valid_to,
            "source": ("读卡" if person.source == CARD else "手工录入") if known else "",
            "address": person.address,
            "role": person.role,
            "face": _TICKED if person.face_matched else "",
        }
        marked = person_words.origin(person)
        marks = dict.fromkeys(("name", "number"), marked)
        shown = dict.fromkeys(("kind", "sex", "valid_to", "source", "address"), Origin.NONE)
        self._form.set_values(values, {**marks, **shown})


def _card_came(before: Person | None, now: Person) -> bool:
    return now.source == CARD and (before is None or before.number != now.number)


def _offer(one: Unfinished) -> ChecklistRow:
    saved = datetime.fromisoformat(one.saved_at)
    name = one.project_name or "（还没有选项目）"
    name = f"{name}（再次办理）" if one.again else name
    who = one.person_masked or "——"
    return ChecklistRow(one.ident, (name, who, f"{saved:%m-%d %H:%M:%S}"), _ALLOWED)
