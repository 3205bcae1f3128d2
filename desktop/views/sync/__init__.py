"""The line to the hub: debts, acts, receipts."""
