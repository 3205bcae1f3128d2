"""Tasks of the window: a page and a presenter each; no task knows another."""
