"""A pack as one body: the same bytes for the same files, nothing that is no pack."""

import msgspec
import pytest

import resources
from casework.errors import RuleError
from casework.law import bundle, catalogue
from casework.law.bundle import MAX_BYTES, MAX_FILES

FILES = resources.catalogue_files("zhengzhou")


def test_what_is_packed_is_unpacked_to_the_same_rules() -> None:
    body = bundle.pack(FILES)
    assert bundle.pack(dict(reversed(FILES.items()))) == body
    files = bundle.unpack(body)
    assert files == FILES
    assert catalogue.parse(files).pack.sha256 == catalogue.parse(FILES).pack.sha256


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"a.toml": 1}',
        b"[" * 100_000,
        msgspec.json.encode({"../etc/passwd": ""}),
        msgspec.json.encode({"a/b/c.toml": ""}),
        msgspec.json.encode({f"a/{n}.toml": "" for n in range(MAX_FILES + 1)}),
        msgspec.json.encode({"a/b.toml": "x" * MAX_BYTES}),
    ],
    ids=range(10),
)
def test_what_is_no_pack_is_refused(body: bytes) -> None:
    with pytest.raises(RuleError, match="LW-420"):
        bundle.unpack(body)
