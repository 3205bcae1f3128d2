"""What the clerk is told, as plain data: also for the command line, which has no Qt."""

from dataclasses import dataclass

from desktop.ui.tones import Tone


@dataclass(frozen=True, slots=True)
class Message:
    """What the clerk reads: what happened, what to do now, and the code to tell on the phone."""

    title: str
    what: str = ""
    next_step: str = ""
    code: str = ""
    call: str = ""
    tone: Tone = Tone.BAD
    may_retry: bool = False
