"""Projects: found, told, supplemented, brought in, split, closed."""
