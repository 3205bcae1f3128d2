"""The flow chart of a project (004-6): stages, items, each material once; and the guides."""

from dataclasses import replace

from msgspec import structs

from casework.flows.guidance import (
    ChartMaterial,
    FlowChart,
    blank_commitments,
    facts_of,
    flow_chart,
    guide,
    guides,
    is_first,
    merged,
)
from casework.flows.guidance_paper import (
    PRINT_GUIDANCE,
    PrintGuidance,
    chart_sections,
    commitment_sections,
    guide_sections,
)
from casework.law.items import Body
from casework.law.materials import Handling
from casework.records.case_events import FormEntry
from casework.records.event import Staged
from casework.records.notice import NoticeKind, decode_record
from casework.records.numbers import NumbersReserved, NumberTaken
from casework.records.project import ProjectRecord
from casework.records.project_events import ItemApplied
from tests.casework.flows.intakes import NOW, NUMBERS, refused
from tests.casework.flows.project_packs import (
    CODE,
    ITEM,
    MAIN,
    REGISTERED,
    known,
    law,
    window,
)
from tests.casework.records import project_samples as samples
from tests.casework.records.project_samples import project_after

RECORD = project_after(REGISTERED)
STAGED = ("planning", "building")


def chart(record: ProjectRecord = RECORD, **facts: str) -> FlowChart:
    """The chart without the stage of the real pack that every city here has."""
    found = flow_chart(record, law(), facts)
    stages = tuple(one for one in found.stages if one.key in STAGED)
    codes = {item.code for stage in stages for item in stage.items}
    materials = tuple(one for one in found.materials if set(one.items) & codes)
    return replace(found, stages=stages, materials=materials)


def material(found: FlowChart, kind: str) -> ChartMaterial:
    return next(one for one in found.materials if one.type == kind)


def test_a_chart_shows_every_stage_with_its_items_in_order() -> None:
    found = chart()
    assert (found.project_name, found.project_code) == ("云栖家园一期", CODE)
    assert found.builder == "云栖置业有限公司"
    assert [(stage.name, stage.lead) for stage in found.stages] == [
        ("工程建设许可", "自然资源和规划部门"),
        ("施工许可", "住房和城乡建设部门"),
    ]
    assert [item.code for item in found.stages[1].items] == ["drawing", "permit"]
    drawing, permit = found.stages[1].items
    assert (drawing.accepts, permit.accepts) == (Body.DEPARTMENT, Body.WINDOW)
    assert drawing.results == ("施工图审查合格书",)
    assert permit.needs == ("建设工程规划许可证", "施工图审查合格书")
    assert permit.limit == "自受理之日起7个工作日内作出决定"
    assert found.sample


def test_a_material_of_one_type_stands_once_for_all_items_and_stages() -> None:
    land = material(chart(), "land_paper")
    assert (land.name, land.items, land.shared) == ("用地批准文件", ("planning", "drawing"), True)
    assert land.required
    names = [one.name for one in chart().materials]
    assert len(names) == len(set(names))
    alone = material(chart(), "planning.application")
    assert (alone.items, alone.shared) == (("planning",), False)


def test_results_and_what_goes_elsewhere_are_not_asked_for() -> None:
    found = chart()
    result, drawings = material(found, "drawing.permit"), material(found, "drawing.drawings")
    assert (result.handling, result.asked) == (Handling.SHARED, False)
    assert (drawings.asked, drawings.elsewhere) == (False, "施工图审查系统")


def test_a_material_asked_for_by_one_item_is_asked_for() -> None:
    items = [law().item("planning"), law().item("drawing")]
    shared = replace(items[1].materials[0], handling=Handling.SHARED, shapes=())
    later = replace(items[1], materials=(shared,))
    for order in ((items[0], later), (later, items[0])):
        (land,) = (one for one in merged(order, {}) if one.type == "land_paper")
        assert (land.asked, land.form) == (True, "copy")


def test_what_hangs_on_the_project_is_decided_by_what_is_known_of_it() -> None:
    assert material(chart(), "planning.sunlight").conditions == ("住宅工程",)
    assert material(chart(nature="dwelling"), "planning.sunlight").conditions == ()
    assert "planning.sunlight" not in {one.type for one in chart(nature="office").materials}
    dwelling = structs.replace(REGISTERED, facts=(FormEntry("nature", "dwelling", "platform"),))
    assert facts_of(project_after(dwelling)) == {"nature": "dwelling"}
    assert material(chart(project_after(dwelling)), "planning.sunlight").conditions == ()
    corrected = project_after(REGISTERED, samples.ASKED, samples.PASSED)
    assert facts_of(corrected)["project_name"] == "云栖家园"


def test_what_hangs_on_who_comes_stays_open() -> None:
    power = material(chart(), "power")
    assert (power.items, power.conditions) == (("planning", "permit"), ("由代理人申请",))
    assert power.shared


