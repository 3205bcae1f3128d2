"""Widgets and theme that know no casework."""
