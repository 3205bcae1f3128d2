"""Who stands at the counter: numbers, persons, units, agents, grants."""
