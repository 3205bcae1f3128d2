"""How departments took part: a row each, for the bulletin and for a file (001D八(三)2, 九)."""

import csv
import io

from casework.flows.joint_statistics import HEAD, Participation, as_csv, participation
from casework.records.joint import JointRecord
from tests.casework.flows.jointly import (
    AIR_DEFENCE,
    ARCHIVES,
    BUILDING,
    PLANNING,
    WATER,
    Walk,
    at,
    measures,
    passed,
    wanting,
)


def silent() -> JointRecord:
    """Water never says anything until it is too late; planning objects first and stays away."""
    walk = Walk()
    walk.now = at(23, 9)
    walk.distribute()
    walk.confirm(PLANNING, ready=False, note="缺图")
    for department in (PLANNING, BUILDING, AIR_DEFENCE, ARCHIVES):
        walk.confirm(department)
    walk.now = at(24, 18)
    walk.sweep()
    walk.confirm(WATER)
    walk.arrange(at(25, 9))
    walk.now = at(25, 10)
    walk.hold(at(25, 9), BUILDING, AIR_DEFENCE, ARCHIVES, WATER)
    for department in (PLANNING, AIR_DEFENCE, ARCHIVES):
        walk.opine(department)
    walk.opine(BUILDING, (*wanting("fire"), *passed("completion")), measures("fire"))
    walk.now = at(27)
    walk.sweep()
    walk.opine(WATER)
    walk.summarise()
    walk.print_all()
    walk.resume("fire")
    walk.reinspect(BUILDING, wanting("fire"))
    return walk.record


def by_name(rows: tuple[Participation, ...]) -> dict[str, Participation]:
    return {row.department: row for row in rows}


def test_defaults_and_absences_are_counted_for_each_department() -> None:
    rows = by_name(participation([silent(), silent(), Walk().record]))
    assert set(rows) == {PLANNING, BUILDING, AIR_DEFENCE, ARCHIVES, WATER}
    water, planning, building = rows[WATER], rows[PLANNING], rows[BUILDING]
    assert (water.asked, water.confirmed, water.confirm_defaults) == (2, 0, 2)
    assert (water.opinions, water.opinion_defaults, water.late_answers) == (0, 2, 4)
    assert (planning.objected, planning.confirmed, planning.absent) == (2, 2, 2)
    assert (building.opinions, building.rectifications) == (2, 2)
    assert (building.reinspections, building.failed_again) == (2, 2)
    assert rows[AIR_DEFENCE].confirm_defaults == rows[AIR_DEFENCE].opinion_defaults == 0


def test_a_period_counts_what_was_opened_in_it() -> None:
    record = silent()
    assert participation([record], "2026-11-01", "2026-12-01")
    assert participation([record], "2026-12-01") == ()
    assert participation([record], "", "2026-11-20") == ()


def test_the_file_has_a_chinese_head_and_a_row_for_each() -> None:
    text = as_csv(participation([silent()]))
    head, *rows = csv.reader(io.StringIO(text))
    assert tuple(head) == HEAD
    assert len(rows) == 5
    assert all(len(row) == len(HEAD) for row in rows)
    told = {row[0]: dict(zip(HEAD, row, strict=True)) for row in rows}
    assert told[WATER]["资料审核默认"] == told[WATER]["整改意见默认"] == "1"
    assert told[PLANNING]["未到场"] == "1"
    assert "\r\n" in text
