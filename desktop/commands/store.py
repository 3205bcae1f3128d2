"""Commands on the store of this window; they refuse while the window runs."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from desktop import options, station
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


_home = click.option("--home", type=click.Path(path_type=Path), help="数据文件夹")
_practice = click.option("--practice", is_flag=True, help="演练数据")


@click.command()
@_home
@_practice
def rebuild(home: Path | None, practice: bool) -> None:  # noqa: FBT001 - a command's flag
    """Write the rows of all lists anew from the journal."""
    with _store(home, practice=practice) as opened:
        streams = rebuilding.rebuild(opened.store, opened.ledger.identity.hall)
    click.echo(f"已重建 {streams} 条业务流的清单")


@click.command()
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
