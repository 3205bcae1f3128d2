"""Commands: what a clerk does, as pure functions that return events."""
