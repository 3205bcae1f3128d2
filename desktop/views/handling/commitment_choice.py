"""告知 and 自主选择: what is told on paper, the applicant's choice, a refusal with its reasons."""

from casework.errors import ClerkError, RuleError
from casework.flows import commitment as offering
from casework.flows.commitment_options import Route, reasons
from casework.flows.commitment_words import STATES
from casework.people.person import Role
from desktop.ui.fields import Choice, Field, Kind
from desktop.views.handling.commitment_side import ROLE, SIGNER, Side, known_signer, who_signs
from desktop.views.handling.verbs import Ask, Filled, Pages, Verb

_ROUTE, _SIGNED, _PAGES, _REASONS = "route", "signed", "choice", "reasons"
_ROUTES = (
    Choice(Route.COMMITMENT.value, "采用告知承诺"),
    Choice(Route.ORDINARY.value, "不采用，按一般程序"),
)
_TAGS = {Route.COMMITMENT: "CommitmentChosen.v1", Route.ORDINARY: "OrdinaryRouteChosen.v1"}
_TOLD_BEFORE = "重新出具的，原来的选择、承诺书和签署都不再有效，要请申请人重新选择。"


def verbs(side: Side) -> tuple[Verb, ...]:
    """What is open before acceptance is decided; nothing after it."""
    if not side.undecided:
        return ()
    return (_tell(side), _choose(side), *_decline(side))


def _tell(side: Side) -> Verb:
    again = side.own is not None and side.own.offered is not None

    def request(_: Filled) -> Ask:
        return offering.TELL, offering.Tell(side.on)

    return Verb(
        "commitment.tell",
        "重新出具告知书" if again else "出具告知书",
        request,
        hint="告知书写明六项内容和两种办理方式；打印后交申请人，在告知书上打勾、签字。",
        points=(_TOLD_BEFORE,) if again else (),
        closed=side.against(),
    )


def _choose(side: Side) -> Verb:
    """Both routes side by side, none of them picked beforehand (001A-12)."""

    def request(filled: Filled) -> Ask:
        chosen = offering.Choose(
            side.on,
            Route(filled.text(_ROUTE)),
            Role(filled.text(ROLE)),
            filled.text(SIGNER),
            signed=filled.ticked(_SIGNED),
            pages=filled.scanned(_PAGES),
        )
        return offering.CHOOSE, chosen

    def check(filled: Filled) -> dict[str, str]:
        route = filled.text(_ROUTE)
        fits = not route or side.allows(_TAGS[Route(route)])
        return {} if fits else {_ROUTE: "已经登记的就是这一种"}

    return Verb(
        "commitment.choose",
        "登记申请人的选择",
        request,
        hint="两种方式由申请人自主选择，窗口不代选、不劝说；按申请人在告知书上的打勾和签字登记。",
        fields=(
            Field(_ROUTE, "申请人的选择", Kind.PICK, required=True, choices=_ROUTES, per_row=2),
            *who_signs(),
            Field(
                _SIGNED, "打勾和签字", Kind.TICK, required=True, hint="申请人已在告知书上打勾、签字"
            ),
        ),
        pages=(Pages(_PAGES, "签过字的告知书"),),
        issues=False,
        prefilled=known_signer(side.look),
        closed=_why_no_choice(side),
        field_of={"CM-113": SIGNER},
        check=check,
    )


def _why_no_choice(side: Side) -> ClerkError | None:
    """Nothing is chosen before it was told on paper, and the paper lies before the applicant."""
    told = side.own.offered if side.own is not None else None
    if told is None:
        return RuleError("CM-153", item=side.look.item.name)
    if not any(side.allows(tag) for tag in _TAGS.values()):
        return RuleError("CM-110", state=STATES[side.state])
    try:
        offering.require_out(side.bench, told.paper)
    except ClerkError as error:
        return error
    return None


def _decline(side: Side) -> tuple[Verb, ...]:
    """Open only for what really stands in the way (001A-18(三))."""
    option, context = side.options[0], side.look.context
    codes = tuple(one.code for one in option.problems if one.blocking)
    given = {one.code: one for one in reasons(option, codes, context)}
    if not side.allows("CommitmentDeclined.v1") or not codes:
        return ()

    def request(filled: Filled) -> Ask:
        return offering.DECLINE, offering.Decline(side.on, filled.several(_REASONS))

    choices = tuple(
        Choice(code, f"{one.text}（{one.basis}）" if one.basis else one.text)
        for code, one in given.items()
    )
    verb = Verb(
        "commitment.decline",
        "出具不适用告知承诺的理由",
        request,
        hint="只能选现在确实成立的理由；申请人可以继续按一般程序办理。",
        fields=(Field(_REASONS, "理由", Kind.TICKS, required=True, choices=choices, per_row=1),),
        field_of={"CM-114": _REASONS},
    )
    return (verb,)
