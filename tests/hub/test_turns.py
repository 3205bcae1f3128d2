"""Calls of one device follow each other; those of others, and a dead one, hold nobody up."""

import asyncio

from hub.turns import Turns


async def _hold(turns: Turns, device: str, told: list[str], seconds: float) -> None:
    async with turns.of(device):
        told.append(f"{device} in")
        await asyncio.sleep(seconds)
        told.append(f"{device} out")


async def _both(patience: float, first: str, second: str) -> list[str]:
    turns, told = Turns(patience), list[str]()
    one = asyncio.create_task(_hold(turns, first, told, 0.2))
    await asyncio.sleep(0.05)
    await _hold(turns, second, told, 0)
    await one
    return told


def test_a_device_waits_for_its_own_call() -> None:
    assert asyncio.run(_both(5, "a", "a")) == ["a in", "a out", "a in", "a out"]


def test_another_device_does_not_wait() -> None:
    assert asyncio.run(_both(5, "a", "b")) == ["a in", "b in", "b out", "a out"]


def test_patience_ends() -> None:
    assert asyncio.run(_both(0.05, "a", "a")) == ["a in", "a in", "a out", "a out"]
