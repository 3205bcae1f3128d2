"""How departments took part in joint acceptances (001D八(三)2, 九): rows for a bulletin or a file.

A pure function over records; the file is CSV with a head, for the programs of an office.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace

from casework.records.joint import JointRecord, Participant


@dataclass(frozen=True, slots=True)
class Participation:
    """One department over a period; every number counts joint acceptances."""

    department: str
    asked: int = 0
    """Materials that were distributed to it"""
    confirmed: int = 0
    objected: int = 0
    confirm_defaults: int = 0
    """默认 可以开展"""
    invited: int = 0
    """Site acceptances that were held"""
    absent: int = 0
    opinions: int = 0
    rectifications: int = 0
    """Opinions that asked for 整改"""
    opinion_defaults: int = 0
    """默认 无整改要求"""
    late_answers: int = 0
    reinspections: int = 0
    failed_again: int = 0


HEAD = (
    "参验部门和单位",
    "收到资料",
    "确认可以开展",
    "提出材料问题",
    "资料审核默认",
    "应参加现场验收",
    "未到场",
    "出具意见",
    "其中整改",
    "整改意见默认",
    "逾期后补交",
    "复验",
    "复验不合格",
)


def participation(
    records: Iterable[JointRecord], since: str = "", until: str = "9"
) -> tuple[Participation, ...]:
    """One row a department, by name, of procedures opened from ``since`` on, before ``until``."""
    rows: dict[str, Participation] = {}
    for record in records:
        if not since <= record.opened.opened_at < until:
            continue
        for part in record.participants:
            row = rows.get(part.department, Participation(part.department))
            rows[part.department] = _counted(row, record, part)
    return tuple(rows[name] for name in sorted(rows))


def _counted(row: Participation, record: JointRecord, part: Participant) -> Participation:
    asked = "distributed" in record.course.moments
    held = record.held is not None
    again = {one.department for one in record.failing_again}
    return replace(
        row,
        asked=row.asked + asked,
        confirmed=row.confirmed + (part.confirmed is not None),
        objected=row.objected + bool(part.objections),
        confirm_defaults=row.confirm_defaults + (part.confirm_deemed is not None),
        invited=row.invited + held,
        absent=row.absent + (held and not part.attended),
        opinions=row.opinions + (part.opinion is not None),
        rectifications=row.rectifications + bool(part.to_rectify),
        opinion_defaults=row.opinion_defaults + (part.opinion_deemed is not None),
        late_answers=row.late_answers + len(part.late),
        reinspections=row.reinspections + (part.reinspected is not None),
        failed_again=row.failed_again + (part.department in again),
    )


def as_csv(rows: Iterable[Participation]) -> str:
    """The rows under a Chinese head, lines ended as CSV asks (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    writer.writerows(astuple(row) for row in rows)
    return out.getvalue()
