"""What makes a ReportLab document PDF/A-2b (ISO 19005-2): said in its catalogue, not added later.

XMP metadata, an output intent with its profile, an identifier, a language, a line end before every
``endstream``; and no moment but the one given, so that the same record gives the same bytes.
"""

import hashlib
import zlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from printing.srgb import profile

PRODUCER = "Yichuang"
LANGUAGE = "zh-CN"
VERSION = (1, 7)
_INTENT = "sRGB IEC61966-2.1"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the file says of itself: title, organ, number; nothing of a person."""

    title: str
    author: str
    subject: str
    made: datetime
    seed: bytes
    """Whatever the file was made from; its digest becomes the identifier."""


class _Stamp:
    """The moment in the form ReportLab keeps it."""

    def __init__(self, made: datetime) -> None:
        offset = made.utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset is not None else 0
        sign = -1 if minutes < 0 else 1
        self.t = made.timestamp()
        self.YMDhms = (made.year, made.month, made.day, made.hour, made.minute, made.second)
        self.dhh = sign * (abs(minutes) // 60)
        self.dmm = abs(minutes) % 60


class _Ended(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab carries no types
    """Stream data followed by the line end that is no part of them."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __len__(self) -> int:
        return len(self._data)

    def format(self, _document: Any) -> bytes:
        return self._data + b"\n"


class _LineEnds(pdfdoc.NoEncryption):  # type: ignore[misc]
    """The one hook that every stream passes on its way into the file."""

    def encode(self, data: bytes | str) -> _Ended:
        return _Ended(data.encode() if isinstance(data, str) else data)


def make_archival(document: Any, imprint: Imprint) -> None:
    """Turn the ReportLab ``document`` into PDF/A-2b before its first page is written."""
    document.encrypt = _LineEnds()
    document._timeStamp = _Stamp(imprint.made)
    digest = hashlib.sha256(imprint.seed).digest()[:16].hex().encode()
    document._ID = b"[<" + digest + b"><" + digest + b">]"
    document.setTitle(imprint.title)
    document.setAuthor(imprint.author)
    document.setSubject(imprint.subject)
    document.setCreator(PRODUCER)
    document.setProducer(PRODUCER)
    catalogue = document.Catalog
    catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "OutputIntents"]
    catalogue.Metadata = _metadata(imprint)
    catalogue.OutputIntents = pdfdoc.PDFArray([_intent()])


def _metadata(imprint: Imprint) -> Any:
    text = _XMP.format(
        title=escape(imprint.title),
        author=escape(imprint.author),
        subject=escape(imprint.subject),
        language=LANGUAGE,
        producer=PRODUCER,
        moment=imprint.made.isoformat(timespec="seconds"),
    )
    kind = pdfdoc.PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"})
    return pdfdoc.PDFStream(dictionary=kind, content=text.encode())


def _intent() -> Any:
    packed = pdfdoc.PDFDictionary({"N": 3, "Filter": "/FlateDecode"})
    return pdfdoc.PDFDictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": pdfdoc.PDFString(_INTENT),
            "Info": pdfdoc.PDFString(_INTENT),
            "DestOutputProfile": pdfdoc.PDFStream(dictionary=packed, content=_packed_profile()),
        }
    )


@cache
def _packed_profile() -> bytes:
    return zlib.compress(profile(), 9)
