"""The catalogue: everything a city decided, as one typed pack with its identity and digest.

A pack is a set of TOML texts by file name: ``national/…`` first, the region's folder over it (a
row with the same key replaces the nation's), and ``forms/…``. Files are read elsewhere.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NoReturn, TypeVar

from casework.errors import RuleError
from casework.law.articles import (
    Articles,
    Document,
    Status,
    read_article,
    read_document,
)
from casework.law.clock import Clock, HallHours
from casework.law.deadlines import Timetable
from casework.law.form_file import parse as parse_form
from casework.law.forms import Form
from casework.law.item_file import read_item
from casework.law.items import Item
from casework.law.limits import Limit, read_limit
from casework.law.numbering import NumberFormat, read_number_format
from casework.law.relays import Relay, read_relay
from casework.law.settings import Phrases, Settings, read_hours, read_phrases, read_settings
from casework.law.tables import Table, read
from casework.law.wording import (
    Correction,
    NoticeKey,
    NoticeText,
    read_correction,
    read_notice,
)
from casework.law.workdays import WorkCalendar

T = TypeVar("T")
NATIONAL = "national/"
FORMS = "forms/"


@dataclass(frozen=True, slots=True)
class Pack:
    """Which rules these are: what every act records."""

    ident: str
    version: str
    region: str
    """The first digits of the area codes it holds for."""
    name: str
    status: Status
    effective_from: date
    sha256: str

    @property
    def line(self) -> str:
        """As printed at the foot of a notice: zhengzhou 2019.7（现行状态待核）."""
        return f"{self.ident} {self.version}（{self.status}）"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A loaded pack; every name inside it leads somewhere."""

    pack: Pack
    settings: Settings
    hours: HallHours
    phrases: Phrases
    documents: Mapping[str, Document]
    articles: Articles
    limits: Mapping[str, Limit]
    """Limits that hang on no single item."""
    items: Mapping[str, Item]
    corrections: Mapping[str, Correction]
    notices: Mapping[str, NoticeText]
    number_formats: Mapping[str, NumberFormat]
    forms: Mapping[str, Form]
    relays: Mapping[str, Relay]

    def item(self, code: str) -> Item:
        """An item; raise RuleError LW-411 when the pack does not have it."""
        if code not in self.items:
            raise RuleError("LW-411", item=code, pack=self.pack.line)
        return self.items[code]

    def form_of(self, item: Item) -> Form:
        """The form of an item."""
        return self.forms[item.form]

    def limits_of(self, item: Item) -> tuple[Limit, ...]:
        """The item's own limits and those of the pack that hold for its nature."""
        shared = (limit for limit in self.limits.values() if item.nature in limit.natures)
        return (*item.limits, *shared)

    def samples(self) -> tuple[str, ...]:
        """What no source covers and is never a legal basis (0b j), such as ``notice.refusal``."""
        found = ["hours"] if self.hours.sample else []
        for item in self.items.values():
            found += [f"item.{item.code}.{name}" for name in item.samples]
            found += [f"item.{item.code}.material.{m.key}" for m in item.materials if m.sample]
        for kind, rows in (
            ("correction", self.corrections),
            ("notice", self.notices),
            ("number_format", self.number_formats),
            ("relay", self.relays),
        ):
            found += [f"{kind}.{key}" for key, row in rows.items() if row.sample]
        return tuple(found)

    def timetable(self, calendar: WorkCalendar) -> Timetable:
        """What lays limits over a calendar."""
        clock = Clock(calendar, self.hours, self.settings.clock)
        return Timetable(clock, self.phrases, self.settings.thresholds)


def digest(files: Mapping[str, str]) -> str:
    """SHA-256 over the pack: per file, by name, its name and its text with the length of each.

    Line ends count as one character, so that a checkout elsewhere gives the same pack.
    """
    total = hashlib.sha256()
    for name in sorted(files):
        for part in (name, files[name].replace("\r\n", "\n")):
            raw = part.encode()
            total.update(len(raw).to_bytes(8, "big") + raw)
    return total.hexdigest()


