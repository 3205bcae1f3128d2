"""Which system packages are missing, by looking for the things themselves."""

import tomllib

import pytest

from tools import system
from tools.system import Need


def need(probe: str, *names: str, essential: bool = False) -> Need:
    return Need(names or ("some-package",), probe, essential)


@pytest.mark.parametrize(
    ("probe", "present"),
    [
        ("libc.so.6", True),
        ("libnowhere.so.6", False),
        ("/usr/lib*/os-release", True),
        ("/usr/lib/no-such-file", False),
        ("python:ensurepip", True),
        ("python:no_such_module", False),
        ("header:no-such-header.h", False),
        ("sh", True),
        ("ldconfig", True),
        ("no-such-program", False),
    ],
)
def test_a_probe_sees_the_thing_itself(probe: str, present: bool) -> None:
    assert need(probe).present is present


def test_programs_of_the_system_are_found_without_sbin_on_the_path(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert need("ldconfig").present


def test_each_level_holds_the_ones_before() -> None:
    run, test, bench = (set(system.needs(level)) for level in system.LEVELS)
    assert run < test < bench


def test_the_table_is_sound() -> None:
    groups = tomllib.loads(system._TABLE.read_text(encoding="utf-8"))["group"]
    packages = [names for group in groups for names in group["needs"]]
    assert {group["level"] for group in groups} == set(system.LEVELS)
    assert len(packages) == len(set(packages))
    assert {need.names[0] for need in system.needs("run") if need.essential} >= {
        "python3-venv",
        "libxcb-cursor0",
        "libxcb-keysyms1",
    }


def test_the_command_for_a_person_names_every_package() -> None:
    wanted = [need("liba.so.1", "liba1"), need("b", "tool-b")]
    command = system.install_command(wanted)
    assert command.endswith(" liba1 tool-b")
    assert "sudo apt-get install" in command


def test_the_name_that_the_distribution_knows_is_taken() -> None:
    assert system.package_names([need("x", "no-such-package-here", "bash")]) in (
        ["bash"],
        ["no-such-package-here"],  # where apt has no lists
    )
