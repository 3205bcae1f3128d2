"""From an error code to the words of its table in ``resources/messages``; knows no Qt."""

import tomllib
from collections.abc import Mapping
from functools import cache

import resources
from casework.errors import ClerkError
from desktop.ui.wording import Message

_FOLDER = "messages/zh_CN"


def message_for(error: ClerkError) -> Message:
    """The words for an error, filled with its facts; a fact that is missing shows as dots."""
    table = _tables().get(error.code)
    if table is None:
        return Message(
            title="出现了没有说明的情况",
            what=str(error),
            next_step="请记下代码，告诉系统管理员。",
            code=error.code,
        )
    facts = _Facts(error.facts)
    return Message(
        title=str(table["title"]).format_map(facts),
        what=str(table["what"]).format_map(facts),
        next_step=str(table["next"]).format_map(facts),
        code=error.code,
        call=str(table["call"]),
        may_retry=bool(table["retry"]),
    )


class _Facts(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "…"


@cache
def _tables() -> Mapping[str, Mapping[str, object]]:
    """All tables of all rooms by code; read when the first message is needed."""
    tables: dict[str, Mapping[str, object]] = {}
    for file in sorted(resources.path(_FOLDER).glob("*.toml")):
        tables.update(tomllib.loads(file.read_text(encoding="utf-8")))
    return tables
