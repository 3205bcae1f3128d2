from dataclasses import replace
from datetime import date

from casework.law.codes import credit_check, organisation_check
from casework.law.problem import blocks
from casework.people.agent import Authorisation, check_authorisation
from casework.people.person import CardHolder, CardKind
from casework.people.unit import Unit

TODAY = date(2026, 11, 20)
FIRST = "9199010112345678" + organisation_check("12345678")
UNIT = Unit("甲市某建设有限公司", FIRST + credit_check(FIRST))
AGENT = CardHolder(CardKind.RESIDENT, "林某", "990101199003071019")
PAPER = Authorisation(
    agent_name="林某",
    agent_number="990101199003071019",
    principal_name=UNIT.name,
    principal_code=UNIT.code,
    scope=("joint_acceptance",),
    until=date(2026, 11, 20),
)


def codes(paper: Authorisation, unit: Unit = UNIT) -> list[str]:
    found = check_authorisation(paper, AGENT, unit, "joint_acceptance", TODAY)
    assert blocks(found) is (
        paper.number_is_rule and any(p.code in ("PE-215", "PE-216") for p in found)
    )
    return [problem.code for problem in found]


def test_a_good_paper() -> None:
    assert codes(PAPER) == []
    assert codes(replace(PAPER, scope=("*",), until=None)) == []
    assert codes(replace(PAPER, agent_number="９９０１０１１９９００３０７１０１９")) == []


def test_each_doubt() -> None:
    assert codes(replace(PAPER, agent_name="王某")) == ["PE-211"]
    assert codes(PAPER, Unit("乙市某公司", "")) == ["PE-212"]
    assert codes(replace(PAPER, scope=("permit",))) == ["PE-213"]
    assert codes(replace(PAPER, until=date(2026, 11, 19))) == ["PE-214"]
    assert codes(replace(PAPER, agent_number="990101199003071000")) == ["PE-215"]


def test_without_a_code_the_name_decides() -> None:
    paper = replace(PAPER, principal_code="")
    assert codes(paper) == []
    assert codes(paper, replace(UNIT, name="乙市某公司")) == ["PE-212"]


def test_the_number_is_a_hint_or_a_rule() -> None:
    assert codes(replace(PAPER, agent_number="")) == []
    strict = replace(PAPER, number_is_rule=True)
    assert codes(strict) == []
    assert codes(replace(strict, agent_number="")) == ["PE-216"]
    assert codes(replace(strict, agent_number="990101199003071000")) == ["PE-215"]
