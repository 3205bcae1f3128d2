"""One after the other: a device's question what is missing waits for what it has just sent."""

import asyncio
import contextlib
from collections.abc import AsyncIterator


class Turns:
    """A lock for every device, with an end to patience; for one event loop."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._locks: dict[str, asyncio.Lock] = {}

    @contextlib.asynccontextmanager
    async def of(self, device: str) -> AsyncIterator[None]:
        """Wait for the device's call under way, at most ``patience`` seconds, then go on."""
        lock = self._locks.setdefault(device, asyncio.Lock())
        try:
            await asyncio.wait_for(lock.acquire(), self._patience)
        except TimeoutError:
            # The call before hangs on a dead line; there may be two at once, which harms nothing.
            yield
            return
        try:
            yield
        finally:
            lock.release()
