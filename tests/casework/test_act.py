"""The one way in: rights first, then the rule over folded streams, then one whole append."""

import ast
import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casework.act import Appended, Command, Loaded, NewAct, Records, perform, rehearse
from casework.errors import RightsError, RuleError, StoreError
from casework.flows.deciding import Accept, AskOnce, Defect, Refuse
from casework.flows.intake import AGAIN, TAKE_IN, TakeIn
from casework.flows.printing import CONFIRM, FILE, ConfirmPrint, FileNotice
from casework.flows.projects import ENTER, EnterProject
from casework.people.grants import Duty, Need
from casework.records.case import CaseRecord
from casework.records.event import Staged
from casework.records.numbers import NumbersRecord, NumberTaken
from casework.records.registry import BOOK
from casework.records.sealed import Sealed
from tests.casework.flows import packs
from tests.casework.flows.intakes import (
    CASE,
    NUMBERS,
    PROJECT,
    Memory,
    again,
    clerk,
    context,
    intake,
    refused,
    reserved,
    taken,
)
from tools.tree import ROOT

TAKEN = NumberTaken("receipt", 2026, 1, "N1")
NOTE: Command[str] = Command(
    "test.note",
    need=lambda _: Need("joint_acceptance", Duty.ACCEPT),
    streams=lambda stream: (stream,),
    decide=lambda _, stream, __: [Staged(stream, TAKEN)],
)


def test_rights_are_asked_before_anything_is_read() -> None:
    class Untouched(Memory):
        def load(self, stream: str) -> Loaded:
            raise AssertionError(stream)

    where = context(who=replace(clerk(), grants=()))
    with pytest.raises(RightsError, match="PE-301"):
        perform(Untouched(), "act-1", NOTE, NUMBERS, where)


def test_a_rehearsal_gives_the_events_or_the_refusal_and_writes_nothing() -> None:
    memory = Memory(*reserved())
    events = rehearse(memory, TAKE_IN, taken(Accept()), context())
    assert memory.acts == []
    assert [type(one.event) for one in events] == [
        type(one) for one in memory.perform(TAKE_IN, taken(Accept()))
    ]
    assert refused(lambda: rehearse(memory, TAKE_IN, taken(Accept()), context())).code == "IN-117"
    where = context(who=replace(clerk(), grants=()))
    with pytest.raises(RightsError, match="PE-301"):
        rehearse(memory, NOTE, NUMBERS, where)


def test_what_an_act_says_of_itself() -> None:
    memory = Memory(*reserved())
    done = perform(memory, "act-1", NOTE, NUMBERS, context())
    (act,) = memory.acts
    assert act == NewAct(
        act="act-1",
        at=context().now,
        clerk="clerk-1",
        window="w3",
        why="test.note",
        pack="zhengzhou",
        pack_sha256=context().catalogue.pack.sha256,
        bases={NUMBERS: 4},
        events=(Staged(NUMBERS, TAKEN),),
    )
    assert isinstance(done, Appended)
    assert done.hash_of(TAKEN) == "00" * 32


def test_a_hash_belongs_to_the_very_event() -> None:
    other = NumberTaken("receipt", 2026, 2, "N2")
    events = (Staged(NUMBERS, TAKEN), Staged(NUMBERS, other))
    done = Appended("a", 3, ("aa", "bb"), events)
    assert (done.hash_of(TAKEN), done.hash_of(other)) == ("aa", "bb")


def test_a_refusal_by_the_store_reaches_the_caller_and_nothing_is_kept() -> None:
    class Full(Memory):
        def append(self, act: NewAct) -> Appended:
            raise StoreError("LE-201")

    memory = Full(*reserved())
    with pytest.raises(StoreError, match="LE-201"):
        perform(memory, "act-1", NOTE, NUMBERS, context())
    assert memory.acts == []


def test_load_decide_and_append_happen_under_one_writer() -> None:
    class Watched(Memory):
        inside = False

        @contextmanager
        def writing(self) -> Iterator[None]:
            self.inside = True
            yield
            self.inside = False

        def load(self, stream: str) -> Loaded:
            assert self.inside
            return super().load(stream)

        def append(self, act: NewAct) -> Appended:
            assert self.inside
            return super().append(act)

    memory = Watched()
    perform(memory, "act-1", NOTE, NUMBERS, context())
    assert not memory.inside


