"""What an exemption is worth at a later step: a basis line, a prerequisite met, papers not asked.

An exemption holds for the works it names. Whether a later application is about these works is for
the clerk to say; the queries here show what there is and what follows from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from casework.law.materials import Material
from casework.records.exemption import ExemptionRecord
from casework.records.notice import NoticeKind
from casework.records.papers import number_of


@dataclass(frozen=True, slots=True)
class Standing:
    """An exemption that counts: for which works, in place of which results, by which line."""

    exemption: str
    exempts: str
    name: str
    works: str
    results: tuple[str, ...]
    derived: tuple[str, ...]
    number: str
    """Of the printed record."""
    line: str
    """The basis as it is printed at the later step."""

    def names(self, text: str) -> bool:
        """Whether a name is that of a paper which comes out of the exempted approval."""
        return any(word in text for word in self.derived)


@dataclass(frozen=True, slots=True)
class Relieved:
    """A checklist without what an exemption takes away, and why each line went."""

    asked: tuple[Material, ...]
    dropped: tuple[tuple[Material, Standing], ...]


def standing(
    found: Mapping[str, ExemptionRecord], project: str, exempts: str = ""
) -> tuple[Standing, ...]:
    """The exemptions of a project (by code) that count, by stream; ``exempts`` names one approval.

    One that was only determined, given up for the ordinary route or corrected counts for nothing.
    """
    return tuple(
        _standing(stream, record)
        for stream, record in found.items()
        if record.stands
        and record.determined.project_code == project
        and exempts in ("", record.determined.effect.exempts)
    )


def _standing(stream: str, record: ExemptionRecord) -> Standing:
    determined = record.determined
    effect, listed = determined.effect, determined.list_line
    taken = record.taken.taken_at if record.taken else determined.determined_at
    day = datetime.fromisoformat(taken)
    number = number_of(record.papers, NoticeKind.EXEMPTION)
    line = (
        f"{effect.name}：{determined.works}依据{listed.clause}，{effect.verdict}"
        f"（豁免认定记录{number}，{day.year}年{day.month}月{day.day}日），"
        f"按照{effect.basis}直接作为审批的依据。"
    )
    return Standing(
        exemption=stream,
        exempts=effect.exempts,
        name=effect.name,
        works=determined.works,
        results=effect.results,
        derived=effect.derived,
        number=number,
        line=line,
    )


def stands_in(standings: Iterable[Standing]) -> dict[str, str]:
    """By key of an earlier result, the basis line of what stands in for it (001B note 2)."""
    return {result: one.line for one in standings for result in one.results}


def relieved(checklist: Iterable[Material], standings: Iterable[Standing]) -> Relieved:
    """The checklist without the materials of exempted approvals (001B note 2)."""
    known = tuple(standings)
    asked: list[Material] = []
    dropped: list[tuple[Material, Standing]] = []
    for material in checklist:
        reason = next((one for one in known if _comes_from(material, one)), None)
        if reason is None:
            asked.append(material)
        else:
            dropped.append((material, reason))
    return Relieved(tuple(asked), tuple(dropped))


def _comes_from(material: Material, one: Standing) -> bool:
    """By the result it is, or by its name where the pack does not say."""
    return one.names(material.name) or material.result_of in one.results
