"""The adapters of a counter, built once; what is missing is named, never a reason not to start."""

import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFontDatabase

from casework.ports import IdentityReader, Importer, PageImage, Scanner
from desktop.options import Options
from desktop.ui.banner import MissingPart
from hardware.reader import ChildReader
from hardware.scanner.importing import import_file
from hardware.scanner.sane import SaneScanner
from hardware.simulated.cards import card_names, load_card
from hardware.simulated.reader import SimulatedReader
from printing.papers import Papers
from printing.spool import CupsPrinter

_CHINESE = {"Noto Sans CJK SC", "WenQuanYi Micro Hei"}
_RARE = {"HanaMinA", "HanaMinB", "BabelStone Han"}


@dataclass(frozen=True, slots=True)
class Devices:
    """Everything that stands on the counter."""

    reader: IdentityReader
    practice_reader: SimulatedReader | None
    scanner: Scanner
    importer: Importer
    papers: Papers
    printer: CupsPrinter

    def stop(self) -> None:
        """Release the readers and end the helper processes."""
        self.reader.stop()
        self.papers.stop()


class _Files:
    """``ports.Importer`` over the process with limits."""

    def read(self, path: Path) -> tuple[PageImage, ...]:
        return import_file(path)


def build(options: Options) -> Devices:
    """The adapters this window is configured for."""
    simulated = SimulatedReader() if options.reader == "simulated" else None
    return Devices(
        reader=simulated or ChildReader(),
        practice_reader=simulated,
        scanner=SaneScanner(),
        importer=_Files(),
        papers=Papers(),
        printer=CupsPrinter(),
    )


def practice_cards() -> tuple[tuple[str, str], ...]:
    """The invented cards by name and title."""
    return tuple((name, load_card(name).title) for name in card_names())


def missing(options: Options) -> tuple[MissingPart, ...]:
    """The parts this machine lacks, in the clerk's words."""
    families = set(QFontDatabase.families())
    ask = "请技术员安装"
    checks = (
        (
            options.reader != "pcsc" or find_spec("smartcard") is not None,
            MissingPart("读卡组件 pyscard", "不能读身份证，可手工录入", ask),
        ),
        (
            find_spec("sane") is not None,
            MissingPart("扫描组件 SANE", "不能扫描，可导入文件", ask),
        ),
        (
            shutil.which("lp") is not None,
            MissingPart("打印服务 CUPS", "不能打印，文书照常存档", ask),
        ),
        (
            bool(families & _CHINESE),
            MissingPart("中文屏幕字体", "个别汉字显示不清", ask),
        ),
        (
            bool(families & _RARE),
            MissingPart("生僻字字体", "含生僻字的文书会拒绝打印并指明是哪个字", ask),
        ),
    )
    return tuple(part for there, part in checks if not there)
