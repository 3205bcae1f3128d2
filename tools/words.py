"""``python -m tools.words``: compile the words of the command line for gettext (the .mo format).

The libraries that read a command line ask gettext for everything they say; what they are answered
stands in ``resources/locale/zh_CN.toml``.
"""

import struct
import sys
import tomllib
from pathlib import Path

from tools.tree import ROOT

SOURCE = ROOT / "resources" / "locale" / "zh_CN.toml"
COMPILED = ROOT / "resources" / "locale" / "zh_CN" / "LC_MESSAGES" / "messages.mo"
_HEAD = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"
_MAGIC, _FIELDS = 0x950412DE, 7


def compiled(source: str) -> bytes:
    """The bytes of the .mo file of a TOML text with ``[[word]]`` rows (id, plural, text)."""
    words = {b"": _HEAD.encode()}
    for row in tomllib.loads(source)["word"]:
        key = "\0".join(filter(None, (row["id"], row.get("plural"))))
        words[key.encode()] = row["text"].encode()
    keys = sorted(words)
    start = 4 * _FIELDS
    at = start + 16 * len(keys)
    tables: list[bytes] = []
    body = b""
    for texts in (keys, [words[key] for key in keys]):
        for text in texts:
            tables.append(struct.pack("<2I", len(text), at + len(body)))
            body += text + b"\0"
    head = struct.pack("<7I", _MAGIC, 0, len(keys), start, start + 8 * len(keys), 0, at)
    return head + b"".join(tables) + body


def main(target: Path = COMPILED) -> int:
    """Write the compiled words."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(compiled(SOURCE.read_text(encoding="utf-8")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
