"""The 承诺书: drawn up with locked words and promised days, signed and sealed, or to be mended.

All eight promises or none; a defect leads to a correction or to the ordinary route (001A-8, -9).
"""

from dataclasses import dataclass, replace

from msgspec import structs

from casework.act import Context, Records
from casework.errors import RuleError
from casework.flows import commitment_letters as letters
from casework.flows import commitment_words as words
from casework.flows import deciding
from casework.flows.commitment import require_out
from casework.flows.commitment_case import (
    Bench,
    On,
    bench,
    command,
    desk_of,
    letter,
    rule_line,
)
from casework.flows.commitment_dates import Owed, owed_lines
from casework.flows.deciding import AskOnce, Defect
from casework.flows.on_case import number_in
from casework.law.codes import check_unit_code
from casework.law.commitment import PROMISES
from casework.people.grants import Duty
from casework.people.person import Role
from casework.records.case import CaseRecord, Material
from casework.records.case_events import CorrectionRequested, PageRef
from casework.records.case_states import UNDECIDED
from casework.records.commitment_events import (
    CommitmentDrawnUp,
    CommitmentFaulty,
    CommitmentSigned,
    IntermediaryLine,
    SignatureLine,
)
from casework.records.event import Staged
from casework.records.notice import NoticeKind

UNSIGNED, UNSEALED = "unsigned", "unsealed"
AUTHORISATION = "authorisation"
"""Key of the checklist line that holds an agent's authorisation."""
BLOCK = "signatures.intermediary"
"""The block of the application form where an intermediary signs and seals (001A-9)."""


