"""The real service, once a module, for the tests that ask for it."""

from collections.abc import Iterator

import pytest

from tests.realparts import pcsc


@pytest.fixture(scope="module")
def stack() -> Iterator[pcsc.PcscStack]:
    """A real PC/SC service with two virtual slots."""
    lacking = pcsc.missing()
    if lacking:
        pytest.skip(f"no real reader service here: {lacking}")
    with pcsc.PcscStack() as made:
        yield made
