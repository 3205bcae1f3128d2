"""Purge: what goes with an ended project leaves this store, and the chain stays whole (002图5注2).

Casework says which streams go together; here their sealed values are deleted and the data keys of
their files with them. Entries, hashes and signatures remain, so that the store still verifies.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, exists, or_, select

from casework.flows.project_sweep import goes_with
from casework.records.project import ProjectState
from casework.records.registry import BOOK, blobs_in
from sync.ledger import chain, facts, journal
from sync.ledger.opening import Opened
from sync.ledger.tables import cases, drafts, projects, sealed, tasks
from sync.ledger.tables import journal as entries

DONE = "purged/"
"""Before the stream of a project whose purge came to its end once."""
_ROUND = 500


@dataclass(frozen=True, slots=True)
class Purged:
    """What left the store: projects, sealed values, files."""

    projects: int = 0
    values: int = 0
    files: int = 0


def purge_ended(opened: Opened) -> Purged:
    """Purge every ended project of which something is left; nothing that waits to be sent.

    Safe to call at any time and after a cut: what is gone is gone, the rest goes the next time.
    """
    projects_done = values = files = 0
    for project in _due(opened):
        found = _purge(opened, project)
        if found is not None:
            projects_done += 1
            values += found.values
            files += found.files
    return Purged(projects_done, values, files)


def _due(opened: Opened) -> tuple[str, ...]:
    """Ended projects that were never purged, or to which values have come since."""
    hall = opened.ledger.identity.hall
    own = exists().where(sealed.c.hall == hall, sealed.c.stream == projects.c.stream)
    of_cases = exists().where(
        cases.c.hall == hall,
        cases.c.project == projects.c.stream,
        sealed.c.hall == hall,
        sealed.c.stream == cases.c.stream,
    )
    query = select(projects.c.stream, or_(own, of_cases)).where(
        projects.c.hall == hall, projects.c.state == ProjectState.ENDED.value
    )
    with opened.store.reading() as connection:
        return tuple(
            stream
            for stream, left in connection.execute(query)
            if left or not facts.get(connection, hall, DONE + stream)
        )


def _purge(opened: Opened, project: str) -> Purged | None:
    """One project, or None while an act on any of its streams waits to be sent."""
    ledger = opened.ledger
    hall = ledger.identity.hall
    with opened.store.reading() as connection:
        streams = _streams(connection, hall, project)
        if any(journal.has_waiting(connection, hall, one, None) for one in streams):
            return None
        names = _files(connection, hall, streams)
    names = opened.blobs.has(names)
    for name in sorted(names):
        opened.blobs.purge(name)
    with ledger.writing(), opened.store.writing() as connection:
        values = 0
        for some in _rounds(sorted(streams)):
            gone = delete(sealed).where(sealed.c.hall == hall, sealed.c.stream.in_(some))
            values += connection.execute(gone).rowcount
        connection.execute(delete(drafts).where(drafts.c.hall == hall, drafts.c.project == project))
        facts.put(connection, hall, DONE + project, "1")
        ledger.reread(connection, sorted(streams))
    return Purged(1, values, len(names))


def _streams(connection: Connection, hall: str, project: str) -> frozenset[str]:
    """The project, its cases, what follows them, and the tasks about any of these."""
    of_project = select(cases.c.stream).where(cases.c.hall == hall, cases.c.project == project)
    found = tuple(connection.execute(of_project).scalars())
    subjects = sorted(goes_with(project, found, ()))
    about = [
        stream
        for some in _rounds(subjects)
        for stream in connection.execute(
            select(tasks.c.stream).where(tasks.c.hall == hall, tasks.c.about.in_(some))
        ).scalars()
    ]
    return goes_with(project, found, about)


def _files(connection: Connection, hall: str, streams: frozenset[str]) -> frozenset[str]:
    """The files that these streams name and nothing else does: no other stream and no draft."""
    every = select(entries.c.stream, entries.c.body).where(entries.c.hall == hall)
    named: set[str] = set()
    for some in _rounds(sorted(streams)):
        for _, body in connection.execute(every.where(entries.c.stream.in_(some))):
            named.update(blobs_in(BOOK.decode(bytes(chain.decode_entry(body).event), {})))
    if not named:
        return frozenset()
    for stream, body in connection.execute(every.execution_options(yield_per=_ROUND)):
        if stream not in streams:
            named.difference_update(chain.commitments_in(body))
    bodies = select(drafts.c.project, drafts.c.body).where(drafts.c.hall == hall)
    for of_project, body in connection.execute(bodies):
        if of_project not in streams:
            named.difference_update(chain.commitments_in(body))
    return frozenset(named)


def _rounds(streams: list[str]) -> list[list[str]]:
    return [streams[at : at + _ROUND] for at in range(0, len(streams), _ROUND)]