def parse(files: Mapping[str, str]) -> Catalogue:
    """Load a pack; raise RuleError LW-4xx naming file, line, key and what is wrong."""
    forms = _forms(files)
    rows = _Rows([read(name, files[name]) for name in _ordered(files)])
    documents = rows.by_key("document", read_document)
    articles = rows.by_key("article", lambda row: read_article(row, documents))
    limits = rows.by_key("limit", lambda row: read_limit(row, articles))
    catalogue = Catalogue(
        pack=_pack(rows.only("pack"), digest(files)),
        settings=read_settings(rows.only("settings")),
        hours=read_hours(rows.only("hours")),
        phrases=read_phrases(rows.only("phrases")),
        documents=documents,
        articles=articles,
        limits=limits,
        items=rows.by_key("item", lambda row: read_item(row, articles, forms)),
        corrections=rows.by_key("correction", lambda row: read_correction(row, articles)),
        notices=rows.by_key("notice", read_notice),
        number_formats=rows.by_key("number_format", read_number_format),
        forms=forms,
        relays=rows.by_key("relay", lambda row: read_relay(row, articles, limits)),
    )
    rows.close()
    _complete(catalogue)
    return catalogue


def _forms(files: Mapping[str, str]) -> dict[str, Form]:
    texts = {name: text for name, text in files.items() if name.startswith(FORMS)}
    forms = (parse_form(name, text) for name, text in sorted(texts.items()))
    return {form.name: form for form in forms}


def _ordered(files: Mapping[str, str]) -> list[str]:
    """The nation's files first, then the region's; forms are read apart."""
    names = (name for name in files if not name.startswith(FORMS))
    return sorted(names, key=lambda name: (not name.startswith(NATIONAL), name))


def _pack(table: Table, sha256: str) -> Pack:
    found = Pack(
        ident=table.text("ident"),
        version=table.text("version"),
        region=table.text("region"),
        name=table.text("name"),
        status=table.choice("status", Status),
        effective_from=table.day("effective_from"),
        sha256=sha256,
    )
    table.close()
    return found


def _complete(catalogue: Catalogue) -> None:
    """Every paper needs its texts and its numbers, every form an article it is annexed to."""
    for kind in NoticeKey:
        if kind not in catalogue.notices:
            _missing("notice", kind)
        if kind not in catalogue.number_formats:
            _missing("number_format", kind)
    formats = catalogue.number_formats.values()
    written = {one.reserved(2026, 1) for one in formats}
    written |= {one.unreserved("W", date(2026, 11, 20), 1) for one in formats}
    if len(written) < 2 * len(formats):
        raise RuleError("LW-409", numbers=" ".join(sorted(written)))
    for form in catalogue.forms.values():
        if form.basis not in catalogue.articles:
            facts = {"file": f"{FORMS}{form.name}.toml", "line": 0, "key": "basis"}
            raise RuleError("LW-407", value=form.basis, **facts)


def _missing(kind: str, key: str) -> NoReturn:
    raise RuleError("LW-402", file="", line=0, key=f"{kind}.{key}")


class _Rows:
    """The tables of all files by kind; the region's rows over the nation's."""

    def __init__(self, tops: list[Table]) -> None:
        self._tops = tops

    def by_key(self, kind: str, build: Callable[[Table], T]) -> dict[str, T]:
        """Build every ``[[kind]]``; LW-406 for a key used twice in one folder."""
        found: dict[str, Table] = {}
        for row in (row for top in self._tops for row in top.tables(kind)):
            key = row.text("key")
            before = found.get(key)
            if before is not None and _folder(before) == _folder(row):
                row.fail("key", "LW-406", value=key)
            found[key] = row
        return {key: build(row) for key, row in found.items()}

    def only(self, kind: str) -> Table:
        """The one ``[kind]``; the region's over the nation's, LW-402 when there is none."""
        found = [top for top in self._tops if top.has(kind)]
        if not found:
            _missing(kind, "")
        tables = [top.table(kind) for top in found]
        if len(tables) > 1 and _folder(tables[-1]) == _folder(tables[-2]):
            tables[-1].fail("", "LW-406")
        return tables[-1]

    def close(self) -> None:
        for top in self._tops:
            top.close()


def _folder(table: Table) -> str:
    return table.file.partition("/")[0]
