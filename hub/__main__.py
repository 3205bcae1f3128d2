"""``yichuang-hub``: run the hub of a hall, make its store, give out codes, open accounts."""

import contextlib
import logging
import secrets
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
import msgspec

import resources
from casework.errors import ClerkError, InputError, RuleError, StoreError
from casework.law.clock import BEIJING
from casework.law.tables import FileKind
from casework.people.grants import Duty
from casework.records.account import GrantLine
from foundation import log, places
from foundation.lock import StoreBusyError, StoreLock
from hub import accounts, enrol, law, opening, practice
from hub.accounts import NewAccount
from hub.app import make_app
from hub.opening import Hall, Hub
from hub.serve import Tls, listen, serve
from sync import keys
from sync.enrol import shown_code

FOLDER = click.Path(file_okay=False, path_type=Path)
FOLDER_HERE = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FAULTS = click.Path(path_type=Path)
FOLDER.name = FOLDER_HERE.name = "文件夹"
FILE.name = FAULTS.name = "文件"
OPTIONS, COMMAND = "[选项]", "命令 …"
"""What stands for both in a line of usage."""


class Ready(msgspec.Struct, frozen=True):
    """The one line on standard output: where the hub listens, and in practice the ways in."""

    port: int
    code: str
    """One-time code for a window's enrolment."""
    token: str
    """Opens the pages: ``/login?token=…``."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The options before a command."""

    store: Path | None
    host: str
    port: int
    practice: bool
    faults: Path | None
    passphrase_file: Path | None
    certificate: Path | None
    private_key: Path | None

    @property
    def folder(self) -> Path:
        """The store's folder; a usage error when none was named."""
        if self.store is None:
            raise click.UsageError("要用 --store 指明中心的存储文件夹")
        return self.store

    def tls(self) -> Tls | None:
        """Certificate and key, both or neither."""
        if self.certificate is None or self.private_key is None:
            if self.certificate is not self.private_key:
                raise click.UsageError("--certificate 和 --private-key 要一起给出")
            return None
        return Tls(self.certificate, self.private_key)


def now() -> datetime:
    """Hub time, with the hall's offset."""
    return datetime.now(BEIJING)


@click.group(
    invoke_without_command=True,
    options_metavar=OPTIONS,
    subcommand_metavar="[命令 …]",
    help="大厅的中心。不带命令时开始服务，直到停止。",
)
@click.option("--store", type=FOLDER, metavar="文件夹", help="中心的存储文件夹。")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="地址", help="监听的地址。")
@click.option(
    "--port", default=0, show_default=True, metavar="端口", help="监听的端口，0 由系统分配。"
)
@click.option("--practice", is_flag=True, help="演练：虚构的大厅，标准输入结束时停止。")
@click.option("--faults", type=FAULTS, metavar="文件", help="故障规则，只供测试。")
@click.option(
    "--passphrase-file", type=FILE, metavar="文件", help="没有系统钥匙串时，存储口令所在的文件。"
)
@click.option("--certificate", type=FILE, metavar="文件", help="中心的证书（PEM）。")
@click.option("--private-key", type=FILE, metavar="文件", help="证书的私钥（PEM）。")
@click.pass_context
def cli(context: click.Context, /, **options: Any) -> None:
    """Run the hub of a hall; without a command it serves until it is stopped."""
    context.obj = settings = Settings(**options)
    if settings.faults is not None and not settings.practice:
        raise click.UsageError("--faults 只供测试，要和 --practice 一起用")
    if context.invoked_subcommand is None:
        (_run_practice if settings.practice else _run)(settings)


@cli.command(options_metavar=OPTIONS, help="为新的中心建立存储。")
@click.option("--name", required=True, metavar="名称", help="大厅的名称，与文书上的一致。")
@click.option("--area", required=True, metavar="代码", help="行政区划代码，6 位。")
@click.option("--approval-system", is_flag=True, help="中心就是审批管理系统。")
@click.option("--verify-address", default="", metavar="网址", help="公众核验文书的网址。")
@click.pass_obj
def init(settings: Settings, /, **options: Any) -> None:
    """Make the store of a new hub."""
    hall = Hall(**options)
    if len(hall.area) != 6 or not hall.area.isdigit():
        raise InputError("HU-103", area=hall.area)
    settings.folder.mkdir(parents=True, exist_ok=True)
    with _lock(settings.folder):
        if keys.exists(settings.folder):
            raise StoreError("HU-104", folder=settings.folder)
        key = keys.create(settings.folder, _passphrase(settings))
        opening.create(settings.folder, _guard(), key, hall, now).close()


