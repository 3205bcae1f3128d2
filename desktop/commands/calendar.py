"""Commands on the working-day calendar: import a year without a network."""

from pathlib import Path

import click

from casework.errors import InputError
from casework.law.workdays import WorkCalendar
from desktop import calendars, options, station
from desktop.holding import hold, today
from desktop.recounting import prepared
from desktop.shell import now
from foundation.places import Places
from sync import keys
from sync.recounting import count_again


@click.group(options_metavar="[选项]", subcommand_metavar="命令 …", help="工作日历。")
def calendar() -> None:
    """The calendar of working days."""


@calendar.command(
    name="import",
    options_metavar="[选项]",
    help="导入一年的工作日历，并重新推算在走的时限；窗口打开时不能用。",
)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--home", type=click.Path(path_type=Path), metavar="文件夹", help="数据文件夹")
@click.option("--practice", is_flag=True, help="演练数据")
def import_year(*, file: Path, home: Path | None, practice: bool) -> None:
    """Take in the file of a year and count the open limits again; refuses while the window runs."""
    arguments = ["--practice"] if practice else []
    if home is not None:
        arguments += ["--home", str(home)]
    places = options.read(arguments).places
    if not keys.exists(places.store):
        _tell(_kept(places, file))
        return
    with station.held_store(places, practice=practice) as opened:
        _kept(places, file)
        held = hold(opened, places, today(now))
        _tell(held.calendar)
        law, _ = prepared(opened, held, now())
        done = count_again(opened.ledger, law, now)
    click.echo(f"重新推算 {done.streams} 条业务流的时限，其中 {done.changed} 条有变化")


def _kept(places: Places, file: Path) -> WorkCalendar:
    try:
        return calendars.keep(places, file)
    except (OSError, UnicodeError) as error:
        raise InputError("UI-904", file=file.name) from error


def _tell(whole: WorkCalendar) -> None:
    click.echo(f"工作日历：{whole.valid_from} 至 {whole.valid_to}")
    for notice in whole.notices:
        click.echo(f"  {notice.year}年 {notice.number} {notice.title}")
