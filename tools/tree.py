"""Where things lie in a checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "requirements"
ROOMS = (
    "casework",
    "desktop",
    "foundation",
    "hardware",
    "hub",
    "printing",
    "resources",
    "sync",
)


def venv_program(name: str) -> Path:
    """Give the path of a program inside the project's environment."""
    return VENV / "bin" / name


def room_modules() -> list[Path]:
    """Give every Python module of the program itself, sorted."""
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
