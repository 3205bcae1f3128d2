"""Reading lock files."""

from tools.locks import blocks, names, wanted

LOCK = """\
# head
alpha==1.0 \\
    --hash=sha256:aa
beta-two==2.0 ; python_version < '3.12' \\
    --hash=sha256:bb \\
    --hash=sha256:cc
gamma==3.0 ; platform_machine == 'aarch64' \\
    --hash=sha256:dd
gamma==3.1 ; platform_machine != 'aarch64' \\
    --hash=sha256:ee
"""


def test_a_lock_is_split_by_library() -> None:
    found = blocks(LOCK)
    assert names(LOCK) == ["alpha", "beta-two", "gamma"]
    assert found["alpha"] == "alpha==1.0 \\\n    --hash=sha256:aa\n"
    assert found["gamma"].count("gamma==") == 2
    assert "".join(found.values()) == LOCK.partition("\n")[2]


def test_requirements_are_read_as_they_are_written() -> None:
    assert "PySide6-Essentials>=6.8.0.2,<6.12" in wanted("install_requires")
    assert any(line.startswith("pyscard") for line in wanted("hardware"))
