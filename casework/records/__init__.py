"""Streams: their events, folds and state tables."""
