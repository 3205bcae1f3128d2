"""What the window looks at before it offers a verb of a commitment."""

from dataclasses import dataclass

from casework.errors import ClerkError, RuleError
from casework.flows import commitment as offering
from casework.flows import credit
from casework.flows.commitment_case import Bench, On, bench
from casework.flows.commitment_options import Option
from casework.flows.credit import Check
from casework.flows.words import ROLES
from casework.people.person import Role
from casework.records.case_events import Deliverer
from casework.records.case_states import UNDECIDED
from casework.records.commitment import CommitmentRecord, CommitmentState, allows
from casework.records.rolls import Roll
from desktop.ui.fields import Choice, Field, Kind
from desktop.views.handling.verbs import Look

ROLE, SIGNER = "role", "signer"
CHOICES = tuple(Choice(role.value, words) for role, words in ROLES.items())


@dataclass(frozen=True, slots=True)
class Side:
    """A case and its commitment, the look at the credit list, and both routes as they stand."""

    look: Look
    bench: Bench
    credit: Check
    options: tuple[Option, Option]

    @property
    def on(self) -> On:
        """What a request names."""
        return self.bench.on

    @property
    def own(self) -> CommitmentRecord | None:
        """The commitment; None before anything was told."""
        return self.bench.own

    @property
    def state(self) -> CommitmentState:
        """Where the commitment stands."""
        return self.own.state if self.own is not None else CommitmentState.UNTOLD

    @property
    def undecided(self) -> bool:
        """Whether acceptance stands open, so that the route can still be chosen."""
        return self.look.case.state in UNDECIDED

    def allows(self, tag: str) -> bool:
        """Whether an event of the commitment fits its state."""
        return allows(self.own, tag)

    def against(self) -> ClerkError | None:
        """What keeps commitment from being offered now; None where nothing does."""
        first = next((one for one in self.options[0].problems if one.blocking), None)
        return RuleError(first.code, **dict(first.facts)) if first is not None else None


def side(look: Look) -> Side:
    """Everything the window needs to know, as it stands now."""
    context, received = look.context, look.case.received
    on = On(
        look.stream,
        look.item.code,
        look.numbers,
        stage=look.case.stage,
        rolls=credit.stream_for(context.place.hall),
        project=received.project,
    )
    records = look.records([one for one in (on.case, on.bound, on.rolls, on.project) if one])
    looked = credit.check(records, on.rolls, Roll.CREDIT, received.applicant.credit_code, context)
    return Side(look, bench(records, on, context), looked, offering.offered(records, on, context))


def who_signs() -> tuple[Field, ...]:
    """In whose role somebody signs, and who."""
    return (
        Field(ROLE, "签字人身份", Kind.PICK, required=True, choices=CHOICES, per_row=3),
        Field(SIGNER, "签字人姓名", Kind.TEXT, required=True, max_length=40),
    )


def known_signer(look: Look) -> dict[str, str]:
    """Who stands at the counter, else who came last: shown, to be corrected by the clerk."""
    person: Deliverer = look.visitor or look.case.deliverer
    role = person.role if person.role in set(Role) else ""
    return {ROLE: role, SIGNER: person.person_name.value or ""}
