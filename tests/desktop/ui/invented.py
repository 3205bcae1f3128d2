"""Invented data for the gallery: a form, a checklist, a list, a person and pictures."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication

from desktop.ui.actions_bar import PageAction
from desktop.ui.checklist import Checklist, ChecklistRow, RowAction
from desktop.ui.fields import Choice, Field, Heading, Kind, Origin
from desktop.ui.form import FormView
from desktop.ui.list_table import ListTable
from desktop.ui.page import Page, group
from desktop.ui.person_panel import Fact, PersonShown
from desktop.ui.preview import Preview
from desktop.ui.rows import RowsEditor
from desktop.ui.steps import StepBar, StepState
from desktop.ui.table_model import Cell, Column, TupleModel
from desktop.ui.thumbs import Thumb, ThumbStrip
from desktop.ui.tones import Tone

UNIT = (
    Field("{}_name", "单位名称", required=True, span=2),
    Field("{}_grade", "资质等级", Kind.CHOICE, choices=(Choice("1", "甲级"), Choice("2", "乙级"))),
    Field("{}_legal", "法定代表人"),
    Field("{}_lead", "项目负责人", required=True),
    Field("{}_phone", "联系电话", Kind.CODE, max_length=20),
)

FORM: tuple[Field | Heading, ...] = (
    Heading("一、项目基本情况"),
    Field("name", "项目名称", required=True, span=2, help_key="project.name"),
    Field("code", "项目代码", Kind.CODE, required=True, hint="4-6-2-2-6 或 4-6-4-4"),
    Field("place", "建设地址", span=2),
    Field("area", "总建筑面积", Kind.DECIMAL, unit="㎡"),
    Field("licence", "建设工程规划许可证编号", Kind.CODE),
    Field("began", "开工日期", Kind.DATE, hint="如 20190704"),
    Field("kind", "工程类别", Kind.CHOICE, choices=(Choice("h", "房屋建筑"), Choice("m", "市政"))),
    Field("items", "申请事项", Kind.TICKS, span=3, per_row=3, choices=tuple(
        Choice(str(at), word) for at, word in enumerate((
            "规划条件核实", "消防验收", "人防工程验收", "竣工验收备案", "城建档案验收",
            "防雷装置验收", "配套绿化核实", "供排水验收", "燃气验收",
        ))
    )),
    Heading("二、建设单位"),
    *(Field(f.key.format("a"), f.label, f.kind, required=f.required, span=f.span,
            choices=f.choices, max_length=f.max_length) for f in UNIT),
    Heading("三、施工单位"),
    *(Field(f.key.format("b"), f.label, f.kind, required=f.required, span=f.span,
            choices=f.choices, max_length=f.max_length) for f in UNIT),
    Field("note", "备注", Kind.LONG, span=3),
)  # fmt: skip


def picture(text: str, width: int = 620, height: int = 877, colour: str = "#ffffff") -> bytes:
    """A PNG of an invented page."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    painter = QPainter(image)
    font = QApplication.font()
    font.setPixelSize(width // 14)
    painter.setFont(font)
    painter.setPen(QColor("#202020"))
    painter.drawText(QRect(0, height // 10, width, 90), int(Qt.AlignmentFlag.AlignCenter), text)
    for at in range(12):
        y = height // 4 + at * height // 18
        painter.drawLine(width // 8, y, width * 7 // 8 - (at % 3) * 40, y)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def nothing() -> None:
    """What a button of the gallery does."""


def person() -> PersonShown:
    return PersonShown(
        name="王测试𬭎",
        facts=(
            Fact("证件", "居民身份证"),
            Fact("性别", "女"),
            Fact("号码", "990101********8811"),
            Fact("有效期", "2031-03-07", Tone.GOOD),
            Fact("核验", "读卡 10:21:05", Tone.GOOD),
        ),
        warnings=("号码前六位不在区划表内，请核对证件",),
        photo=picture("照", 102, 126, "#c9d6e4"),
        question="以什么身份来办",
        roles=(
            Choice("self", "1 本人"),
            Choice("legal", "2 法定代表人"),
            Choice("agent", "3 代理人"),
        ),
        role="agent",
        ticks=(Choice("match", "人证一致"), Choice("power", "授权委托书已核对")),
        ticked=frozenset({"match"}),
        actions=(Choice("next", "换一个人"),),
    )


def material_rows() -> list[ChecklistRow]:
    return [
        ChecklistRow(
            "m1",
            ("　 联合测绘成果报告书", "共享", "不收", "——", Cell("已共享，不得重复收取", Tone.OFF)),
            refusal="成果已在平台共享，窗口不得要求重复提交（方案六）",
            detail="联合测绘成果报告书：由测绘单位上传平台，窗口不收（方案六）。",
        ),
        ChecklistRow(
            "m2",
            ("★ 竣工验收报告", "原件", "已扫 3 页", "✓ 10:21", Cell("张某 核对", Tone.GOOD)),
            frozenset({"scan", "verify", "copy", "missing"}),
            detail="竣工验收报告（原件 1 份）：已扫描 3 页，张某 10:21 核对原件。",
        ),
        ChecklistRow(
            "m3",
            ("★ 工程质量保修书", "原件", "——", "——", Cell("缺", Tone.BAD)),
            frozenset({"scan", "verify", "copy"}),
            detail="工程质量保修书（原件 1 份）：缺少，列入一次性补正。",
        ),
        ChecklistRow(
            "m4",
            ("　 产品合格证", "现场收取", "不在窗口收取", "——", Cell("现场", Tone.INFO)),
            refusal="这份材料由验收组在现场收取（方案八（二）2）",
            detail="产品合格证：现场收取，不在窗口收取（方案八（二）2）。",
        ),
        *(
            ChecklistRow(
                f"n{at}",
                (f"　 第{at}号附件", "复印件", "——", "——", Cell("待收", Tone.WARN)),
                frozenset({"scan", "copy", "missing"}),
            )
            for at in range(1, 9)
        ),
    ]


MATERIAL_COLUMNS = (
    Column("材料", 260, stretch=True),
    Column("要求", 76),
    Column("收取", 106),
    Column("原件核对", 86),
    Column("状态", 190),
)
MATERIAL_ACTIONS = (
    RowAction("scan", "S", "扫描"),
    RowAction("file", "F", "选文件"),
    RowAction("verify", "V", "核对原件", onward=True),
    RowAction("copy", "C", "复印件"),
    RowAction("missing", "M", "缺", onward=True),
)


def stepped(page: Page, at: int) -> StepBar:
    steps = StepBar(["身份", "项目与事项", "一张表单", "一套材料", "决定", "打印与交付"])
    states = [StepState.DONE] * at + [StepState.CURRENT]
    steps.set_states(states + [StepState.OPEN] * (5 - at))
    page.add(steps)
    return steps


def form_page() -> Page:
    page = Page(actions=(PageAction("save", "存草稿", "Ctrl+S"),
                         PageAction("next", "下一步", "Ctrl+Return", primary=True)),
                scrolls=True)  # fmt: skip
    stepped(page, 2)
    form = FormView(FORM)
    form.set_values(
        {"name": "郑州某区某某花园二期（1#—8#楼及地下车库）", "code": "2023-990100-47-03-000123",
         "place": "某区某路与某街交叉口东南角", "area": "12345.67", "kind": "h", "items": "0,1,3",
         "a_name": "郑州某某置业有限公司", "a_legal": "王测试", "a_lead": "李虚构",
         "began": "20199"},
        {"name": Origin.PROJECT, "code": Origin.PROJECT, "place": Origin.EARLIER,
         "area": Origin.EARLIER, "a_name": Origin.LICENCE, "a_legal": Origin.CARD,
         "a_lead": Origin.TYPED, "began": Origin.TYPED},
    )  # fmt: skip
    form.set_problems({"began": "不是日期，请写成 2019-07-04", "a_phone": "必须填写"})
    page.add(form)
    rows = RowsEditor(
        (
            Field("no", "楼号", required=True),
            Field("floors", "层数", Kind.INTEGER),
            Field("area", "建筑面积", Kind.DECIMAL, unit="㎡"),
            Field(
                "use", "用途", Kind.CHOICE, choices=(Choice("live", "住宅"), Choice("shop", "商业"))
            ),
            Field("note", "说明", span=2),
        ),
        row_name="栋",
    )
    rows.set_rows([{"no": "1#", "floors": "18", "area": "8200.5", "use": "live"}, {"no": "2#"}])
    page.add(group("四、单位工程", rows))
    return page


def materials_page() -> Page:
    page = Page(actions=(PageAction("next", "下一步", "Ctrl+Return", primary=True),))
    stepped(page, 3)
    checklist = Checklist("材料", MATERIAL_COLUMNS, MATERIAL_ACTIONS)
    checklist.set_rows(material_rows())
    page.add(checklist, 1)
    strip = ThumbStrip("已扫描的页")
    strip.set_pages([Thumb(str(at), picture(f"第{at}页")) for at in range(1, 5)])
    page.add(strip)
    page.progress.start("扫描", 12)
    page.progress.advance(3, 12, "页")
    page.bar.set_open("next", why_not="还有 1 份原件没有核对")
    checklist.select("m2")
    return page


def preview_page() -> Page:
    page = Page(
        "受理通知书",
        (
            PageAction("back", "返回修改", "Esc"),
            PageAction("print", "打印", "Ctrl+P"),
            PageAction("accept", "受理", "Ctrl+Return", primary=True),
        ),
    )
    view = Preview("受理通知书预览")
    view.set_pages([picture("受理通知书（草稿）"), picture("第二页")])
    page.add(view, 1)
    return page


def list_page() -> Page:
    page = Page("办件")
    table = ListTable(
        TupleModel(
            (
                Column("办件号", 150),
                Column("项目", 220, stretch=True),
                Column("申请人", 120),
                Column("收件", 100),
                Column("面积 ㎡", 90, right=True),
                Column("时限", 140),
            )
        ),
        "办件列表",
    )
    tones = (Tone.GOOD, Tone.WARN, Tone.BAD, Tone.LATE, Tone.PROVISIONAL, Tone.OFF)
    words = ("还有 6 日", "明日到期", "今日到期", "已超 2 日", "暂定", "已办结")
    table.set_rows(
        [
            (
                f"c{at}",
                f"LH-2024-{at:05d}",
                f"某某花园{at}期工程联合验收",
                f"郑州第{at}某公司",
                "2024-03-05",
                f"{at * 1234.5:.1f}",
                Cell(words[at % 6], tones[at % 6]),
            )
            for at in range(60)
        ]
    )
    page.add(table, 1)
    return page


def empty_page() -> Page:
    page = Page("项目")
    table = ListTable(TupleModel((Column("代码", 200), Column("名称", 300, stretch=True))), "项目")
    table.set_empty(
        "本机还没有项目。联网同步后会出现，也可以直接输入项目代码。", "输入项目代码(&I)", nothing
    )
    page.add(table, 1)
    return page
