"""Deadlines of all open cases."""
