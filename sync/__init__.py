"""The ledger and the wire: what was done is on this disk, and reaches the hub in time."""
