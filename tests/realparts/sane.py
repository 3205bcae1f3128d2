"""SANE's own test scanner, alone in a configuration of its own: no other driver is even loaded."""

import os
import sys
from pathlib import Path

DEVICE = "test:0"
SOURCES = ("Flatbed", "Automatic Document Feeder")
FEEDER_PAGES = 10
_DRIVERS = ("/usr/lib/x86_64-linux-gnu/sane", "/usr/lib/aarch64-linux-gnu/sane", "/usr/lib64/sane")
# The area is raised to hold A4; everything else is as the driver ships.
_TEST = """number_of_devices 2
geometry_max 300.0
test-picture "Grid"
resolution_max 1200.0
"""


def missing() -> str:
    """What this machine lacks for the test scanner; empty when nothing."""
    return "" if any(Path(folder).is_dir() for folder in _DRIVERS) else "SANE's drivers"


def configure(folder: Path) -> dict[str, str]:
    """Write the configuration into ``folder``; the environment that makes SANE use it alone."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dll.conf").write_text("test\n", encoding="ascii")
    (folder / "test.conf").write_text(_TEST, encoding="ascii")
    return {"SANE_CONFIG_DIR": str(folder)}


def main() -> None:
    """``FOLDER -- COMMAND …``: run the command with the test scanner as the only one."""
    command = sys.argv[sys.argv.index("--") + 1 :]
    environment = os.environ | configure(Path(sys.argv[1]))
    os.execvpe(command[0], command, environment)


if __name__ == "__main__":
    main()
