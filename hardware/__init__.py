"""Readers, cards, keys and scanners."""
