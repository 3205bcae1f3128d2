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
from casework.errors import ClerkError, InputError, StoreError
from casework.law.clock import BEIJING
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
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


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
            raise click.UsageError("--store DIR is needed")
        return self.store

    def tls(self) -> Tls | None:
        """Certificate and key, both or neither."""
        if self.certificate is None or self.private_key is None:
            if self.certificate is not self.private_key:
                raise click.UsageError("--certificate and --private-key belong together")
            return None
        return Tls(self.certificate, self.private_key)


def now() -> datetime:
    """Hub time, with the hall's offset."""
    return datetime.now(BEIJING)


@click.group(invoke_without_command=True)
@click.option("--store", type=FOLDER, help="Folder of the hub's store.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=0, show_default=True, help="0 takes a free one.")
@click.option("--practice", is_flag=True, help="Invented hall; ends when standard input ends.")
@click.option("--faults", type=click.Path(path_type=Path), help="Rules of failure, for tests.")
@click.option("--passphrase-file", type=FILE, help="Opens the store where there is no keyring.")
@click.option("--certificate", type=FILE, help="The hub's certificate (PEM).")
@click.option("--private-key", type=FILE, help="The certificate's key (PEM).")
@click.pass_context
def cli(context: click.Context, /, **options: Any) -> None:
    """Run the hub of a hall; without a command it serves until it is stopped."""
    context.obj = settings = Settings(**options)
    if settings.faults is not None and not settings.practice:
        raise click.UsageError("--faults is for tests: it needs --practice")
    if context.invoked_subcommand is None:
        (_run_practice if settings.practice else _run)(settings)


@cli.command()
@click.option("--name", required=True, help="The hall as it stands on papers.")
@click.option("--area", required=True, help="Area code, 6 digits.")
@click.option("--approval-system", is_flag=True, help="The hub is the approval system itself.")
@click.option("--verify-address", default="", help="Public address of the page /verify.")
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


@cli.command("enrol-code")
@click.option("--window", required=True, help="The window's identifier in the hall.")
@click.option("--window-name", required=True, help="The window as it stands on papers.")
@click.option("--hours", default=24, show_default=True, help="How long the code is good.")
@click.option("--issuing", is_flag=True, help="The workstation hands out results (出证窗口).")
@click.pass_obj
def enrol_code(settings: Settings, /, window: str, window_name: str, **options: Any) -> None:
    """Print a one-time code that lets one workstation in; also while the hub runs."""
    valid = timedelta(hours=options["hours"])
    with _opened(settings) as hub:
        code = enrol.give_code(hub, window, window_name, valid, issuing=options["issuing"])
    click.echo(shown_code(code))


@cli.group()
def account() -> None:
    """Open and change accounts; also while the hub runs."""


@account.command("add")
@click.argument("login")
@click.option("--name", required=True, help="The clerk's name as it stands on papers.")
@click.option("--grant", "grants", multiple=True, required=True, help="AREA:ITEM:accept|handle")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Last day.")
@click.option("--department", default="", help="For an account that acts for a department.")
@click.pass_obj
def account_add(settings: Settings, /, login: str, **options: Any) -> None:
    """Open an account, or give an existing one new grants and a new password."""
    day = options["until"].date().isoformat()
    lines = [_grant(text, day) for text in options["grants"]]
    account = NewAccount(login, options["name"], lines, day, options["department"])
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    with _opened(settings) as hub:
        accounts.grant(hub.ledger, account, password, now())


@cli.group()
def rules() -> None:
    """Put rules in force for the hall; also while the hub runs."""


@rules.command("publish")
@click.argument("pack")
@click.pass_obj
def rules_publish(settings: Settings, pack: str) -> None:
    """Put a pack in force: the name of a shipped one, or a folder with its own."""
    shipped = pack in resources.catalogue_regions()
    files = resources.catalogue_files(pack) if shipped else resources.pack_files(Path(pack))
    with _opened(settings) as hub:
        read = law.publish_pack(hub, files, now())
    click.echo(f"{read.pack.line} {read.pack.sha256[:16]}")


@rules.command("calendar")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def rules_calendar(settings: Settings, folder: Path) -> None:
    """Put the work calendar of a folder (one file a year) in force."""
    files = {one.name: one.read_text(encoding="utf-8") for one in sorted(folder.glob("*.toml"))}
    with _opened(settings) as hub:
        read = law.publish_calendar(hub, files, now())
    click.echo(f"{read.valid_from} – {read.valid_to} {read.sha256[:16]}")


def main() -> None:
    """The command line; a refusal is told in the clerk's words and ends with status 1."""
    try:
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
    return str(click.prompt("Passphrase", hide_input=True))


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


def _grant(text: str, until: str) -> GrantLine:
    area, _, rest = text.partition(":")
    item, _, duty = rest.rpartition(":")
    if not area.isdigit() or not item or duty not in set(Duty):
        raise InputError("HU-403", grant=text)
    return GrantLine(area, item, duty, now().date().isoformat(), until)


if __name__ == "__main__":
    main()
