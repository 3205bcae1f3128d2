"""The Qt program: window, views, wiring and the commands of the command line."""
