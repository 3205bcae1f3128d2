"""The ledger: an encrypted store with one journal per device, sealed values, blobs and rows."""
