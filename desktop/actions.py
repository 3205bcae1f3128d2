"""Navigation and window keys as data; ``wiring`` registers the pages that exist."""

from dataclasses import dataclass

from desktop.ui.frame import NavEntry

PAGES: tuple[NavEntry, ...] = (
    NavEntry("counter", "受理台", "F2"),
    NavEntry("inbox", "网上件", "F11"),
    NavEntry("cases", "办件", "F3"),
    NavEntry("issuing", "出证", "F4"),
    NavEntry("projects", "项目", "F6"),
    NavEntry("deadlines", "时限", "F7"),
    NavEntry("relays", "转办"),
    NavEntry("sync", "同步", "F8"),
    NavEntry("devices", "设备"),
    NavEntry("statistics", "统计"),
    NavEntry("account", "账号"),
    NavEntry("settings", "设置"),
)
"""In the order in which they stand; a page that is not registered does not stand there."""


@dataclass(frozen=True, slots=True)
class WindowKey:
    """A key that works on every page; ``act`` is a verb of the window."""

    keys: str
    act: str
    word: str


WINDOW_KEYS: tuple[WindowKey, ...] = (
    WindowKey("F1", "help", "帮助：光标所在处的条文和办法"),
    WindowKey("F9", "side", "到柜台前"),
    WindowKey("F10", "navigation", "到左侧导航"),
    WindowKey("Ctrl+F", "search", "查找"),
)


def entry(key: str) -> NavEntry:
    """The entry of a page; KeyError for a page nobody has planned."""
    return {page.key: page for page in PAGES}[key]
