"""./dev obligations: count the duties, write their page, or switch rules off and see who notices.

``--mutate N`` copies the tree, switches the rules behind N proven duties off, one after the other,
and runs the tests each names: one that stays green proves nothing.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.duties import PAGE, Class, Duty, counted, faults, page, read
from tools.tree import ROOT

_FAILED = 1
"""Pytest's exit status when tests ran and failed; anything else is no proof."""
_SECONDS = 300


def main(arguments: Sequence[str]) -> int:
    """Do what was asked; 1 for a faulty row or a rule whose absence nobody noticed."""
    parser = argparse.ArgumentParser(prog="./dev obligations", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the count of each class")
    parser.add_argument("--write", action="store_true", help="write docs/obligations.md")
    parser.add_argument("--mutate", type=int, metavar="N", help="switch N rules off")
    parser.add_argument("--seed", type=int, help="choose the same rules again")
    parser.add_argument("--number", type=int, action="append", help="switch these off instead")
    asked = parser.parse_args(arguments)
    duties = read()
    if asked.write:
        PAGE.write_text(page(duties), encoding="utf-8")
    counts = counted(duties)
    print(json.dumps(counts, ensure_ascii=False) if asked.json else _told(counts))
    wrong = [f"{one.file}: {one.number}: {text}" for one in duties for text in faults(one)]
    for line in wrong:
        print(line)
    if wrong:
        return 1
    if asked.mutate is None and not asked.number:
        return 0
    return _mutate(_chosen(duties, asked.mutate, asked.seed, asked.number or []))


def _told(counts: dict[str, dict[str, int]]) -> str:
    lines = []
    for name, kinds in counts.items():
        parts = ", ".join(f"{kind} {count}" for kind, count in kinds.items())
        lines.append(f"{name}: {parts}")
    return "\n".join(lines)


def _chosen(
    duties: Sequence[Duty], count: int | None, seed: int | None, numbers: Sequence[int]
) -> list[Duty]:
    proven = [one for one in duties if one.kind is Class.PROVEN]
    if numbers:
        return [one for one in proven if one.number in numbers]
    seed = random.SystemRandom().randrange(1 << 32) if seed is None else seed
    print(f"seed {seed}", flush=True)
    chance = random.Random(seed)  # noqa: S311 - a choice that can be made again
    return chance.sample(proven, min(count or 0, len(proven)))


def _mutate(chosen: Sequence[Duty]) -> int:
    caught = 0
    with tempfile.TemporaryDirectory(prefix="yichuang-off-") as folder:
        tree = Path(folder) / "tree"
        _copy(tree)
        sound = _run(tree, sorted({test for one in chosen for test in one.tests}))
        if sound != 0:
            print(f"the tests fail with every rule on (exit status {sound})")
            return 1
        for duty in chosen:
            noticed = _switched_off(tree, duty)
            caught += noticed
            print(f"{duty.number:4} {'caught' if noticed else 'NOT CAUGHT'} {duty.text[:70]}")
            sys.stdout.flush()
    print(f"caught {caught} of {len(chosen)}")
    return 0 if caught == len(chosen) else 1


def _switched_off(tree: Path, duty: Duty) -> bool:
    assert duty.off is not None
    file = tree / duty.off.file
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace(duty.off.find, duty.off.put), encoding="utf-8")
    try:
        return _run(tree, duty.tests) == _FAILED
    finally:
        file.write_text(before, encoding="utf-8")


def _run(tree: Path, tests: Sequence[str]) -> int:
    """Pytest's exit status; a test that hangs counts as one that noticed nothing."""
    options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly"]
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(tree),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    try:
        return subprocess.run(
            [sys.executable, "-m", "pytest", *options, *tests],
            cwd=tree,
            env=surroundings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return -1


def _copy(tree: Path) -> None:
    """Everything git knows of or would: what is not committed yet counts too."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        source, target = ROOT / name, tree / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
