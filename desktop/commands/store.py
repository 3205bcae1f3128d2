"""Commands on the store of this window; they refuse while the window runs."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from desktop import options, station
from desktop.shell import now
from sync.ledger import rebuild as rebuilding
from sync.ledger import verify as verifying
from sync.ledger.opening import Opened


@contextlib.contextmanager
def _store(home: Path | None, *, practice: bool) -> Iterator[Opened]:
    arguments = ["--practice"] if practice else []
    if home is not None:
        arguments += ["--home", str(home)]
    places = options.read(arguments).places
    with station.held_store(places, practice=practice) as opened:
        yield opened


_home = click.option("--home", type=click.Path(path_type=Path), metavar="文件夹", help="数据文件夹")
_practice = click.option("--practice", is_flag=True, help="演练数据")


@click.command(options_metavar="[选项]", help="按账本重建全部清单；窗口打开时不能用。")
@_home
@_practice
def rebuild(home: Path | None, practice: bool) -> None:  # noqa: FBT001 - a command's flag
    """Write the rows of all lists anew from the journal."""
    with _store(home, practice=practice) as opened:
        streams = rebuilding.rebuild(opened.store, opened.ledger.identity.hall)
    click.echo(f"已重建 {streams} 条业务流的清单")


@click.command(options_metavar="[选项]", help="核验存储：每条链、签名和密封值；窗口打开时不能用。")
@_home
@_practice
@click.option("--scans", is_flag=True, help="同时读出每一份扫描件")
def verify(home: Path | None, practice: bool, scans: bool) -> None:  # noqa: FBT001
    """Check every chain, signature and sealed value of the store."""
    with _store(home, practice=practice) as opened:
        found = verifying.verify(opened, scans=scans)
    click.echo(
        f"条目 {found.entries}，业务 {found.acts}，密封值 {found.sealed}，扫描件 {found.blobs}"
    )
    for fault in found.faults:
        click.echo(fault, err=True)
    sys.exit(1 if found.faults else 0)


@click.command(options_metavar="[选项]", help="把搬来的或者恢复的存储登记为大厅的新设备。")
@_home
@_practice
@click.option("--hub", required=True, metavar="地址", help="中心地址")
@click.option("--code", required=True, metavar="代码", help="一次性登记代码")
@click.option("--ca", type=click.Path(path_type=Path), metavar="文件", help="大厅的 CA 证书")
def enrol(home: Path | None, practice: bool, hub: str, code: str, ca: Path | None) -> None:  # noqa: FBT001
    """Go on with a copied or restored store as a new device of the hall."""
    arguments = ["--practice"] if practice else ["--hub", hub]
    if home is not None:
        arguments += ["--home", str(home)]
    link = station.Link(hub, code, ca)
    places = options.read(arguments).places
    device = station.renew_station(places, link, practice=practice, now=now)
    click.echo(f"已登记为新设备 {device}")
