"""A helper process with a deadline and a memory limit, started by spawn and never by fork.

Parent and child speak over the child's stdin and stdout: a length and a pickle per message. The
child is a fresh interpreter that imports ``foundation.child`` and its entry, nothing else of the
program (``multiprocessing`` would import the parent's ``__main__`` again, and Qt with it). It ends
by itself when its stdin closes, so it never outlives the parent, whatever the entry is doing.
"""

import importlib
import json
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from typing import IO, Any

if sys.platform == "win32":
    _FLAGS = subprocess.CREATE_NO_WINDOW
else:
    import resource

    _FLAGS = 0

_BOOT = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); import foundation.child as c; "
_HEAD = struct.Struct(">I")
_SWITCH_INTERVAL = 0.0005
_GRACE = 1.0


class ChildError(Exception):
    """The helper process failed; what it was asked to do did not happen or is not known."""


class ChildTimeout(ChildError):  # noqa: N818 - the name says what happened
    """No answer inside the deadline; the process was killed and the next call starts a new one."""


class ChildDied(ChildError):  # noqa: N818
    """The process ended in the middle of a call (crash, memory limit of the system, stop)."""


class ChildFailure(ChildError):  # noqa: N818
    """The entry raised an exception that cannot travel; its text is the argument."""


class _Pipe:
    """Whole pickled messages over a pair of byte streams; writes are serialised."""

    def __init__(self, source: IO[bytes], sink: IO[bytes]) -> None:
        self._source = source
        self._sink = sink
        self._lock = threading.Lock()

    def write(self, message: object) -> None:
        body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        with self._lock:
            self._sink.write(_HEAD.pack(len(body)))
            self._sink.write(body)
            self._sink.flush()

    def read(self) -> Any:
        """Wait for the next message; raise EOFError when the other side is gone."""
        (size,) = _HEAD.unpack(self._exactly(_HEAD.size))
        return pickle.loads(self._exactly(size))  # noqa: S301 - our own process wrote it

    def _exactly(self, size: int) -> bytes:
        data = self._source.read(size)
        if len(data) < size:
            raise EOFError
        return data

    def close(self) -> None:
        """Close both ends; a write that is still buffered is dropped."""
        for stream in (self._sink, self._source):
            try:
                stream.close()
            except OSError:  # the flush of a pipe whose reader is dead
                continue


class _Process:
    """One run of a helper: the process and its pipe."""

    def __init__(self, mode: str, entry: str, memory_limit: int | None, name: str) -> None:
        settings = json.dumps([mode, entry, memory_limit])
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BOOT + "c.serve()", json.dumps(sys.path), settings, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=_FLAGS,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.pipe = _Pipe(self._process.stdout, self._process.stdin)
        self.pid = self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process now; whoever reads or writes the pipe gets an error at once."""
        self._process.kill()

    def reap(self) -> int:
        """Wait for the end of a process that is dead or dying and return its exit status."""
        status = self._process.wait()
        self.pipe.close()
        return status

    def dismiss(self) -> None:
        """Ask the process to end, by closing its stdin, and kill it when it does not."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.close()
            self._process.wait(_GRACE)
        except (OSError, subprocess.TimeoutExpired):
            self.kill()


class Child:
    """A long-lived helper that answers one request at a time.

    ``entry`` is ``"package.module:function"``, a function of one picklable argument whose result
    is picklable. ``memory_limit`` is the address space in bytes (Linux; Windows has none yet).
    """

    def __init__(self, entry: str, *, memory_limit: int | None = None, name: str) -> None:
        self._entry = entry
        self._memory_limit = memory_limit
        self._name = name
        self._process: _Process | None = None
        self._turn = threading.Lock()

    @property
    def pid(self) -> int | None:
        """The number of the running process, None before the first start and after a death."""
        process = self._process
        return process.pid if process is not None and process.alive else None

    def start(self) -> None:
        """Start the process before it is needed, so that the first call finds it warm."""
        with self._turn:
            self._running()

    def call(self, request: object, deadline: float) -> Any:
        """Return the entry's answer to ``request`` or raise what the entry raised.

        ``deadline`` is in seconds and counts from the moment the process is free for this call,
        its start included. ChildTimeout and ChildDied leave a child that starts anew when called.
        """
        with self._turn:
            process = self._running()
            late = threading.Event()
            timer = threading.Timer(deadline, self._expire, (process, late))
            timer.daemon = True
            timer.start()
            try:
                process.pipe.write(request)
                good, value, trace = process.pipe.read()
            except (EOFError, OSError, pickle.UnpicklingError):
                self._bury(process)
                if late.is_set():
                    raise ChildTimeout(self._name) from None
                raise ChildDied(self._name) from None
            finally:
                timer.cancel()
                timer.join()
            if late.is_set() or isinstance(value, MemoryError):
                # Killed a moment after its answer, or its heap is full of leftovers: begin anew.
                self._bury(process)
        if good:
            return value
        value.add_note(trace)
        raise value

    def stop(self) -> None:
        """End the process, also in the middle of a call; a later call starts it again."""
        process = self._process
        if process is None:
            return
        if self._turn.acquire(blocking=False):
            try:
                process.dismiss()
                self._bury(process)
            finally:
                self._turn.release()
        else:
            process.kill()

    def _running(self) -> _Process:
        if self._process is not None and not self._process.alive:
            self._process.reap()
            self._process = None
        if self._process is None:
            self._process = _Process("call", self._entry, self._memory_limit, self._name)
        return self._process

    @staticmethod
    def _expire(process: _Process, late: threading.Event) -> None:
        late.set()
        process.kill()

    def _bury(self, process: _Process) -> None:
        process.kill()
        process.reap()
        self._process = None


