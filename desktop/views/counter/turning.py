"""An intake that is half filled, under another item or under other rules: what stays of it."""

from msgspec import structs

from casework.law.catalogue import Catalogue
from casework.law.forms import Form
from casework.law.items import Item
from desktop.views.counter.draft import Choosing, Draft

_PROJECT = 2
"""The step on which the item is chosen."""


def turned(draft: Draft, item: Item, form: Form) -> Draft:
    """The same person and project under another item: what only the old one asked for goes."""
    known = {one.key for one in item.materials}
    return structs.replace(
        draft,
        item=item.code,
        values={key: one for key, one in draft.values.items() if form.slot(key) is not None},
        papers={key: one for key, one in draft.papers.items() if key in known},
        declaration=False,
        choosing=Choosing(),
    )


def without_item(draft: Draft) -> Draft:
    """The item is no longer in the rules: it is chosen anew, and everything else stays."""
    return structs.replace(draft, item="", step=min(draft.step, _PROJECT), choosing=Choosing())


def same(code: str, before: Catalogue, after: Catalogue) -> bool:
    """Whether both rules ask the same of an item."""
    old, new = before.items.get(code), after.items.get(code)
    if old is None or new is None:
        return old is new
    return (old, before.form_of(old)) == (new, after.form_of(new))
