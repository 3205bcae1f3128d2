"""Which workstations stand at the issuing window of the hall (001D八(三)1, 004-9 出证窗口统一出件).

A workstation is told so by the code it enrols with: it then hears of every case from the first act
on, persons sealed, and of everything in it once something of it is to be told or handed out.
"""

from sqlalchemy import Connection

from sync.ledger import facts

_PREFIX = "issuing/"
_YES = "1"
REACHED = (
    "DecisionMade.v1",
    "ResultArrived.v1",
    "CaseCompleted.v1",
    "CaseReturned.v1",
    "CaseTerminated.v1",
    "ResultPushed.v1",
    "RectificationSummarised.v1",
    "JointTerminated.v1",
)
"""Events by which a case, or the joint acceptance that follows it, reaches the issuing window."""


def mark(connection: Connection, hall: str, device: str) -> None:
    """From now on this workstation hands out results."""
    facts.put(connection, hall, _PREFIX + device, _YES)


def is_issuing(connection: Connection, hall: str, device: str) -> bool:
    """Whether this workstation hands out results."""
    return facts.get(connection, hall, _PREFIX + device) == _YES
