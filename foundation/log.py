"""The log of the program: files that turn over, and one filter that masks personal numbers."""

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

_BYTES_PER_FILE = 2 * 1024 * 1024
_FILES_KEPT = 9
_LAYOUT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"

# 18 digits with their check character, the 15 of old papers, and longer runs such as bank cards.
_NUMBER = r"\d{17}[\dXx](?![\dXx])|\d{14,}(?!\d)"
_MOBILE = r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"
_LANDLINE = r"0\d{2,3}-\d{7,8}(?!\d)"
_PERSONAL = re.compile(rf"(?<!\d)(?:{_MOBILE}|{_LANDLINE}|{_NUMBER})")


def masked(text: str) -> str:
    """The text with citizen numbers and telephone numbers cut to their last four characters."""
    return _PERSONAL.sub(lambda found: f"***{found[0][-4:]}", text)


class MaskFilter(logging.Filter):
    """Masks message, arguments and traceback of every record that passes; drops none."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = masked(_message(record))
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = masked(record.exc_text)
        if record.stack_info:
            record.stack_info = masked(record.stack_info)
        return True


def _message(record: logging.LogRecord) -> str:
    """A line of log with arguments that do not fit must not stop the clerk's work."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} {record.args!r}"


def start(folder: Path, name: str = "yichuang", level: int = logging.INFO) -> logging.Handler:
    """Write the whole program's log to ``folder/name.log``; at most 20 MiB are kept.

    Returns the handler, for ``stop``.
    """
    handler = RotatingFileHandler(
        folder / f"{name}.log",
        maxBytes=_BYTES_PER_FILE,
        backupCount=_FILES_KEPT,
        encoding="utf-8",
        delay=True,
    )
    handler.setFormatter(logging.Formatter(_LAYOUT))
    handler.addFilter(MaskFilter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    return handler


def stop(handler: logging.Handler) -> None:
    """Take the handler off and close its file."""
    logging.getLogger().removeHandler(handler)
    handler.close()
