"""Commands on rule packs: whether they can be used, and what differs between two."""

import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

import click

import resources
from casework.errors import ClerkError, RuleError
from casework.law import catalogue, plain_rows
from casework.law.articles import Article, Status
from casework.law.catalogue import Catalogue
from casework.law.pack_rows import turning_days
from casework.law.tables import FileKind
from desktop.commands import rule_words
from desktop.messages import message_for
from desktop.shell import now

OPTIONS, COMMAND = "[选项]", "命令 …"
"""What stands for both in a line of usage."""
_day = click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="日期",
    help="按哪一天有效的规则（YYYY-MM-DD），默认为今天",
)
_pack = click.argument("names", nargs=-1, metavar="[文件夹或者名称]…")


@click.group(options_metavar=OPTIONS, subcommand_metavar=COMMAND, help="规则包。")
def rules() -> None:
    """Rule packs."""


@rules.command(
    options_metavar=OPTIONS,
    help="检查规则包能否使用，包括以后会变化的每一天；不写名称的，检查全部。",
)
@_pack
@_day
def check(names: tuple[str, ...], day: datetime | None) -> None:
    """Load packs as they hold on a day and on every later one that changes them."""
    on = _on(day)
    failed = [name for name in names or _shipped() if not _check(name, on)]
    sys.exit(1 if failed else 0)


@rules.command(options_metavar=OPTIONS, help="比较两份规则包，列出增加、删除、修改的各行。")
@click.argument("before", metavar="甲")
@click.argument("after", metavar="乙")
@_day
def diff(before: str, after: str, day: datetime | None) -> None:
    """Rows that were added, removed or changed from one pack to another."""
    on = _on(day)
    first, second = _files(before), _files(after)
    found = plain_rows.compare(plain_rows.plain(first, on), plain_rows.plain(second, on))
    for one in found:
        for line in rule_words.sentences(one):
            click.echo(line)
    added = sum(one.added for one in found)
    removed = sum(one.removed for one in found)
    changed = len(found) - added - removed
    click.echo(f"新增 {added} 行，删除 {removed} 行，修改 {changed} 行")


def _on(day: datetime | None) -> date:
    return (day or now()).date()


def _shipped() -> tuple[str, ...]:
    return resources.catalogue_regions()


def _files(name: str) -> dict[str, str]:
    """The files of a folder, or of a pack that is shipped."""
    if name in _shipped():
        return resources.catalogue_files(name)
    folder = Path(name).resolve()
    if not folder.is_dir():
        known = "、".join(_shipped())
        raise click.BadParameter(f"“{name}”不是文件夹，也不是自带的规则包（{known}）")
    for file in sorted(folder.rglob("*.toml")):
        try:
            file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            name = file.relative_to(folder).as_posix()
            raise RuleError("LW-415", kind=FileKind.RULES.value, file=name) from error
    return resources.pack_files(folder)


def _check(name: str, on: date) -> bool:
    """Say how a pack stands; False when it cannot be used."""
    try:
        files = _files(name)
        pack = catalogue.parse(files, on)
        turns = [day for day in turning_days(files) if day > on]
        for day in turns:
            catalogue.parse(files, day)
    except ClerkError as error:
        words = message_for(error)
        facts = error.facts
        place = f"{facts.get('file', name)}:{facts.get('line', 0)} {facts.get('key', '')}"
        click.echo(f"{place} {words.code} {words.title}：{words.what}", err=True)
        return False
    click.echo(f"{pack.pack.line}：可以使用")
    for line in _account(pack, files, on, turns):
        click.echo(f"  {line}")
    return True


def _account(
    pack: Catalogue, files: Mapping[str, str], on: date, turns: list[date]
) -> Iterable[str]:
    """What is in the pack, and what of it is no legal basis."""
    yield f"继承：{' → '.join(pack.pack.lineage)}"
    yield (
        f"文件 {len(files)}，条文 {len(pack.articles)}，"
        f"阶段 {len(pack.stages)}，事项 {len(pack.items)}"
    )
    if turns:
        yield f"以后有变化的日期：{'、'.join(day.isoformat() for day in turns)}"
    samples = pack.samples()
    yield f"示例 {len(samples)} 处，仅供演练，不作依据："
    yield from (f"  {rule_words.place(tuple(one.split('.')))}" for one in samples)
    articles = list(pack.articles.values())
    lapsed = [one for one in articles if one.lapsed_on(on)]
    doubtful = [
        one for one in articles if one not in lapsed and one.validity.status is Status.UNVERIFIED
    ]
    yield f"已失效的条文 {len(lapsed)} 条："
    yield from _listed(lapsed)
    yield f"现行状态待核的条文 {len(doubtful)} 条："
    yield from _listed(doubtful)


def _listed(articles: list[Article]) -> Iterable[str]:
    """A line for each document, with its clauses."""
    for document in dict.fromkeys(one.document for one in articles):
        clauses = "、".join(one.clause for one in articles if one.document == document)
        end = f"，{document.effective_to.isoformat()} 止" if document.effective_to else ""
        yield f"  《{document.title}》{end}：{clauses}"
