"""What the helper processes of the tests do; imported by the child, never by the program."""

import os
import resource
import signal
import sys
import time
from typing import Any

from casework.errors import DeviceError
from foundation.child import Channel

assert sys.platform != "win32"  # resource limits and signals


class Stubborn(Exception):  # noqa: N818
    def __init__(self, first: str, second: str) -> None:
        super().__init__(first)
        self.second = second


def obey(order: tuple[str, Any]) -> Any:
    verb, value = order
    return _VERBS[verb](value)


def _device_error(code: str) -> None:
    raise DeviceError(code, reader="Reader 1", tries=2)


def _stubborn(text: str) -> None:
    raise Stubborn(text, "lost on the way")


def _hoard(size: int) -> int:
    return len(bytearray(size))


def _chatter(text: str) -> str:
    print(text)  # noqa: T201 - what a careless library does
    os.write(1, text.encode())
    return text


def _limits(_: None) -> tuple[float, int]:
    return sys.getswitchinterval(), resource.getrlimit(resource.RLIMIT_CORE)[0]


_VERBS: dict[str, Any] = {
    "echo": lambda value: value,
    "pid": lambda _: os.getpid(),
    "sleep": time.sleep,
    "die": os._exit,
    "segv": lambda _: os.kill(os.getpid(), signal.SIGSEGV),
    "device_error": _device_error,
    "stubborn": _stubborn,
    "unpicklable": lambda _: lambda: None,
    "hoard": _hoard,
    "chatter": _chatter,
    "modules": lambda _: sorted(sys.modules),
    "limits": _limits,
    "main": lambda _: getattr(sys.modules["__main__"], "__file__", None),
}


def count(channel: Channel) -> None:
    for number in range(channel.request):
        channel.push(number)
    channel.push(("heard", channel.inbox.get()))


def tick(channel: Channel) -> None:
    channel.push(os.getpid())
    while True:
        time.sleep(0.02)
        channel.push("tick")


def mute(channel: Channel) -> None:
    channel.push(os.getpid())
    time.sleep(600)
