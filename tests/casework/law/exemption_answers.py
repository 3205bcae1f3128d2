"""Answers that fit each row of the list of exemptions, and packs whose list differs in a point.

In FITTING a list of options stands for each of them in turn; every answer given is needed.
"""

import itertools
from collections.abc import Iterator

import resources
from casework.law import catalogue
from casework.law.exemptions import Exemption

FILES = resources.catalogue_files("zhengzhou")
CATALOGUE = catalogue.parse(FILES)
ROWS = CATALOGUE.exemptions
FILE = "zhengzhou/exemptions.toml"

Options = str | list[str]

PARK = ["亭", "台", "廊", "榭", "景观水池", "雕塑", "园林小品"]
PARK_OTHER = ["围墙", "大门", "独立的消防水池", "内部道路", "小桥（涵）", "充电（非充电）车棚"]
STREET = [
    "公交车站（亭）",
    "自助快递柜",
    "自助式公用电话亭",
    "24小时自助图书馆",
    "路边移动公厕",
    "报刊亭",
    "公共直饮水设施",
    "充电桩",
]
UNCHANGED = {
    "building": "yes",
    "facade": "no",
    "area": "no",
    "height": "no",
    "storeys": "no",
    "use": "no",
    "rebuilt": "no",
}

FITTING: dict[str, list[dict[str, Options]]] = {
    "1-1-1": [{"dwelling": "yes", "lift": "yes"}],
    "1-1-2": [
        {"place": ["公园", "绿廊"], "kind": PARK, "commercial": "no", "rest": "yes"},
        {"place": ["公园", "绿廊"], "kind": PARK_OTHER, "commercial": "no"},
    ],
    "1-1-3": [{"kind": ["农用棚架", "施工工棚", "施工围墙", "临时性施工用房"]}],
    "1-1-4": [{"kind": STREET}],
    "1-1-5": [{"kind": ["基座", "建筑构件"], "purpose": "yes"}],
    "1-1-6": [{"structure": "yes", "radio": "yes"}],
    "1-1-7": [
        {"owner": ["医院", "学校"], "corridor": "yes", "above_ground": "yes", "crosses": "yes"}
    ],
    "1-1-8": [{"station": "yes", "old_estate": "yes"}],
    "1-1-9": [
        {"power": "yes", "route": ["沿市政道路", "跨越市政道路"], "voltage": "400"},
        {
            "power": "yes",
            "route": ["沿市政道路", "跨越市政道路"],
            "voltage": "10千伏",
            "length": "150",
        },
    ],
    "1-2-1": [{**UNCHANGED}],
    "1-2-2": [{"pipeline": "yes", "inside": "yes", "municipal_road": "no"}],
    "1-2-3": [
        {"kind": ["道路维护整修工程", "桥梁维护整修工程"]},
        {"kind": "小区内道路", "municipal": "no"},
    ],
    "1-2-4": [
        {
            "kind": ["城市交通管理设备", "道路交通设施"],
            "work": ["安装", "维修", "加固"],
            "municipal": "yes",
            "red_line": "no",
        }
    ],
    "1-2-5": [{"kind": ["箱式变压器", "杆式变压器", "环网柜", "交接箱"]}],
    "1-2-6": [{"kind": ["路灯", "路标", "路牌", "垃圾回收箱", "路边小品", "灯光", "旗杆"]}],
    "1-2-7": [
        {"kind": ["电信设施", "无线电发射设施"], "own_land": "no"},
        {
            "kind": "光伏设施",
            "own_land": "no",
            "commercial": "no",
            "small": "yes",
            "distributed": "yes",
        },
    ],
    "1-2-8": [{"kind": "地下构筑物", "network": "yes"}, {"kind": ["化粪池", "污水处理池"]}],
    "1-2-9": [{"place": "污水处理厂", "kind": ["储泥池", "除臭生物滤池"]}],
    "1-2-10": [{"station": "yes", "kind": ["卸油口", "油气回收装置", "加油设备"]}],
    "1-2-11": [
        {"kind": "绿化工程"},
        {"kind": "用于绿化种植的构筑物", "area": "no", "cityscape": "no", "others": "no"},
    ],
    "1-2-12": [
        {"kind": "为会议、展览等活动搭建的设施", "temporary": "yes", "venue": "yes"},
        {"kind": "建设项目施工期间的出入口", "temporary": "yes"},
    ],
    "2-1": [{"kind": ["房屋建筑工程", "室内外装饰装修工程"], "area": "300"}],
    "2-2": [{"office": "yes", "area": "999.99", "structure": "no", "use": "no", "load": "no"}],
    "2-3": [{"dwelling": "yes", "height": "24"}],
    "2-4": [{"commercial": "yes", "detached": "yes", "storeys": "3", "area": "5000"}],
    "2-5": [
        {"class": ["丁类", "戊类"], "use": "仓储用房", "storeys": "1"},
        {"class": ["丁类", "戊类"], "use": "工业厂房", "area": "2999.99"},
    ],
    "2-6": [{"kind": ["大门", "雨棚", "车棚"]}],
    "2-7": [{"kind": ["门卫房", "市政附属用房", "独立小型社区用房"]}],
    "2-8": [{"kind": ["城市支路", "临时建筑"]}],
}


def fitting() -> Iterator[tuple[str, dict[str, str]]]:
    """Every row with each set of answers that fits it."""
    for row, sets in FITTING.items():
        for one in sets:
            yield from ((row, answers) for answers in _each(one))


def _each(one: dict[str, Options]) -> Iterator[dict[str, str]]:
    choices = [value if isinstance(value, list) else [value] for value in one.values()]
    for values in itertools.product(*choices):
        yield dict(zip(one, values, strict=True))


def changed(*changes: tuple[str, str], file: str = FILE) -> catalogue.Catalogue:
    text = FILES[file]
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return catalogue.parse({**FILES, file: text})


def row_with(key: str, *changes: tuple[str, str]) -> Exemption:
    """A row of a pack in which words inside this row were replaced."""
    start = FILES[FILE].index(f'key = "{key}"\npart')
    before = FILES[FILE][:start]
    text = FILES[FILE][start:]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return catalogue.parse({**FILES, FILE: before + text}).exemptions[key]
