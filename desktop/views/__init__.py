"""One package a task of the clerk: page and presenter."""
