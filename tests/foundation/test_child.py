"""The helper process: answers, errors, deadlines, limits, and an end with its parent."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from casework.errors import DeviceError
from foundation.child import Child, ChildDied, ChildFailure, ChildStream, ChildTimeout

assert sys.platform != "win32"  # signals and /proc

ENTRIES = "tests.foundation.entries"
DEADLINE = 10.0


@pytest.fixture
def child() -> Iterator[Child]:
    made = Child(f"{ENTRIES}:obey", name="test helper")
    yield made
    made.stop()


def gone(pid: int) -> bool:
    """Whether no such process runs; one that nobody has reaped yet counts as gone."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"


def wait_for(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return condition()


def test_answers_in_one_long_lived_process(child: Child) -> None:
    first = child.call(("pid", None), DEADLINE)
    assert first != os.getpid()
    assert first == child.pid
    assert child.call(("pid", None), DEADLINE) == first


def test_large_messages_pass_both_ways(child: Child) -> None:
    body = os.urandom(5_000_000)
    assert child.call(("echo", body), DEADLINE) == body


def test_an_error_keeps_its_type_code_and_facts(child: Child) -> None:
    with pytest.raises(DeviceError) as caught:
        child.call(("device_error", "HW-999"), DEADLINE)
    assert caught.value.code == "HW-999"
    assert caught.value.facts == {"reader": "Reader 1", "tries": 2}
    assert any("_device_error" in note for note in caught.value.__notes__)
    assert child.call(("echo", 1), DEADLINE) == 1


def test_what_cannot_be_pickled_comes_back_as_text(child: Child) -> None:
    with pytest.raises(ChildFailure, match="Stubborn: first"):
        child.call(("stubborn", "first"), DEADLINE)
    before = child.pid
    with pytest.raises((ChildFailure, AttributeError, TypeError)):
        child.call(("unpicklable", None), DEADLINE)
    assert child.pid == before


def test_a_request_that_cannot_be_pickled_harms_nobody(child: Child) -> None:
    before = child.call(("pid", None), DEADLINE)
    with pytest.raises((AttributeError, TypeError)):
        child.call(("echo", threading.Lock()), DEADLINE)
    assert child.call(("pid", None), DEADLINE) == before


def test_deadline_kills_and_the_next_call_finds_a_new_process(child: Child) -> None:
    old = child.call(("pid", None), DEADLINE)
    began = time.monotonic()
    with pytest.raises(ChildTimeout):
        child.call(("sleep", 60), 0.3)
    assert time.monotonic() - began < 1.0
    assert gone(old)
    assert child.call(("pid", None), DEADLINE) != old


def test_deadline_holds_while_the_request_is_still_being_written(child: Child) -> None:
    pid = child.call(("pid", None), DEADLINE)
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(ChildTimeout):
        child.call(("echo", bytes(5_000_000)), 0.3)
    assert gone(pid)


@pytest.mark.parametrize(("verb", "value"), [("die", 3), ("segv", None)])
def test_death_in_a_call_is_told_and_mended(child: Child, verb: str, value: object) -> None:
    with pytest.raises(ChildDied):
        child.call((verb, value), DEADLINE)
    assert child.call(("echo", "alive"), DEADLINE) == "alive"


def test_death_between_calls_is_mended(child: Child) -> None:
    pid = child.call(("pid", None), DEADLINE)
    os.kill(pid, signal.SIGKILL)
    assert wait_for(lambda: child.pid is None)
    assert child.call(("echo", "alive"), DEADLINE) == "alive"


def test_memory_limit_and_a_fresh_heap_after_it() -> None:
    child = Child(f"{ENTRIES}:obey", memory_limit=256 << 20, name="small helper")
    try:
        assert child.call(("hoard", 64 << 20), DEADLINE) == 64 << 20
        before = child.pid
        with pytest.raises(MemoryError):
            child.call(("hoard", 1 << 30), DEADLINE)
        assert child.call(("pid", None), DEADLINE) != before
    finally:
        child.stop()


def test_calls_of_many_threads_do_not_mix(child: Child) -> None:
    answers: list[tuple[int, Any]] = []

    def ask(number: int) -> None:
        answers.extend((number, child.call(("echo", number), DEADLINE)) for _ in range(20))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 100
    assert all(asked == answered for asked, answered in answers)


def test_stop_ends_a_call_that_another_thread_waits_for(child: Child) -> None:
    pid = child.call(("pid", None), DEADLINE)
    ended: Queue[BaseException] = Queue()

    def wait() -> None:
        try:
            child.call(("sleep", 60), 60.0)
        except ChildDied as error:
            ended.put(error)

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.1)
    child.stop()
    assert isinstance(ended.get(timeout=2), ChildDied)
    thread.join()
    assert gone(pid)


