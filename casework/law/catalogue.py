"""The catalogue: everything a city decided, as one typed pack with its identity and digest.

A pack is a set of TOML texts by file name: ``national/…`` first, the region's folder over it, if it
``inherits`` from another region over that (a row with the same key replaces the parent's, one with
``remove`` takes it away), and ``forms/…``. Files are read elsewhere.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from casework.errors import RuleError
from casework.law import cohesion, plain_rows
from casework.law.articles import (
    Articles,
    Document,
    Status,
)
from casework.law.clock import Clock, HallHours
from casework.law.deadlines import Timetable
from casework.law.exemption_file import read_exemption, read_part
from casework.law.exemptions import Exemption
from casework.law.form_file import parse as parse_form
from casework.law.forms import Form
from casework.law.help_cards import HelpCard, read_help_card
from casework.law.item_file import read_item, read_refusal
from casework.law.items import Item
from casework.law.limits import Limit, check_sequence, read_limit
from casework.law.numbering import NumberFormat, read_number_format
from casework.law.pack_rows import FORMS, Rows
from casework.law.pauses import PauseCause, read_pause
from casework.law.project_types import ProjectType, read_project_type
from casework.law.relays import Relay, read_relay
from casework.law.results import PriorResult, Result, read_result
from casework.law.settings import (
    Offline,
    Phrases,
    Prerequisite,
    Settings,
    read_hours,
    read_phrases,
    read_settings,
)
from casework.law.stages import Stage, read_stage
from casework.law.survey import Survey
from casework.law.survey_file import Known, read_survey
from casework.law.tables import Table, read
from casework.law.wording import (
    Correction,
    NoticeText,
    read_correction,
    read_notice,
)
from casework.law.workdays import WorkCalendar


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
    lineage: tuple[str, ...]
    """The packs it inherits from and itself, the nation's first."""

    @property
    def line(self) -> str:
        """As printed at the foot of a notice: 郑州市 2019.7（现行状态待核）."""
        return f"{self.name} {self.version}（{self.status}）"


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
    exemptions: Mapping[str, Exemption]
    """The rows of the list of exemptions."""
    stages: Mapping[str, Stage]
    pauses: Mapping[str, PauseCause]
    """Causes that hang on no single item."""
    results: Mapping[str, Result]
    """Every result an item of the pack gives, and those of items outside it."""
    surveys: Mapping[str, Survey]
    """The rules of joint survey by the item that files it."""

    helps: Mapping[str, HelpCard] = field(default_factory=dict)
    project_types: Mapping[str, ProjectType] = field(default_factory=dict)
    sample_rows: tuple[str, ...] = ()

    def item(self, code: str) -> Item:
        """An item; raise RuleError LW-411 when the pack does not have it."""
        if code not in self.items:
            raise RuleError("LW-411", item=code, pack=self.pack.line)
        return self.items[code]

    def name_of(self, code: str) -> str:
        """What a code is called; the code itself where the pack has no such item."""
        item = self.items.get(code)
        return item.name if item else code

    def form_of(self, item: Item) -> Form:
        """The form of an item."""
        return self.forms[item.form]

    def limits_of(self, item: Item) -> tuple[Limit, ...]:
        """The item's own limits and those of the pack that hold for its nature."""
        shared = (limit for limit in self.limits.values() if item.nature in limit.natures)
        return (*item.limits, *shared)

    def pauses_of(self, item: Item) -> tuple[PauseCause, ...]:
        """The item's own causes and those of the pack that hold for its nature."""
        shared = (cause for cause in self.pauses.values() if item.nature in cause.natures)
        return (*item.pauses, *shared)

    def helps_of(self, item: Item) -> tuple[HelpCard, ...]:
        """What can be told an applicant of this item."""
        return tuple(one for one in self.helps.values() if not one.items or item.code in one.items)

    def stage_of(self, item: Item) -> Stage | None:
        """The stage an item belongs to."""
        return self.stages.get(item.stage)

    def items_of(self, stage: Stage) -> tuple[Item, ...]:
        """The items of a stage, in its order."""
        return tuple(self.items[code] for code in stage.items)

    def giver(self, result: str) -> Item | None:
        """The item that gives a result; None when it is none of this pack."""
        gives = (one for one in self.items.values() if result in {r.key for r in one.results})
        return next(gives, None)

    def policy(self, prior: PriorResult) -> Offline:
        """What to do when an earlier result cannot be looked up (obligations 0b q)."""
        return prior.policy or self.settings.offline[Prerequisite.RESULT]

    def samples(self) -> tuple[str, ...]:
        """What no source covers and is never a legal basis (0b j), such as ``notice.refusal``."""
        return self.sample_rows

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


