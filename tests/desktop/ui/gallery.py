"""Every widget with invented data, as pictures: ``PYTHONPATH=. python tests/desktop/ui/gallery.py
DIR`` writes one PNG per scene, look and size.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from casework.errors import ClerkError
from desktop.actions import entry
from desktop.ui import theme
from desktop.ui.actions_bar import PageAction
from desktop.ui.banner import MissingPart
from desktop.ui.checklist import Checklist, ChecklistRow, RowAction
from desktop.ui.confirm import Confirm, Question
from desktop.ui.fields import Choice, Field, Heading, Kind, Origin
from desktop.ui.form import FormView
from desktop.ui.frame import Meter
from desktop.ui.large_text import LargeText
from desktop.ui.lights import Lamp
from desktop.ui.list_table import ListTable
from desktop.ui.login import LoginView
from desktop.ui.page import Page, group
from desktop.ui.person_panel import Fact, PersonPanel, PersonShown
from desktop.ui.preview import Preview
from desktop.ui.rows import RowsEditor
from desktop.ui.search import Hit
from desktop.ui.steps import StepBar, StepState
from desktop.ui.table_model import Cell, Column, TupleModel
from desktop.ui.thumbs import Thumb, ThumbStrip
from desktop.ui.tones import Tone
from desktop.ui.wording import Message
from desktop.window import Frame, MainWindow

SIZES = {"1280": (1280, 720), "1920": (1920, 1080)}

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


PAGES: dict[str, Callable[[], Page]] = {
    "counter": form_page,
    "issuing": materials_page,
    "cases": list_page,
    "projects": empty_page,
    "deadlines": preview_page,
}


def window(
    practice: str = "演练模式：卡、钥匙和项目都是虚构的，打印件带水印，不与真实数据相混",
) -> MainWindow:
    """The whole window with invented data; the frame is built, and the gate is on show."""
    made = MainWindow()
    made.set_practice(practice)
    made.show_gate(LoginView("一窗", "郑州市政务服务大厅 · 3号窗口"))
    fill(made.build_frame())
    return made


def fill(frame: Frame) -> None:
    frame.top.set_place("郑州市政务服务大厅", "3号窗口", "受理员 张某")
    frame.top.set_online(online=True, last="10:31")
    frame.top.devices.set_lamps(
        (
            Lamp("reader", "读卡", Tone.GOOD, "就绪"),
            Lamp("ca", "CA", Tone.GOOD, "就绪"),
            Lamp("printer", "打印", Tone.WARN, "缺纸"),
            Lamp("scanner", "扫描", Tone.OFF, "未接"),
        )
    )
    frame.meters.set_meters(
        (
            Meter("即时", 0),
            Meter("当日", 2, "最早 17:30", Tone.WARN),
            Meter("工作日", 5, "最早 明日 17:30"),
        )
    )
    frame.meters.set_rest("下班前须送出 2 件", Tone.WARN)
    for key, make in PAGES.items():
        frame.add_page(entry(key), make)
    for key in ("sync", "devices", "statistics", "account", "settings"):
        frame.add_page(entry(key), empty_page)
    frame.navigation.set_count("cases", 3)
    panel = PersonPanel("请把身份证放在读卡器上，或按 F9 手工录入。")
    frame.side.add(panel)
    panel.show_person(person())
    frame.side.on_enter = panel.focus_question
    frame.status.set_entry(10482, "10:32:05")
    frame.status.set_rules("规则 zhengzhou 2019.7（现行状态待核）", Tone.WARN)
    frame.status.set_mode("演练模式（水印）")


def _frame(made: MainWindow) -> Frame:
    made.show_frame()
    return made.build_frame()


def show_message(made: MainWindow) -> QWidget:
    frame = _frame(made)
    frame.open_page("counter")
    made.say(ClerkError("UI-902", kind="MemoryError"))
    made.say(ClerkError("HW-101"), nothing)
    frame.missing.set_parts(
        (
            MissingPart("读卡器服务", "身份证只能手工录入", "请安装 pcscd"),
            MissingPart("打印服务", "只能另存文件", "请安装 CUPS"),
        )
    )
    return made


def show_search(made: MainWindow) -> QWidget:
    _frame(made).open_page("cases")
    assert made.search is not None
    made.search.open_panel()
    field = made.search.field
    field.setText("zzhy")
    field.setFocus()
    hits = [Hit(str(at), f"某某花园{at}期", f"LH-2024-{at:05d} · 郑州某公司") for at in range(5)]
    field.show_hits("zzhy", hits)
    return made


def show_done(made: MainWindow) -> QWidget:
    _frame(made).open_page("deadlines")
    made.tell(
        Message("已受理 LH-2024-00012", "已落盘 #10483，受理通知书正在打印。", tone=Tone.GOOD)
    )
    return made


def show_help(made: MainWindow) -> QWidget:
    frame = _frame(made)
    frame.open_page("issuing")
    frame.show_help(
        "竣工验收报告", "看原件的签字和盖章是否齐全；窗口只看形式，不看内容。", "方案 七（二）"
    )
    return made


def show_confirm(made: MainWindow) -> QWidget:
    _frame(made).open_page("deadlines")
    question = Question(
        "作废这份证照副本？",
        ("编号 A-000123 的副本记为作废，不能恢复。", "空白证的存量减 1。"),
        yes="作废",
        reason_label="作废原因",
        reasons=(Choice("jam", "1 卡纸"), Choice("blur", "2 字迹不清"), Choice("other", "3 其他")),
    )
    dialog = Confirm(made, question)
    dialog.show()
    return dialog


def show_large(made: MainWindow) -> QWidget:
    dialog = LargeText(made, "王测试𬭎㛃𮧵")
    dialog.show()
    return dialog


def opened(key: str) -> Callable[[MainWindow], QWidget]:
    def scene(made: MainWindow) -> QWidget:
        _frame(made).open_page(key)
        return made

    return scene


SCENES: dict[str, Callable[[MainWindow], QWidget]] = {
    "login": lambda made: made,
    "form": opened("counter"),
    "materials": opened("issuing"),
    "list": opened("cases"),
    "empty": opened("projects"),
    "preview": opened("deadlines"),
    "message": show_message,
    "search": show_search,
    "done": show_done,
    "help": show_help,
    "confirm": show_confirm,
    "large-name": show_large,
}


def settle(app: QApplication) -> None:
    """Let the layouts and queued calls come to rest (only here: the program never does this)."""
    for _ in range(5):
        app.processEvents()


def shoot(app: QApplication, folder: Path, looks: tuple[theme.Look, ...]) -> list[Path]:
    """Write all pictures and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for look in looks:
        theme.apply(app, look)
        for size, (width, height) in SIZES.items():
            for name, scene in SCENES.items():
                made = window()
                made.resize(width, height)
                made.show()
                settle(app)
                target = scene(made)
                settle(app)
                path = folder / f"{name}-{size}-{look.value}.png"
                assert target.grab().save(str(path))
                written.append(path)
                made.close()
                made.deleteLater()
    return written


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    theme.speak_chinese(app)
    shoot(app, Path(sys.argv[1]), tuple(theme.Look))


if __name__ == "__main__":
    main()
