"""What runs in the process that counts limits: a packed batch in, the places that change out."""

from msgspec import msgpack

from casework.flows.recount import Counter, Standing
from casework.law import catalogue, workdays
from desktop.reckoning import Find, LawTexts

_BATCH = msgpack.Decoder(list[Standing])
_counter: list[Counter] = []


def answer(request: Find) -> list[int]:
    """Places in the batch of the records that change; LookupError before any law was told."""
    if request.law is not None:
        _counter[:] = [_counting(request.law)]
    if not _counter:
        raise LookupError("no law")
    counter = _counter[0]
    standings = _BATCH.decode(request.standings)
    return [at for at, one in enumerate(standings) if counter.changes(one)]


def _counting(law: LawTexts) -> Counter:
    before = catalogue.parse(law.before, law.day_before) if law.before is not None else None
    return Counter(catalogue.parse(law.pack, law.day), workdays.parse(law.calendar), before)
