"""What stands on the counter and how it is."""
