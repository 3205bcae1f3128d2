"""Joint drawing review (000): the form, the materials with their badges, the days."""

from datetime import datetime

import pytest

import resources
from casework.law import catalogue, forms, workdays
from casework.law.clock import BEIJING, LimitKind
from casework.law.items import Flow
from casework.law.limits import Moment
from casework.law.materials import Handling
from casework.law.project_types import Entry
from tests.casework.flows.intakes import CREDIT_CODE

PACK = catalogue.parse(resources.catalogue_files("zhengzhou"))
ITEM = PACK.item("joint_drawing_review")
FORM = PACK.form_of(ITEM)
FILLED = {
    "situation": "building",
    "project_name": "云栖家园一期",
    "project_code": "2023-990100-0714-5548",
    "location": "甲市乙区云栖路1号",
    "land_area": "12000",
    "floor_area": "48000",
    "category": "房屋建筑",
    "construction_nature": "新建",
    "construction_type": "住宅",
    "grade": "大型",
    "builder": "云栖置业有限公司",
    "builder_code": CREDIT_CODE,
    "legal_representative": "赵某",
    "project_lead": "钱某",
    "project_lead_phone": "13800001234",
    "designer": "云栖设计有限公司",
    "procurement": "government",
}


def codes(**changes: str) -> dict[str, str]:
    """What is wrong with the form, by field."""
    return {one.field: one.code for one in forms.check(FORM, {**FILLED, **changes})}


def test_a_filled_form_is_in_order() -> None:
    assert ITEM.flow is Flow.DRAWING_REVIEW
    assert codes() == {}


@pytest.mark.parametrize("field", ["land_area", "floor_area"])
def test_areas_are_whole_numbers(field: str) -> None:
    assert codes(**{field: "12000.5"}) == {field: "LW-223"}
    assert codes(**{field: "12,000"}) == {}
    assert "填写整数" in PACK.articles["000-1-4"].text


def test_the_four_situations() -> None:
    labels = [one.label for one in ITEM.situations]
    assert labels == ["房建-改造-装饰装修", "房屋类", "市政类", "重点项目或安置房项目"]
    assert all(label in PACK.articles["000-1-5"].text for label in labels)
    assert codes(situation="") == {"situation": "LW-221"}
    assert codes(situation="other") == {"situation": "LW-230"}


def test_starred_fields_are_required() -> None:
    stars = {"project_name", "project_code", "location", "category"}
    stars |= {"construction_nature", "construction_type", "grade"}
    assert codes(**dict.fromkeys(stars, "")) == dict.fromkeys(stars, "LW-221")


def test_only_the_main_designer_is_entered() -> None:
    group = FORM.group("designer")
    assert group.max_rows == 0
    assert "只填主要的一个" in group.note
    assert codes(designer="") == {"designer": "LW-221"}
    assert codes(**{"designers.1.designer": "另一设计公司"})["designers.1.designer"] == "LW-232"


def test_the_reviewer_is_drawn_or_chosen() -> None:
    assert codes(procurement="") == {"procurement": "LW-221"}
    assert codes(procurement="government") == {}
    chosen = {"reviewer": "LW-221", "contract_sum": "LW-221"}
    assert codes(procurement="own") == chosen
    assert codes(procurement="own", reviewer="某审图公司", contract_sum="212") == {}


def test_the_phone_that_gets_the_message_is_pointed_out() -> None:
    slot = FORM.slot("project_lead_phone")
    assert slot is not None
    assert slot.field.required
    assert "当面确认" in slot.field.hint
    assert slot.field.personal
    assert codes(project_lead_phone="") == {"project_lead_phone": "LW-221"}


def test_values_of_an_earlier_case_are_offered() -> None:
    again = {slot.key for slot in FORM.slots({}) if "earlier" in slot.field.prefill}
    assert {"location", "land_area", "floor_area", "designer", "project_lead_phone"} <= again
    assert not {"procurement", "situation", "association_code"} & again


def test_the_badges_of_the_materials() -> None:
    by_name = {one.name: one for one in ITEM.materials}
    for name in ("工程投资批文", "勘察与设计单位资质证书", "省外勘察设计公司进豫承接业务登记申请"):
        assert (by_name[name].required, by_name[name].seal) == (True, True)
        assert by_name[name].handling is Handling.ASK
        assert f"签★{name}" in by_name[name].basis.text
    report = by_name["岩土工程勘察报告"]
    assert (report.required, report.seal) == (True, False)
    assert (report.handling, report.refused) == (Handling.ELSEWHERE, True)
    assert report.elsewhere in report.basis.text


