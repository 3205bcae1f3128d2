"""Whatever the command lines say of themselves, they say in Chinese."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

import resources
from desktop import options
from desktop.commands import tools
from hub.__main__ import cli
from tests.realparts.hub import ROOT

ENGLISH = re.compile(r"[A-Za-z]{3,}")
NAMES = re.compile(
    r"yichuang(-hub)?|--?[a-z-]+|%Y-%m-%d|YYYY-MM-DD|Ctrl\+C|PEM|accept|handle|127\.0\.0\.1|pcsc"
    r"|simulated|TOML|'[^']*'|“[^”]*”|\[[a-z|-]+\]"
)
"""What stays as it is typed: programs, options, values."""


@pytest.fixture(autouse=True)
def _first_words() -> None:
    """A command keeps the words of its first help; other tests may have asked in English."""
    for group in (tools, cli):
        for path in commands(group):
            command: click.Command = group
            for name in path:
                assert isinstance(command, click.Group)
                command = command.commands[name]
            command._help_option = None


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, one in group.commands.items():
        if isinstance(one, click.Group):
            yield from commands(one, (*path, name))
        else:
            yield (*path, name)


EVERY = [("yichuang", tools, one) for one in commands(tools)]
EVERY += [("yichuang-hub", cli, one) for one in commands(cli)]
WRONG: list[tuple[click.Group, str]] = [
    (tools, "nonsense"),
    (tools, "rules check --day x"),
    (tools, "rules nonsense"),
    (tools, "rules diff a"),
    (tools, "rules diff a b c d"),
    (tools, "calendar import"),
    (tools, "calendar import x --home"),
    (tools, "device simulate --card x"),
    (tools, "device simulate --card agent --port x"),
    (tools, "enrol --hub x"),
    (tools, "verify --practice=1"),
    (cli, "--port x"),
    (cli, "--faults x"),
    (cli, "--passphrase-file /no/such/file"),
    (cli, "rules publish"),
    (cli, "rules calendar /no/such/folder"),
    (cli, "account add wu --name x --grant x --until 9"),
    (cli, "init --nam x"),
]


def said(group: click.Group, name: str, words: list[str]) -> str:
    with resources.in_chinese():
        return CliRunner().invoke(group, words, prog_name=name).output


def english(text: str, path: tuple[str, ...]) -> list[str]:
    """Words that are neither typed nor Chinese."""
    known = {*path, *(name for one in (tools, cli) for way in commands(one) for name in way)}
    left = re.sub(r"用法：.*", "", NAMES.sub("", text))
    return [word for word in ENGLISH.findall(left) if word not in known]


@pytest.mark.parametrize(("name", "group", "path"), EVERY, ids=lambda one: str(one)[:40])
def test_every_help_is_chinese(name: str, group: click.Group, path: tuple[str, ...]) -> None:
    text = said(group, name, [*path, "--help"])
    assert text.startswith("用法：")
    assert english(text, path) == []


@pytest.mark.parametrize(("group", "words"), WRONG, ids=lambda one: str(one)[:40])
def test_every_mistake_is_told_in_chinese(group: click.Group, words: str) -> None:
    text = said(group, "yichuang", words.split())
    assert "错误：" in text
    assert english(text, ("code", "login")) == []


def test_the_options_of_the_window_too(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--help"], ["--nonsense"], ["--reader", "x"], ["--home"]):
        with pytest.raises(SystemExit):
            options.read(words)
        shown = capsys.readouterr()
        assert "用法：" in shown.out + shown.err
        assert english(shown.out + shown.err, ()) == []


@pytest.mark.timeout(60)
def test_the_programs_speak_so_whatever_the_session_speaks() -> None:
    for module in ("hub", "desktop.commands"):
        words = [sys.executable, "-c", f"from {module} import main; main()", "rules", "nonsense"]
        if module == "hub":
            words = [sys.executable, "-m", "hub", "rules", "nonsense"]
        env = {**os.environ, "LANG": "en_US.UTF-8", "LANGUAGE": "en", "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, check=False)
        assert done.returncode == 2
        assert "没有 'nonsense' 这个命令" in done.stderr.decode()


def test_other_programs_keep_their_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    with resources.in_chinese():
        assert os.environ["LANGUAGE"] == "zh_CN"
    assert os.environ["LANGUAGE"] == "de"
    monkeypatch.delenv("LANGUAGE")
    with resources.in_chinese():
        pass
    assert "LANGUAGE" not in os.environ
