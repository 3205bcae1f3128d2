"""Drafts: rows outside the chain, encrypted with the store, saved within a second, never synced."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from casework.errors import StoreError
from casework.ports import SavedDraft
from sync.ledger.store import Store
from sync.ledger.tables import drafts


class Drafts:
    """The drafts of one hall's store."""

    def __init__(self, store: Store, hall: str) -> None:
        self._store = store
        self._hall = hall

    def save(self, draft: str, kind: str, body: bytes, now: datetime, *, project: str = "") -> None:
        """Keep the latest state of a draft; a full disk gets the ballast back for it once.

        ``project`` is the stream of the project it is about.
        """
        row: dict[str, object] = {
            "hall": self._hall,
            "draft": draft,
            "kind": kind,
            "body": body,
            "saved_at": now.isoformat(),
            "project": project,
        }
        try:
            self._write(row)
        except StoreError as error:
            if error.code != "LE-201" or not self._store.release_ballast():
                raise
            self._write(row)

    def _write(self, row: dict[str, object]) -> None:
        with self._store.writing() as connection:
            connection.execute(insert(drafts).prefix_with("OR REPLACE"), row)

    def all(self, kind: str) -> tuple[SavedDraft, ...]:
        """All drafts of a kind, the newest first."""
        query = (
            select(drafts.c.draft, drafts.c.body, drafts.c.saved_at)
            .where(drafts.c.hall == self._hall, drafts.c.kind == kind)
            .order_by(drafts.c.saved_at.desc())
        )
        with self._store.reading() as connection:
            return tuple(SavedDraft(*row) for row in connection.execute(query))

    def of_project(self, project: str) -> tuple[SavedDraft, ...]:
        """The drafts about a project, of whatever kind, the newest first (000§9)."""
        query = (
            select(drafts.c.draft, drafts.c.body, drafts.c.saved_at)
            .where(drafts.c.hall == self._hall, drafts.c.project == project)
            .order_by(drafts.c.saved_at.desc())
        )
        with self._store.reading() as connection:
            return tuple(SavedDraft(*row) for row in connection.execute(query))

    def drop(self, draft: str) -> None:
        """Forget a draft that became an act, or that the clerk threw away."""
        with self._store.writing() as connection:
            connection.execute(
                delete(drafts).where(drafts.c.hall == self._hall, drafts.c.draft == draft)
            )
