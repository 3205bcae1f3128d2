"""Reading ``[[exemption_part]]`` and ``[[exemption]]``: facts, conditions, readings, clashes.

A condition is ``{all = […]}``, ``{any = […]}`` or a term: ``{fact, operator, value, unit}``,
``{fact, one_of}`` or ``{fact, is}``. ``{reading = "…"}`` stands for how a doubtful word is read.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal, InvalidOperation

from casework.law.articles import Articles, basis
from casework.law.exemption_terms import (
    SCALES,
    WITHOUT_THE_FIGURE,
    Bound,
    Fact,
    FactKind,
    Group,
    Is,
    Node,
    OneOf,
    Operator,
    Term,
    facts_of,
)
from casework.law.exemptions import (
    CORRECTED,
    SUPERVISION,
    Clash,
    Committer,
    Exemption,
    Part,
    Reading,
    Succession,
)
from casework.law.tables import NOT_NEGATIVE, Table, unique


def read_part(table: Table, articles: Articles, relays: Container[str]) -> Part:
    """One ``[[exemption_part]]``; LW-408 for laws that leave a day out or take one twice.

    LW-407 when nobody could be told of an exemption (001B note 3).
    """
    for relay in (SUPERVISION, CORRECTED):
        if relay not in relays:
            table.fail("supervised", "LW-407", value=relay)
    committers = [(row, _committer(row)) for row in table.tables("committer")]
    unique((row, one.key) for row, one in committers)
    found = Part(
        key=table.text("key"),
        title=table.text("title"),
        exempts=table.text("exempts"),
        name=table.text("name"),
        verdict=table.text("verdict"),
        heading=basis(table, articles, "heading"),
        voluntary=basis(table, articles, "voluntary"),
        counts=basis(table, articles, "counts"),
        supervised=basis(table, articles, "supervised"),
        department=table.text("department"),
        seal=table.text("seal"),
        results=table.texts("results"),
        derived=table.texts("derived"),
        duty=table.text("duty", ""),
        laws=tuple(_law(row, articles) for row in table.tables("law")),
        committers=tuple(one for _, one in committers),
        commitment=basis(table, articles, "commitment") if table.has("commitment") else None,
    )
    _check_laws(table, found)
    if bool(found.committers) is not (found.commitment is not None):
        table.fail("commitment", "LW-402")
    table.close()
    return found


def _committer(table: Table) -> Committer:
    found = Committer(table.text("key"), table.text("label"))
    table.close()
    return found


def _law(table: Table, articles: Articles) -> Succession:
    found = Succession(
        name=table.text("name"),
        first=table.maybe_day("first"),
        last=table.maybe_day("last"),
        note=table.text("note", ""),
        basis=basis(table, articles) if table.has("basis") else None,
    )
    table.close()
    return found


def _check_laws(table: Table, part: Part) -> None:
    """A duty names one law on every day: the first without beginning, the last without end."""
    if not part.duty and not part.laws:
        return
    if "{law}" not in part.duty:
        table.fail("duty", "LW-408", value=part.duty)
    ends = [one.last for one in part.laws]
    begins = [one.first for one in part.laws]
    days = [last + timedelta(days=1) if last else None for last in ends]
    if not part.laws or begins != [None, *days[:-1]] or None in ends[:-1] or ends[-1]:
        table.fail("law", "LW-408", value=" ".join(one.name for one in part.laws))


def read_exemption(table: Table, articles: Articles, parts: Mapping[str, Part]) -> Exemption:
    """One ``[[exemption]]``.

    LW-407 for a part, fact or reading that is not there, LW-408 for one that nothing uses, for a
    wrong unit and for a condition that no answer can change.
    """
    if table.text("part") not in parts:
        table.fail("part", "LW-407", value=table.text("part"))
    facts = _facts(table)
    readings = _readings(table)
    reader = _Conditions(facts, {one.key: one.holds for one in readings})
    condition = reader.node(table.table("when"))
    unless = reader.node(table.table("unless")) if table.has("unless") else None
    if isinstance(condition, bool) or isinstance(unless, bool):
        table.fail("when", "LW-408", value=table.text("key"))
    found = Exemption(
        key=table.text("key"),
        part=parts[table.text("part")],
        basis=basis(table, articles),
        facts=tuple(facts.values()),
        condition=condition,
        unless=unless,
        clashes=tuple(reader.clash(row) for row in table.tables("clash")),
        readings=readings,
        effective_from=table.maybe_day("effective_from"),
        effective_to=table.maybe_day("effective_to"),
    )
    _check_use(table, found, reader)
    table.close()
    return found


def _check_use(table: Table, row: Exemption, reader: "_Conditions") -> None:
    """Whatever is asked is used: a question that changes nothing would be a demand."""
    named = set(facts_of(row.condition)) | set(facts_of(row.unless) if row.unless else ())
    named |= {term.fact for clash in row.clashes for term in clash.terms}
    for fact in row.facts:
        if fact not in named:
            table.fail("fact", "LW-408", value=fact.key)
    for reading in row.readings:
        if reading.key not in reader.read:
            table.fail("reading", "LW-408", value=reading.key)


def _facts(table: Table) -> dict[str, Fact]:
    found = [(row, _fact(row)) for row in table.tables("fact")]
    unique((row, fact.key) for row, fact in found)
    return {fact.key: fact for _, fact in found}


def _fact(table: Table) -> Fact:
    kind = table.choice("kind", FactKind)
    found = Fact(
        key=table.text("key"),
        kind=kind,
        label=table.text("label"),
        question=table.text("question"),
        unit=table.text("unit") if kind is FactKind.NUMBER else "",
        whole=table.flag("whole", default=False) if kind is FactKind.NUMBER else False,
        yes=table.text("yes") if kind is FactKind.FLAG else "",
        no=table.text("no") if kind is FactKind.FLAG else "",
        options=table.texts("options") if kind is FactKind.CHOICE else (),
    )
    if found.unit and SCALES.get(found.unit, ("", 0))[0] != found.unit:
        table.fail("unit", "LW-405", value=found.unit, known=" ".join(SCALES))
    if kind is FactKind.CHOICE and len(set(found.options)) < max(2, len(found.options)):
        table.fail("options", "LW-406", value=" ".join(found.options))
    table.close()
    return found


def _readings(table: Table) -> tuple[Reading, ...]:
    rows = [(row, _reading(row)) for row in table.tables("reading")]
    unique((row, one.key) for row, one in rows)
    return tuple(one for _, one in rows)


def _reading(table: Table) -> Reading:
    found = Reading(
        key=table.text("key"),
        holds=table.flag("holds"),
        words=table.text("words"),
        reason=table.text("reason"),
    )
    table.close()
    return found


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The figure of a bound in the fact's unit, and as the text has it."""

    amount: Decimal
    literal: str