@dataclass(frozen=True, slots=True)
class DrawUp:
    """Issue the form, with the day the applicant promises for each missing material."""

    on: On
    owed: tuple[Owed, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed: the role, the name, whether signed and sealed where the form has its place.

    ``identity`` says how an agent's identity is known: ``card`` (read or typed at the counter) or
    ``copy``; empty when it is not.
    """

    role: Role
    signer: str
    signed: bool
    stamped: bool
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """The form came back; ``promises`` are the keys of the boxes that stand, ``pages`` its scan.

    ``compared_at`` (ISO) is when the clerk compared the scan with the paper.
    """

    on: On
    promises: tuple[str, ...]
    signature: Signature
    pages: tuple[PageRef, ...]
    compared_at: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Everything that is missing or wrong with form and materials, told once (001A-18(一))."""

    on: On
    defects: tuple[Defect, ...]
    second_reason: str = ""


def _draw_up(records: Records, request: DrawUp, context: Context) -> list[Staged]:
    found = bench(records, request.on, context)
    own, rules = found.begun, found.rules
    if found.case.state not in UNDECIDED:
        raise RuleError("CM-111")
    if own.offered is None or own.offered.tellings != letters.told(rules):
        # What the applicant promises to meet is what the applicant was told (001A-18(二)).
        raise RuleError("CM-116")
    owed = owed_lines(request.owed, found.case, rules, context)
    made = letters.promises(rules)
    text = letters.commitment_form(found.item, made, owed, context)
    number, paper = letter(desk_of(found, records), NoticeKind.COMMITMENT, text, context)
    event = CommitmentDrawnUp(
        rule=rule_line(rules, context),
        promises=made,
        owed=owed,
        paper=number,
        by=context.clerk.account,
        drawn_at=context.now.isoformat(),
    )
    return [found.staged(event), *paper]


def _sign(records: Records, request: Sign, context: Context) -> list[Staged]:
    found = bench(records, request.on, context)
    drawn = found.begun.drawn
    if drawn is None:
        raise RuleError("CM-110", state=words.STATES[found.begun.state])
    require_out(found, drawn.paper)
    wanted = tuple(one.key for one in drawn.promises)
    if len(wanted) != PROMISES or sorted(request.promises) != sorted(wanted):
        raise RuleError("CM-130", count=len(set(wanted) & set(request.promises)))
    if defects := faults(request.signature, found):
        raise RuleError("CM-131", count=len(defects))
    if not request.pages or not request.compared_at:
        raise RuleError("CM-132")
    signature = request.signature
    agent = signature.role is Role.AGENT
    event = CommitmentSigned(
        promises=wanted,
        signature=SignatureLine(
            role=signature.role.value,
            signer_name=context.seal(signature.signer.strip()),
            signed=signature.signed,
            stamped=signature.stamped,
            authorisation=AUTHORISATION if agent else "",
            identity=signature.identity if agent else "",
        ),
        intermediaries=_intermediaries(found),
        pages=request.pages,
        compared_at=request.compared_at,
        by=context.clerk.account,
        signed_at=context.now.isoformat(),
    )
    return [found.staged(event)]


def faults(signature: Signature, found: Bench) -> tuple[Defect, ...]:
    """What is wrong with the signatures on the form and on the application (001A-9).

    Each is a defect that a correction can tell; none of them ends anything.
    """
    wrong = []
    unit = bool(found.case.received.applicant.credit_code)
    proper = signature.role is not Role.SELF or not unit
    if not (signature.signed and signature.signer.strip() and proper):
        wrong.append(Defect("", UNSIGNED, words.FORM))
    if unit and not signature.stamped:
        wrong.append(Defect("", UNSEALED, words.FORM))
    if signature.role is Role.AGENT:
        paper = found.case.material(AUTHORISATION)
        if paper is None or not paper.received:
            wrong.append(_no_authorisation(found.case))
        if not signature.identity:
            wrong.append(Defect("", deciding.MISSING, words.AGENT_IDENTITY))
    if found.item.intermediary:
        wrong += _intermediary_faults(found.case)
    return tuple(wrong)


def _no_authorisation(case: CaseRecord) -> Defect:
    if case.material(AUTHORISATION) is not None:
        return Defect(AUTHORISATION, deciding.MISSING)
    return Defect("", deciding.MISSING, words.AUTHORISATION)


def _intermediary_faults(case: CaseRecord) -> list[Defect]:
    values = case.values()
    wrong = []
    if not values.get("intermediary") or not values.get(f"{BLOCK}.signed"):
        wrong.append(Defect("", UNSIGNED, words.INTERMEDIARY))
    if not values.get(f"{BLOCK}.sealed"):
        wrong.append(Defect("", UNSEALED, words.INTERMEDIARY))
    return wrong


def _intermediaries(found: Bench) -> tuple[IntermediaryLine, ...]:
    """The intermediary's own commitment as it stands on the application."""
    if not found.item.intermediary:
        return ()
    values = found.case.values()
    code = check_unit_code(values.get("intermediary_code", "")).code
    line = IntermediaryLine(values.get("intermediary", ""), code, signed=True, stamped=True)
    return (line,)


def as_promised(found: Bench) -> CaseRecord:
    """The case as the commitment leaves it: what is promised for later is not asked for now.

    Before the form is drawn up every material that has a term may still be promised.
    """
    own = found.begun
    later = {one.line for one in own.drawn.owed} if own.drawn else set(found.rules.terms)

    def spared(one: Material) -> Material:
        return replace(one, line=structs.replace(one.line, required=False))

    materials = tuple(spared(one) if one.line.key in later else one for one in found.case.materials)
    return replace(found.case, materials=materials)


def _ask(records: Records, request: Ask, context: Context) -> list[Staged]:
    found = bench(records, request.on, context)
    desk = desk_of(found, records, as_promised(found))
    asked = AskOnce(request.defects, request.second_reason)
    staged = deciding.decide(desk, asked, context)
    told = {one.note for one in request.defects if not one.line}
    of_form = told & {words.FORM, words.INTERMEDIARY, words.AGENT_IDENTITY, words.AUTHORISATION}
    if not of_form:
        return [*staged]
    corrected = next(one.event for one in staged if isinstance(one.event, CorrectionRequested))
    event = CommitmentFaulty(
        defects=tuple(one for one in corrected.defects if one.material in of_form),
        paper=number_in(tuple(one for one in staged if one.event is not corrected)),
        by=context.clerk.account,
        found_at=context.now.isoformat(),
    )
    return [found.staged(event), *staged]


DRAW_UP = command("commitment.draw_up", _draw_up, Duty.ACCEPT)
SIGN = command("commitment.sign", _sign, Duty.ACCEPT)
ASK = command("commitment.ask", _ask, Duty.ACCEPT)
