"""Catalogues, calendars, forms, messages, fonts and icons, and their one reader."""
