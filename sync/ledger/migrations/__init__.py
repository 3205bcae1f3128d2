"""Migrations of the journal, blob and sealed tables; rows of lists are rebuilt, never migrated."""
