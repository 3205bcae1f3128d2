"""The line between hall and centre: a pair of network ends, with a plug that can be pulled."""

import subprocess

CENTRE, HALL = "10.77.0.2", "10.77.0.1"
_OURS, _THEIRS = "centre", "hall"


class Line:
    """Joins the namespace of the hall (by a process in it) with the present one."""

    def __init__(self, process: int) -> None:
        self._process = process

    def lay(self) -> None:
        """Lay the line; it is plugged in."""
        _ip("link", "add", _OURS, "type", "veth", "peer", "name", _THEIRS)
        _ip("link", "set", _THEIRS, "netns", str(self._process))
        _ip("address", "add", f"{CENTRE}/24", "dev", _OURS)
        inside = ["nsenter", f"--target={self._process}", "--net"]
        _ip("address", "add", f"{HALL}/24", "dev", _THEIRS, prefix=inside)
        _ip("link", "set", _THEIRS, "up", prefix=inside)
        self.plug()

    def pull(self) -> None:
        """Pull the plug at the centre: what is sent goes nowhere, as with a cut cable."""
        _ip("link", "set", _OURS, "down")

    def plug(self) -> None:
        """Put the plug in again."""
        _ip("link", "set", _OURS, "up")


def _ip(*arguments: str, prefix: "list[str] | None" = None) -> None:
    subprocess.run([*(prefix or []), "ip", *arguments], check=True, timeout=5)
