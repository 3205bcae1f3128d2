"""A case as a story: its acts in the hall's order, who did what when, and what was not placed."""

from dataclasses import dataclass
from datetime import datetime

from casework.flows import story
from casework.law.clock import BEIJING
from casework.records.account import AccountRecord
from casework.records.case import CaseRecord
from casework.rows import ToldAct as Act
from hub import accounts
from hub.opening import Hub
from hub.order import HUB
from sync.ledger import history


@dataclass(frozen=True, slots=True)
class Told:
    """One event of an act in words, with the hash (hex) of its entry; ``deemed`` marks 默认."""

    text: str
    entry_hash: str
    deemed: bool = False


@dataclass(frozen=True, slots=True)
class ToldAct:
    """One act on a case: moment, clerk and workstation as the act says them, and its events."""

    at: str
    clerk: str
    station: str
    feed: int | None
    """Place in the hall's order; None for an act that was set aside."""
    reason: str
    """Code that says why it was set aside, else empty."""
    clock_suspect: bool
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Everything a page shows of a case."""

    record: CaseRecord
    placed: tuple[ToldAct, ...]
    aside: tuple[ToldAct, ...]


def of_case(hub: Hub, stream: str) -> Story | None:
    """The story of a case and of what is bound to it; None when there is no such case."""
    record = hub.ledger.load(stream).record
    if not isinstance(record, CaseRecord):
        return None
    with hub.ledger.store.reading() as connection:
        acts = history.of_case(connection, hub.hall_id, stream)
    names: dict[str, str] = {}
    found = [_told(hub, act, names) for act in acts]
    placed = tuple(one for one in found if one.feed is not None)
    return Story(record, placed, tuple(one for one in found if one.feed is None))


def moment(iso: str) -> str:
    """A moment as people read it, in the hall's time; what cannot be read stays as it is."""
    try:
        return f"{datetime.fromisoformat(iso).astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
    except (ValueError, OverflowError):
        return iso


def clerk_name(hub: Hub, account: str) -> str:
    """The name behind an account, else the account itself."""
    if account == HUB:
        return "中心"
    record = hub.ledger.load(accounts.stream_of(account.removeprefix("account/"))).record
    named = record.granted.person_name.value if isinstance(record, AccountRecord) else None
    return named or account


def _told(hub: Hub, act: Act, names: dict[str, str]) -> ToldAct:
    told: list[Told] = []
    for one in act.events:
        names |= story.names_in(one.event)
        sentence = story.tell(one.event, names)
        told.append(Told(sentence.text, one.entry_hash, sentence.deemed))
    return ToldAct(
        at=moment(act.at),
        clerk=clerk_name(hub, act.clerk) if act.clerk else "",
        station=act.station,
        feed=act.feed,
        reason=act.reason,
        clock_suspect=act.clock_suspect,
        told=tuple(told),
    )
