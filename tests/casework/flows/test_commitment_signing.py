"""The form: all eight promises, days within the term, signatures where they belong; and defects."""

from dataclasses import replace
from typing import Any

import pytest

from casework.act import Records
from casework.flows import commitment_letters as letters
from casework.flows.commitment_case import Bench, bench
from casework.flows.commitment_dates import Owed
from casework.flows.commitment_options import Route
from casework.flows.commitment_signing import ASK, Ask, Signature, faults
from casework.flows.deciding import Defect, findings
from casework.flows.visiting import line_of
from casework.people.person import Role
from casework.records.case_states import CaseState
from casework.records.commitment import CommitmentState
from casework.records.commitment_events import CommitmentFaulty, CommitmentSigned
from casework.records.event import Event
from casework.records.notice import NoticeKind
from tests.casework.flows.committing import (
    FILLED,
    LATER,
    PROMISES,
    SIGNATURE,
    Walk,
    window,
)
from tests.casework.flows.intakes import CATALOGUE, NOW, page, refused
from tests.casework.flows.test_commitment import law, section

# ---- the form -------------------------------------------------------------------------------


def test_the_form_carries_all_eight_promises_word_for_word() -> None:
    walk = Walk().drawn()
    texts = section(walk, NoticeKind.COMMITMENT, "承诺事项")[0]
    assert texts == tuple(CATALOGUE.articles[key].text for key in PROMISES)
    assert len(texts) == 8
    assert walk.own.drawn is not None
    assert [one.key for one in walk.own.drawn.promises] == list(PROMISES)
    assert walk.own.drawn.promises[7].basis.endswith("第八条（八）")


EIGHT = (
    "了解该事项的有关要求，对行政审批部门告知的全部内容已经知晓和全面理解。",
    "所提供的申请材料实质内容均真实、合法、有效。",
    "确认满足行政审批部门告知的准予行政审批应当具备的条件、标准和技术要求。",
    "对于尚未提供的材料，能够在规定期限内予以提供，并符合法定形式和标准。",
    "所提供的纸质申请材料和电子申请材料内容完全一致。",
    "主动接受有关监管部门的监督和管理。",
    "对违反上述承诺的行为或超越行政审批许可范围的行为，愿意承担相应的法律责任，因违反有关法律"
    "法规及承诺，被撤销行政审批决定所造成的经济和法律后果，愿意自行承担。",
    "所作承诺，是其真实意思的表示。",
)


def test_the_promises_are_those_of_article_eight() -> None:
    assert section(Walk().drawn(), NoticeKind.COMMITMENT, "承诺事项")[0] == EIGHT


def test_the_form_says_what_is_owed_until_when() -> None:
    rows = section(Walk().drawn(), NoticeKind.COMMITMENT, "提交期限")[1:]
    assert rows == (
        ("专家评审意见", "原件", "2026年12月18日"),
        ("水土保持监测委托合同", "复印件", "2026年12月4日"),
    )


def test_the_form_has_a_place_for_signature_seal_and_agent() -> None:
    rows = section(Walk().drawn(), NoticeKind.COMMITMENT, "签署")[1:]
    named = [row[0] for row in rows]
    assert any("法定代表人" in text for text in named)
    assert "单位公章" in named
    assert any("授权委托书" in text for text in named)
    assert any("中介服务机构" in text for text in named)
    drainage = Walk(item="drainage_permit").drawn()
    plain = section(drainage, NoticeKind.COMMITMENT, "签署")[1:]
    assert not [row for row in plain if "中介" in row[0]]


def test_no_text_of_a_request_reaches_the_form() -> None:
    """Locked words (001A-18(二)): whatever a window sends, the pack's words are printed."""
    written = {field for kind in (Owed, Signature) for field in kind.__dataclass_fields__}
    assert written == {"line", "until", "role", "signer", "signed", "stamped", "identity"}
    strict = law(("弃渣场选址", "弃渣场地选址"))
    walk = Walk().receive()
    walk.tell(window(law=strict))
    assert "弃渣场地选址" in section(walk, NoticeKind.TELLING, "条件、标准")[0][0]


def test_what_is_promised_is_what_was_told() -> None:
    changed = law(("弃渣场选址", "弃渣场地选址"))
    walk = Walk().chosen()
    assert refused(lambda: walk.draw_up(where=window(law=changed))).code == "CM-116"
    walk.tell(window(law=changed)).print_out(NoticeKind.TELLING)
    walk.choose()
    walk.draw_up(where=window(law=changed))
    assert walk.own.state is CommitmentState.DRAWN


def test_nothing_is_drawn_up_before_the_choice() -> None:
    walk = Walk().receive().tell().print_out(NoticeKind.TELLING)
    assert refused(walk.draw_up).code == "CM-110"
    walk.choose(Route.ORDINARY)
    assert refused(walk.draw_up).code == "CM-110"


