import stat
import sys
from pathlib import Path

import pytest

from foundation import places


def test_practice_shares_no_folder_with_real_data() -> None:
    real = places.of_user(practice=False, environ={})
    practice = places.of_user(practice=True, environ={})
    mine = {real.store, real.settings, real.cache, real.logs}
    assert mine.isdisjoint({practice.store, practice.settings, practice.cache, practice.logs})
    assert all("yichuang" in str(folder) for folder in mine)


def test_root_variable_moves_everything(tmp_path: Path) -> None:
    found = places.of_user(practice=True, environ={"YICHUANG_HOME": str(tmp_path)})
    assert found.store == tmp_path / "yichuang-practice" / "store"
    found.make()
    found.make()
    assert found.logs.is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps its own access lists")
def test_folders_are_private(tmp_path: Path) -> None:
    found = places.under(tmp_path / "home")
    assert not found.store.exists()
    found.make()
    assert stat.S_IMODE(found.store.stat().st_mode) == 0o700