def test_of_several_of_which_one_suffices_the_chart_says_so() -> None:
    assert material(chart(), "permit.cash").either
    rows = [row for one in chart_sections(chart()) for row in one.rows if row[0] == "资金证明"]
    assert rows[0][3] == "同类中提交一种即可"


def test_what_was_applied_for_is_marked_and_the_first_chart_is_offered() -> None:
    applied = ItemApplied("case/x", "planning", "规划许可", False, NOW.isoformat())
    record = project_after(REGISTERED, applied)
    found = chart(record)
    assert [item.applied for stage in found.stages for item in stage.items] == [True, False, False]
    assert not is_first(record)
    assert is_first(RECORD)
    assert is_first(None)


def test_items_within_another_and_upon_commitment_are_marked() -> None:
    pack = law()
    permit = replace(pack.items["permit"], merges=("drawing",))
    merging = replace(pack, items={**pack.items, "permit": permit})
    found = flow_chart(RECORD, merging)
    drawing = next(i for stage in found.stages for i in stage.items if i.code == "drawing")
    assert drawing.within == "建筑工程施工许可"
    shown = [row[0] for section in chart_sections(found) for row in section.rows]
    assert "施工图审查（并入建筑工程施工许可）" in shown


def test_a_pack_without_stages_has_no_chart() -> None:
    bare = replace(law(), stages={})
    assert refused(lambda: flow_chart(RECORD, bare)).code == "PJ-170"


def test_the_chart_reads_as_a_letter() -> None:
    sections = chart_sections(chart())
    assert [one.title for one in sections] == [
        "工程建设许可",
        "施工许可",
        "需要提交的材料",
        "不需要在窗口提交的材料",
    ]
    for section in sections:
        assert len(section.head) == len(section.shares)
        assert sum(section.shares) == 100
        assert all(len(row) == len(section.head) for row in section.rows)
    bring, leave = sections[2:]
    assert ("★用地批准文件", "共用：建设工程规划许可、施工图审查", "复印件", "均需") in bring.rows
    assert ("施工图", "在施工图审查系统上传，窗口不收") in leave.rows
    assert ("建设工程规划许可证", "由部门共享或内部流转，不需提交") in leave.rows


def test_printing_the_chart_makes_a_numbered_paper_of_the_project() -> None:
    memory = known()
    memory.staged.append(Staged(NUMBERS, NumbersReserved("guidance", 2026, 7, 9)))
    request = PrintGuidance(MAIN, NUMBERS, ITEM, {"nature": "dwelling"})
    _, taken = memory.perform(PRINT_GUIDANCE, request, window())
    assert isinstance(taken, NumberTaken)
    record = memory.load(MAIN).record
    assert isinstance(record, ProjectRecord)
    (paper,) = record.papers
    assert (paper.kind, paper.number) == (NoticeKind.GUIDANCE, taken.number)
    assert paper.record is not None
    written = decode_record(paper.record.encode())
    assert (written.project_name, written.applicant.name) == ("云栖家园一期", "云栖置业有限公司")
    assert written.sections == chart_sections(flow_chart(RECORD, law(), {"nature": "dwelling"}))
    assert written.sample_texts
    nowhere = replace(request, project="project/none")
    assert refused(lambda: memory.perform(PRINT_GUIDANCE, nowhere, window())).code == "PJ-111"


def test_every_item_has_its_guide_those_of_the_stages_first() -> None:
    found = guides(law())
    assert {one.item.code for one in found} == set(law().items)
    first = [code for stage in law().stages.values() for code in stage.items]
    assert [one.item.code for one in found][: len(first)] == first
    joint = guide(law().item("joint_acceptance"), law())
    assert joint.conditions
    assert joint.stage
    titles = [one.title for one in guide_sections(joint)]
    assert titles[:3] == [joint.item.name, "申请条件", "需要提交的材料"]
    lines = guide_sections(joint)[0].paragraphs
    assert any(line.startswith("办理时限：") and "（不含" in line for line in lines)
    assert f"依据：{joint.item.basis.cite}" in lines
    permit = guide(law().item("permit"), law())
    assert [one.title for one in guide_sections(permit)] == [permit.item.name, "需要提交的材料"]


def test_blank_commitments_are_the_packs_own_words() -> None:
    found = blank_commitments(law())
    assert {one.item.code for one in found} == {
        code for code, item in law().items.items() if item.commitment is not None
    }
    for blank in found:
        commitment = blank.item.commitment
        assert commitment is not None
        sections = commitment_sections(blank)
        promises = next(one for one in sections if "承诺事项" in one.title)
        assert promises.paragraphs == tuple(
            f"{number}. {article.text}" for number, article in enumerate(commitment.promises, 1)
        )
        told = [text for one in sections for text in one.paragraphs]
        assert all(one.text in told for one in commitment.tellings if one.text)
        assert sections[-1].title == "签署"
        signs = 2 if blank.item.intermediary else 1
        assert len(sections[-1].paragraphs) == signs
