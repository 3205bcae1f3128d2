"""The text in the QR code of a paper: an address with number, entry hash and record digest.

Read by a phone it opens the public page; read at the window it names the paper's journal entry.
It needs neither ReportLab nor a picture, so that window and hub can read what a scanner typed.
"""

import base64
import binascii
from urllib.parse import parse_qsl, urlencode, urlsplit

from casework.errors import InputError
from casework.records.notice import PaperMark

_OWN = "yichuang:paper"
_DIGEST = 32
_FIELDS = ("n", "e", "r")


def encode_mark(mark: PaperMark) -> str:
    """What the QR code of ``mark`` says; the digests are shortened to URL-safe base 64."""
    address = mark.verify_address or _OWN
    fields = {
        "n": mark.number,
        "e": _shortened(mark.entry_hash),
        "r": _shortened(mark.record_digest),
    }
    return f"{address}{'&' if '?' in address else '?'}{urlencode(fields)}"


def decode_mark(text: str) -> PaperMark:
    """The mark in a scanned ``text``; InputError PR-301 when it is not one of ours."""
    try:
        parts = urlsplit(text.strip())
        said = parse_qsl(parts.query)
        fields = dict(said)
        rest = urlencode([pair for pair in said if pair[0] not in _FIELDS])
        address = parts._replace(query=rest).geturl()
        return PaperMark(
            number=fields["n"],
            entry_hash=_restored(fields["e"]),
            record_digest=_restored(fields["r"]),
            verify_address="" if address == _OWN else address,
        )
    except (KeyError, ValueError, binascii.Error) as error:
        raise InputError("PR-301") from error


def _shortened(digest: str) -> str:
    return base64.urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip("=")


def _restored(short: str) -> str:
    data = base64.urlsafe_b64decode(short + "=" * (-len(short) % 4))
    if len(data) != _DIGEST:
        raise ValueError(short)
    return data.hex()
