"""Lists: by key without a gap or a double, deadlines nearest first, debts that are owed."""

from datetime import timedelta

import pytest
from msgspec import structs

from casework.records.account import AccountGranted
from casework.records.case_events import (
    ApplicationAccepted,
    ApplicationRefused,
    LimitLine,
    NoticeIssued,
    NoticePrinted,
)
from casework.records.ids import new_id, stream_of
from casework.records.notice import NoticeKind
from casework.records.project import ProjectRegistered
from casework.records.sealed import Sealed
from casework.rows import CaseRow
from sync.ledger import settle
from sync.ledger.lists import PAGE, Lists
from sync.ledger.opening import Opened
from tests.sync.ledger.conftest import NOW, act_of, received

CASE = stream_of("case", new_id(NOW))


def limit(key: str, due: str, ends: str = "filed") -> LimitLine:
    return LimitLine(
        key, key, "working_days", "step", 1, NOW.isoformat(), due, ends,
        expected=False, sentence=key, article="方案五",
    )  # fmt: skip


def accepted(*limits: LimitLine) -> ApplicationAccepted:
    return ApplicationAccepted(NOW.isoformat(), "市城乡建设局", limits)


def project(name: str, code: str, parent: str = "") -> ProjectRegistered:
    return ProjectRegistered(code, "", name, parent, "云栖置业", "", (), (), "platform", "")


@pytest.fixture
def lists(opened: Opened) -> Lists:
    return Lists(opened.store, "hall-1")


