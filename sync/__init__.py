"""The ledger and the wire to the hub."""
