"""Relays and notices: who has to be told, how it went, with the proof."""