@cli.command(
    "enrol-code",
    options_metavar=OPTIONS,
    help="给出登记一台窗口机的一次性代码；中心运行时也可以用。",
)
@click.option("--window", required=True, metavar="编号", help="窗口在大厅里的编号。")
@click.option("--window-name", required=True, metavar="名称", help="窗口的名称，与文书上的一致。")
@click.option("--hours", default=24, show_default=True, metavar="小时", help="代码的有效时间。")
@click.option("--issuing", is_flag=True, help="出证窗口：发放办理结果。")
@click.pass_obj
def enrol_code(settings: Settings, /, window: str, window_name: str, **options: Any) -> None:
    """Print a one-time code that lets one workstation in; also while the hub runs."""
    valid = timedelta(hours=options["hours"])
    with _opened(settings) as hub:
        code = enrol.give_code(hub, window, window_name, valid, issuing=options["issuing"])
    click.echo(shown_code(code))


@cli.group(options_metavar=OPTIONS, subcommand_metavar=COMMAND, help="账号；中心运行时也可以用。")
def account() -> None:
    """Open and change accounts; also while the hub runs."""


@account.command("add", options_metavar=OPTIONS, help="开账号；账号已有的，更换权限和密码。")
@click.argument("login", metavar="登录名")
@click.option("--name", required=True, metavar="姓名", help="人员姓名，与文书上的一致。")
@click.option(
    "--grant",
    "grants",
    multiple=True,
    required=True,
    metavar="权限",
    help="区划:事项:accept（受理）或者 区划:事项:handle（办理），可以给多个。",
)
@click.option(
    "--until",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="日期",
    help="最后一天（YYYY-MM-DD）。",
)
@click.option("--department", default="", metavar="部门", help="部门的账号写部门名称。")
@click.pass_obj
def account_add(settings: Settings, /, login: str, **options: Any) -> None:
    """Open an account, or give an existing one new grants and a new password."""
    day = options["until"].date().isoformat()
    lines = [_grant(text, day) for text in options["grants"]]
    account = NewAccount(login, options["name"], lines, day, options["department"])
    password = click.prompt("密码", hide_input=True, confirmation_prompt=True)
    with _opened(settings) as hub:
        accounts.grant(hub.ledger, account, password, now())


@cli.group(
    options_metavar=OPTIONS, subcommand_metavar=COMMAND, help="大厅的规则；中心运行时也可以用。"
)
def rules() -> None:
    """Put rules in force for the hall; also while the hub runs."""


@rules.command(
    "publish", options_metavar=OPTIONS, help="启用一份规则包：自带的名称，或者规则包的文件夹。"
)
@click.argument("pack", metavar="规则包")
@click.pass_obj
def rules_publish(settings: Settings, pack: str) -> None:
    """Put a pack in force: the name of a shipped one, or a folder with its own."""
    files = _pack_files(pack)
    with _opened(settings) as hub:
        read = law.publish_pack(hub, files, now())
    click.echo(f"{read.pack.line} {read.pack.sha256[:16]}")


@rules.command(
    "calendar", options_metavar=OPTIONS, help="启用一个文件夹里的工作日历，一年一个文件。"
)
@click.argument("folder", metavar="文件夹", type=FOLDER_HERE)
@click.pass_obj
def rules_calendar(settings: Settings, folder: Path) -> None:
    """Put the work calendar of a folder (one file a year) in force."""
    with _readable(folder, FileKind.CALENDAR):
        files = {one.name: one.read_text("utf-8") for one in sorted(folder.glob("*.toml"))}
    with _opened(settings) as hub:
        read = law.publish_calendar(hub, files, now())
    click.echo(f"{read.valid_from} – {read.valid_to} {read.sha256[:16]}")


def main() -> None:
    """The command line; a refusal is told in the clerk's words and ends with status 1."""
    try:
        with resources.in_chinese():
            cli(prog_name="yichuang-hub")
    except ClerkError as error:
        message = resources.messages()[error.code].filled(error.facts)
        click.echo(f"{message.title}（{error.code}）\n{message.what}\n{message.next}", err=True)
        sys.exit(1)


def _run(settings: Settings) -> None:
    tls = settings.tls()
    with _lock(settings.folder), _opened(settings) as hub, _logged(settings.folder) as handler:
        shown = logging.StreamHandler()
        shown.setLevel(logging.WARNING)
        shown.addFilter(log.MaskFilter())
        shown.setFormatter(handler.formatter)
        logging.getLogger().addHandler(shown)
        _serve(hub, settings, tls)


