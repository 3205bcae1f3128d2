import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.errors import InputError
from casework.records.notice import PaperMark
from printing.mark import decode_mark, encode_mark

HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)
ADDRESSES = st.sampled_from(("", "https://hall.example/verify", "https://hall.example/v?city=1"))


@given(st.text(min_size=1, max_size=40), HASHES, HASHES, ADDRESSES)
def test_what_is_written_is_read(number: str, entry: str, record: str, address: str) -> None:
    mark = PaperMark(number, entry, record, address)
    assert decode_mark(encode_mark(mark)) == mark


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://hall.example/verify",
        "https://hall.example/verify?n=1&e=short&r=short",
        "yichuang:paper?n=1&e=" + "A" * 43,
        "yichuang:paper?n=1&e=" + "A" * 43 + "&r=" + "ä" * 43,
        "WIFI:S:hall;;",
        "\x00\xff",
        "http://[bad",
    ],
)
def test_other_codes_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="PR-301"):
        decode_mark(text)


def test_reading_a_mark_loads_no_reportlab() -> None:
    script = "import sys, printing.mark, printing.papers, printing.spool; "
    script += "assert not {'reportlab', 'segno', 'pypdfium2'} & sys.modules.keys()"
    subprocess.run([sys.executable, "-c", script], check=True)
