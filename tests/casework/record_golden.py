"""Write the golden bytes of event versions that have none; what stands is never written again."""

import msgspec

from casework.records.event import tag_of
from casework.records.registry import BOOK
from tests.casework.instances import INSTANCES
from tests.casework.test_golden import FOLDER, Golden


def main() -> None:
    """Run as ``python -m tests.casework.record_golden`` after adding an event version."""
    for event in INSTANCES:
        path = FOLDER / f"{tag_of(event)}.json"
        if not path.exists():
            body, sealed = BOOK.encode(event)
            golden = Golden(body.decode(), {one.commitment: one for one in sealed})
            path.write_bytes(msgspec.json.format(msgspec.json.encode(golden)) + b"\n")


if __name__ == "__main__":
    main()
