"""项目关联 (000§4): code and name as the project was set up, and the items its type has."""

from collections.abc import Iterable, Mapping

from casework.errors import RuleError
from casework.law import project_code
from casework.law.catalogue import Catalogue
from casework.law.codes import fold_width
from casework.law.items import Item
from casework.law.problem import Problem, warning

_LABELS = {"project_code": "项目代码", "project_name": "项目名称"}


def differences(linked: Mapping[str, str], form: Mapping[str, str]) -> dict[str, Problem]:
    """By field, where the form reads otherwise than the linked project; writing alone does not.

    Both map ``project_code`` and ``project_name`` to their text; nothing is said of an empty one.
    It warns and does not stop: the clerk looks which of the two is right (PM-144).
    """
    found: dict[str, Problem] = {}
    for key, label in _LABELS.items():
        theirs, ours = linked.get(key, ""), form.get(key, "")
        if theirs and ours and _plain(key, theirs) != _plain(key, ours):
            found[key] = warning("PM-144", field=label, ours=ours, theirs=theirs)
    return found


def _plain(key: str, text: str) -> str:
    if key == "project_code":
        return project_code.parse(text).code
    return "".join(fold_width(text).split())


def offered(items: Iterable[Item], project_type: str, catalogue: Catalogue) -> tuple[Item, ...]:
    """The items that a project of this type has; all of them while the type is not known."""
    found = catalogue.project_types.get(project_type)
    return tuple(one for one in items if found is None or found.has(one.code))


def require_offered(item: Item, project_type: str, catalogue: Catalogue) -> None:
    """RuleError PM-145 for an item that projects of this type do not have."""
    if not offered((item,), project_type, catalogue):
        label = catalogue.project_types[project_type].label
        raise RuleError("PM-145", item=item.name, type=label)
