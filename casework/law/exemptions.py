"""Exemptions from approval (001B): the rows of the list, and what answers come to.

A row asks for the facts its conditions name and for nothing else.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec

from casework.law.articles import Article
from casework.law.exemption_terms import Fact, Node, Term, judge, met, undecided, unmet
from casework.law.problem import Problem, error

SUPERVISION = "exemption_supervision"
CORRECTED = "exemption_corrected"
"""The tasks that a pack with a list of exemptions has to have."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Answers that exclude each other."""

    terms: tuple[Term, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a doubtful word of a row is read: fixed once for the city, never per project (0b k)."""

    key: str
    holds: bool
    words: str
    """The question: does 等 cover what is not named?"""
    reason: str

    @property
    def settled(self) -> str:
        """The question with its answer and the reason."""
        return f"{self.words}：{'是' if self.holds else '否'}（{self.reason}）"


@dataclass(frozen=True, slots=True)
class Succession:
    """A law the duty sentence names, and the days it is the one in force."""

    name: str
    first: date | None
    last: date | None
    note: str = ""
    """Why another name stands here than in the list."""
    basis: Article | None = None

    def runs(self, day: date) -> bool:
        """Whether it is in force on ``day``."""
        return (self.first or day) <= day <= (self.last or day)


@dataclass(frozen=True, slots=True)
class Committer:
    """A unit whose commitment is the one paper a row asks for: 勘察单位."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the list: what its rows exempt from, on which terms, and who supervises."""

    key: str
    title: str
    exempts: str
    """Key of the approval that falls away; also the item whose clerks deal with it."""
    name: str
    """Its name: 建设工程规划许可证."""
    verdict: str
    """What the list says of it: 免于办理建设工程规划许可证."""
    heading: Article
    voluntary: Article
    counts: Article
    """That the conclusion is a basis at the next step."""
    supervised: Article
    department: str
    seal: str
    """The seal under the printed record."""
    results: tuple[str, ...]
    """Keys of the results of that approval; a later item that needs one has it by exemption."""
    derived: tuple[str, ...]
    """Words in the names of papers that come out of it; no later checklist may ask for them."""
    duty: str = ""
    """What still has to be observed, with ``{law}`` to fill; empty where the list says nothing."""
    laws: tuple[Succession, ...] = ()
    committers: tuple[Committer, ...] = ()
    commitment: Article | None = None

    def duty_on(self, day: date) -> str:
        """The duty sentence with the law in force on ``day``."""
        law = next((one for one in self.laws if one.runs(day)), None)
        if law is None:
            return ""
        note = f"（{law.note}）" if law.note else ""
        return f"{self.duty.format(law=law.name)}{note}"


class Outcome(StrEnum):
    """What the answers come to."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does_not_apply"
    OPEN = "open"
    CONTRADICTORY = "contradictory"


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome, why it does not apply in words, what is still to be asked, what is wrong."""

    outcome: Outcome
    failed: tuple[str, ...] = ()
    missing: tuple[Fact, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Exemption:
    """A row of the list; its words are those of ``basis``."""

    key: str
    part: Part
    basis: Article
    facts: tuple[Fact, ...]
    condition: Node
    unless: Node | None = None
    """The carve-out: 但…的除外."""
    clashes: tuple[Clash, ...] = ()
    readings: tuple[Reading, ...] = ()
    effective_from: date | None = None
    effective_to: date | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the row as it stands, so that a record says which rule it was made by."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()

    def in_force(self, day: date) -> bool:
        """Whether the row stands in the list on ``day`` (001B note 4: the list changes)."""
        document = self.basis.document
        first = self.effective_from or document.effective_from
        ended = self.effective_to is not None and self.effective_to < day
        return first <= day and not ended and not document.lapsed_on(day)

    def evaluate(self, answers: Mapping[str, str]) -> Finding:
        """Measure answers by fact; an empty one counts as not given. Never raises."""
        given = {fact.key: answers.get(fact.key, "").strip() for fact in self.facts}
        kept = {fact.key: fact.read(given[fact.key]) for fact in self.facts}
        known = {key: answer for key, answer in kept.items() if answer}
        unread = tuple(
            error("EX-105", label=fact.label, value=given[fact.key])
            for fact in self.facts
            if given[fact.key] and not kept[fact.key]
        )
        if clash := next((one for one in self.clashes if _clashes(one, known)), None):
            told = "；".join(said(term.fact, known) for term in clash.terms)
            return Finding(
                Outcome.CONTRADICTORY,
                problems=(error("EX-101", answers=told, reason=clash.reason), *unread),
            )
        return self._judged(known, unread)

    def _judged(self, known: Mapping[str, str], unread: tuple[Problem, ...]) -> Finding:
        holds = judge(self.condition, known)
        carved = judge(self.unless, known) if self.unless else False
        failed = unmet(self.condition, known) if holds is False else ()
        if self.unless and carved:
            failed = (*failed, *(f"属于除外情形：{word}" for word in met(self.unless, known)))
        if failed:
            return Finding(Outcome.DOES_NOT_APPLY, failed, problems=unread)
        if holds and carved is False:
            return Finding(Outcome.APPLIES, problems=unread)
        waiting = set(undecided(self.condition, known))
        if self.unless:
            waiting |= set(undecided(self.unless, known))
        missing = tuple(fact for fact in self.facts if fact in waiting)
        return Finding(Outcome.OPEN, missing=missing, problems=unread)


def said(fact: Fact, known: Mapping[str, str]) -> str:
    """An answer with what it answers: 火灾危险性类别：丁."""
    return f"{fact.label}：{fact.words(known[fact.key])}"


def _clashes(clash: Clash, known: Mapping[str, str]) -> bool:
    return all(judge(term, known) for term in clash.terms)
