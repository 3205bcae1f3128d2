"""./dev bench: run the measurements, judge each figure by its bound, print it."""

import argparse
import importlib
import json
import pkgutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, cast

import tests.bench
from tests.bench.figures import Bound, Figure, read_bounds


class Measurement(Protocol):
    """A module under tests/bench that measures one thing."""

    NAME: str

    def run(self) -> Iterable[Figure]:
        """Yield the figures as they come."""


def measurements(only: str = "") -> Iterator[Measurement]:
    """Import the measuring modules, by name; a module without ``NAME`` is none."""
    for found in sorted(pkgutil.iter_modules(tests.bench.__path__), key=lambda found: found.name):
        module = importlib.import_module(f"tests.bench.{found.name}")
        if hasattr(module, "NAME") and only in ("", module.NAME):
            yield cast("Measurement", module)


def as_line(figure: Figure, bound: Bound) -> str:
    """Write a figure for a person."""
    peers = "  ".join(f"{name} {value:g}" for name, value in figure.peers.items())
    word = "" if not str(bound) else "holds" if bound.holds(figure) else "BROKEN"
    return (
        f"{figure.name:32} {figure.value:10.4g} {figure.unit:6} {word:7} {bound}  {peers}".rstrip()
    )


def as_json(figure: Figure, bound: Bound) -> str:
    """Write a figure for a program: one object a line."""
    return json.dumps(
        {
            "name": figure.name,
            "value": figure.value,
            "unit": figure.unit,
            "peers": dict(figure.peers),
            "bound": str(bound),
            "holds": bound.holds(figure),
        },
        ensure_ascii=False,
    )


def main(arguments: Sequence[str]) -> int:
    """Measure all or one; 1 when a bound is broken, 2 when there is nothing of that name."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("name", nargs="?", default="", help="one measurement; all without it")
    parser.add_argument("--json", action="store_true", help="one object a line")
    asked = parser.parse_args(arguments)
    bounds, write = read_bounds(), as_json if asked.json else as_line
    chosen = list(measurements(asked.name))
    if not chosen:
        parser.error(f"no measurement is named {asked.name}")
    kept = True
    for measurement in chosen:
        for figure in measurement.run():
            bound = bounds[figure.name]
            print(write(figure, bound), flush=True)
            kept = kept and bound.holds(figure)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
