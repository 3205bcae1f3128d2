"""./dev prove: both commands in a bare Debian tree that has python3 and git, each step timed.

The tree is made by debootstrap and becomes the root of mount and process namespaces of its own, so
that mounts and daemons end with each step. It gets the machine's name service, apt options, pip
configuration, certificates and proxies; nothing else of the machine.
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.tree import ROOT

_NEEDED = ("debootstrap", "git", "unshare", "chroot", "mount", "apt-get")
_KEPT_VARIABLES = ("PIP_", "SSL_", "UV_", "REQUESTS_", "HTTP_", "HTTPS_", "NO_", "http", "no_proxy")
_COPIED = (
    "etc/pip.conf",
    "etc/resolv.conf",
    "root/.config/pip",
    "usr/local/share/ca-certificates",
)
_ENTER = """
set -e
mount --bind {tree} {tree}
mount -t proc proc {tree}/proc
mount --rbind /dev {tree}/dev
mount --rbind /sys {tree}/sys
cd {tree}
mkdir -p outside
# A chroot would still have the machine's root as the root of its mount namespace: what enters the
# namespace by nsenter would leave the tree.
pivot_root . outside
umount --lazy outside
exec chroot . sh -c {command}
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done in the tree, inside the clone."""

    name: str
    command: str
    set_up: bool = False


STEPS = (
    Step("clone", "git clone -q /source /yichuang", set_up=True),
    Step("./dev run, set-up", "./dev run --set-up-only", set_up=True),
    Step("./dev run, set-up again", "./dev run --set-up-only", set_up=True),
    Step("./dev run, first window", "QT_QPA_PLATFORM=offscreen ./dev run --smoke"),
    Step("./dev run, second window", "QT_QPA_PLATFORM=offscreen ./dev run --smoke"),
    Step("./dev test, set-up", "./dev test --set-up-only", set_up=True),
    Step("./dev check", "./dev check"),
    Step("./dev test", "./dev test -q"),
)


@contextmanager
def bare_tree(suite: str, folder: Path, *, keep: bool) -> Iterator[Path]:
    """Make a minimal tree of ``suite`` with python3 and git, and remove it in the end."""
    tree = Path(tempfile.mkdtemp(prefix="yichuang-bare-", dir=folder))
    tree.chmod(0o755)  # apt fetches as a user of its own
    try:
        command = ["debootstrap", "--variant=minbase", "--include=python3,git", suite, str(tree)]
        subprocess.run([*command, mirror(suite)], stdout=subprocess.DEVNULL, check=True)
        furnish(tree)
        yield tree
    finally:
        if not keep:
            shutil.rmtree(tree, ignore_errors=True)


def mirror(suite: str) -> str:
    """Give the address from which this machine's apt gets ``suite``; empty for the default."""
    asked = ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]
    told = subprocess.run(
        [*asked, f"Codename: {suite}"], capture_output=True, text=True, check=True
    )
    return next(iter(told.stdout.split()), "")


def furnish(tree: Path) -> None:
    """Give the tree the machine's way to the network, and the source."""
    for name in _COPIED:
        source, target = Path("/", name), tree / name
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    for path in Path("/etc/apt/apt.conf.d").iterdir():
        if "Acquire::" in path.read_text(encoding="utf-8"):
            shutil.copy(path, tree / "etc/apt/apt.conf.d")
    # Daemons that packages bring must not start by themselves in here.
    policy = tree / "usr/sbin/policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")
    policy.chmod(0o755)
    subprocess.run(["git", "clone", "-q", "--bare", ROOT, tree / "source"], check=True)


def inside(tree: Path, command: str) -> int:
    """Run a shell command in the tree; its mounts and processes end with it."""
    home = "cd /yichuang 2>/dev/null || cd /; "
    entry = _ENTER.format(tree=shlex.quote(str(tree)), command=shlex.quote(home + command))
    namespaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation=private"]
    return subprocess.run(
        [*namespaces, "sh", "-c", entry], env=surroundings(), check=False
    ).returncode


def surroundings() -> dict[str, str]:
    """Give the variables of a bare root shell, with what leads to the package servers."""
    kept = {name: text for name, text in os.environ.items() if name.startswith(_KEPT_VARIABLES)}
    path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    return {**kept, "HOME": "/root", "PATH": path, "LANG": "C.UTF-8", "CI": "true"}


def main(arguments: Sequence[str]) -> int:
    """Do every step, print the seconds of each; 1 at the first that fails."""
    parser = argparse.ArgumentParser(prog="./dev prove", description=__doc__)
    parser.add_argument("--suite", default="bookworm", help="a suite that debootstrap knows")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--keep", action="store_true", help="leave the tree where it is")
    parser.add_argument("--set-up-only", action="store_true", help="neither window nor tests")
    asked = parser.parse_args(arguments)
    absent = [name for name in _NEEDED if shutil.which(name) is None]
    if absent or os.geteuid() != 0:
        parser.error(f"needs root and {', '.join(absent or _NEEDED)}")
    begun = time.monotonic()
    with bare_tree(asked.suite, asked.folder, keep=asked.keep) as tree:
        told("bare tree", begun)
        for step in STEPS:
            if asked.set_up_only and not step.set_up:
                continue
            begun = time.monotonic()
            if inside(tree, step.command) != 0:
                print(f"prove: {step.name} failed", flush=True)
                return 1
            told(step.name, begun)
    return 0


def told(name: str, begun: float) -> None:
    """Print how long a step took."""
    print(f"prove: {name}: {time.monotonic() - begun:.1f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
