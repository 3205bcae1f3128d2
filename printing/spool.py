"""The system's spooler, CUPS, through its own programs ``lp``, ``lpstat`` and ``ipptool``.

The binding to its library is GPL; the programs are stable, speak plain C-locale English and IPP
as XML, and each ends within its time limit. Documents go in by stdin, so no copy of a paper is left
in a folder of ours. A job that is DONE was taken by the device; whether paper came out only the
clerk can see.
"""

import os
import plistlib
import re
import subprocess
from collections.abc import Sequence
from functools import cached_property
from typing import Any
from urllib.parse import quote
from xml.parsers.expat import ExpatError

import resources
from casework.errors import DeviceError
from casework.ports import PrintState, PrintStatus
from printing.reasons import pick_reason

# The name of the size, unlike its short form A4, is understood by queues without a driver too.
_PAPER = "iso_a4_210x297mm"
_SENDING = 3
_JOB = re.compile(r"request id is (\S+-\d+)")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_STATES = {
    3: PrintState.WAITING,
    4: PrintState.WAITING,
    5: PrintState.PRINTING,
    6: PrintState.WAITING,
    7: PrintState.CANCELLED,
    8: PrintState.FAILED,
    9: PrintState.DONE,
}
_NOT_FOUND = "client-error-not-found"


class CupsPrinter:
    """``ports.Printer`` over CUPS. Calls take milliseconds; no program runs longer than ``limit``.

    ``limit`` is in seconds; handing over a document may take three times as long.
    """

    def __init__(self, limit: float = 10.0) -> None:
        self._limit = limit

    def queues(self) -> tuple[str, ...]:
        """Names of the queues, the default one first; DeviceError PR-201, PR-202."""
        lines = self._output(["lpstat", "-d", "-p"]).splitlines()
        names = [line.split()[1] for line in lines if line.startswith("printer ")]
        default = lines[0].rpartition(": ")[2] if lines else ""
        return tuple(sorted(names, key=lambda name: name != default))

    def submit(self, queue: str, document: bytes, title: str, copies: int) -> str:
        """Hand over a PDF and return the job's id.

        ``title`` is a key in ASCII; anything else in it becomes a hyphen, as printers name files by
        it. DeviceError PR-201 to PR-205.
        """
        key = _UNSAFE.sub("-", title).strip("-") or "paper"
        command = ["lp", "-d", queue, "-n", str(copies), "-t", key]
        options = ["-o", f"media={_PAPER}", "-o", "document-format=application/pdf"]
        ended = self._run([*command, *options, "-"], document)
        said = _JOB.search(ended.stdout.decode(errors="replace"))
        if ended.returncode != 0 or said is None:
            raise self._refused(queue, ended.stderr.decode(errors="replace").strip())
        return said.group(1)

    def status(self, job: str) -> PrintStatus:
        """Ask for a job's state; DeviceError PR-201, PR-202, PR-206 for an unknown job."""
        queue, _, number = job.rpartition("-")
        found = self._ask("job", queue, number)
        if found is None:
            raise DeviceError("PR-206", job=job)
        state = _STATES.get(found["job-state"], PrintState.WAITING)
        if state is PrintState.DONE:
            return PrintStatus(state)
        if state is PrintState.CANCELLED:
            return PrintStatus(state, "cancelled")
        device = self._ask("printer", queue, number) or {}
        words = _words(device, "printer-state-reasons") + _words(found, "job-state-reasons")
        said = (device, "printer-state-message"), (found, "job-printer-state-message")
        reason = pick_reason(words, [str(part.get(name, "")) for part, name in said])
        return PrintStatus(state, reason or ("failed" if state is PrintState.FAILED else ""))

    def _refused(self, queue: str, said: str) -> DeviceError:
        """Why ``lp`` took nothing; it says of a stopped spooler that the queue does not exist."""
        if queue not in self.queues():
            return DeviceError("PR-203", queue=queue)
        if "not accepting" in said:
            return DeviceError("PR-204", queue=queue)
        return DeviceError("PR-205", queue=queue, said=said.removeprefix("lp: "))

    def _ask(self, what: str, queue: str, number: str) -> dict[str, Any] | None:
        """The attributes in the answer to ``resources/ipp/<what>.test``, None when not found."""
        place = f"/printers/{quote(queue)}"
        command = ["ipptool", "-X", "-T", str(self._limit), "-d", f"job={number}"]
        named = ["-d", f"printer=ipp://localhost{place}", f"{self._address}{place}"]
        ended = self._run([*command, *named, str(resources.path(f"ipp/{what}.test"))])
        try:
            test = plistlib.loads(ended.stdout)["Tests"][0]
            attributes: dict[str, Any] = {}
            for group in test["ResponseAttributes"]:
                attributes |= group
        except (ExpatError, ValueError, LookupError) as error:
            raise DeviceError("PR-202") from error
        return None if test["StatusCode"] == _NOT_FOUND else attributes

    @cached_property
    def _address(self) -> str:
        """Where the spooler listens: a host, or a socket with its slashes quoted."""
        return f"ipp://{quote(self._output(['lpstat', '-H']).strip(), safe=':')}"

    def _output(self, command: Sequence[str]) -> str:
        ended = self._run(["lpstat", "-r"])
        if b"is running" not in ended.stdout:
            raise DeviceError("PR-202")
        return self._run(command).stdout.decode(errors="replace")

    def _run(
        self, command: Sequence[str], document: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a program of CUPS in the C locale; DeviceError PR-201 absent, PR-202 silent."""
        environment = {name: value for name, value in os.environ.items() if name != "LANGUAGE"}
        try:
            return subprocess.run(
                command,
                input=document,
                capture_output=True,
                timeout=self._limit * (_SENDING if document else 1),
                check=False,
                env=environment | {"LC_ALL": "C"},
            )
        except FileNotFoundError as error:
            raise DeviceError("PR-201", program=command[0]) from error
        except subprocess.TimeoutExpired as error:
            raise DeviceError("PR-202") from error


def _words(attributes: dict[str, Any], name: str) -> list[str]:
    """A keyword attribute, which ipptool writes as one text or as a list."""
    value = attributes.get(name, [])
    return [value] if isinstance(value, str) else list(value)
