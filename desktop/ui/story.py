"""A story in words: who did what when, act by act; scrolls with the arrows, can be copied."""

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QTextBrowser

from desktop.ui.scenes import Paragraph, Scene
from desktop.ui.theme import current
from desktop.ui.tones import Tone, signed


class StoryView(QTextBrowser):
    """Shows scenes one under the other; the same scenes again keep the place."""

    def __init__(self, name: str, empty: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self._empty = empty
        self._scenes: tuple[Scene, ...] | None = None
        self.show_scenes(())

    def show_scenes(self, scenes: Sequence[Scene]) -> None:
        """Show exactly these scenes."""
        if self._scenes is not None and tuple(scenes) == self._scenes:
            return
        self._scenes = tuple(scenes)
        told = "".join(map(_scene, scenes)) or f"<p>{escape(self._empty)}</p>"
        self.setHtml(told)


def _scene(scene: Scene) -> str:
    muted = current().colour("muted").name()
    small = current().px("small")
    heading = (
        f'<p style="margin: 8px 0 0 0; color: {muted}; font-size: {small}px">'
        f"{escape(scene.heading)}</p>"
    )
    return heading + "".join(map(_paragraph, scene.paragraphs))


def _paragraph(one: Paragraph) -> str:
    style = "margin: 2px 0 2px 14px"
    if one.tone is not Tone.PLAIN:
        style += f"; color: {current().colour(one.tone.colour).name()}"
    weight = "; font-weight: bold" if one.tone in (Tone.WARN, Tone.BAD, Tone.LATE) else ""
    return f'<p style="{style}{weight}">{escape(signed(one.text, one.tone))}</p>'
