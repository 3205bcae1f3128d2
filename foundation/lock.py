"""One program per store: a file lock that the system releases when its holder dies."""

from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout


class StoreBusyError(Exception):
    """Another program holds the store; ``path`` is its lock file."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class StoreLock:
    """The lock of one store folder. Never waits: it is held, or StoreBusyError is raised."""

    def __init__(self, store: Path) -> None:
        self.path = store / "store.lock"
        self._lock = FileLock(self.path, timeout=0)

    @property
    def held(self) -> bool:
        return self._lock.is_locked

    def take(self) -> None:
        """Hold the store until ``release`` or the end of this process; OSError if unwritable."""
        if self.held:
            return
        try:
            self._lock.acquire()
        except Timeout as busy:
            raise StoreBusyError(self.path) from busy

    def release(self) -> None:
        """Let the store go; safe to call twice."""
        self._lock.release()

    def __enter__(self) -> Self:
        self.take()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
