"""The words a notice is made of; what a city decides stands in its pack."""

from casework.people.numbers import NumberKind
from casework.people.person import Role

ROLES = {
    Role.SELF: "本人",
    Role.LEGAL_REPRESENTATIVE: "法定代表人",
    Role.AGENT: "代理人",
}
SHAPES = {
    "original": "原件",
    "copy": "复印件",
    "compared_copy": "比对原件、收复印件",
    "e-file": "电子件",
    "number": "编号",
}
NUMBER_LABELS = {
    NumberKind.RESIDENT: "公民身份号码",
    NumberKind.HONG_KONG: "港澳居民居住证号码",
    NumberKind.MACAO: "港澳居民居住证号码",
    NumberKind.TAIWAN: "台湾居民居住证号码",
    NumberKind.FOREIGN: "外国人永久居留身份证号码",
    NumberKind.FOREIGN_OLD: "外国人永久居留身份证号码",
    NumberKind.UNKNOWN: "证件号码",
}
CREDIT_CODE = "统一社会信用代码"


def shape_words(form: str) -> str:
    """``original+e-file`` in words: 原件、电子件."""
    return "、".join(SHAPES.get(part, part) for part in form.split("+") if part)