@dataclass(frozen=True, slots=True)
class Channel:
    """What a streaming entry is given: its request, a way to push, and later messages."""

    request: Any
    push: Callable[[object], None]
    inbox: "SimpleQueue[Any]"


class ChildStream:
    """A helper that pushes messages on its own, for example a watcher of readers.

    ``entry`` is ``"package.module:function"``, a function of one ``Channel``; the helper ends when
    it returns. Whether a silent helper is alive is for the caller to decide and to end.
    """

    def __init__(self, entry: str, *, memory_limit: int | None = None, name: str) -> None:
        self._entry = entry
        self._memory_limit = memory_limit
        self._name = name
        self._process: _Process | None = None
        self._thread: threading.Thread | None = None

    @property
    def pid(self) -> int | None:
        """The number of the running process, None before the start and after its end."""
        process = self._process
        return process.pid if process is not None and process.alive else None

    def start(
        self, request: object, on_message: Callable[[Any], None], on_end: Callable[[int], None]
    ) -> None:
        """Start the process with ``request``; both callbacks run in a thread of this object.

        ``on_end`` is given the exit status and is called once, also after ``kill`` and ``stop``.
        """
        if self._thread is not None:
            raise RuntimeError("a ChildStream runs once")
        process = _Process("stream", self._entry, self._memory_limit, self._name)
        self._process = process
        self._thread = threading.Thread(
            target=self._listen, args=(process, on_message, on_end), name=self._name, daemon=True
        )
        self._thread.start()
        self.send(request)

    def send(self, message: object) -> None:
        """Put a message into the entry's inbox; it is lost when the process is gone."""
        assert self._process is not None
        try:
            self._process.pipe.write(message)
        except (OSError, ValueError):  # on_end tells the caller
            return

    def kill(self) -> None:
        """End the process at once."""
        if self._process is not None:
            self._process.kill()

    def stop(self) -> None:
        """Ask the process to end, kill it when it does not, and wait until ``on_end`` has run."""
        if self._process is None or self._thread is None:
            return
        if self._thread is not threading.current_thread():
            self._process.dismiss()
            self._thread.join()
        else:
            self._process.kill()

    @staticmethod
    def _listen(
        process: _Process, on_message: Callable[[Any], None], on_end: Callable[[int], None]
    ) -> None:
        try:
            for message in _until_end(process.pipe):
                on_message(message)
        finally:
            process.kill()
            on_end(process.reap())


def _until_end(pipe: _Pipe) -> Iterator[Any]:
    while True:
        try:
            message = pipe.read()
        except (EOFError, OSError, pickle.UnpicklingError):
            return
        yield message


def serve() -> None:
    """Run in the child: read the settings from the command line and answer until stdin closes."""
    mode, entry, memory_limit = json.loads(sys.argv[2])
    pipe = _take_pipe()
    _set_limits(memory_limit)
    inbox: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_pump, args=(pipe, inbox), name="pump", daemon=True).start()
    module, _, function = entry.partition(":")
    run = getattr(importlib.import_module(module), function)
    if mode == "stream":
        run(Channel(inbox.get(), pipe.write, inbox))
        return
    while True:
        _reply(pipe, run, inbox.get())


def _take_pipe() -> _Pipe:
    """Keep stdin and stdout for the pipe; what a library prints goes to stderr instead."""
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return _Pipe(source, sink)


def _set_limits(memory_limit: int | None) -> None:
    sys.setswitchinterval(_SWITCH_INTERVAL)
    # Ctrl+C in a terminal reaches the whole group; the parent alone decides when the child ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if memory_limit is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory_limit, memory_limit))


def _pump(pipe: _Pipe, inbox: "SimpleQueue[Any]") -> None:
    """Move requests into the inbox, and end the process when the parent is gone."""
    while True:
        try:
            inbox.put(pipe.read())
        except (EOFError, OSError):
            os._exit(0)


def _reply(pipe: _Pipe, run: Callable[[Any], Any], request: Any) -> None:
    try:
        pipe.write((True, run(request), ""))
    except Exception as error:  # noqa: BLE001 - every failure belongs to the caller
        pipe.write((False, _portable(error), traceback.format_exc()))


def _portable(error: Exception) -> Exception:
    """The error itself, or its text when it does not survive pickling."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301
    except Exception:  # noqa: BLE001 - a foreign __reduce__ may raise anything
        return ChildFailure(f"{type(error).__name__}: {error}")
    return error
