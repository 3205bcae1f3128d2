"""The window as a person without sight has it: names, states and texts over AT-SPI.

Nothing in the program is made for this. Qt answers in the window's own thread, so the time an
answer takes also says how long its event loop was held up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jeepney import DBusAddress, Message, new_method_call

from tests.e2e.bus import Caller

_ROOT = "/org/a11y/atspi/accessible/root"
_NODE = "org.a11y.atspi.Accessible"
_TEXT = "org.a11y.atspi.Text"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_STATES = {"checked": 4, "enabled": 8, "focused": 12, "selected": 23, "showing": 25}
"""Numbers of the states that are asked for (AtspiStateType)."""
_INPUTS = {"text", "entry", "password text"}
_ENTRIES = {"cell", "list item", "table cell", "tree item"}
_CALLS = 3
"""Calls for each node that is shown."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing on the window; ``text`` is what stands in an input."""

    depth: int
    role: str
    name: str
    states: frozenset[str]
    text: str = ""

    def __str__(self) -> str:
        marks = " ".join(sorted(self.states & {"checked", "focused", "selected"}))
        text = f" = {self.text!r}" if self.text else ""
        off = "" if "enabled" in self.states else " off"
        return f"{'  ' * self.depth}{self.role} {self.name!r}{text}{off} {marks}".rstrip()


@dataclass(frozen=True, slots=True)
class View:
    """Everything that is shown, in the order of the window."""

    nodes: tuple[Node, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.nodes))

    @property
    def focus(self) -> Node | None:
        """Where the keyboard is. The current entry of any list says that it is there, too."""
        focused = (one for one in reversed(self.nodes) if "focused" in one.states)
        return next((one for one in focused if one.role not in _ENTRIES), None)

    def says(self, *parts: str) -> bool:
        """Whether each of these stands somewhere on the window."""
        words = [word for one in self.nodes for word in (one.name, one.text) if word]
        return all(any(part in word for word in words) for part in parts)

    def find(self, name: str, *roles: str) -> Node | None:
        """The first thing whose name begins so, of one of the roles when any is given."""
        return next(
            (
                one
                for one in self.nodes
                if one.name.startswith(name) and (not roles or one.role in roles)
            ),
            None,
        )

    def offers(self, name: str) -> bool:
        """Whether something of this name may be pressed."""
        found = self.find(name, "push button")
        return found is not None and "enabled" in found.states


@dataclass(slots=True)
class _Branch:
    path: str
    node: Node
    children: list[str]


class Reader:
    """Reads the program of one process."""

    def __init__(self, address: str, process: int) -> None:
        self._caller = Caller(address)
        self._process = process
        self._program = ""

    def close(self) -> None:
        """Leave the bus."""
        self._caller.close()

    def attach(self) -> bool:
        """Find the program and its window; False while there is none."""
        for name in self._caller.others():
            if self._caller.process_of(name) == self._process:
                self._program = name
                return bool(self.look().nodes)
        return False

    def slowest_since(self) -> float:
        """The longest wait for the window's thread, in seconds, since this was asked last."""
        found, self._caller.slowest = self._caller.slowest, 0.0
        return found

    def ping(self) -> None:
        """Ask for something small: how long it takes is kept."""
        self._states([_ROOT])

    def look(self) -> View:
        """Read everything that is shown now."""
        levels: list[list[_Branch]] = []
        paths = [_ROOT]
        while paths:
            level = self._level(paths)
            levels.append(level)
            paths = [path for branch in level for path in branch.children]
        known = {branch.path: branch for level in levels for branch in level}
        nodes = list(_walk(known, _ROOT, 0))
        return View(tuple(nodes[1:]))

    def _level(self, paths: Sequence[str]) -> list[_Branch]:
        """Read all nodes of one depth at once; what is not shown, or gone, is left out."""
        pairs = zip(paths, self._states(paths), strict=True)
        shown = [(path, one) for path, one in pairs if "showing" in one or path == _ROOT]
        answers = self._caller.ask([call for path, _ in shown for call in self._about(path)])
        branches = []
        for at, (path, states) in enumerate(shown):
            role, name, children = answers[_CALLS * at : _CALLS * (at + 1)]
            if role is None or name is None or children is None:
                continue
            node = Node(0, role[0], name[0][1], states)
            branches.append(_Branch(path, node, [child for _, child in children[0]]))
        self._read_inputs([branch for branch in branches if branch.node.role in _INPUTS])
        return branches

    def _about(self, path: str) -> tuple[Message, Message, Message]:
        place = DBusAddress(path, self._program, _NODE)
        properties = DBusAddress(path, self._program, _PROPERTIES)
        return (
            new_method_call(place, "GetRoleName"),
            new_method_call(properties, "Get", "ss", (_NODE, "Name")),
            new_method_call(place, "GetChildren"),
        )

    def _read_inputs(self, branches: Sequence[_Branch]) -> None:
        places = (DBusAddress(branch.path, self._program, _TEXT) for branch in branches)
        calls = [new_method_call(place, "GetText", "ii", (0, -1)) for place in places]
        for branch, answer in zip(branches, self._caller.ask(calls), strict=True):
            branch.node = replace(branch.node, text=answer[0] if answer else "")

    def _states(self, paths: Sequence[str]) -> list[frozenset[str]]:
        places = (DBusAddress(path, self._program, _NODE) for path in paths)
        answers = self._caller.ask([new_method_call(place, "GetState") for place in places])
        return [_named(answer[0]) if answer else frozenset() for answer in answers]


def _named(words: Sequence[int]) -> frozenset[str]:
    bits = words[0] | words[1] << 32
    return frozenset(name for name, bit in _STATES.items() if bits >> bit & 1)


def _walk(known: dict[str, _Branch], path: str, depth: int) -> Iterator[Node]:
    branch = known.get(path)
    if branch is not None:
        yield replace(branch.node, depth=depth)
        for child in branch.children:
            yield from _walk(known, child, depth + 1)
