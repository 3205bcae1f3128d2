"""How rows of a rule pack are called when they are listed or compared."""

from datetime import date

from casework.law.plain_rows import Difference, Path

_KINDS = {
    "pack": "规则包",
    "settings": "设定",
    "hours": "大厅作息",
    "phrases": "期限的说法",
    "document": "文件",
    "article": "条文",
    "limit": "期限",
    "item": "事项",
    "stage": "阶段",
    "result": "结果",
    "correction": "补正用语",
    "notice": "文书用语",
    "number_format": "文书编号",
    "relay": "转告",
    "pause": "暂停事由",
    "exemption": "豁免项",
    "exemption_part": "豁免部分",
    "form": "申请表",
    "help": "办事问答",
    "project_type": "项目类型",
    "step": "步骤",
    "material": "材料",
    "condition": "条件",
    "subject": "方框",
    "situation": "情形",
    "refusal": "不予受理理由",
    "prerequisite": "前置结果",
    "commitment": "告知承诺",
    "declaration": "申请条件",
    "group": "栏目组",
    "field": "栏目",
    "row": "行",
    "choice": "选项",
    "season": "季节",
}
_KEYS = {
    "accepting_body": "由谁受理",
    "advice": "办理建议",
    "amount": "数量",
    "anchor": "起算的说法",
    "basis": "依据",
    "clause": "条款",
    "copies": "份数",
    "effective_from": "生效日期",
    "effective_to": "失效日期",
    "ends": "终点",
    "excluded": "不计入的时间",
    "form": "申请表",
    "handling": "收取方式",
    "hint": "提示",
    "items": "事项",
    "kind": "种类",
    "label": "名称",
    "lead": "牵头部门",
    "level": "层级",
    "merges": "合并办理",
    "name": "名称",
    "nature": "性质",
    "natures": "适用的性质",
    "organ": "机关",
    "originals_checked_by": "由谁核对原件",
    "pauses": "可以暂停",
    "required": "必要",
    "role": "作用",
    "sample": "示例",
    "samples": "示例部分",
    "scope": "适用范围",
    "seal": "印章",
    "shapes": "形式",
    "silence": "逾期的后果",
    "stage": "阶段",
    "starts": "起点",
    "status": "状态",
    "text": "内容",
    "title": "名称",
    "total": "总时限",
    "version": "版本",
    "when": "适用条件",
    "who": "由谁办理",
}


def place(path: Path) -> str:
    """Which row: 事项 joint_acceptance · 期限 total."""
    found: list[str] = []
    for part in path:
        if part in _KINDS and (not found or " " in found[-1]):
            found.append(_KINDS[part])
        elif found and " " not in found[-1]:
            found[-1] += f" {part}"
        else:
            found.append(part)
    return " · ".join(found)


def sentences(one: Difference) -> tuple[str, ...]:
    """A difference, a line for the row and one for each value."""
    sign = "＋" if one.added else "－" if one.removed else "～"
    name = f"（{one.name}）" if one.name else ""
    head = f"{sign} {place(one.path)}{name}"
    return (
        head,
        *(f"    {_key(key)}：{_value(old)} → {_value(new)}" for key, old, new in one.values),
    )


def _key(key: str) -> str:
    word = _KEYS.get(key.rpartition(".")[2])
    return f"{word} {key}" if word else key


def _value(value: object) -> str:
    if value is None:
        return "（无）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(_value, value)) or "（空）"
    return value.isoformat() if isinstance(value, date) else str(value)
