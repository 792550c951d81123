"""The word index of each database engine. All SQL of the search is here; visitors' words reach it as quoted words only.

SQLite has an FTS5 table over two columns of IndexEntry, kept by triggers; PostgreSQL has a stored `tsvector` with a GIN
index, kept by the engine itself. So whatever writes an entry, the index follows.
"""

from typing import NamedTuple

from django.db import DatabaseError, connection

TABLE, WORDS = "portal_indexentry", "portal_indexwords"
COLUMNS = ("folded_title", "folded")
LISTED = ", ".join(COLUMNS)
NEW, OLD = (", ".join(f"{row}.{column}" for column in COLUMNS) for row in ("new", "old"))
DROP_OLD = f"INSERT INTO {WORDS}({WORDS}, rowid, {LISTED}) VALUES ('delete', old.id, {OLD});"
ADD_NEW = f"INSERT INTO {WORDS}(rowid, {LISTED}) VALUES (new.id, {NEW});"
TRIGGERS = {"insert": ADD_NEW, "delete": DROP_OLD, "update": DROP_OLD + ADD_NEW}

SQLITE = [
    f"""CREATE VIRTUAL TABLE {WORDS} USING fts5({LISTED}, content='{TABLE}', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0')""",
    *(
        f"CREATE TRIGGER {WORDS}_{event} AFTER {event.upper()} ON {TABLE} BEGIN {body} END"
        for event, body in TRIGGERS.items()
    ),
    f"INSERT INTO {WORDS}({WORDS}) VALUES ('rebuild')",
]
DROP_SQLITE = [*(f"DROP TRIGGER IF EXISTS {WORDS}_{event}" for event in TRIGGERS), f"DROP TABLE IF EXISTS {WORDS}"]
POSTGRESQL = [
    f"""ALTER TABLE {TABLE} ADD COLUMN words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple'::regconfig, folded_title), 'A') || to_tsvector('simple'::regconfig, folded)
        ) STORED""",
    f"CREATE INDEX {WORDS} ON {TABLE} USING gin (words) WITH (fastupdate = off)",
]
DROP_POSTGRESQL = [f"DROP INDEX IF EXISTS {WORDS}", f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS words"]

FOUND = "e.key, e.prominence, e.position, e.folded_title, e.exact_title, e.folded, e.exact"
# Numbers first, then the key by its bytes: the same order on either engine.
ORDER = {"sqlite": "e.prominence, e.position, e.key", "postgresql": 'e.prominence, e.position, e.key COLLATE "C"'}
# The ids are chosen first, so that no long text is sorted.
QUERY = {
    "sqlite": f"""SELECT e.id FROM {WORDS} w CROSS JOIN {TABLE} e ON e.id = w.rowid
        WHERE {WORDS} MATCH %s AND e.state = 'published' ORDER BY {ORDER["sqlite"]} LIMIT %s""",
    "postgresql": f"""SELECT e.id FROM {TABLE} e
        WHERE e.words @@ %s::tsquery AND e.state = 'published' ORDER BY {ORDER["postgresql"]} LIMIT %s""",
}


class Candidate(NamedTuple):
    """A published entry that holds the words, with what its rank depends on."""

    key: str
    prominence: int
    position: int
    folded_title: str
    exact_title: str
    folded: str
    exact: str


def candidates(words, limit, is_begun=False, in_any=False, in_titles=False):
    """Return the Candidates that hold every one of the folded `words` (`in_any`: at least one), in a fixed order.

    The last word may be begun only if `is_begun`; `in_titles` looks at names only.
    """
    expression = match(words, is_begun, in_any, in_titles)
    query = f"SELECT {FOUND} FROM {TABLE} e WHERE e.id IN ({QUERY[connection.vendor]})"
    with connection.cursor() as cursor:
        cursor.execute(query, [expression, limit])
        return [Candidate(*row) for row in cursor.fetchall()]


def match(words, is_begun=False, in_any=False, in_titles=False):
    """Return the expression for these words in the language of the engine's index; each word stands in quotes."""
    *whole, last = words
    if connection.vendor == "sqlite":
        parts = [*(f'"{word}"' for word in whole), f'"{last}"{"*" * is_begun}']
        joined = (" OR " if in_any else " AND ").join(parts)
        return f"folded_title : ({joined})" if in_titles else joined
    title = "A" * in_titles
    ends = {True: ":*" + title, False: title and ":" + title}
    parts = [*(f"'{word}'{ends[False]}" for word in whole), f"'{last}'{ends[is_begun]}"]
    return (" | " if in_any else " & ").join(parts)


def create(apps, schema_editor):
    """Make the index, over whatever entries there are."""
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def drop(apps, schema_editor):
    run(schema_editor, {"sqlite": DROP_SQLITE, "postgresql": DROP_POSTGRESQL})


def run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def restore():
    """Make the index of SQLite anew, triggers included; that of PostgreSQL cannot differ from its column."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in [*DROP_SQLITE, *SQLITE]:
                cursor.execute(statement)


def is_sound():
    """Tell whether the index holds exactly the words of its entries, and is kept."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        if cursor.fetchone() != (len(TRIGGERS),):
            return False
        try:
            cursor.execute(f"INSERT INTO {WORDS}({WORDS}, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            return False
    return True
