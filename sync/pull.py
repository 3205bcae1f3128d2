"""Pull: the hall's feed brings accounts, projects, numbers, rules, lost receipts and hub time."""

from dataclasses import dataclass
from datetime import datetime

from sync import wire
from sync.client import HubClient
from sync.ledger import facts, settle
from sync.ledger.ledger import Ledger

POSITION = "feed-position"


@dataclass(frozen=True, slots=True)
class Pulled:
    """What one round brought."""

    acts: int
    more: bool
    versions: frozenset[str]
    hub_at: datetime


class Pull:
    """Follows the hall's feed from the position this store remembers."""

    def __init__(self, ledger: Ledger, client: HubClient) -> None:
        self._ledger = ledger
        self._client = client

    def round(self) -> Pulled:
        """Ask once and absorb the answer whole; raises SyncError when the hub is out of reach."""
        hall = self._ledger.identity.hall
        with self._ledger.store.reading() as connection:
            after = int(facts.get(connection, hall, POSITION) or 0)
        head, acts = self._client.feed(after)
        with self._ledger.writing(), self._ledger.store.writing() as connection:
            for act in acts:
                self._absorb(act)
            facts.put(connection, hall, POSITION, str(head.next))
        hub_at = datetime.fromisoformat(head.hub_at)
        self._ledger.anchor.heard(hub_at)
        return Pulled(len(acts), head.more, frozenset(head.versions), hub_at)

    def _absorb(self, act: wire.FedAct) -> None:
        values = [(line.stream, line.value()) for line in act.sealed]
        with self._ledger.store.writing() as connection:
            settle.absorb_act(self._ledger, connection, act.stored, act.positions, values)
