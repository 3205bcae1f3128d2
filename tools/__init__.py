"""What stands behind ./dev: set-up, checks, locks, figures."""
