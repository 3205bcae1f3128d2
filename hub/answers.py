"""What the hub answers when it refuses: a stable code with a fitting status, never a trace."""

import logging

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from casework.errors import ClerkError, StoreError
from sync.client import Fault

UNFORESEEN = "HU-500"
NOT_FOUND = "HU-207"
JSON = "application/json"
_LOG = logging.getLogger(__name__)
_STATUS = {
    "SY-201": 401,
    "SY-202": 400,
    "SY-203": 400,
    "SY-204": 422,
    "SY-205": 409,
    "SY-206": 409,
    "SY-207": 409,
    "LE-201": 507,
    "LE-204": 503,
    "LE-301": 422,
    "LE-401": 404,
    "HU-201": 403,
    "HU-202": 412,
    "HU-203": 413,
    "HU-204": 422,
    "HU-205": 422,
    "HU-206": 400,
    "HU-207": 404,
    "HU-208": 404,
    "HU-209": 409,
    "HU-301": 401,
    "HU-302": 400,
    "HU-501": 429,
    "HU-502": 401,
    "PE-301": 403,
    "PE-302": 403,
    "PE-303": 403,
    "PE-304": 403,
    "PR-301": 400,
}


def status_of(error: ClerkError) -> int:
    """The HTTP status of a refusal; the store's own faults are the hub's, not the caller's."""
    return _STATUS.get(error.code, 500 if isinstance(error, StoreError) else 400)


def fault(code: str, status: int) -> Response:
    """A refusal on the wire.

    What is left of the request's body is read and dropped by the server: a connection closed under
    a window that is still sending would look like a broken line and hide the reason.
    """
    return Response(msgspec.json.encode(Fault(code)), status, media_type=JSON)


def refused(request: Request, error: Exception) -> Response:
    """The answer to a call that a ClerkError refused; its facts stay in the hub's log."""
    assert isinstance(error, ClerkError)
    status = status_of(error)
    _LOG.log(
        logging.ERROR if status >= 500 else logging.WARNING,
        "%s %s: %s",
        request.method,
        request.url.path,
        error,
    )
    return fault(error.code, status)


def gone(_request: Request, _error: Exception) -> Response:
    """The caller hung up: nobody reads this."""
    return Response(status_code=400)
