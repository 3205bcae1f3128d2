"""The compiled words of the command line are those of their source, and gettext reads them."""

import gettext
from io import BytesIO

from tools.words import COMPILED, SOURCE, compiled


def test_the_compiled_words_are_those_of_the_source() -> None:
    assert COMPILED.read_bytes() == compiled(SOURCE.read_text(encoding="utf-8"))


def test_gettext_reads_what_was_compiled() -> None:
    source = """
[[word]]
id = "Usage:"
text = "用法："

[[word]]
id = "{n} day"
plural = "{n} days"
text = "{n} 天"
"""
    found = gettext.GNUTranslations(BytesIO(compiled(source)))
    assert found.gettext("Usage:") == "用法："
    assert found.ngettext("{n} day", "{n} days", 1) == "{n} 天"
    assert found.ngettext("{n} day", "{n} days", 5) == "{n} 天"
    assert found.gettext("not there") == "not there"
