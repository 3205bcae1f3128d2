"""A promised material lies on the counter: what it is, how much, its scan (001A-15)."""

from casework.flows import commitment_supplement as supplementing
from casework.flows.commitment_dates import overdue
from casework.flows.intake import MaterialIn
from casework.flows.words import SHAPES
from casework.records.commitment import SUPPLEMENT, Promised
from desktop.ui.fields import Choice, Field, Kind
from desktop.views.handling.commitment_side import Side
from desktop.views.handling.verbs import Ask, Filled, Pages, Verb

_MEDIUM, _COUNT, _SEEN, _PAGES = "medium", "count", "seen", "pages"
_MEDIA = tuple(Choice(key, SHAPES[key]) for key in ("original", "copy", "compared_copy", "e-file"))


def verbs(side: Side) -> tuple[Verb, ...]:
    """One for every promised material that is still owed, or owed again."""
    if side.own is None or not side.allows("PromiseSupplied.v1"):
        return ()
    return tuple(_supply(side, one) for one in side.own.promised if one.due_again)


def _supply(side: Side, promise: Promised) -> Verb:
    owed = promise.owed
    parts = owed.form.split("+")

    def request(filled: Filled) -> Ask:
        seen = filled.at if filled.ticked(_SEEN) else ""
        brought = MaterialIn(
            owed.line,
            filled.text(_MEDIUM),
            int(filled.text(_COUNT)),
            filled.scanned(_PAGES),
            seen_at=seen,
        )
        return supplementing.SUPPLY, supplementing.Supply(side.on, brought)

    late = side.own is not None and overdue(
        side.own.limit(SUPPLEMENT + owed.line), side.look.context.now
    )
    checked = Field(_SEEN, "原件核对", Kind.TICK, required=True, hint="已当面核对原件")
    return Verb(
        f"commitment.supply.{owed.line}",
        f"收补交的{owed.name}",
        request,
        hint=f"承诺最迟 {owed.until} 提交{'，现在已经逾期，照收并如实记录' if late else ''}。",
        fields=(
            Field(_MEDIUM, "收到的形式", Kind.PICK, required=True, choices=_MEDIA, per_row=2),
            Field(_COUNT, "份数", Kind.INTEGER, required=True, max_length=3),
            *((checked,) if "original" in parts else ()),
        ),
        pages=(Pages(_PAGES, owed.name),),
        prefilled={_COUNT: "1", _MEDIUM: parts[0] if parts[0] in SHAPES else ""},
        points=("逾期提交，记录在案。",) if late else (),
        field_of={"CM-142": _MEDIUM, "CM-143": _SEEN},
        check=_whole,
    )


def _whole(filled: Filled) -> dict[str, str]:
    count = filled.text(_COUNT)
    return {_COUNT: "至少 1 份"} if count.isdecimal() and int(count) < 1 else {}
