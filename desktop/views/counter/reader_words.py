"""What the reader says, in the clerk's words: five situations, five sentences."""

from desktop.messages import message_for
from desktop.ui.tones import Tone
from desktop.views.counter.draft import CARD
from desktop.views.counter.state import State


def of(state: State) -> tuple[str, Tone]:
    """One sentence and its tone: reading, unknown card, no service or reader, waiting."""
    if state.reading:
        return "正在读卡，请不要拿开…", Tone.INFO
    if state.raw_card:
        return f"不认识的证件类型，请对照证件手工录入。卡上写着：{state.raw_card}", Tone.WARN
    reader = state.reader
    if reader is None:
        return "读卡器还没有就绪，可以先手工录入。", Tone.OFF
    if reader.fault is not None:
        told = message_for(reader.fault)
        return f"{told.title}。{told.next_step}", Tone.WARN
    if not reader.readers:
        return "没有读卡器，请手工录入。", Tone.WARN
    if state.draft.person.source == CARD:
        return "证件已读完，可以拿开。", Tone.GOOD
    return "请把身份证放在读卡器上；没有证件的，手工录入。", Tone.GOOD