class _Conditions:
    """Builds the conditions of one row; what a reading settles is folded in at once."""

    def __init__(self, facts: Mapping[str, Fact], readings: Mapping[str, bool]) -> None:
        self._facts = facts
        self._readings = readings
        self.read: set[str] = set()

    def node(self, table: Table) -> Node | bool:
        """A condition, or the truth of one that only hangs on readings."""
        if table.has("reading"):
            return self._reading(table)
        if table.has("fact"):
            return self.term(table)
        every = table.has("all")
        key = "all" if every else "any"
        rows = table.tables(key)
        if not rows:
            table.fail(key, "LW-402")
        table.close()
        return _joined([self.node(row) for row in rows], every=every)

    def _reading(self, table: Table) -> bool:
        key = table.text("reading")
        if key not in self._readings:
            table.fail("reading", "LW-407", value=key)
        self.read.add(key)
        table.close()
        return self._readings[key]

    def clash(self, table: Table) -> Clash:
        """One ``[[exemption.clash]]``."""
        terms = tuple(self.term(row) for row in table.tables("terms"))
        if len({term.fact.key for term in terms}) < 2:
            table.fail("terms", "LW-408", value=len(terms))
        found = Clash(terms, table.text("reason"))
        table.close()
        return found

    def term(self, table: Table) -> Term:
        """A term that fits the kind of its fact."""
        key = table.text("fact")
        if key not in self._facts:
            table.fail("fact", "LW-407", value=key)
        fact = self._facts[key]
        found: Term
        if fact.kind is FactKind.NUMBER:
            found = _bound(table, fact)
        elif fact.kind is FactKind.FLAG:
            found = Is(fact, table.flag("is"))
        else:
            found = _one_of(table, fact)
        table.close()
        return found


def _joined(parts: list[Node | bool], *, every: bool) -> Node | bool:
    """A group without what readings have settled already."""
    if (not every) in [part for part in parts if isinstance(part, bool)]:
        return not every
    left = tuple(part for part in parts if not isinstance(part, bool))
    if not left:
        return every
    return left[0] if len(left) == 1 else Group(every, left)


def _one_of(table: Table, fact: Fact) -> OneOf:
    options = table.texts("one_of")
    unknown = [one for one in options if one not in fact.options]
    if unknown or not options:
        table.fail("one_of", "LW-405", value=" ".join(unknown), known=" ".join(fact.options))
    return OneOf(fact, options)


def _bound(table: Table, fact: Fact) -> Bound:
    operator = table.choice("operator", Operator)
    figure = _figure(table, fact)
    usual = operator not in WITHOUT_THE_FIGURE
    includes = table.flag("includes", usual)
    reason = table.text("reason", "")
    if includes is not usual and not (operator.open_to_reading and reason):
        table.fail("includes", "LW-408", value=operator.value)
    return Bound(fact, operator, figure.amount, figure.literal, includes, reason)


def _figure(table: Table, fact: Fact) -> _Numbers:
    text, unit = table.text("value"), table.text("unit")
    counted, times = SCALES.get(unit, ("", 1))
    if counted != fact.unit:
        table.fail("unit", "LW-408", value=unit)
    try:
        amount = Decimal(text) * times
    except InvalidOperation:
        table.fail("value", "LW-404", expected="数字", value=text)
    if not amount.is_finite() or amount < 0:
        table.fail("value", "LW-404", expected=NOT_NEGATIVE, value=text)
    return _Numbers(amount, f"{text}{unit}")
