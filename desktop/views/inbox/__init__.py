"""The inbox: what was filed online and waits for a decision."""
