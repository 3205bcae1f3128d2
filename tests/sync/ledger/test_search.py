"""Search: what is found by which words, newest first, and that words stay words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from casework.records.case_events import Applicant, ApplicationReceived, NoticeIssued
from casework.records.ids import new_id, stream_of
from casework.records.notice import NoticeKind
from casework.records.project import ProjectRegistered
from casework.records.sealed import Sealed
from sync.ledger import search
from sync.ledger.lists import PAGE, Lists
from sync.ledger.opening import Opened
from sync.ledger.search import Texts
from tests.sync.ledger.conftest import NOW, act_of, received

CASE, OTHER, PROJECT = (stream_of(kind, new_id(NOW)) for kind in ("case", "case", "project"))
NUMBER = "郑联验收件〔2026〕00012号"


@pytest.fixture
def lists(opened: Opened) -> Lists:
    """A case with its receipt, another case of another project, and a project."""
    issued = NoticeIssued(NoticeKind.RECEIPT, NUMBER, "0" * 64, Sealed.of("{}"))
    opened.ledger.append(act_of(received(), issued, stream=CASE))
    opened.ledger.append(act_of(other_case(), stream=OTHER))
    opened.ledger.append(act_of(project(), stream=PROJECT))
    return Lists(opened.store, "hall-1")


def other_case() -> ApplicationReceived:
    return structs.replace(
        received("𬭸三"),
        project_name="长葛路(二期)A座12号楼",
        project_code="2023-990101-0714-5548",
        applicant=Applicant("银行大厦管理有限公司", "91990101MA00000A0X"),
    )


def project(name: str = "云栖家园一期", origin: str = "platform") -> ProjectRegistered:
    return ProjectRegistered(
        "2103-990101-04-01-100001", "", name, "", "云栖置业有限公司", "", (), (), origin, ""
    )


def found(lists: Lists, words: str) -> set[str]:
    return {row.stream for row in lists.find_cases(words)}


@pytest.mark.parametrize(
    "words",
    [
        "云栖",
        "家园",
        "栖家园一",
        "云",
        "云栖家园一期",
        "置业",
        "云栖置业有限公司",
        "yqjyyq",
        "yqj",
        "jyyq",
        "yq",
        "YQJY",
        "2103-990101-04-01-100001",
        "2103－990101",
        "100001",
        "100",
        "990101-04",
        "00012",
        "〔2026〕00012",
        "2026 00012",
        NUMBER,
        "王晓燕",
        "晓燕",
        "wxy",
        "0015",
        " 0015 ",
    ],
)
def test_a_case_is_found(lists: Lists, words: str) -> None:
    assert CASE in found(lists, words)


@pytest.mark.parametrize(
    "words",
    ["a座", "A座", "Ａ座", "12号楼", "a", "二期", "(二期)", "cgl", "yhds", "5548", "𬭸", "𬭸三"],
)
def test_the_other_case_is_found(lists: Lists, words: str) -> None:
    assert found(lists, words) == {OTHER}


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "园家",
        "云家",
        "yjq",
        "zzzz",
        "99999",
        "1990",
        "990101199001010015",
        "019",
        "0016",
        "——",
        "💠",
        "\x00",
        "\ud800",
    ],
)
def test_nothing_is_found_where_nothing_is(lists: Lists, words: str) -> None:
    assert found(lists, words) == set()


@pytest.mark.parametrize(
    "words",
    [
        '"',
        '""',
        '"云栖"',
        "云栖*",
        "*",
        "NEAR(云 栖)",
        "云 OR 栖",
        "NOT 云",
        "words:云栖",
        "stream:case",
        "{words}:云",
        "^云",
        "云栖' OR '1'='1",
        "'; DROP TABLE journal; --",
        "云 AND",
        "(",
        "a-b",
        "+",
        "\\",
        "%",
        "_",
        "ǁ",
        "ǂ0015",
    ],
)
def test_the_words_of_a_query_stay_words(lists: Lists, opened: Opened, words: str) -> None:
    """Signs are left out; what remains is looked for as it stands."""
    plain = "".join(one if one.isalnum() else " " for one in words)
    assert found(lists, words) == found(lists, plain)
    assert len(lists.find_projects(words)) <= 1
    opened.ledger.append(act_of(received()))


@settings(max_examples=150, deadline=None)
@given(words=st.text(max_size=12))
def test_any_text_may_be_looked_for(words: str) -> None:
    phrase = search._phrase(search._folded(words))
    outside = phrase.replace(" AND ", "").replace(" OR ", "").split('"')[::2]
    assert not any(outside)
    assert all(one.isalnum() or one == " " for one in "".join(phrase.split('"')[1::2]))


def test_the_last_four_are_no_part_of_a_number(lists: Lists) -> None:
    """Four digits of a code and the end of a person's number are both found, and told apart."""
    assert found(lists, "0015") == {CASE, OTHER}
    assert found(lists, "001501") == set()


def test_a_project_is_found_among_any_number_of_its_cases(lists: Lists, opened: Opened) -> None:
    for _ in range(PAGE + 5):
        opened.ledger.append(act_of(received()))
    assert [row.stream for row in lists.find_projects("云栖")] == [PROJECT]
    assert [row.stream for row in lists.find_projects("yqjy")] == [PROJECT]
    assert len(lists.find_cases("云栖")) == PAGE


def test_the_newest_are_shown_first(lists: Lists, opened: Opened) -> None:
    later = stream_of("case", new_id(NOW.replace(hour=11)))
    opened.ledger.append(
        act_of(
            structs.replace(received(), received_at=NOW.replace(hour=11).isoformat()), stream=later
        )
    )
    assert [row.stream for row in lists.find_cases("云栖")] == [later, CASE]


def test_a_renamed_project_is_found_by_its_new_name_only(lists: Lists, opened: Opened) -> None:
    opened.ledger.append(act_of(project("翠苑新村"), stream=PROJECT))
    assert [row.name for row in lists.find_projects("翠苑")] == ["翠苑新村"]
    assert lists.find_projects("家园") == ()


def test_no_words_show_a_page_of_projects(lists: Lists) -> None:
    assert [row.stream for row in lists.find_projects("")] == [PROJECT]
    assert [row.stream for row in lists.find_projects("  ")] == [PROJECT]


def test_streams_of_one_millisecond_do_not_meet(opened: Opened) -> None:
    ident = new_id(NOW)
    streams = [f"case/{ident[:-1]}{end:x}" for end in range(5)]
    assert len({search._first(stream) for stream in streams}) == 1
    with opened.store.writing() as connection:
        for at, stream in enumerate(streams):
            search.add(connection, stream, Texts((f"甲{at}号",), ()))
        search.index(connection, streams[2], Texts(("乙",), ()))
        search.forget(connection, streams[0])
        search.forget(connection, streams[0])
        assert search.find(connection, "case", "甲") == tuple(reversed([streams[1], *streams[3:]]))
        assert search.find(connection, "case", "乙") == (streams[2],)
        search.clear(connection)
        assert search.find(connection, "case", "乙") == ()