def test_a_stream_with_a_newer_event_is_read_only() -> None:
    memory = Memory(*reserved(), packs.newer(NUMBERS))
    error = refused(lambda: perform(memory, "act-1", NOTE, NUMBERS, context()))
    assert isinstance(error, RuleError)
    assert (error.code, error.facts) == ("IN-190", {"stream": NUMBERS})


def test_records_are_handed_out_by_kind() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, taken(None))
    streams = (CASE, NUMBERS, PROJECT)
    records = Records({stream: memory.load(stream) for stream in streams})
    assert isinstance(records.case(CASE), CaseRecord)
    assert records.case(NUMBERS) is None
    assert records.project(CASE) is None
    assert records.numbers(NUMBERS).left("receipt", 2026) == 28
    assert records.numbers(PROJECT) == NumbersRecord()
    with pytest.raises(KeyError):
        records.case("case/never-asked-for")


NUMBER = "郑窗收〔2026〕00012号"
FILED = FileNotice(CASE, "joint_acceptance", NUMBER, "ab" * 32, 9)
ENTERED = EnterProject(PROJECT, "joint_acceptance", "2023-990101-0714-5548", "甲", "", "")
REQUESTS: dict[str, tuple[Command[Any], Any]] = {
    "accept": (TAKE_IN, taken(Accept(), case="case/new")),
    "refuse": (TAKE_IN, taken(Refuse(("not_builder",)), case="case/new")),
    "ask once": (AGAIN, again(AskOnce((Defect("warranty", "missing"),)))),
    "file": (FILE, FILED),
    "confirm": (CONFIRM, ConfirmPrint(CASE, "joint_acceptance", NUMBER, 2, True)),
    "enter": (
        ENTER,
        EnterProject(PROJECT, "joint_acceptance", "2023-990101-0714-5548", "甲", "", ""),
    ),
}


@pytest.fixture
def begun() -> Memory:
    """A case that waits for its decision, with its receipt; archived for ``confirm``."""
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, TakeIn(intake(without=("warranty",)), None))
    return memory


@pytest.mark.parametrize("name", REQUESTS)
def test_a_command_gives_the_same_events_for_the_same_inputs(name: str, begun: Memory) -> None:
    command, request = REQUESTS[name]
    if name == "confirm":
        begun.perform(FILE, FILED)
    loaded = {stream: begun.load(stream) for stream in command.streams(request)}
    drawn: list[str] = []

    def seal(text: str) -> Sealed[str]:
        drawn.append(text)
        return Sealed(hashlib.sha256(text.encode()).hexdigest(), text)

    where = replace(context(), seal=seal)
    with _nothing_touched() as touched:
        first = command.decide(Records(loaded), request, where)
        second = command.decide(Records(loaded), request, where)
    assert touched == []
    assert list(first) == list(second)
    assert drawn[: len(drawn) // 2] == drawn[len(drawn) // 2 :]
    assert [BOOK.encode(one.event)[0] for one in first] == [
        BOOK.encode(one.event)[0] for one in second
    ]


_WATCHING: list[list[str]] = []


def _hook(event: str, _: tuple[object, ...]) -> None:
    if _WATCHING and event.partition(".")[0] in ("open", "os", "socket", "subprocess", "sqlite3"):
        _WATCHING[-1].append(event)


sys.addaudithook(_hook)


@contextmanager
def _nothing_touched() -> Iterator[list[str]]:
    """Names of the files, sockets and processes that the block asked the system for."""
    touched: list[str] = []
    _WATCHING.append(touched)
    try:
        yield touched
    finally:
        _WATCHING.pop()


def test_the_watch_sees_a_file() -> None:
    with _nothing_touched() as touched:
        Path(__file__).read_bytes()
    assert touched == ["open"]


def test_the_rules_have_no_clock_no_chance_and_no_system() -> None:
    forbidden = {"time", "os", "random", "socket", "threading", "subprocess", "pathlib"}
    drawing = {"sealed.py", "ids.py"}
    for path in sorted((ROOT / "casework").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not _modules(tree) & forbidden - ({"pathlib"} if path.name == "ports.py" else set())
        assert "secrets" not in _modules(tree) or path.name in drawing
        assert not _calls(tree) & {"now", "today", "utcnow", "open"}, path


def _modules(tree: ast.Module) -> set[str]:
    plain = {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    return plain | {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}


def _calls(tree: ast.Module) -> set[str]:
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in called
        if isinstance(node, ast.Attribute | ast.Name)
    }
