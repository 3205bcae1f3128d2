"""What F1 says about the place the clerk is at: how to do it, and the article behind it."""

from dataclasses import dataclass

from casework.law.articles import Article
from casework.law.forms import Form
from casework.law.help_cards import HelpCard
from casework.law.items import Item

FIELD, MATERIAL, DECLARATION, DECISION = "field:", "material:", "declaration", "decision"
EXEMPTED, NEEDED, FINAL = "project.exempted", "project.needed", "project.final"
AUTHORISED, AGAIN, LISTED = "filing.number", "filing.again", "filing.listed"
QUESTIONS = ""
"""F1 away from every field: what applicants ask about the item."""
_PERISHABLE = "（以来源文件为准，可能已变化，告知前请核实）"


@dataclass(frozen=True, slots=True)
class HelpText:
    """A title, how to do it, and the source with its words."""

    title: str
    how: str
    source: str


_EVERYWHERE = {
    "person.name": HelpText(
        "姓名",
        "读卡自动填写；生僻字按“放大”与证件核对。改动读卡所得的内容，即记为手工录入，须重新确认人证一致。",
        "",
    ),
    "person.number": HelpText(
        "证件号码",
        "读卡自动填写；手工录入的逐位核对。行政区划不认识只作提醒，校验码不对须更正。",
        "",
    ),
    "person.role": HelpText(
        "办理身份",
        "问清是本人、法定代表人还是代理人，按数字键选择。代理人另收授权委托书，写明代理人、事项、权限和期限。",
        "",
    ),
    "person.face": HelpText(
        "人证一致",
        "看本人与证件照片，是同一个人才勾选；没有确认的，不收件，也不作决定。",
        "",
    ),
    EXEMPTED: HelpText(
        "已豁免的审批",
        "豁免只对认定记录写明的工程有效，所以逐条问清：本次申请就是这些工程的按 Y，不是的按 N。\n"
        "按 Y 的，豁免记录直接作为依据，不再收取已豁免审批的材料，凭证和通知书上印明依据。",
        "豁免清单备注2",
    ),
    NEEDED: HelpText(
        "前置成果",
        "先看系统里有没有，没有的到项目页（F6）补录，由主管部门审核后可用。\n"
        "写着“只收件，不受理”的，缺少时可以收件或者一次性告知，不能受理；"
        "写着“先受理，联网后核验”的，查不到也可以受理。",
        "流程图集图3",
    ),
    FINAL: HelpText(
        "转入的在建项目",
        "申请第一个审批事项以后，项目不能再转回“其它”类。先当面告知申请人，申请人确认后勾选。",
        "流程图集图2注3",
    ),
    AUTHORISED: HelpText(
        "委托书载明的代理人身份证号",
        "照授权委托书原件逐位录入，与来人证件核对；不一致或者没有写明的，不能备案，请补正委托书。",
        "测绘方案附件2第2项",
    ),
    AGAIN: HelpText(
        "再次备案的理由",
        "本项目已有联合测绘备案。先核对是不是重复；确需再备案的（如更换了测绘机构），写明理由。",
        "测绘方案四（一）",
    ),
    LISTED: HelpText(
        "已告知“黑名单”记录",
        "测绘机构有“黑名单”记录。把记录告知备案人；仍要委托的，由建设单位决定，勾选后继续。",
        "测绘方案四（四）",
    ),
}


def find(key: str, item: Item, form: Form, cards: tuple[HelpCard, ...] = ()) -> HelpText | None:
    """The text for a help key of the counter, None for a key of somebody else."""
    if key == QUESTIONS:
        return _questions(cards)
    if key.startswith(FIELD):
        return _field(key.removeprefix(FIELD), form)
    if key.startswith(MATERIAL):
        return _material(key.removeprefix(MATERIAL), item)
    if key == DECLARATION and item.declaration:
        how = f"{item.declaration.opening}\n申请人确认一次即可，不逐项收材料。"
        return HelpText("申请条件的确认", how, _source(item.declaration.basis))
    if key == DECISION:
        how = "先看全部不符合之处，再决定；材料不齐的一次告知，不是不予受理的理由。"
        return HelpText("决定", how, _source(item.basis))
    return _EVERYWHERE.get(key)


def of_person(key: str) -> HelpText | None:
    """The text for a place that is the same for every item."""
    return _EVERYWHERE.get(key)


def _questions(cards: tuple[HelpCard, ...]) -> HelpText | None:
    if not cards:
        return None
    told = (
        f"{one.title}\n{one.text}{_PERISHABLE if one.perishable else ''}（{one.basis.short}）"
        for one in cards
    )
    return HelpText("申请人常问", "\n\n".join(told), "")


def _field(key: str, form: Form) -> HelpText | None:
    name, _, part = key.partition(".")
    group = next((one for one in form.groups if one.key == name), None)
    field = next((one for one in group.fields if one.key == part), None) if group else None
    if group is None or field is None:
        return None
    hints = (field.hint, f"单位：{field.unit}" if field.unit else "")
    how = "\n".join(hint for hint in hints if hint) or "照申请表填写。"
    return HelpText(field.label, how, f"{form.title} · {group.title}")


def _material(key: str, item: Item) -> HelpText | None:
    found = next((one for one in item.materials if one.key == key), None)
    if found is None:
        return None
    parts = [found.hint, *(f"应有签章：{who}" for who in found.signatures)]
    how = "\n".join(part for part in parts if part) or "看有没有、形式对不对；内容由部门审查。"
    return HelpText(found.name, how, _source(found.basis))


def _source(article: Article) -> str:
    return f"{article.cite}\n{article.text}".strip()
