"""Invented projects of an invented builder, and an application that is complete."""

from casework.act import NewAct
from casework.law.codes import credit_check, organisation_check
from casework.records.case_events import FormEntry, SealedEntry
from casework.records.event import Staged
from casework.records.ids import new_id
from casework.records.project import ProjectRegistered
from casework.records.sealed import Sealed
from tests.desktop.views.counter.world import MORNING, World

_FIRST = "9199010112345678" + organisation_check("12345678")
CREDIT_CODE = _FIRST + credit_check(_FIRST)
BUILDER = "云栖置业有限公司"
CODE = "2103-990101-04-01-100001"
STREAM = "project/yunqi"
_UNITS = {
    "survey": ("甲市岩土勘察院", "甲级", "孙勘", "周察"),
    "design": ("乙市建筑设计院有限公司", "甲级", "吴设", "郑计"),
    "supervision": ("丙市工程监理有限公司", "甲级", "冯监", "陈理"),
    "construction": ("丁市第一建筑工程有限公司", "一级", "褚施", "卫工"),
    "fire_test": ("戊市消防检测有限公司", "一级", "蒋消", "沈防"),
}
FACTS = {
    "location": "甲市乙区云栖路2号",
    "contract_period": "2023-03-01/2026-06-30",
    "actual_period": "2023-03-15/2026-09-30",
    "scale": "48211.36",
    "scale_unit": "m2",
    "contract_price": "1523400000000",
    "air_defence_area": "2600",
    "air_defence_place": "地下一层",
    "nature": "dwelling",
    "category": "new",
    "construction_permit": "990101202303010101",
    "planning_permit": "建字第990101202300001号",
    **{
        f"units.{unit}.{part}": text
        for unit, (name, grade, _, _) in _UNITS.items()
        for part, text in (("name", name), ("grade", grade))
    },
    **{
        f"buildings.{at}.{part}": text
        for at in range(3)
        for part, text in {
            "name": f"{at + 1}号楼",
            "structure": "剪力墙",
            "floors_above": str(18 - at),
            "floors_below": "1",
            "height": f"{54 - at}.3",
            "area_above": f"{14000 - at * 200}.5",
            "area_below": "1200",
        }.items()
    },
}
SEALED_FACTS = {
    "legal_representative": "赵远山",
    "legal_representative_phone": "13800001234",
    "builder_address": "甲市乙区云栖路1号",
    **{
        f"units.{unit}.{part}": text
        for unit, (_, _, head, lead) in _UNITS.items()
        for part, text in (
            ("legal_representative", head),
            ("lead", lead),
            ("phone", "0371-60000001"),
        )
    },
}


def project(
    name: str, code: str, *, parent: str = "", builder: str = BUILDER, known: bool = False
) -> ProjectRegistered:
    """A project as the platform registers it; a ``known`` one has facts for the form."""
    facts = FACTS if known else {}
    sealed = SEALED_FACTS if known else {}
    return ProjectRegistered(
        code=code,
        raw_code=code,
        project_name=name,
        parent=parent,
        builder=builder,
        builder_code=CREDIT_CODE,
        facts=tuple(FormEntry(key, text, "platform") for key, text in facts.items()),
        sealed_facts=tuple(
            SealedEntry(key, Sealed.of(text), "platform") for key, text in sealed.items()
        ),
        origin="platform",
        registered_at=MORNING.isoformat(),
    )


def register(world: World, *found: tuple[str, ProjectRegistered]) -> None:
    """Put projects into the ledger, as the feed would."""
    staged = tuple(Staged(stream, event) for stream, event in found)
    act = NewAct(
        new_id(MORNING), MORNING, "clerk-1", "w3", "test", "zhengzhou", "0" * 64, {}, staged
    )
    world.opened.ledger.append(act)


def register_all(world: World) -> None:
    """Four projects; the first is known in every detail and has a part."""
    register(
        world,
        (STREAM, project("云栖家园一期", CODE, known=True)),
        (
            "project/yunqi-garage",
            project("云栖家园一期地下车库", "2103-990101-04-01-100002", parent=STREAM),
        ),
        (
            "project/xishan",
            project("溪山学校", "2104-990101-04-01-200001", builder="溪山教育投资有限公司"),
        ),
        (
            "project/binhe",
            project("滨河路道路工程", "2105-990101-48-01-300001", builder="甲市市政建设中心"),
        ),
    )


BY_HAND = {
    "handler_phone": "13800005678",
    "subjects": "planning,fire,completion,archives",
    "pre_accepted_on": "2026-10-08",
    **{
        f"signatures.{unit}.{part}": text
        for unit in ("survey", "design", "supervision", "construction", "builder")
        for part, text in (("signed", "true"), ("sealed", "true"), ("date", "2026-10-08"))
    },
}
"""What no card, project or earlier case can give."""
