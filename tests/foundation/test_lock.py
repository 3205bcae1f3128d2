import subprocess
import sys
from pathlib import Path

import pytest

from foundation.lock import StoreBusyError, StoreLock

_HOLDER = """
import sys
from pathlib import Path
from foundation.lock import StoreLock
lock = StoreLock(Path(sys.argv[1]))
lock.take()
print("held", flush=True)
sys.stdin.read()
"""


def test_second_lock_in_one_process_is_refused(tmp_path: Path) -> None:
    first = StoreLock(tmp_path)
    with first:
        first.take()
        with pytest.raises(StoreBusyError) as refused:
            StoreLock(tmp_path).take()
        assert refused.value.path == tmp_path / "store.lock"
    first.release()
    assert not first.held
    with StoreLock(tmp_path):
        pass


def test_lock_of_a_killed_program_is_free(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreBusyError):
            StoreLock(tmp_path).take()
        holder.kill()
        holder.wait()
    with StoreLock(tmp_path) as lock:
        assert lock.held
