"""The tables of a store, the same on a workstation and on the hub; keyed by hall throughout.

No serials, triggers, deferrable or partial constraints: the hub's store must also run on engines
that only speak PostgreSQL and are distributed by hall. On SQLite, tables of short rows lie in the
order of their key: measured, every page that an act does not touch saves 1 % of it.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()


def _hall() -> Column[str]:
    return Column("hall", String(36), primary_key=True)


journal = Table(
    "journal",
    metadata,
    _hall(),
    Column("device", String(36), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("act", String(36), nullable=False),
    Column("stream", String(64), nullable=False),
    Column("tag", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    # Place in the hub's order of the stream; null while the hub has not receipted the act.
    Column("position", Integer),
)
# Without the hall: hardly a stream is of two, and each page that an act need not write counts.
Index("journal_stream", journal.c.stream, journal.c.position)

acts = Table(
    "acts",
    metadata,
    _hall(),
    Column("act", String(36), primary_key=True),
    Column("device", String(36), nullable=False),
    Column("first_seq", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("at", String(40), nullable=False),
    # pending (not yet receipted), receipted, set_aside
    Column("state", String(12), nullable=False),
    Column("reason", String(32), nullable=False, default=""),
    Column("batch", String(36), nullable=False, default=""),
    # Place in the hall's feed (hub only).
    Column("feed", Integer),
    sqlite_with_rowid=False,
)
Index("acts_device", acts.c.hall, acts.c.device, acts.c.first_seq, unique=True)
Index("acts_state", acts.c.hall, acts.c.state, acts.c.feed)

streams = Table(
    "streams",
    metadata,
    _hall(),
    Column("stream", String(64), primary_key=True),
    Column("position", Integer, nullable=False),
)

# In this order of the key all values of a stream lie together, as they are written and read.
sealed = Table(
    "sealed",
    metadata,
    _hall(),
    Column("stream", String(64), primary_key=True),
    Column("commitment", String(64), primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

blobs = Table(
    "blobs",
    metadata,
    _hall(),
    # HMAC-SHA256 of the plain SHA-256 with a key of this end: names on disk tell nothing.
    Column("name", String(64), primary_key=True),
    # 0 a blob, 1 the list of the chunks of a large file
    Column("kind", Integer, nullable=False),
    Column("pack", String(40), nullable=False),
    Column("start", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("data_key", LargeBinary),
)

devices = Table(
    "devices",
    metadata,
    _hall(),
    Column("device", String(36), primary_key=True),
    Column("name", String(32), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("private_key", LargeBinary),
    Column("last_seq", Integer, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("ended", Boolean, nullable=False, default=False),
)

receipts = Table(
    "receipts",
    metadata,
    _hall(),
    Column("batch", String(36), primary_key=True),
    Column("device", String(36), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    _hall(),
    Column("draft", String(36), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("saved_at", String(40), nullable=False),
    # The stream of the project it is about; empty before one is chosen.
    Column("project", String(64), nullable=False, default=""),
)

facts = Table(
    "facts",
    metadata,
    _hall(),
    Column("name", String(128), primary_key=True),
    Column("value", Text, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    _hall(),
    Column("stream", String(64), primary_key=True),
    Column("received_at", String(40), nullable=False),
    Column("number", String(64), nullable=False),
    Column("item_name", String(200), nullable=False),
    Column("project", String(64), nullable=False),
    Column("project_code", String(64), nullable=False),
    Column("project_name", String(400), nullable=False),
    Column("unit", String(400), nullable=False),
    Column("person_masked", String(64), nullable=False),
    Column("state", String(20), nullable=False),
    sqlite_with_rowid=False,
)
Index("cases_newest", cases.c.hall, cases.c.received_at, cases.c.stream)
Index("cases_project", cases.c.hall, cases.c.project)

# 网上件 that wait for a decision, few at any time: the badge and its page read nothing else.
inbox = Table(
    "inbox",
    metadata,
    _hall(),
    Column("stream", String(64), primary_key=True),
    Column("brought_at", String(40), nullable=False),
    sqlite_with_rowid=False,
)

projects = Table(
    "projects",
    metadata,
    _hall(),
    Column("stream", String(64), primary_key=True),
    Column("code", String(64), nullable=False),
    Column("name", String(400), nullable=False),
    Column("parent", String(64), nullable=False),
    Column("builder", String(400), nullable=False),
    Column("origin", String(12), nullable=False),
    # new, in_progress, or empty while nobody said
    Column("beginning", String(12), nullable=False),
    Column("works", String(12), nullable=False),
    # known, asked, imported, binned (in the recycle bin), ended
    Column("state", String(12), nullable=False),
)
Index("projects_state", projects.c.hall, projects.c.state)
Index("projects_code", projects.c.hall, projects.c.code)
Index("projects_parent", projects.c.hall, projects.c.parent)

limits = Table(
    "limits",
    metadata,
    _hall(),
    Column("stream", String(64), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("role", String(16), nullable=False),
    Column("start", String(40), nullable=False),
    Column("due", String(40), nullable=False),
    Column("ends", String(32), nullable=False),
    Column("expected", Boolean, nullable=False),
    Column("sentence", String(400), nullable=False),
    Column("article", String(200), nullable=False),
    # What the list shows beside it: the case it belongs to and the words that name that.
    Column("case", String(64), nullable=False),
    Column("project_name", String(400), nullable=False),
    Column("number", String(64), nullable=False),
    # The act whose receipt by the approval system ends a push.
    Column("act", String(36), nullable=False),
    sqlite_with_rowid=False,
)
Index("limits_due", limits.c.hall, limits.c.due)
Index("limits_case", limits.c.hall, limits.c.case)

tasks = Table(
    "tasks",
    metadata,
    _hall(),
    Column("stream", String(64), primary_key=True),
    Column("opened_at", String(40), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("about", String(64), nullable=False),
    Column("item", String(64), nullable=False),
    Column("project_name", String(400), nullable=False),
    Column("number", String(64), nullable=False),
    Column("addressee", String(200), nullable=False),
    Column("title", String(200), nullable=False),
    Column("state", String(12), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due", String(40), nullable=False),
    sqlite_with_rowid=False,
)
Index("tasks_newest", tasks.c.hall, tasks.c.state, tasks.c.opened_at)
Index("tasks_about", tasks.c.hall, tasks.c.about)

exemptions = Table(
    "exemptions",
    metadata,
    _hall(),
    Column("stream", String(64), primary_key=True),
    Column("determined_at", String(40), nullable=False),
    Column("project", String(64), nullable=False),
    Column("item", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("clause", String(200), nullable=False),
    Column("works", String(400), nullable=False),
    # Of the printed record; empty before the applicant's choice.
    Column("number", String(64), nullable=False),
    Column("state", String(12), nullable=False),
    sqlite_with_rowid=False,
)
Index("exemptions_project", exemptions.c.hall, exemptions.c.project)

# Procedures that run and of which a recount has dated what a paper may say without a date: few, and
# beside the open limits without a date all that the list of papers to complete reads.
dated = Table(
    "dated",
    metadata,
    _hall(),
    Column("stream", String(64), primary_key=True),
    Column("case", String(64), nullable=False),
    sqlite_with_rowid=False,
)
