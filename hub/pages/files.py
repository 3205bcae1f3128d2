"""The scans and papers of a case, handed out piece by piece to whoever may see the case."""

from collections.abc import AsyncIterator

import msgspec
from starlette.responses import Response, StreamingResponse

from casework.errors import InputError
from casework.records.case import CaseRecord
from hub.answers import NOT_FOUND
from hub.opening import Hub
from hub.pool import Pool
from sync.ledger.blobs import LIST, ChunkList

PDF = "application/pdf"
_SHOWN = frozenset({"image/png", "image/jpeg", PDF})
_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
_SANDBOX = {"Content-Security-Policy": "default-src 'none'; sandbox"}


def media_type_of(record: CaseRecord, sha: str) -> str:
    """What a file of this case is; InputError HU-207 for one that does not belong to it."""
    for material in record.materials:
        for page in material.pages:
            if page.sha256 == sha:
                return page.media_type
    if any(paper.pdf_sha256 == sha for paper in record.papers if sha):
        return PDF
    raise InputError(NOT_FOUND)


async def stream(hub: Hub, pool: Pool, sha: str, media_type: str) -> Response:
    """The plain bytes of a blob; StoreError LE-401 when it was purged or never came."""
    kind, data = await pool.run(hub.blobs.read_stored, sha)
    shown = media_type in _SHOWN
    headers = _HEADERS if media_type == PDF else _HEADERS | _SANDBOX
    if not shown:
        headers = headers | {"Content-Disposition": f'attachment; filename="{sha[:12]}"'}
    body = _pieces(hub, pool, kind, data)
    return StreamingResponse(
        body, 200, headers, media_type if shown else "application/octet-stream"
    )


async def _pieces(hub: Hub, pool: Pool, kind: int, data: bytes) -> AsyncIterator[bytes]:
    if kind != LIST:
        yield data
        return
    for chunk in msgspec.json.decode(data, type=ChunkList).chunks:
        yield (await pool.run(hub.blobs.read_stored, chunk))[1]
