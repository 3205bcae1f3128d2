"""The page 办理 by keys alone: a verb chosen by its digit, its form, its papers."""

from tests.e2e.clerk import Clerk
from tests.e2e.reading import View

VERBS = "可以办的事"
SCANS = "要扫描的文书"
GO = "F5"
_ANSWER = "返回(N)"
_SCAN_LIMIT = 60.0
_PRINT_LIMIT = 60.0


class Casework:
    """What a clerk does on the page; every verb waits for what the window answers."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk

    def choose(self, title: str) -> None:
        """Open the form of the verb with this title."""
        view = self.clerk.wait(lambda view: _digit(view, title) != "", f"the verb {title}")
        self.clerk.at(VERBS)
        self.clerk.press(_digit(view, title))
        self.clerk.see_gone("现在可以办")

    def scan(self) -> None:
        """Scan the stack for the paper the form asks for; the cursor is among its papers."""
        self.clerk.at(SCANS)
        self.clerk.press("s")
        self.clerk.wait(_scanned, "pages", _SCAN_LIMIT)
        self.clerk.see_gone("正在收页", seconds=_SCAN_LIMIT)

    def act(self) -> None:
        """F5, and Y to the question."""
        self.clerk.press(GO)
        self.clerk.at(_ANSWER)
        self.clerk.press("y")

    def print_paper(self) -> None:
        """Print what the verb issued, confirm it, and go on with the case."""
        clerk = self.clerk
        clerk.see("请打印文书")
        clerk.press("ctrl+p")
        clerk.wait(lambda view: view.says("请看出纸"), "the printer took it", _PRINT_LIMIT)
        clerk.press("y")
        clerk.see("文书已全部打印")
        clerk.press(GO)
        clerk.at(VERBS)


def _digit(view: View, title: str) -> str:
    """The key that stands before a verb that is open; empty where there is none."""
    names = [node.name for node in view.nodes]
    if title not in names:
        return ""
    at = names.index(title)
    return names[at - 1] if "可以办" in names[at + 1] else ""


def _scanned(view: View) -> bool:
    return any(node.name.startswith("● ") and node.name.endswith("页") for node in view.nodes)
