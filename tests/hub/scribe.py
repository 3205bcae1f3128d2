"""A window's chain written by hand, to say what no honest window would."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.records.act_head import ActHead
from casework.records.event import Event, Staged
from casework.records.ids import new_id
from casework.records.registry import BOOK
from casework.records.sealed import SealedValue
from hub import enrol
from hub.opening import Hub
from sync import signing, wire
from sync.ledger import chain
from sync.ledger.journal import Entry, StoredAct
from tests.hub.test_enrol import asked
from tests.realparts.hub import now


class Scribe:
    """A device of the hub and what it has written."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.key = Ed25519PrivateKey.generate()
        self.device = new_id(now())
        code = enrol.give_code(hub, "3", "3号窗口")
        enrol.answer(hub, asked(code, self.key, self.device))
        self.seq = 0
        self.head = chain.genesis(self.device, signing.public_bytes(self.key))

    def _head(self, at: str, count: int, changed: dict[str, object]) -> ActHead:
        said: dict[str, object] = {
            "device": self.device,
            "hall": self.hub.hall_id,
            "window": "3",
            "clerk": "lin",
            "at": at,
            "hub_at": "",
            "since_hub_ms": -1,
            "boot": "b",
            "clock_suspect": False,
            "why": "test",
            "pack": "p",
            "pack_sha256": "0" * 64,
            "bases": {},
            "count": count,
        }
        return ActHead(**(said | changed))  # type: ignore[arg-type]

    def batch(self, *events: Staged, **head: object) -> bytes:
        """One act with these events as a batch; ``head`` changes what its head says."""
        act, at = new_id(now()), now().isoformat()
        first = self._head(at, len(events), head)
        previous, entries, values = self.head, list[Entry](), list[wire.SealedLine]()
        for stream, event in (("", first), *((one.stream, one.event) for one in events)):
            body, sealed = _encoded(event)
            values += (wire.SealedLine(stream, s.commitment, s.salt, s.body) for s in sealed)
            line = chain.encode_entry(act, stream, body)
            previous = chain.link(previous, line)
            entries.append(Entry(stream, chain.tag_in(body), line, previous))
        signature = chain.sign_act(self.key, previous)
        stored = StoredAct(act, self.device, self.seq + 1, tuple(entries), signature, at)
        span = wire.ActRange(act, stored.first_seq, stored.last_seq, at, signature)
        manifest = wire.Manifest(
            new_id(now()),
            self.hub.hall_id,
            self.device,
            self.head.hex(),
            (span,),
            len(values),
            at,
            "b",
            "",
            -1,
        )
        self.seq, self.head = stored.last_seq, previous
        return wire.encode_batch(manifest, [stored], values)


def _encoded(event: Event) -> tuple[bytes, tuple[SealedValue, ...]]:
    return BOOK.encode(event)
