"""A story as data: scenes of what happened at once, for whoever shows them."""

from dataclasses import dataclass

from desktop.ui.tones import Tone


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One sentence and how it stands."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Scene:
    """What happened at once: a heading (when, who, where) and its sentences."""

    heading: str
    paragraphs: tuple[Paragraph, ...]
