"""A virtual X screen of one's own: started on a free number, ended by its pid."""

import contextlib
import os
import subprocess
from collections.abc import Iterator

WAIT_SECONDS = 15


@contextlib.contextmanager
def screen(size: str = "1280x720") -> Iterator[str]:
    """Run Xvfb and yield its display; RuntimeError when it does not come up."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        yield f":{number}"
    finally:
        server.terminate()
        try:
            server.wait(timeout=WAIT_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