def test_pages_hold_every_case_once_newest_first(opened: Opened, lists: Lists) -> None:
    # Several of the same second: the stream decides, and no page may skip or repeat one.
    moments = [NOW + timedelta(minutes=at // 7) for at in range(2 * PAGE + 23)]
    for moment in moments:
        case = structs.replace(received(), received_at=moment.isoformat())
        opened.ledger.append(act_of(case, stream=stream_of("case", new_id(moment))))
    shown: list[CaseRow] = []
    page = lists.cases()
    while page:
        assert len(page) <= PAGE
        shown += page
        page = lists.cases(before=page[-1])
    assert len(shown) == len({row.stream for row in shown}) == len(moments)
    assert [row.received_at for row in shown] == sorted(
        (moment.isoformat() for moment in moments), reverse=True
    )


def test_a_case_that_comes_in_between_moves_no_page(opened: Opened, lists: Lists) -> None:
    for _ in range(PAGE + 10):
        opened.ledger.append(act_of(received()))
    first = lists.cases()
    later = (NOW + timedelta(hours=1)).isoformat()
    opened.ledger.append(act_of(structs.replace(received(), received_at=later)))
    rest = lists.cases(before=first[-1])
    assert len(rest) == 10
    assert not {row.stream for row in rest} & {row.stream for row in first}


def test_a_hall_shows_only_its_own(opened: Opened) -> None:
    opened.ledger.append(act_of(received()))
    assert Lists(opened.store, "hall-2").cases() == ()
    assert Lists(opened.store, "hall-2").find_cases("云栖") == ()
    assert Lists(opened.store, "hall-2").limits() == ()


def test_earlier_cases_of_a_project(opened: Opened, lists: Lists) -> None:
    mine = structs.replace(received(), project="project/p1")
    later = structs.replace(mine, received_at=(NOW + timedelta(days=1)).isoformat())
    for event in (mine, later, received()):
        opened.ledger.append(act_of(event))
    found = lists.cases_of_project("project/p1")
    assert [row.received_at for row in found] == [later.received_at, mine.received_at]


def test_the_parts_of_a_project_by_code(opened: Opened, lists: Lists) -> None:
    for name, code, parent in (
        ("云栖家园", "2103", ""),
        ("二期", "2103-2", "project/p"),
        ("一期", "2103-1", "project/p"),
    ):
        stream = stream_of("project", new_id(NOW))
        opened.ledger.append(act_of(project(name, code, parent), stream=stream))
    assert [row.name for row in lists.sub_projects("project/p")] == ["一期", "二期"]
    assert [row.code for row in lists.find_projects("")] == ["2103", "2103-1", "2103-2"]


def test_the_nearest_limit_comes_first_and_a_provisional_one_last(
    opened: Opened, lists: Lists
) -> None:
    opened.ledger.append(act_of(received(), stream=CASE))
    late, soon = (NOW + timedelta(days=days) for days in (9, 1))
    limits = (limit("guess", ""), limit("late", late.isoformat()), limit("soon", soon.isoformat()))
    opened.ledger.append(act_of(accepted(*limits), stream=CASE))
    assert [row.key for row in lists.limits()] == ["soon", "late", "guess"]
    assert [row.key for row in lists.limits(CASE)] == ["soon", "late", "guess"]
    assert lists.limits("case/none") == ()
    assert lists.limits()[0].project_name == "云栖家园一期"


def test_more_limits_than_a_list_shows_are_cut_at_the_far_end(opened: Opened, lists: Lists) -> None:
    for day in range(30):
        stream = stream_of("case", new_id(NOW))
        opened.ledger.append(act_of(received(), stream=stream))
        due = (NOW + timedelta(days=day)).isoformat()
        limits = (*(limit(f"{at}", due) for at in range(7)), limit("guess", ""))
        opened.ledger.append(act_of(accepted(*limits), stream=stream))
    shown = lists.limits()
    assert len(shown) == 4 * PAGE
    assert all(row.due for row in shown)
    assert [row.due for row in shown] == sorted(row.due for row in shown)


def test_a_push_is_owed_until_the_hub_has_it(opened: Opened, lists: Lists) -> None:
    push, later = limit("push", NOW.isoformat(), "pushed"), limit("guess", "", "pushed")
    decided = accepted(later, push, limit("total", ""))
    done = opened.ledger.append(act_of(received(), decided, stream=CASE))
    assert [row.key for row in lists.debts()] == ["push", "guess"]
    assert not lists.debts()[0].at_hub
    with opened.ledger.writing(), opened.store.writing() as connection:
        settle.settle_act(opened.ledger, connection, done.act, "b1", {CASE: 1})
    assert lists.debts() == ()
    elsewhere = Lists(opened.store, "hall-1", approval_system=False)
    assert [(row.key, row.at_hub) for row in elsewhere.debts()] == [("push", True), ("guess", True)]


def test_a_limit_keeps_the_act_that_brought_it(opened: Opened, lists: Lists) -> None:
    """What happens to the case later does not make an old push owed again."""
    push = accepted(limit("push", NOW.isoformat(), "pushed"))
    done = opened.ledger.append(act_of(received(), push, stream=CASE))
    with opened.ledger.writing(), opened.store.writing() as connection:
        settle.settle_act(opened.ledger, connection, done.act, "b1", {CASE: 1})
    issued = NoticeIssued(NoticeKind.ACCEPTANCE, "N1", "0" * 64, Sealed.of("{}"))
    opened.ledger.append(act_of(issued, stream=CASE))
    assert lists.debts() == ()


def test_serving_the_notice_ends_its_limit(opened: Opened, lists: Lists) -> None:
    issued = NoticeIssued(NoticeKind.ACCEPTANCE, "N1", "0" * 64, Sealed.of("{}"))
    serve = limit("serve", NOW.isoformat(), "notice_served")
    opened.ledger.append(act_of(received(), accepted(serve), issued, stream=CASE))
    assert [row.key for row in lists.limits(CASE)] == ["serve"]
    opened.ledger.append(act_of(NoticePrinted("N1", "ab" * 32, 2, True), stream=CASE))
    assert lists.limits(CASE) == ()


def test_a_case_that_was_set_aside_whole_is_in_no_list(opened: Opened, lists: Lists) -> None:
    due = NOW.isoformat()
    opening = structs.replace(received(), limits=(limit("decide", due, "decided"),))
    done = opened.ledger.append(act_of(opening, stream=CASE))
    assert lists.find_cases("云栖")
    with opened.ledger.writing(), opened.store.writing() as connection:
        settle.set_aside_act(opened.ledger, connection, done.act, "SY-301")
    assert lists.cases() == ()
    assert lists.limits() == ()
    assert lists.find_cases("云栖") == ()
    assert [row.reason for row in lists.acts()] == ["SY-301"]


def test_own_acts_newest_first(opened: Opened, lists: Lists) -> None:
    done = [opened.ledger.append(act_of(received())) for _ in range(3)]
    rows = lists.acts()
    assert [row.act for row in rows] == [one.act for one in reversed(done)]
    assert rows[0].head == done[-1].hashes[-1]
    assert {row.state for row in rows} == {"pending"}


def test_accounts_are_known_by_their_grants(opened: Opened, lists: Lists) -> None:
    granted = AccountGranted("w3", Sealed.of("李明"), Sealed.of("…"), (), "2027-12-31")
    stream = stream_of("account", "a1")
    for _ in range(2):
        opened.ledger.append(act_of(granted, stream=stream))
    assert lists.accounts() == (stream,)


def test_the_hash_of_a_paper_is_that_of_its_entry(opened: Opened, lists: Lists) -> None:
    one = NoticeIssued(NoticeKind.RECEIPT, "N1", "0" * 64, Sealed.of("{}"))
    other = structs.replace(one, number="N2")
    done = opened.ledger.append(act_of(received(), one, other, stream=CASE))
    assert lists.paper_hash(CASE, "N2") == done.hashes[2] == done.hash_of(other)
    assert lists.paper_hash(CASE, "N9") == ""


def test_a_refused_case_owes_nothing(opened: Opened, lists: Lists) -> None:
    opening = structs.replace(received(), limits=(limit("decide", NOW.isoformat(), "decided"),))
    opened.ledger.append(act_of(opening, stream=CASE))
    assert [row.key for row in lists.limits()] == ["decide"]
    refused = ApplicationRefused(NOW.isoformat(), "市城乡建设局", (), "", ())
    opened.ledger.append(act_of(refused, stream=CASE))
    assert lists.limits() == ()
