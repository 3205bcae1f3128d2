"""How the program was started: options and the settings file of a configured window."""

import argparse
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import resources
from foundation import places
from foundation.places import Places


@dataclass(frozen=True, slots=True)
class Options:
    """Practice mode is what runs with nothing configured.

    ``hub`` is empty there, or names a practice hub that several windows share; the hub of the
    settings file is never practised with.
    """

    places: Places
    practice: bool
    hub: str = ""
    code: str = ""
    ca: Path | None = None
    reader: str = "pcsc"
    """``pcsc`` or ``simulated`` (cards as data in this process)."""
    card: str = ""
    """A virtual card that lies on the simulated reader from the start."""
    smoke: bool = False
    """Close once the login takes keys: the check of an installation."""


def read(arguments: Sequence[str]) -> Options:
    """Options from the command line over the settings file of the configured window."""
    with resources.in_chinese():
        given = _parser().parse_args(arguments)
    settings = _settings(given.home)
    hub = given.hub or str(settings.get("hub", ""))
    practice = given.practice or not hub
    ca = given.ca or (Path(str(settings["ca"])) if "ca" in settings else None)
    return Options(
        places=_places(given.home, practice=practice),
        practice=practice,
        hub=given.hub if practice else hub,
        code=given.code,
        ca=ca,
        # Invented cards never come near real data.
        reader=(given.reader or "simulated") if practice else "pcsc",
        card=given.card,
        smoke=given.smoke,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "yichuang",
        usage="yichuang [选项]，或者 yichuang 命令 …",
        description="一窗：打开窗口。",
        epilog="命令：calendar（工作日历） device（设备） enrol（重新登记） rebuild（重建清单）"
        " rules（规则包） verify（核验存储）；用法见“yichuang 命令 --help”。",
    )
    parser.add_argument("--practice", action="store_true", help="演练模式")
    parser.add_argument("--home", type=Path, metavar="文件夹", help="数据文件夹")
    parser.add_argument("--hub", default="", metavar="地址", help="中心地址")
    parser.add_argument("--code", default="", metavar="代码", help="首次登记的一次性代码")
    parser.add_argument("--ca", type=Path, metavar="文件", help="大厅的 CA 证书")
    parser.add_argument(
        "--reader", choices=("pcsc", "simulated"), default="", help="读卡器：真实的，或者模拟的"
    )
    parser.add_argument("--card", default="", metavar="名称", help="放在模拟读卡器上的虚拟证件")
    parser.add_argument("--smoke", action="store_true", help="窗口可用后即退出")
    return parser


def _places(home: Path | None, *, practice: bool) -> Places:
    if home is None:
        return places.of_user(practice=practice)
    return places.under(home / ("practice" if practice else "window"))


def _settings(home: Path | None) -> dict[str, object]:
    """The file ``window.toml`` of a configured window; empty where there is none."""
    try:
        text = (_places(home, practice=False).settings / "window.toml").read_text("utf-8")
    except OSError:
        return {}
    return tomllib.loads(text)
