"""What the fixed instances of events share: moments, identifiers, a limit, sealed texts."""

import hashlib
import hmac

import msgspec

from casework.records import case_events as ev
from casework.records.sealed import Sealed

AT = "2026-11-20T10:31:05.123456+08:00"
DEVICE = "01a1f951-3386-7e0e-aeb9-33093725fc1d"
HALL = "01a1f951-0000-7e0e-aeb9-33093725fc1d"
CASE = "case/01a1f951-1111-7e0e-aeb9-33093725fc1d"
SHA = "ab" * 32


def sealed(value: str) -> Sealed[str]:
    """A sealed text whose 32 random bytes are not random."""
    salt = hashlib.sha256(value.encode()).digest()
    commitment = hmac.new(salt, msgspec.json.encode(value), hashlib.sha256).hexdigest()
    return Sealed(commitment, value, salt)


LIMIT = ev.LimitLine(
    key="push",
    name="推送牵头部门",
    kind="same_day",
    role="duty",
    amount=0,
    start=AT,
    due="2026-11-20T17:30:00+08:00",
    ends="pushed",
    expected=False,
    sentence="受理当日推送牵头部门",
    article="001D七(二)",
)
