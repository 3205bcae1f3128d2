"""The hub's threads for whatever waits on the disk; the event loop only moves bytes."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
THREADS = 6
"""Fewer than the store has reading connections: nobody waits for one while holding another."""


class Pool:
    """Runs plain functions beside the event loop."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, "hub")

    async def run(self, work: Callable[P, R], *args: P.args, **named: P.kwargs) -> R:
        """Do ``work`` on a thread of the pool and return what it returned."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(work, *args, **named))

    def close(self) -> None:
        """Wait for what is under way and end the threads."""
        self._threads.shutdown()