def test_a_pack_without_the_rows_is_refused_by_name() -> None:
    where = window()
    articles = {key: one for key, one in CATALOGUE.articles.items() if key != "001A-8"}
    bare = replace(where, catalogue=replace(CATALOGUE, articles=articles))
    error = refused(lambda: Walk().chosen().draw_up(where=bare))
    assert (error.code, error.facts) == ("CM-190", {"key": "001A-8"})


@pytest.mark.parametrize("kind", [NoticeKind.TELLING, NoticeKind.COMMITMENT])
def test_the_blank_forms_can_be_printed_at_any_time(kind: NoticeKind) -> None:
    item = CATALOGUE.item("soil_plan")
    commitment = item.commitment
    assert commitment is not None
    lines = [line_of(one) for one in item.materials]
    text = {
        NoticeKind.TELLING: letters.telling(item, commitment, lines, None, window()),
        NoticeKind.COMMITMENT: letters.commitment_form(
            item, letters.promises(commitment), (), window()
        ),
    }[kind]
    blank = letters.blank(item, kind, text, window())
    assert (blank.number, blank.applicant.name, blank.clerk) == ("", "", "")
    assert blank.item_name == item.name
    assert blank.sample_texts
    assert blank.sections == text.sections
    days = [row[2] for one in blank.sections if "时限" in one.title for row in one.rows]
    assert not any(days)


# ---- the signature --------------------------------------------------------------------------


def test_a_signed_form_is_kept_with_its_scan_and_who_compared_it() -> None:
    walk = Walk().signed()
    signed = walk.own.signed
    assert isinstance(signed, CommitmentSigned)
    assert signed.promises == PROMISES
    assert signed.pages == (page("commitment"),)
    assert (signed.compared_at, signed.by) == (NOW.isoformat(), "account/lin")
    assert signed.signature.signer_name.value == "赵某"
    assert (signed.signature.signed, signed.signature.stamped) == (True, True)


@pytest.mark.parametrize("missing", range(8))
def test_seven_promises_are_none(missing: int) -> None:
    walk = Walk().drawn()
    some = tuple(key for nth, key in enumerate(PROMISES) if nth != missing)
    error = refused(lambda: walk.sign(promises=some))
    assert (error.code, error.facts) == ("CM-130", {"count": 7})
    assert walk.own.signed is None


def test_a_promise_twice_does_not_stand_for_another() -> None:
    walk = Walk().drawn()
    twice = (*PROMISES[:7], PROMISES[0])
    assert refused(lambda: walk.sign(promises=twice)).code == "CM-130"


def test_nothing_is_signed_before_the_form_lies_on_the_counter() -> None:
    walk = Walk().chosen()
    walk.draw_up()
    assert refused(walk.sign).code == "CM-112"


@pytest.mark.parametrize("changes", [{"pages": ()}, {"compared_at": ""}])
def test_the_scan_is_kept_and_compared(changes: dict[str, Any]) -> None:
    walk = Walk().drawn()
    assert refused(lambda: walk.sign(**changes)).code == "CM-132"


UNSIGNED, UNSEALED = Defect("", "unsigned", "承诺书"), Defect("", "unsealed", "承诺书")


@pytest.mark.parametrize(
    ("signature", "wrong"),
    [
        (SIGNATURE, ()),
        (replace(SIGNATURE, signed=False), (UNSIGNED,)),
        (replace(SIGNATURE, signer=" "), (UNSIGNED,)),
        (replace(SIGNATURE, stamped=False), (UNSEALED,)),
        # A unit acts through its legal representative or an agent, never through 本人.
        (replace(SIGNATURE, role=Role.SELF), (UNSIGNED,)),
    ],
)
def test_signature_and_seal_where_the_form_has_its_place(
    signature: Signature, wrong: tuple[Defect, ...]
) -> None:
    walk = Walk().drawn()
    assert faults(signature, found(walk)) == wrong
    if wrong:
        error = refused(lambda: walk.sign(signature=signature))
        assert (error.code, error.facts) == ("CM-131", {"count": 1})


def found(walk: Walk) -> Bench:
    streams = (walk.on.case, walk.on.bound, walk.on.numbers)
    records = Records({one: walk.load(one) for one in streams})
    return bench(records, walk.on, window())


