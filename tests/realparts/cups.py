"""A real CUPS with an IPP printer behind it, alone in namespaces of its own.

Its network and its ``/run`` are private; from outside only the spooler's socket is seen, so that
``CUPS_SERVER`` is all a client needs (``environment``). Two queues lead to the one printer: HALL
with a driver, as in a hall, and DIRECT, which passes the bytes on untouched.
"""

import os
import selectors
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

HALL = "hall"
DIRECT = "direct"
_PORT = 8632
_READY = 15.0
_CUPSD = "/usr/sbin/cupsd"
_PROGRAMS = ("unshare", "ip", "dbus-daemon", "avahi-daemon", "ippeveprinter", "cupsd", "lpadmin")
_DEVICE = f"ipp://localhost:{_PORT}/ipp/print"

_PREPARE = """
mount -t tmpfs tmpfs /run && mkdir -p /run/dbus /run/avahi-daemon && ip link set lo up
exec 3>&1 >{folder}/log 2>&1
dbus-daemon --system --nofork --nopidfile &
until [ -S /run/dbus/system_bus_socket ]; do sleep 0.02; done
avahi-daemon --no-rlimits --no-drop-root --no-chroot &
until [ -S /run/avahi-daemon/socket ]; do sleep 0.02; done
{folder}/cupsd -f -c {folder}/etc/cupsd.conf -s {folder}/etc/cups-files.conf &
"""
_PRINTER = (
    "ippeveprinter -2 -f application/pdf -d {folder}/out -k -n localhost -p {port}"
    " -c {folder}/tray 'Hall Printer' & printer=$!"
)
# The printer runs it with each paper: it says what a device says whose tray is empty.
_TRAY = """#!/bin/sh
if [ -e {folder}/empty ]; then
    echo 'STATE: +media-empty-error' >&2
    while [ -e {folder}/empty ]; do sleep 0.1; done
    echo 'STATE: -media-empty-error' >&2
fi
"""
_CUPSD_CONF = """
Listen {socket}
Browsing Off
DefaultAuthType None
LogLevel info
PreserveJobFiles Yes
PreserveJobHistory Yes
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
_FILES_CONF = """
ServerRoot {folder}/etc
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/tmp
ServerKeychain {folder}/ssl
AccessLog {folder}/access_log
ErrorLog {folder}/error_log
PageLog {folder}/page_log
"""


def missing() -> str:
    """What this machine lacks for a real spooler; empty when nothing."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "root on Linux (namespaces)"
    folders = os.pathsep.join([*os.get_exec_path(), "/usr/sbin", "/sbin"])
    return ", ".join(name for name in _PROGRAMS if shutil.which(name, path=folders) is None)


