"""A pack with the rules of projects, two stages and what they build on; and projects under it.

The rows of projects are those that ship for Hunan; stages and items are invented.
"""

from functools import cache

import resources
from casework.act import Context
from casework.law import catalogue
from casework.law.catalogue import Catalogue
from casework.people.grants import Clerk, Duty, Grant
from casework.records.case_events import FormEntry
from casework.records.event import Event, Staged
from casework.records.project_events import ProjectRegistered
from casework.records.registry import fold
from tests.casework.flows.intakes import CREDIT_CODE, FILES, NOW, Memory, clerk, context

CODE = "2103-990101-04-01-100001"
MAIN = f"project/{CODE}"
PART, SIBLING = "project/0193-part", "project/0193-sibling"
ITEM = "permit"
DEPARTMENT = "项目主管部门"

REGISTERED = ProjectRegistered(
    code=CODE,
    raw_code=CODE,
    project_name="云栖家园一期",
    parent="",
    builder="云栖置业有限公司",
    builder_code=CREDIT_CODE,
    facts=(FormEntry("scale", "12345.67", "platform"),),
    sealed_facts=(),
    origin="platform",
    registered_at=NOW.isoformat(),
)

_PACK = """
[pack]
ident = "drill"
version = "1"
region = "4101"
name = "演练"
inherits = "zhengzhou"
status = "现行状态待核"
effective_from = 2026-01-01
"""

_ITEM = """
[[item]]
key = "{key}"
name = "{name}"
nature = "许可"
level = "市级"
stage = "{stage}"
accepting_body = "{body}"
originals_checked_by = "{body}"
organ = "市{lead}"
seal = "受理专用章"
lead = "{lead}"
form = "joint_acceptance"
basis = "002-3"
scope = "002-3"
total = "{total}"
"""

_STAGES = """
[[stage]]
key = "planning"
name = "工程建设许可"
lead = "自然资源和规划部门"
basis = "002-3"
items = ["planning"]

[[stage]]
key = "building"
name = "施工许可"
lead = "住房和城乡建设部门"
basis = "002-3"
items = ["drawing", "permit"]
samples = ["name"]
"""


def _item(key: str, name: str, stage: str, lead: str, *, body: str = "window") -> str:
    return _ITEM.format(key=key, name=name, stage=stage, lead=lead, body=body, total="done")


_LIMIT = """
[[item.limit]]
key = "done"
name = "作出决定"
kind = "working_days"
amount = 7
role = "ceiling"
starts = "accepted"
ends = "determined"
anchor = "受理"
who = "{lead}"
basis = "002-3"
"""

_PLANNING = (
    _item("planning", "建设工程规划许可", "planning", "自然资源和规划部门")
    + """
[[item.condition]]
key = "dwelling"
label = "住宅工程"
test = "contains"
field = "nature"
value = "dwelling"

[[item.condition]]
key = "agent"
label = "由代理人申请"
test = "role"
value = "agent"

[[item.material]]
key = "application"
name = "申请表"
handling = "ask"
required = true
shapes = ["original"]
basis = "002-3"

[[item.material]]
key = "land"
name = "用地批准文件"
handling = "ask"
required = true
shapes = ["copy"]
basis = "002-3"
type = "land_paper"

[[item.material]]
key = "power"
name = "授权委托书"
handling = "ask"
required = true
shapes = ["original"]
basis = "002-3"
when = "agent"
type = "power"

[[item.material]]
key = "sunlight"
name = "日照分析报告"
handling = "ask"
required = false
shapes = ["original"]
basis = "002-3"
when = "dwelling"
"""
    + _LIMIT.format(lead="自然资源和规划部门")
)
_DRAWING = (
    _item("drawing", "施工图审查", "building", "住房和城乡建设部门", body="department")
    + """
[[item.material]]
key = "land"
name = "用地批准文件"
handling = "ask"
required = false
shapes = ["copy"]
basis = "002-3"
type = "land_paper"

[[item.material]]
key = "permit"
name = "建设工程规划许可证"
handling = "shared"
shapes = []
basis = "002-3"
result_of = "planning_permit"

[[item.material]]
key = "drawings"
name = "施工图"
handling = "elsewhere"
shapes = []
elsewhere = "施工图审查系统"
basis = "002-3"

[[item.result]]
key = "drawing_approval"
name = "施工图审查合格书"
kind = "paper"

[[item.prerequisite]]
key = "planning"
label = "规划许可"
result = "planning_permit"
policy = "accept_unverified"
"""
    + _LIMIT.format(lead="住房和城乡建设部门")
)
_PERMIT = (
    _item("permit", "建筑工程施工许可", "building", "住房和城乡建设部门")
    + """
[[item.condition]]
key = "agent"
label = "由代理人申请"
test = "role"
value = "agent"

[[item.material]]
key = "power"
name = "授权委托书"
handling = "ask"
required = true
shapes = ["original"]
basis = "002-3"
when = "agent"
type = "power"

[[item.material]]
key = "cash"
name = "资金证明"
handling = "ask"
shapes = ["original"]
basis = "002-3"
either = "money"
sample = true

[[item.material]]
key = "guarantee"
name = "支付担保"
handling = "ask"
shapes = ["original"]
basis = "002-3"
either = "money"

[[item.prerequisite]]
key = "planning"
label = "规划许可"
result = "planning_permit"
policy = "receive_only"

[[item.prerequisite]]
key = "drawing"
label = "施工图审查"
result = "drawing_approval"
policy = "accept_unverified"
"""
    + _LIMIT.format(lead="住房和城乡建设部门")
)


@cache
def law(*changes: tuple[str, str]) -> Catalogue:
    """The pack, with words of any of its files replaced; each change is found somewhere."""
    shipped = {
        f"drill/{name}.toml": resources.text(f"catalogue/hunan/{name}.toml")
        for name in ("articles", "projects")
    }
    items = _STAGES + _PLANNING + _DRAWING + _PERMIT
    files = FILES | shipped | {"drill/pack.toml": _PACK, "drill/items.toml": items}
    for before, after in changes:
        assert any(before in text for text in files.values()), before
        files = {name: text.replace(before, after) for name, text in files.items()}
    return catalogue.parse(files)


APPROVAL_SYSTEM = ("hub_is_approval_system = false", "hub_is_approval_system = true")


def window(who: str = "clerk-1", **changes: object) -> Context:
    """A clerk at the window under the pack."""
    found = clerk(item="*")
    acting = Clerk(who, found.name, found.grants)
    return context(**{"law": law(), "who": acting, **changes})  # type: ignore[arg-type]


def department(name: str = DEPARTMENT, **changes: object) -> Context:
    """A department acting at the hub."""
    first = clerk(item="*").grants[0]
    handle = Grant(first.area, "*", Duty.HANDLE, first.valid_from, first.valid_to)
    acting = Clerk("account/bumen", "穆清扬", (handle,), name)
    return context(**{"law": law(), "who": acting, **changes})  # type: ignore[arg-type]


def known(*events: Event, stream: str = MAIN) -> Memory:
    """A ledger with the registered project and what happened to it."""
    return Memory(Staged(MAIN, REGISTERED), *(Staged(stream, event) for event in events))


def folded(memory: Memory, stream: str, kind: type) -> object:
    """The record of a stream in a ledger."""
    record = fold(stream, [one.event for one in memory.staged if one.stream == stream])
    assert isinstance(record, kind)
    return record
