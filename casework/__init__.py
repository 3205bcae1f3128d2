"""The rules of the hall: no Qt, no database, no network, no clock of its own."""
