"""What the licensing law gives every licence, and nothing else (obligations 0b n, o, p)."""

import resources
from casework.law import catalogue
from casework.law.articles import Status
from casework.law.items import Nature, Outcome

CITY = catalogue.parse(resources.catalogue_files("zhengzhou"))
PROVINCE = catalogue.parse(resources.catalogue_files("hunan"))
PERMIT = PROVINCE.item("construction_permit")
ACCEPTANCE = CITY.item("joint_acceptance")


def test_the_eight_causes_of_article_45_hold_for_licences_only() -> None:
    causes = [one.text for one in PROVINCE.pauses_of(PERMIT)]
    assert causes == ["听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审"]
    quoted = PROVINCE.articles["xkf-45"].text
    assert all(cause in quoted for cause in causes)
    assert not any(one.basis.document.key == "xkf" for one in CITY.pauses_of(ACCEPTANCE))


def test_the_general_reasons_hold_for_licences_only() -> None:
    found = {one.key: one for one in PERMIT.refusals}
    assert found["no_permit_needed"].outcome is Outcome.NOT_REQUIRED
    assert found["not_competent"].outcome is Outcome.NOT_COMPETENT
    for key in ("no_permit_needed", "not_competent"):
        assert found[key].text.removesuffix("。") in found[key].basis.text
    assert ACCEPTANCE.nature is not Nature.PERMIT
    assert not any(one.basis.document.key == "xkf" for one in ACCEPTANCE.refusals)


def test_the_limits_of_articles_32_42_and_44_hold_for_licences_only() -> None:
    limits = {one.key: one for one in PROVINCE.limits_of(PERMIT)}
    found = {key: (limits[key].amount, limits[key].extension) for key in limits if key[:3] == "xkf"}
    assert found == {"xkf_correction": (5, 0), "xkf_decision": (20, 10), "xkf_delivery": (10, 0)}
    assert limits["xkf_correction"].silence in limits["xkf_correction"].basis.text
    assert "二十日内" in limits["xkf_decision"].basis.text
    assert "延长十日" in limits["xkf_decision"].basis.text
    assert "十日内" in limits["xkf_delivery"].basis.text
    for item in PROVINCE.items.values():
        lawful = any(one.key.startswith("xkf") for one in PROVINCE.limits_of(item))
        assert lawful is (item.nature is Nature.PERMIT)


def test_what_was_not_compared_with_the_official_text_says_so() -> None:
    laws = {"xkf", "mfd", "fyf", "ssf"}
    quoted = [one for one in CITY.articles.values() if one.document.key in laws]
    assert {one.document.key for one in quoted} == laws
    assert {one.validity.status for one in quoted} == {Status.UNVERIFIED}
    assert CITY.relays["deemed_acceptance"].sample
