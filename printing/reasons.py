"""Why a printer does not print, in stable words whatever suffix or sentence the spooler uses.

IPP lets a device report a reason as -error, -warning or -report, and CUPS changes one into another
on the way (RFC 8011 5.4.12): only the stem means something. Of a printer that is off CUPS says so
in a sentence alone.
"""

from collections.abc import Iterable

OFFLINE = "offline"

# The worst first: what the clerk has to mend before anything else can help.
_ORDER = (
    "media-jam",
    "media-empty",
    "media-needed",
    "cover-open",
    "toner-empty",
    "marker-supply-empty",
    "offline",
    "paused",
    "held",
)
_SAME = {
    "door-open": "cover-open",
    "interlock-open": "cover-open",
    "input-tray-missing": "media-needed",
    "job-hold-until-specified": "held",
    "shutdown": OFFLINE,
    "stopping": "paused",
    "stopped-partly": "paused",
    "moving-to-paused": "paused",
    "printer-stopped": "paused",
    "timed-out": OFFLINE,
}
_NO_FAULT = {
    "none",
    "connecting-to-device",
    "job-incoming",
    "job-outgoing",
    "job-printing",
    "job-queued",
    "job-transforming",
    "media-low",
    "marker-supply-low",
    "processing-to-stop-point",
    "toner-low",
}
_OWN_OF_CUPS = ("cups-", "com.")
_SUFFIXES = ("-error", "-warning", "-report")
_GONE = ("may not exist", "unavailable", "not responding", "unreachable", "unable to locate")


def pick_reason(words: Iterable[str], sentences: Iterable[str]) -> str:
    """The reason that matters most among keywords and sentences; empty when nothing is wrong."""
    stems = [_stem(word) for word in words]
    faults = [stem for stem in stems if stem not in _NO_FAULT and not stem.startswith(_OWN_OF_CUPS)]
    if any(sign in sentence.lower() for sentence in sentences for sign in _GONE):
        faults.append(OFFLINE)
    known = [reason for reason in _ORDER if reason in faults]
    return next(iter([*known, *faults]), "")


def _stem(word: str) -> str:
    for suffix in _SUFFIXES:
        word = word.removesuffix(suffix)
    return _SAME.get(word, word)
