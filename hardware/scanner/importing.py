"""Files that somebody brings: examined in a process with limits, before anything is kept."""

from dataclasses import replace
from pathlib import Path

from casework.errors import DocumentError
from casework.ports import PageImage
from foundation.child import Child, ChildError, ChildTimeout

MEMORY_LIMIT = 512 << 20
"""Bytes of address space of the process that looks into a file."""
TIME_LIMIT = 30.0
"""Seconds for one file."""
SIZE_LIMIT = 100 << 20
"""Bytes of the largest file that is taken."""
_ENTRY = "hardware.scanner.decoding:examine"


def import_file(path: Path, *, time_limit: float = TIME_LIMIT) -> tuple[PageImage, ...]:
    """The pages of a JPEG, PNG, TIFF or PDF file; what it is its content says, not its name.

    Pictures come page by page, encoded anew without metadata. A PDF is one PageImage whose body is
    the file as it is, with the size of its first page in points and that page's thumbnail.
    DocumentError: HW-300 cannot be read, HW-301 another kind of file, HW-302 damaged or cut off,
    HW-303 picture too large, HW-304 two kinds in one file, HW-305 locked by a password, HW-306 not
    done in time, HW-307 file too large, HW-308 too many pages, HW-309 it brought the process down.
    """
    body = _read(path)
    child = Child(_ENTRY, memory_limit=MEMORY_LIMIT, name="import")
    try:
        examined = child.call((path.name, body), time_limit)
    except ChildTimeout:
        raise DocumentError("HW-306", name=path.name, seconds=round(time_limit)) from None
    except (ChildError, MemoryError):
        raise DocumentError("HW-309", name=path.name) from None
    finally:
        child.stop()
    pages: tuple[PageImage, ...] = examined.pages
    return tuple(page if page.body else replace(page, body=body) for page in pages)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentError("HW-300", name=path.name, reason=reason) from error
    if len(body) > SIZE_LIMIT:
        raise DocumentError("HW-307", name=path.name, limit=SIZE_LIMIT >> 20)
    return body
