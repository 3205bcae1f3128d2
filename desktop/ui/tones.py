"""Tones: what a colour means, with the shape that says the same without colour."""

from enum import StrEnum


class Tone(StrEnum):
    """How something stands; every tone has a shape of its own."""

    PLAIN = "plain"
    GOOD = "good"
    INFO = "info"
    WARN = "warn"
    BAD = "bad"
    LATE = "late"
    OFF = "off"
    PROVISIONAL = "provisional"

    @property
    def sign(self) -> str:
        return _SIGNS[self]

    @property
    def colour(self) -> str:
        """Name of the colour token."""
        return _COLOURS[self]


_SIGNS = {
    Tone.PLAIN: "",
    Tone.GOOD: "●",
    Tone.INFO: "◆",
    Tone.WARN: "▲",
    Tone.BAD: "■",
    Tone.LATE: "×",
    Tone.OFF: "○",
    Tone.PROVISIONAL: "◇",
}

_COLOURS = {
    Tone.PLAIN: "text",
    Tone.GOOD: "good",
    Tone.INFO: "info",
    Tone.WARN: "warn",
    Tone.BAD: "bad",
    Tone.LATE: "bad",
    Tone.OFF: "off",
    Tone.PROVISIONAL: "muted",
}


def signed(text: str, tone: Tone) -> str:
    """The text behind the shape of its tone: ``▲ 明日到期``."""
    return f"{tone.sign} {text}" if tone.sign else text