def parse(files: Mapping[str, str], day: date | None = None) -> Catalogue:
    """Load a pack as it holds on ``day``; without one, the newest of every rule.

    Raise RuleError LW-4xx naming file, line, key and what is wrong.
    """
    rows = Rows(files, day)
    articles = rows.articles
    forms = _forms(files, articles)
    limits = _limits(rows)
    relays = rows.by_key("relay", lambda row: read_relay(row, articles, limits))
    parts = rows.by_key("exemption_part", lambda row: read_part(row, articles, relays))
    items = _items(rows, forms)
    outside = rows.by_key("result", read_result)
    known = Known(articles, items, forms, limits)
    catalogue = Catalogue(
        pack=_pack(rows.only("pack"), rows.folders, digest(files)),
        settings=read_settings(rows.only("settings")),
        hours=read_hours(rows.only("hours")),
        phrases=read_phrases(rows.only("phrases")),
        documents=rows.documents,
        articles=articles,
        limits=limits,
        items=items,
        corrections=rows.by_key("correction", lambda row: read_correction(row, articles)),
        notices=rows.by_key("notice", read_notice),
        number_formats=rows.by_key("number_format", read_number_format),
        forms=forms,
        relays=relays,
        exemptions=rows.by_key("exemption", lambda row: read_exemption(row, articles, parts)),
        stages=rows.by_key("stage", lambda row: read_stage(row, articles)),
        pauses=rows.by_key("pause", lambda row: read_pause(row, articles)),
        helps=rows.by_key("help", lambda row: read_help_card(row, articles)),
        project_types=rows.by_key("project_type", lambda row: read_project_type(row, articles)),
        sample_rows=plain_rows.samples({**plain_rows.of_rows(rows), **plain_rows.forms(files)}),
        results=outside | {one.key: one for item in items.values() for one in item.results},
        surveys=rows.by_key("survey", lambda row: read_survey(row, known)),
    )
    rows.close()
    _check(catalogue, outside, rows)
    return catalogue


def _limits(rows: Rows) -> dict[str, Limit]:
    limits = rows.by_key("limit", lambda row: read_limit(row, rows.articles))
    check_sequence([(rows.row("limit", key), limit) for key, limit in limits.items()])
    return limits


def _items(rows: Rows, forms: Mapping[str, Form]) -> dict[str, Item]:
    """The items, each with the reasons that all items of its nature have."""
    articles = rows.articles
    reasons = rows.by_key("refusal", lambda row: read_refusal(row, articles)).values()
    return rows.by_key("item", lambda row: read_item(row, articles, forms, reasons))


def _check(catalogue: Catalogue, outside: Collection[str], rows: Rows) -> None:
    items = catalogue.items
    cohesion.check_papers(catalogue.notices, catalogue.number_formats, rows)
    cohesion.check_results(items, outside, rows)
    cohesion.check_items(items, catalogue.stages, catalogue.results, rows)
    cohesion.check_stages(catalogue.stages, items, catalogue.forms, rows)
    cohesion.check_order(items, rows)
    named = {("help", key, "items"): card.items for key, card in catalogue.helps.items()}
    for key, found in catalogue.project_types.items():
        named["project_type", key, "without"] = found.without
    cohesion.check_named(named, items, rows)


def _forms(files: Mapping[str, str], articles: Articles) -> dict[str, Form]:
    """The forms by name; LW-407 for one annexed to no article, LW-406 for two of one name."""
    found: dict[str, Form] = {}
    for name in sorted(name for name in files if name.startswith(FORMS)):
        form = parse_form(name, files[name])
        if form.basis not in articles:
            read(name, files[name]).fail("basis", "LW-407", value=form.basis)
        if form.name in found:
            read(name, files[name]).fail("name", "LW-406", value=form.name)
        found[form.name] = form
    return found


def _pack(table: Table, folders: tuple[str, ...], sha256: str) -> Pack:
    table.text("inherits", "")
    found = Pack(
        ident=table.text("ident"),
        version=table.text("version"),
        region=table.text("region"),
        name=table.text("name"),
        status=table.choice("status", Status),
        effective_from=table.day("effective_from"),
        sha256=sha256,
        lineage=folders,
    )
    table.close()
    return found
