"""A figure: what was measured, beside its peers of the same run, against its bound.

A module of this folder measures one thing. It has ``NAME`` and ``run()``, which yields figures as
they come; ``./dev bench`` finds it, judges its figures by ``bounds.toml`` and prints them. Every
figure needs a bound there, be it an empty one: then it is only reported.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

BOUNDS = Path(__file__).with_name("bounds.toml")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value, its unit, and what others needed for the same in the same run."""

    name: str
    value: float
    unit: str
    peers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure must keep; all that is given must hold.

    ``at_most`` and ``at_least`` are in the figure's unit. ``at_most_times`` and ``at_least_times``
    say how many times the value of a peer, by the peer's name.
    """

    at_most: float | None = None
    at_least: float | None = None
    at_most_times: Mapping[str, float] = field(default_factory=dict)
    at_least_times: Mapping[str, float] = field(default_factory=dict)

    def holds(self, figure: Figure) -> bool:
        """Judge a figure; a peer that is not there, because it did not start, breaks the bound."""
        if self.at_most is not None and figure.value > self.at_most:
            return False
        if self.at_least is not None and figure.value < self.at_least:
            return False
        if not figure.peers.keys() >= self.at_most_times.keys() | self.at_least_times.keys():
            return False
        return all(
            figure.value <= times * figure.peers[peer] for peer, times in self.at_most_times.items()
        ) and all(
            figure.value >= times * figure.peers[peer]
            for peer, times in self.at_least_times.items()
        )

    def __str__(self) -> str:
        parts = [f"<= {self.at_most:g}"] if self.at_most is not None else []
        parts += [f">= {self.at_least:g}"] if self.at_least is not None else []
        parts += [f"<= {times:g} x {peer}" for peer, times in self.at_most_times.items()]
        parts += [f">= {times:g} x {peer}" for peer, times in self.at_least_times.items()]
        return ", ".join(parts)


def read_bounds(path: Path = BOUNDS) -> dict[str, Bound]:
    """Read the bounds, by figure."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Bound(**limits) for name, limits in table.items()}
