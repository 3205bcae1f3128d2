"""The cases of the window: list, story, papers."""
