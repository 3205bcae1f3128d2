"""How a result leaves the window: three ways, each with its proof (001D七(五)1, 0b p)."""

from casework.flows.issuing import Delivery
from casework.flows.words import MEANS
from desktop.ui.fields import Choice, Field, Heading, Kind
from desktop.views.handling.verbs import Filled, Look, Problems

WAY, CHECKED, RECIPIENT, PROOF = "means", "checked", "recipient", "proof"
_SEALED, _SIGNED = "sealed", "signed"
_CHECKS = (
    Choice(_SEALED, "每份文件都已加盖印章（领取、邮寄时确认）"),
    Choice(_SIGNED, "领取人已在签收单上签字（领取时确认）"),
)
_PROOFS = "领取填签收单编号；邮寄填邮件号；自行打印填怎样告知的，如：短信"


def fields() -> tuple[Field | Heading, ...]:
    """The way, what the clerk confirms, who signs for it, and what proves it."""
    ways = tuple(Choice(one, word) for one, word in MEANS.items())
    return (
        Field(WAY, "交付方式", Kind.PICK, required=True, choices=ways, span=3),
        Field(CHECKED, "确认", Kind.TICKS, choices=_CHECKS, per_row=1, span=3),
        Field(RECIPIENT, "领取人", max_length=60),
        Field(PROOF, "凭据", required=True, max_length=200, span=2, hint=_PROOFS),
    )


def prefilled(look: Look) -> dict[str, str]:
    """Who stands at the counter takes it, else who brought the application."""
    person = look.visitor or look.case.deliverer
    return {RECIPIENT: person.person_name.value or ""}


def check(filled: Filled) -> Problems:
    """Nothing leaves before its seal was looked at, nothing is picked up without a signature."""
    way, checked = filled.text(WAY), filled.several(CHECKED)
    found: dict[str, str] = {}
    if way in (Delivery.PICK_UP, Delivery.POST) and _SEALED not in checked:
        found[CHECKED] = "没有加盖印章的不能交付，请逐份看过再确认"
    elif way == Delivery.PICK_UP and _SIGNED not in checked:
        found[CHECKED] = "领取人签字以后才能交付"
    if way == Delivery.PICK_UP and not filled.text(RECIPIENT):
        found[RECIPIENT] = "请写明领取人"
    return found


def recipient(filled: Filled) -> str:
    """Who picked it up; nobody where it was posted or printed by the builder."""
    return filled.text(RECIPIENT) if filled.text(WAY) == Delivery.PICK_UP else ""
