"""The check against the list of exemptions."""
