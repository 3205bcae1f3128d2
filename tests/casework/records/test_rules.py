"""The rules of a hall: the last pack adopted holds."""

from msgspec import structs

from casework.records.registry import fold
from casework.records.rules import PackAdopted, RulesRecord


def test_the_last_pack_adopted_holds() -> None:
    first = PackAdopted("zhengzhou", "2019.7", "0" * 64, "现行状态待核", "2026-01-01")
    second = structs.replace(first, version="2026.1", sha256="1" * 64)
    record = fold("rules/hall-1", [first, second])
    assert isinstance(record, RulesRecord)
    assert record.adopted is second
