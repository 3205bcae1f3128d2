"""The other end of the wire: receives acts, orders streams, answers with signed receipts."""