def test_an_agent_brings_an_authorisation_and_an_identity_card() -> None:
    agent = replace(SIGNATURE, role=Role.AGENT, signer="钱某")
    walk = Walk().receive(*LATER, "authorisation", role="agent")
    walk.tell().print_out(NoticeKind.TELLING)
    assert faults(agent, found(walk)) == (
        Defect("authorisation", "missing"),
        Defect("", "missing", "代理人身份证件"),
    )
    whole = Walk().receive(role="agent").tell().print_out(NoticeKind.TELLING)
    whole.choose()
    whole.draw_up()
    whole.print_out(NoticeKind.COMMITMENT)
    whole.sign(signature=replace(agent, identity="card"))
    signed = whole.own.signed
    assert signed is not None
    assert (signed.signature.role, signed.signature.authorisation, signed.signature.identity) == (
        "agent",
        "authorisation",
        "card",
    )


def test_an_agent_who_came_without_being_announced_is_asked_for_the_paper() -> None:
    agent = replace(SIGNATURE, role=Role.AGENT, identity="card")
    assert faults(agent, found(Walk().drawn())) == (Defect("", "missing", "授权委托书"),)


@pytest.mark.parametrize(
    ("lacking", "wrong"),
    [
        (("intermediary",), ("unsigned",)),
        (("signatures.intermediary.signed",), ("unsigned",)),
        (("signatures.intermediary.sealed",), ("unsealed",)),
        (("signatures.intermediary.signed", "signatures.intermediary.sealed"),
         ("unsigned", "unsealed")),
    ],
)  # fmt: skip
def test_an_intermediary_signs_and_seals_the_application_too(
    lacking: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    filled = {key: value for key, value in FILLED.items() if key not in lacking}
    walk = Walk().receive(filled=filled)
    walk.tell()
    defects = faults(SIGNATURE, found(walk))
    assert [one.correction for one in defects] == list(wrong)
    assert {one.note for one in defects} == {"中介服务机构在申请书上的承诺"}


def test_the_intermediarys_commitment_is_kept_with_the_applicants() -> None:
    signed = Walk().signed().own.signed
    assert signed is not None
    (line,) = signed.intermediaries
    assert (line.unit, line.signed, line.stamped) == ("甲市水保咨询公司", True, True)
    plain = Walk(item="drainage_permit").signed().own.signed
    assert plain is not None
    assert plain.intermediaries == ()


# ---- never a dead end -----------------------------------------------------------------------


def ask(walk: Walk, *defects: Defect, reason: str = "") -> tuple[Event, ...]:
    return walk.perform(ASK, Ask(walk.on, defects, reason), window())


def test_a_defect_leads_to_a_correction_and_then_to_the_signature() -> None:
    walk = Walk().drawn()
    ask(walk, UNSEALED)
    assert walk.record.state is CaseState.CORRECTION
    (fault,) = walk.own.faults
    assert isinstance(fault, CommitmentFaulty)
    assert fault.defects[0].text == "承诺书没有加盖单位印章。"
    assert fault.paper == walk.paper(NoticeKind.CORRECTION).number
    assert [one.material for one in walk.paper(NoticeKind.CORRECTION).defects] == ["承诺书"]
    walk.sign()
    assert walk.own.state is CommitmentState.SIGNED


def test_a_defect_may_also_lead_to_the_ordinary_route() -> None:
    walk = Walk().drawn()
    ask(walk, UNSEALED)
    walk.choose(Route.ORDINARY)
    assert walk.own.state is CommitmentState.ORDINARY


def test_one_notice_tells_what_form_and_materials_lack_and_spares_what_is_promised() -> None:
    walk = Walk().receive(*LATER, "soil_report").tell().print_out(NoticeKind.TELLING)
    walk.choose()
    missing = Defect("soil_report", "missing")
    assert missing in findings(walk.record, window())
    assert refused(lambda: ask(walk, UNSEALED)).code == "IN-109"
    ask(walk, missing, UNSEALED)
    told = [one.material for one in walk.paper(NoticeKind.CORRECTION).defects]
    assert told == ["水土保持方案报告书", "承诺书"]


def test_a_correction_of_materials_alone_says_nothing_of_the_form() -> None:
    walk = Walk().receive(*LATER, "soil_report").tell().print_out(NoticeKind.TELLING)
    walk.choose()
    ask(walk, Defect("soil_report", "missing"))
    assert walk.own.faults == ()


def test_a_second_notice_on_the_same_case_needs_a_reason() -> None:
    walk = Walk().drawn()
    ask(walk, UNSEALED)
    assert refused(lambda: ask(walk, UNSIGNED)).code == "IN-112"
    ask(walk, UNSIGNED, reason="补盖后漏签")
    assert walk.record.corrections == 2


@pytest.mark.parametrize("step", ["offered", "chosen", "drawn", "signed"])
def test_the_ordinary_route_is_open_from_every_step(step: str) -> None:
    walk = Walk().receive().tell().print_out(NoticeKind.TELLING)
    if step != "offered":
        walk = getattr(Walk(), step)()
    walk.choose(Route.ORDINARY)
    assert walk.own.state is CommitmentState.ORDINARY