class CupsStack:
    """The namespaces with spooler and printer; a context manager."""

    def __init__(self) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="cups", ignore_cleanup_errors=True)
        self._shell: subprocess.Popen[bytes] | None = None

    @property
    def folder(self) -> Path:
        """Where configuration, logs, spooled jobs and printed papers lie."""
        return Path(self._temporary.name)

    @property
    def environment(self) -> dict[str, str]:
        """What a client of this spooler needs in its environment."""
        return {"CUPS_SERVER": str(self.folder / "cups.sock")}

    def __enter__(self) -> "CupsStack":
        self._write_configuration()
        namespaces = ["--mount", "--net", "--pid", "--fork", "--mount-proc", "--kill-child"]
        self._shell = subprocess.Popen(
            ["unshare", *namespaces, "sh"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._run(_PREPARE.format(folder=self.folder))
        self.switch_on()
        _until(lambda: "is running" in self.client("lpstat", "-r"), "cupsd is not ready")
        _until(self._add_queues, "the printer did not tell its driver")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._shell is not None
        self._shell.communicate()  # the end of its input ends the shell, and all with it
        self._temporary.cleanup()

    def spooled(self, job: str) -> bytes:
        """The bytes the spooler was handed for ``job``."""
        number = int(job.rpartition("-")[2])
        return (self.folder / "spool" / f"d{number:05d}-001").read_bytes()

    def handed_over(self) -> list[bytes]:
        """The bytes of all jobs the spooler was handed, in order."""
        jobs = (self.folder / "spool").glob("d?????-001")
        return [job.read_bytes() for job in sorted(jobs)]

    def printed(self) -> list[Path]:
        """The papers that came out of the printer, in order."""
        papers = (self.folder / "out").glob("*.pdf")
        return sorted(papers, key=lambda path: int(path.name.partition("-")[0]))

    def take_paper(self) -> None:
        """Empty the tray: the next job waits."""
        (self.folder / "empty").touch()

    def put_paper(self) -> None:
        """Fill the tray."""
        (self.folder / "empty").unlink()

    def pause(self) -> None:
        """Stop the queue HALL as an administrator does."""
        self.client("cupsdisable", "-r", "maintenance", HALL)

    def resume(self) -> None:
        """Let the queue HALL go on."""
        self.client("cupsenable", HALL)

    def refuse(self, *, refuse: bool = True) -> None:
        """Let the queue HALL take no jobs, or take them again."""
        self.client("cupsreject" if refuse else "cupsaccept", HALL)

    def cancel(self, job: str) -> None:
        """Cancel a job at the spooler."""
        self.client("cancel", job)

    def switch_off(self) -> None:
        """Turn the printer off in the middle of whatever it does."""
        self._run("kill -9 $printer; wait $printer")

    def switch_on(self) -> None:
        """Turn the printer on."""
        self._run(_PRINTER.format(folder=self.folder, port=_PORT))

    def client(self, *command: str) -> str:
        """Run a program of CUPS against this spooler and return what it says."""
        environment = os.environ | self.environment | {"LC_ALL": "C"}
        ended = subprocess.run(
            command, env=environment, capture_output=True, timeout=10, check=False
        )
        return ended.stdout.decode()

    def _add_queues(self) -> bool:
        """Add both queues; a printer that is not up yet leaves one without a driver."""
        export = f"export CUPS_SERVER={self.environment['CUPS_SERVER']}; "
        self._run(f"{export}lpadmin -p {HALL} -E -v {_DEVICE} -m everywhere")
        self._run(f"{export}lpadmin -p {DIRECT} -E -v {_DEVICE} -m raw; lpadmin -d {HALL}")
        return (self.folder / "etc" / "ppd" / f"{HALL}.ppd").exists()

    def _write_configuration(self) -> None:
        folder = self.folder
        folder.chmod(0o755)  # the filters of CUPS run as another user
        for name in ("etc", "spool", "cache", "state", "tmp", "ssl", "out"):
            (folder / name).mkdir()
        # What confines the installed program to its own folders is bound to its path.
        shutil.copy(_CUPSD, folder / "cupsd")
        socket = self.environment["CUPS_SERVER"]
        (folder / "etc/cupsd.conf").write_text(_CUPSD_CONF.format(socket=socket))
        (folder / "etc/cups-files.conf").write_text(_FILES_CONF.format(folder=folder))
        tray = folder / "tray"
        tray.write_text(_TRAY.format(folder=folder))
        tray.chmod(tray.stat().st_mode | stat.S_IXUSR)

    def _run(self, commands: str) -> None:
        """Let the shell inside run ``commands`` and wait until it has."""
        assert self._shell is not None
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        self._shell.stdin.write(f"{commands}\necho done >&3\n".encode())
        self._shell.stdin.flush()
        with selectors.DefaultSelector() as selector:
            selector.register(self._shell.stdout, selectors.EVENT_READ)
            if not selector.select(_READY) or self._shell.stdout.readline() != b"done\n":
                raise RuntimeError(f"no answer to {shlex.quote(commands)}: {self._log()}")

    def _log(self) -> str:
        log = self.folder / "log"
        return log.read_text(errors="replace") if log.exists() else ""


def _until(condition: Callable[[], bool], complaint: str) -> None:
    end = time.monotonic() + _READY
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(complaint)
        time.sleep(0.05)
