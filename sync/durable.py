"""Small files beside the store: written whole, on disk before they count, never half of one."""

import os
from pathlib import Path

from foundation.places import sync_folder


def replace_file(path: Path, body: bytes) -> None:
    """Put ``body`` in the place of a file, readable by its owner alone; raises OSError.

    After a power cut there is the old file or the new one.
    """
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(
        fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
    )
    with os.fdopen(handle, "wb") as out:
        out.write(body)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)
    sync_folder(path.parent)
