"""The word index of each database engine. All SQL of the search is here; visitors' words reach it as quoted words only.

SQLite has an FTS5 table over two columns of IndexEntry, kept by triggers; PostgreSQL has a stored `tsvector` of each
with a GIN index, kept by the engine itself. So whatever writes an entry, the index follows.
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
# Numbers first, then the key by its bytes: the same order on either engine.
ORDER = "e.prominence, e.position, e.key"
# A function, since only it can keep the planner from reading every row: it does not know what a long vector costs.
POSTGRESQL_COLUMN = """ALTER TABLE {table} ADD COLUMN {column}_words tsvector
    GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, {column})) STORED"""
POSTGRESQL_INDEX = "CREATE INDEX {words}_{column} ON {table} USING gin ({column}_words) WITH (fastupdate = off)"
POSTGRESQL_FUNCTION = """CREATE FUNCTION {words}_in_{column}(asked tsquery, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE ROWS 100 SET enable_seqscan = off AS $$
    SELECT e.id FROM {table} e WHERE e.{column}_words @@ asked AND e.state = 'published'
    ORDER BY {order} COLLATE "C" LIMIT most $$"""
POSTGRESQL = [
    statement.format(table=TABLE, words=WORDS, column=column, order=ORDER)
    for column in COLUMNS
    for statement in (POSTGRESQL_COLUMN, POSTGRESQL_INDEX, POSTGRESQL_FUNCTION)
]
DROP_POSTGRESQL = [f"DROP FUNCTION IF EXISTS {WORDS}_in_{column}" for column in COLUMNS]
DROP_POSTGRESQL += [f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS {column}_words" for column in COLUMNS]

NAMES, TEXTS = "e.key, e.prominence, e.position, e.folded_title, e.exact_title", ", e.folded, e.exact"
# The ids are chosen first, so that no long text is sorted.
IDS = {
    "sqlite": f"""SELECT e.id FROM {WORDS} w CROSS JOIN {TABLE} e ON e.id = w.rowid
        WHERE {WORDS} MATCH %s AND e.state = 'published' ORDER BY {ORDER} LIMIT %s""",
    "postgresql": f"SELECT id FROM {WORDS}_in_{{column}}(%s::tsquery, %s) AS id",
}


class Candidate(NamedTuple):
    """A published entry that holds the words, with what its rank depends on; its texts only if these were asked."""

    key: str
    prominence: int
    position: int
    folded_title: str
    exact_title: str
    folded: str = ""
    exact: str = ""


def candidates(words, limit, is_begun=False, in_any=False, in_titles=False):
    """Return the Candidates that hold every one of the folded `words` (`in_any`: at least one), in no order.

    The last word may be begun only if `is_begun`; `in_titles` looks at names only.
    """
    columns, ids = NAMES if in_titles else NAMES + TEXTS, matching_ids(in_titles)
    with connection.cursor() as cursor:
        query = f"SELECT {columns} FROM {TABLE} e WHERE e.id IN ({ids})"
        cursor.execute(query, [expression(words, is_begun, in_any, in_titles), limit])
        return [Candidate(*row) for row in cursor.fetchall()]


def matching_ids(in_titles=False):
    """Return the query for the ids of the first entries that match an `expression`; it takes that and their number."""
    return IDS[connection.vendor].format(column=COLUMNS[not in_titles])


def expression(words, is_begun=False, in_any=False, in_titles=False):
    """Return the expression for these words in the language of the engine's index; each word stands in quotes."""
    is_sqlite = connection.vendor == "sqlite"
    quote, begun, join = ('"', "*", (" AND ", " OR ")) if is_sqlite else ("'", ":*", (" & ", " | "))
    parts = join[in_any].join(f"{quote}{word}{quote}" for word in words) + begun * is_begun
    return f"{COLUMNS[0]} : ({parts})" if is_sqlite and in_titles else parts


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
