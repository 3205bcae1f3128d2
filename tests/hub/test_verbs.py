"""Every verb of the departments' desk is in the administrator's guide, and no other."""

import re

from hub.verbs import VERBS
from tools.tree import ROOT

GUIDE = (ROOT / "docs/manual/administrator.zh-CN.md").read_text(encoding="utf-8")


def test_the_guide_names_every_verb_and_nothing_else() -> None:
    _, _, chapter = GUIDE.partition("## 五、")
    rows = [line for line in chapter.split("\n## ")[0].splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([a-z]+\.[a-z_]+)`", row)}
    assert named == set(VERBS)
