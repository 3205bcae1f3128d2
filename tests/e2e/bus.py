"""A message bus of its own, and many calls on it at once."""

import itertools
import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from jeepney import DBusAddress, Message, MessageType, Properties, new_method_call
from jeepney.io.blocking import open_dbus_connection

_LIMIT = 10.0
_AT_ONCE = 100
"""A bus allows each client so many open calls (128)."""
_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
_SECRETS = "org.freedesktop.secrets"
_DEFAULT_KEYRING = DBusAddress(
    "/org/freedesktop/secrets/aliases/default", _SECRETS, "org.freedesktop.Secret.Collection"
)
_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")


class Bus:
    """A session bus without services, reached by a path, so from every namespace."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._daemon: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"unix:path={self._folder}/bus"

    @property
    def environment(self) -> dict[str, str]:
        """What makes a program use it, for its session and for those who cannot see the screen."""
        return {
            "DBUS_SESSION_BUS_ADDRESS": self.address,
            "AT_SPI_BUS_ADDRESS": self.address,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }

    def __enter__(self) -> "Bus":
        self._folder.mkdir(parents=True)
        configuration = self._folder / "bus.conf"
        configuration.write_text(_CONFIGURATION.format(folder=self._folder), encoding="ascii")
        reading, writing = os.pipe()
        options = [f"--config-file={configuration}", "--nofork", "--nopidfile"]
        self._daemon = subprocess.Popen(
            ["dbus-daemon", *options, f"--print-address={writing}"], pass_fds=[writing]
        )
        os.close(writing)
        with os.fdopen(reading) as said:
            if not said.readline():
                raise RuntimeError("the message bus did not start")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._daemon is not None
        self._daemon.terminate()
        self._daemon.wait(timeout=_LIMIT)

    def knows(self, name: str) -> bool:
        """Whether somebody offers a service under this name."""
        (there,) = self._answer(new_method_call(_BUS, "NameHasOwner", "s", (name,))) or (False,)
        return bool(there)

    def keyring_is_open(self) -> bool:
        """Whether the default keyring of the session is there and unlocked."""
        if not self.knows(_SECRETS):
            return False
        told = self._answer(Properties(_DEFAULT_KEYRING).get("Locked"))
        return told is not None and told[0] == ("b", False)

    def _answer(self, call: Message) -> tuple[Any, ...] | None:
        caller = Caller(self.address)
        try:
            return caller.ask([call])[0]
        finally:
            caller.close()


class Caller:
    """A client of a bus that sends many calls before it waits for the first answer.

    ``slowest`` keeps the longest time, in seconds, that a first answer was waited for.
    """

    def __init__(self, address: str) -> None:
        self._connection = open_dbus_connection(address)
        self._serials = itertools.count(1000)
        self.slowest = 0.0

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()

    def others(self) -> list[str]:
        """The unique names of everybody else on the bus."""
        (names,) = self.ask([new_method_call(_BUS, "ListNames")])[0] or ([],)
        own = self._connection.unique_name
        return [name for name in names if name.startswith(":") and name != own]

    def process_of(self, name: str) -> int:
        """The number of the process behind a name; 0 when it is gone."""
        asked = new_method_call(_BUS, "GetConnectionUnixProcessID", "s", (name,))
        (number,) = self.ask([asked])[0] or (0,)
        return int(number)

    def ask(self, calls: Sequence[Message]) -> list[tuple[Any, ...] | None]:
        """The answers in the order of the calls, None for a refusal; TimeoutError for silence."""
        parts = (calls[at : at + _AT_ONCE] for at in range(0, len(calls), _AT_ONCE))
        return [answer for part in parts for answer in self._ask_some(part)]

    def _ask_some(self, calls: Sequence[Message]) -> list[tuple[Any, ...] | None]:
        waiting = {}
        for at, call in enumerate(calls):
            serial = next(self._serials)
            waiting[serial] = at
            self._connection.send(call, serial=serial)
        answers: list[tuple[Any, ...] | None] = [None] * len(calls)
        begun = time.monotonic()
        while waiting:
            left = begun + _LIMIT - time.monotonic()
            message = self._connection.receive(timeout=max(0.0, left))
            if len(waiting) == len(calls):
                self.slowest = max(self.slowest, time.monotonic() - begun)
            at = waiting.pop(_answered(message), -1)
            if at >= 0 and message.header.message_type is MessageType.method_return:
                answers[at] = message.body
        return answers


def _answered(message: Message) -> int:
    """The serial of the call that a message answers, 0 for a signal."""
    fields = {field.name: value for field, value in message.header.fields.items()}
    return int(fields.get("reply_serial", 0))
