"""Where the program keeps its files on this system, and how they are made durable there."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import platformdirs

_NAME = "yichuang"
_ROOT_VARIABLE = "YICHUANG_HOME"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one installation: nothing is created until ``make`` is called."""

    store: Path
    """Ledger, blobs and their lock: must outlive everything else."""
    settings: Path
    cache: Path
    """May be deleted at any time."""
    logs: Path
    """Log and crash reports."""

    def make(self) -> None:
        """Create the folders, readable by their owner alone where the system can say so."""
        for field in fields(self):
            folder: Path = getattr(self, field.name)
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)


def under(root: Path) -> Places:
    """All folders below one root: portable installations, tests and the journey."""
    return Places(
        store=root / "store", settings=root / "settings", cache=root / "cache", logs=root / "logs"
    )


def of_user(*, practice: bool, environ: Mapping[str, str] = os.environ) -> Places:
    """The folders of the user; practice mode never shares one with real data.

    ``YICHUANG_HOME`` names a root that takes the place of the system's own folders.
    """
    name = f"{_NAME}-practice" if practice else _NAME
    root = environ.get(_ROOT_VARIABLE)
    if root:
        return under(Path(root) / name)
    folders = platformdirs.PlatformDirs(name, appauthor=False)
    return Places(
        store=folders.user_data_path,
        settings=folders.user_config_path,
        cache=folders.user_cache_path,
        logs=folders.user_log_path,
    )


def sync_data(handle: int) -> None:
    """Make the bytes of an open file durable; Windows knows only the whole of it."""
    if sys.platform == "win32":
        os.fsync(handle)
    else:
        os.fdatasync(handle)


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder durable; Windows has no such call and needs none."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
