"""What an item's procedure adds to receiving and deciding: its own checks, and how it opens.

One place for all procedures, so that a visit, the department's decision and the sweep of the hub
open the same things.
"""

from casework.act import Context
from casework.flows import completion_filing, joint_acceptance, permit
from casework.flows.grounds import Grounds
from casework.law.items import Item
from casework.records.case import CaseRecord
from casework.records.event import Event, Staged


def require(record: CaseRecord, known: Grounds, context: Context) -> None:
    """Raise what stands against accepting or handing over, seen from what else is known."""
    item = context.catalogue.item(record.received.item)
    permit.require(record, item, known, context)


def require_whole(record: CaseRecord, item: Item) -> None:
    """Raise what makes the application itself no whole one (002图4.4注1, 注2)."""
    completion_filing.require(record, item)


def begun(
    case: str, record: CaseRecord, item: Item, known: Grounds, context: Context
) -> tuple[Staged, ...]:
    """What opens in the act of acceptance."""
    return (
        *joint_acceptance.begun(case, record, item, context),
        *permit.begun(case, record, item, known, context),
        *promised(record, item, known, context),
    )


def deemed(
    case: str, record: CaseRecord, item: Item, known: Grounds, context: Context
) -> tuple[Staged, ...]:
    """What opens when silence accepts (行政许可法 32): the same, with nobody's account or key."""
    return (
        *permit.opens(case, record, item, known, context),
        *promised(record, item, known, context),
    )


def promised(
    record: CaseRecord, item: Item, known: Grounds, context: Context
) -> tuple[Staged, ...]:
    """What the applicant commits to with the application itself."""
    return completion_filing.promised(record, item, known, context)


def told(case: str, record: CaseRecord, event: Event, context: Context) -> tuple[Staged, ...]:
    """Who hears of the decision on acceptance in the same act; ``record`` has its paper."""
    item = context.catalogue.item(record.received.item)
    return permit.slip(case, record, item, event, context)