def test_planning_papers_exist_when_it_is_handed_in() -> None:
    points = ITEM.material("planning_points")
    assert points.due_node is Moment.HANDED_OVER
    assert "申报提交时必须存在" in points.basis.text
    assert [one.key for one in ITEM.materials if one.due_node] == ["planning_points"]


def test_the_association_code_holds_five_days_as_shown() -> None:
    limit = ITEM.limit("association_code")
    assert (limit.kind, limit.amount) == (LimitKind.DAYS, 5)
    timetable = PACK.timetable(workdays.parse(resources.calendar_files()))
    shared = datetime(2026, 9, 29, 16, 0, tzinfo=BEIJING)
    (found,) = timetable.deadlines((limit,), {Moment.CODE_SHARED: shared})
    # National Day lies in between: days as shown, no working days.
    assert found.day.isoformat() == "2026-10-04"
    assert found.sentence == "自分享项目关联码之日起5天内（至2026年10月4日）凭关联码完成项目关联"
    assert codes(association_code="363288") == {"association_until": "LW-221"}


def test_a_key_is_ready_in_a_day_and_holds_a_year() -> None:
    ready, valid = PACK.limits["ca_key_ready"], PACK.limits["ca_key_valid"]
    assert (ready.kind, ready.amount) == (LimitKind.WORKING_DAYS, 1)
    assert (valid.kind, valid.amount) == (LimitKind.YEARS, 1)
    assert "有效期一年" in valid.basis.text


def test_a_seal_is_stamped_three_times_with_its_size() -> None:
    form = PACK.forms["seal_impression"]

    def wrong(**values: str) -> set[str]:
        given = {"unit": "某公司", "unit_code": CREDIT_CODE, "seal_name": "公章", **values}
        return {one.field for one in forms.check(form, given)}

    three = {f"impressions.{nth}.clear" for nth in ("first", "second", "third")}
    assert wrong(shape="round") == {*three, "diameter"}
    assert wrong(shape="rectangle") == {*three, "length", "width"}
    clear = dict.fromkeys(three, "true")
    assert wrong(shape="round", diameter="40", **clear) == set()
    assert form.group("seal").note == "制作几枚印章就提交几份采集表。"
    assert not any(group.max_rows for group in form.groups)


def test_types_of_project_say_how_they_come_in_and_what_they_lack() -> None:
    types = PACK.project_types
    assert types["fit_out"].entry is Entry.ADDED
    assert types["dwelling_sold_land"].entry is Entry.LINKED
    assert types["dwelling_sold_land"].has(ITEM.code)
    assert not types["without_drawings"].has(ITEM.code)
    assert types["without_drawings"].sample
    assert ITEM.refusal("no_such_item").basis.key == "000-1-4"


HELP = {
    "account": ("法人账号", "立项时用的账号"),
    "blank_page": ("完善该法人账号信息",),
    "project_link": ("与发改立项的一致", "新增项目"),
    "seal_forms": ("几枚印章就交几份", "盖章三次", "长方形标长和宽"),
    "seal_sending": ("JPG", "谨防上当受骗"),
    "seal_collecting": ("一个工作日", "有效期一年"),
    "confirmation": ("手机号", "验证码"),
    "safekeeping": ("妥善保管", "提供审验", "不良诚信记录"),
    "sms": ("项目负责人",),
    "repeated": ("不限制", "暂存"),
    "provincial_account": ("统一社会信用代码",),
    "pushed_project": ("选择郑州市工改项目",),
}


@pytest.mark.parametrize("key", HELP)
def test_a_card_answers_what_applicants_ask(key: str) -> None:
    cards = {one.key: one for one in PACK.helps_of(ITEM)}
    assert all(words in cards[key].text for words in HELP[key])
    assert cards[key].basis.document.key == "000"


def test_cards_belong_to_their_item_and_warn_of_what_perishes() -> None:
    assert {one.key for one in PACK.helps_of(ITEM)} == HELP.keys()
    assert PACK.helps_of(PACK.item("joint_acceptance")) == ()
    assert {one.key for one in PACK.helps.values() if one.perishable} == {
        "seal_sending",
        "seal_collecting",
    }


def test_the_applicant_signs_the_promise_of_the_manual() -> None:
    assert ITEM.declaration is not None
    (promise,) = ITEM.declaration.clauses
    assert promise.text.startswith(
        "在取得“网上办事大厅”合法用户身份后，应妥善保管用户密码及数字证书"
    )
