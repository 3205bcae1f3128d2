"""The command line of the hub: make a store, give codes and accounts, serve, end in order."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.errors import ClerkError, HaltError, InputError, RuleError, StoreError
from hub.__main__ import cli
from hub.law import rules_of
from sync import enrol
from sync.client import DeviceKey, HubAddress, HubClient
from tests.realparts.hub import ROOT, HubProcess, now
from tests.sync.test_client import Authority

Run = Callable[..., Result]
INIT = ("init", "--name", "测试大厅", "--area", "410100")
CODE = ("enrol-code", "--window", "5", "--window-name", "综合5号窗口")
ACCOUNT = ("account", "add", "wu", "--name", "吴示例", "--grant", "4101:*:accept")
UNTIL = ("--until", "2099-12-31")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setenv("YICHUANG_HOME", str(tmp_path / "home"))
    (tmp_path / "passphrase").write_text("correct horse\n", encoding="utf-8")
    return tmp_path / "store"


@pytest.fixture
def run(store: Path) -> Run:
    """A command on the store; what it refused is raised."""

    def command(*words: str, typed: str = "") -> Result:
        options = ("--store", str(store), "--passphrase-file", str(store.parent / "passphrase"))
        done = CliRunner().invoke(cli, [*options, *words], input=typed, standalone_mode=False)
        if isinstance(done.exception, ClerkError):
            raise done.exception
        return done

    return command


def test_a_store_is_made_once(run: Run, store: Path) -> None:
    assert run(*INIT).exit_code == 0
    assert (store / "store.key").exists()
    with pytest.raises(StoreError, match="HU-104"):
        run(*INIT)


@pytest.mark.parametrize("area", ["4101", "41010x", ""])
def test_an_area_code_has_six_digits(run: Run, area: str) -> None:
    with pytest.raises(InputError, match="HU-103"):
        run("init", "--name", "测试大厅", "--area", area)


def test_no_command_without_a_store(run: Run) -> None:
    with pytest.raises(StoreError, match="HU-106"):
        run(*CODE)


@pytest.mark.parametrize(
    ("words", "typed", "code"),
    [
        (("account", "add", "Wu", *ACCOUNT[3:], *UNTIL), "password", "HU-401"),
        ((*ACCOUNT, *UNTIL), "short", "HU-402"),
        ((*ACCOUNT[:-1], "4101:accept", *UNTIL), "password", "HU-403"),
        ((*ACCOUNT[:-1], "4101:*:all", *UNTIL), "password", "HU-403"),
        ((*ACCOUNT[:-1], "x:*:accept", *UNTIL), "password", "HU-403"),
    ],
)
def test_an_account_must_be_one(run: Run, words: tuple[str, ...], typed: str, code: str) -> None:
    run(*INIT)
    with pytest.raises(InputError, match=code):
        run(*words, typed=f"{typed}\n{typed}\n")


def test_faults_are_for_practice_alone(run: Run) -> None:
    done = run("--faults", "x.json")
    assert "--practice" in str(done.exception)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


class Serving:
    """A real hub over TLS in a process of its own."""

    def __init__(self, store: Path, hall: Authority) -> None:
        hall.context()
        pair = hall.path.with_name("hall-hub-9.pem")
        self.port = free_port()
        words = ["--store", store, "--port", self.port, "--certificate", pair]
        words += ["--private-key", pair, "--passphrase-file", store.parent / "passphrase"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hub", *map(str, words)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        )
        assert self.process.stdout is not None
        self.ready = json.loads(self.process.stdout.readline())

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def end(self) -> str:
        """End it as a service is ended; what it said of trouble."""
        self.process.send_signal(signal.SIGTERM)
        _, said = self.process.communicate(timeout=20)
        assert self.process.returncode == 0
        return said.decode()


def test_a_real_hub_serves_its_hall_over_tls(run: Run, store: Path, tmp_path: Path) -> None:
    run(*INIT)
    hall, stranger = Authority(tmp_path, "hall"), Authority(tmp_path, "stranger")
    hub = Serving(store, hall)
    assert hub.ready == {"port": hub.port, "code": "", "token": ""}
    # Codes and accounts are given beside the running hub, which knows of them at once.
    code = run(*CODE).output.strip()
    run(*ACCOUNT, *UNTIL, typed="password\npassword\n")
    key = Ed25519PrivateKey.generate()
    with pytest.raises(HaltError, match="SY-112"):
        enrol.enrol(hub.url, code, "W05", key, stranger.path, now=now())
    found = enrol.enrol(hub.url, code, "W05", key, hall.path, now=now())
    assert (found.hall_name, found.window_name) == ("测试大厅", "综合5号窗口")
    client = HubClient(
        HubAddress(hub.url, found.hub_key, hall.path), DeviceKey(found.device, key), now
    )
    _, acts = client.feed(0)
    client.close()
    streams = {stream for act in acts for stream in act.stored.streams()}
    assert {"account/wu", f"numbers/{found.device}"} <= streams
    with pytest.raises(StoreError, match="HU-101"):
        run()
    assert hub.end() == ""


def test_a_refusal_ends_with_words_and_status_one(store: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hub", "--store", str(store), *CODE],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "还没有中心的库（HU-106）" in done.stderr
    assert "请先用 yichuang-hub init 建库" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_told(run: Run) -> None:
    run(*INIT)
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(StoreError, match="HU-105"):
        run("--port", str(taken.getsockname()[1]))


def test_a_practice_hub_ends_with_its_window_and_leaves_nothing() -> None:
    hub = HubProcess()
    hub.start()
    begun = time.monotonic()
    assert hub.stop() == 0
    assert time.monotonic() - begun < 10
    hub.start()
    assert len(hub.code) == enrol.CODE_LENGTH
    hub.__exit__(None, None, None)
    assert not hub.folder.exists()


def test_a_practice_store_is_filled_once_and_opened_again(tmp_path: Path) -> None:
    with HubProcess(tmp_path) as hub, hub.opened() as there:
        before = there.ledger.head()
    hub.port = 0
    with hub, hub.opened() as there:
        assert there.ledger.head() == before
        key = there.ledger.identity.key
    plain = key.private_bytes(
        serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
    )
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if plain in path.read_bytes()], "never in the clear"
    assert not [path for path in files if "林溪桥".encode() in path.read_bytes()]


def test_rules_are_published_beside_a_practice_hub(tmp_path: Path) -> None:
    """What a journey does: the hub goes on, and its windows hear of it."""
    with HubProcess(tmp_path) as hub:
        words = ["--practice", "--store", str(hub.store), "rules", "publish", "hunan"]
        done = CliRunner().invoke(cli, words, standalone_mode=False)
        assert (done.exit_code, done.output[:4]) == (0, "湖南省 ")
        with hub.opened() as there:
            assert rules_of(there).region == "hunan"


def test_what_is_no_pack_or_no_text_is_said(run: Run, tmp_path: Path) -> None:
    run(*INIT)
    missing = run("rules", "publish", "no_such_pack")
    assert "不是文件夹，也不是自带的规则包" in str(missing.exception)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "2027.toml").write_bytes("年".encode("gb18030"))
    for words in (("publish",), ("calendar",)):
        with pytest.raises(RuleError, match="LW-415"):
            run("rules", *words, str(tmp_path / "other"))
