"""What every floor may need: sm, child, places, log, lock."""
