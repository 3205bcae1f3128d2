"""竣工验收备案 at the window (002图4.4): one or two forms, an indivisible parallel application.

What the works contain decides whether the general procedure, the one for drainage and gas or both
are gone through; each gives a filing form, at least one of them in any case. The subjects of the
parallel acceptance are applied for together or not at all. The archive is accepted by commitment:
its day is promised with the application and opens the clock of the project (图4.4注4, 图5注4).
"""

from casework.act import Context
from casework.errors import RuleError
from casework.flows import project_closing
from casework.flows.grounds import Grounds
from casework.law.items import Flow, Item
from casework.records.case import CaseRecord
from casework.records.event import Staged

GENERAL, SPECIFIC = "general", "specific"
"""The two procedures of the chart: 一般项目, 含特定内容项目（排水、燃气）."""
PROCEDURE, ARCHIVE_DAY = "procedure", "archive_day"
"""The fields of the form that say which of them, and until when the archive is handed over."""


def follows(item: Item) -> bool:
    """Whether this procedure is the item's."""
    return item.flow is Flow.COMPLETION_FILING


def procedures(item: Item, record: CaseRecord) -> tuple[str, ...]:
    """What the works go through: one of the two, or both (002图4.4注1)."""
    ticked = record.values().get(PROCEDURE, "").split(",")
    return tuple(one.key for one in item.situations if one.key in ticked)


def forms_due(item: Item, record: CaseRecord) -> tuple[str, ...]:
    """The filing forms that come out, one for each procedure, in the pack's order."""
    ways = dict(zip((GENERAL, SPECIFIC), item.forms, strict=False))
    return tuple(ways[one] for one in procedures(item, record) if one in ways)


def require(record: CaseRecord, item: Item) -> None:
    """What has to hold before it is accepted or handed over.

    RuleError PM-131 for a parallel application that was split, PM-132 where no filing form would
    come out.
    """
    if not follows(item):
        return
    if not forms_due(item, record):
        raise RuleError("PM-132")
    ticked = {one.key for one in item.chosen(record.values().get(item.subjects_field, ""))}
    left_out = [one.label for one in item.subjects if one.key not in ticked]
    if item.indivisible and GENERAL in procedures(item, record) and left_out:
        raise RuleError("PM-131", left_out="、".join(left_out))


def promised(
    record: CaseRecord, item: Item, known: Grounds, context: Context
) -> tuple[Staged, ...]:
    """档案验收为告知承诺制: the promise on the form opens the project's clock (002图4.4注4).

    Nothing where the project is not known here or promised before; PJ-161 for a day that is past.
    """
    project = known.projects.get(record.received.project)
    day = record.values().get(ARCHIVE_DAY, "")
    if not follows(item) or project is None or not day or project.closing.promised is not None:
        return ()
    asked = project_closing.PromiseArchive(record.received.project, item.code, day)
    return (project_closing.promise(project, asked, context),)