def test_stop_twice_and_start_again(child: Child) -> None:
    child.stop()
    child.start()
    pid = child.pid
    assert pid is not None
    assert child.call(("pid", None), DEADLINE) == pid
    child.stop()
    child.stop()
    assert gone(pid)
    assert child.pid is None


def test_prints_do_not_disturb_the_pipe(child: Child) -> None:
    assert child.call(("chatter", "noise\n"), DEADLINE) == "noise\n"
    assert child.call(("echo", 2), DEADLINE) == 2


def test_the_process_is_light_and_limited(child: Child) -> None:
    modules = set(child.call(("modules", None), DEADLINE))
    assert not {"PySide6", "sqlalchemy", "pytest", "multiprocessing"} & modules
    assert child.call(("main", None), DEADLINE) is None
    assert child.call(("limits", None), DEADLINE) == (0.0005, 0)


@pytest.mark.parametrize("entry", ["obey", "mute"])
def test_it_dies_with_its_parent(entry: str, tmp_path: Path) -> None:
    how = {
        "obey": "c = Child(E + ':obey', name='x'); print(c.call(('pid', None), 10), flush=True); "
        "c.call(('sleep', 600), 600)",
        "mute": "s = ChildStream(E + ':mute', name='x'); "
        "s.start(None, lambda m: print(m, flush=True), lambda s: None); time.sleep(600)",
    }[entry]
    script = f"import time; from foundation.child import *; E = {ENTRIES!r}; {how}"
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    assert not gone(pid)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert wait_for(lambda: gone(pid)), "the helper outlived its parent"


def collect(entry: str, request: object) -> tuple[ChildStream, "Queue[Any]", "Queue[int]"]:
    messages: Queue[Any] = Queue()
    ends: Queue[int] = Queue()
    stream = ChildStream(f"{ENTRIES}:{entry}", name="test stream")
    stream.start(request, messages.put, ends.put)
    return stream, messages, ends


def test_stream_pushes_in_order_hears_and_ends() -> None:
    stream, messages, ends = collect("count", 100)
    assert [messages.get(timeout=5) for _ in range(100)] == list(range(100))
    stream.send("hello")
    assert messages.get(timeout=5) == ("heard", "hello")
    assert ends.get(timeout=5) == 0
    stream.send("nobody listens")
    stream.stop()
    assert ends.empty()


@pytest.mark.parametrize("entry", ["tick", "mute"])
def test_stream_stops_whatever_it_is_doing(entry: str) -> None:
    stream, messages, ends = collect(entry, None)
    pid = messages.get(timeout=5)
    began = time.monotonic()
    stream.stop()
    assert time.monotonic() - began < 1.5
    assert gone(pid)
    assert ends.qsize() == 1
    stream.stop()
    assert ends.qsize() == 1


def test_stream_killed_from_outside_is_told() -> None:
    stream, messages, ends = collect("tick", None)
    os.kill(messages.get(timeout=5), signal.SIGKILL)
    assert ends.get(timeout=5) == -signal.SIGKILL
    assert stream.pid is None


def test_stream_may_be_killed_from_its_own_callback() -> None:
    ends: Queue[int] = Queue()
    stream = ChildStream(f"{ENTRIES}:tick", name="test stream")
    stream.start(None, lambda _: stream.stop(), ends.put)
    assert ends.get(timeout=5) == -signal.SIGKILL
