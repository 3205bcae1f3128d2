"""The platform that the windows sync with."""