def _run_practice(settings: Settings) -> None:
    with contextlib.ExitStack() as stack:
        folder = settings.store
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="yichuang-hub-")))
        folder.mkdir(parents=True, exist_ok=True)
        stack.enter_context(_lock(folder))
        stack.enter_context(_logged(folder))
        hub = stack.enter_context(contextlib.closing(_practice_hub(folder)))
        practice.seed(hub)
        _serve(hub, settings, None)


def _practice_hub(folder: Path) -> Hub:
    guard = folder / "guard"
    if keys.exists(folder):
        key = keys.open_by_passphrase(folder, practice.PASSPHRASE)
        return opening.reopen(folder, guard, key, now)
    key = keys.create(folder, practice.PASSPHRASE, in_keyring=False)
    return opening.create(folder, guard, key, practice.invented_hall(), now)


def _serve(hub: Hub, settings: Settings, tls: Tls | None) -> None:
    try:
        listening = listen(settings.host, settings.port)
    except OSError as error:
        raise StoreError("HU-105", port=settings.port) from error
    token = secrets.token_urlsafe(32) if settings.practice else ""

    def ready() -> None:
        code = enrol.give_code(hub, "1", "综合1号窗口") if settings.practice else ""
        line = Ready(listening.getsockname()[1], code, token)
        sys.stdout.write(msgspec.json.encode(line).decode() + "\n")
        sys.stdout.flush()

    app = make_app(hub, token=token, faults=settings.faults, ready=ready)
    with listening:
        serve(app, listening, tls, until_stdin_ends=settings.practice)


@contextlib.contextmanager
def _opened(settings: Settings) -> Iterator[Hub]:
    """The store of a hub, opened by keyring, file or prompt; in practice its words are known."""
    folder = settings.folder
    if not keys.exists(folder):
        raise StoreError("HU-106", folder=folder)
    if settings.practice:
        with contextlib.closing(_practice_hub(folder)) as hub:
            yield hub
        return
    key = keys.open_by_keyring(folder)
    if key is None:
        key = keys.open_by_passphrase(folder, _passphrase(settings) or _asked())
    with contextlib.closing(opening.reopen(folder, _guard(), key, now)) as hub:
        yield hub


def _passphrase(settings: Settings) -> str:
    if settings.passphrase_file is None:
        return ""
    return settings.passphrase_file.read_text(encoding="utf-8").strip()


def _asked() -> str:
    return str(click.prompt("存储口令", hide_input=True))


def _guard() -> Path:
    """Outside the store, so that a copy of the store is known for one."""
    return places.of_user(practice=False).settings / "hub"


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """One hub per store; commands beside it are ordered by the store's transactions."""
    try:
        with StoreLock(folder):
            yield
    except StoreBusyError as error:
        raise StoreError("HU-101", folder=folder) from error


@contextlib.contextmanager
def _logged(folder: Path) -> Iterator[logging.Handler]:
    logs = folder / "logs"
    logs.mkdir(exist_ok=True)
    handler = log.start(logs, "hub")
    try:
        yield handler
    finally:
        log.stop(handler)


def _pack_files(pack: str) -> dict[str, str]:
    """The files of a shipped pack by its name, or of a folder."""
    known = resources.catalogue_regions()
    if pack in known:
        return resources.catalogue_files(pack)
    folder = Path(pack).resolve()
    if not folder.is_dir():
        raise click.BadParameter(f"“{pack}”不是文件夹，也不是自带的规则包（{'、'.join(known)}）")
    with _readable(folder, FileKind.RULES):
        return resources.pack_files(folder)


@contextlib.contextmanager
def _readable(folder: Path, kind: FileKind) -> Iterator[None]:
    """RuleError LW-415 for a file of the folder that is no text in UTF-8."""
    try:
        yield
    except (OSError, UnicodeError) as error:
        raise RuleError("LW-415", kind=kind.value, file=folder.name) from error


def _grant(text: str, until: str) -> GrantLine:
    area, _, rest = text.partition(":")
    item, _, duty = rest.rpartition(":")
    if not area.isdigit() or not item or duty not in set(Duty):
        raise InputError("HU-403", grant=text)
    return GrantLine(area, item, duty, now().date().isoformat(), until)


if __name__ == "__main__":
    main()
