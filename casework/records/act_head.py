"""The head of an act: the first entry of every append."""

from casework.records.event import Event


class ActHead(Event, frozen=True, tag="Act.v1"):
    """The first entry of every act: who, when, where, why, under which rules, on which base.

    ``hub_at`` is the last signed hub time and ``since_hub_ms`` the monotonic time since then in
    this boot (-1 when unknown): together they bound the claim ``at`` of the wall clock.
    """

    device: str
    hall: str
    window: str
    clerk: str
    at: str
    hub_at: str
    since_hub_ms: int
    boot: str
    clock_suspect: bool
    why: str
    pack: str
    pack_sha256: str
    bases: dict[str, int]
    count: int
