"""A small set of content, one record per line of thought, and what the tests do with it."""

import contextlib
import hashlib
from copy import deepcopy
from pathlib import Path

import yaml
from django.core.management import CommandError, call_command
from django.db import connection

from editorial import fixtures
from editorial.models import LoadedRecord, Snapshot
from portal.models import IndexEntry, PublicSlug

SAMPLE = Path(__file__).parent.parent / "data" / "sample.yaml"
RECORDS = yaml.safe_load(SAMPLE.read_text(encoding="utf-8"))
GONE = object()


def records():
    """Return the records of the sample, anew for each caller to change."""
    return deepcopy(RECORDS)


def changed(target, /, **values):
    """Return the records of the sample, with `values` in the one called `target`; the value GONE takes a field out."""
    found = records()
    fields = record(found, target)["fields"]
    for column, value in values.items():
        if value is GONE:
            del fields[column]
        else:
            fields[column] = value
    return found


def record(found, name):
    """Return the record called `name`, e.g. `hep-b`, or `helpline/1` for a record with a key of several parts."""
    return next(item for item in found if name_of(item) == name)


def name_of(item):
    fields = item["fields"]
    parts = ["route", "section", "position"] if "route" in fields else ["service", "position"]
    if "position" not in fields or not {"route", "service"} & set(fields):
        parts = ["code" if "code" in fields else "key"]
    values = [fields[part] for part in parts]
    return "/".join(str(value[0] if isinstance(value, list) else value) for value in values)


def write(path, found=None):
    """Write records into a file as `dump_content` would; return its path."""
    found = records() if found is None else found
    path.write_text(yaml.safe_dump(found, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def load(*paths, on_conflict="keep"):
    """Run `load_content` and return what it said, without the words of its end."""
    with contextlib.redirect_stdout(None):
        call_command("load_content", *map(str, paths), on_conflict=on_conflict, stdout=(said := _Lines()))
    return said.lines


def faults(*paths, on_conflict="keep"):
    """Run `load_content`, which must refuse the files; return its lines without the last, which counts them."""
    try:
        said = load(*paths, on_conflict=on_conflict)
    except CommandError as error:
        *lines, last = str(error).split("\n")
        assert last == f"{len(lines)} faults; nothing was loaded."
        return lines
    raise AssertionError(f"The files were accepted: {said}")


class _Lines:
    def __init__(self):
        self.lines = []

    def write(self, text):
        self.lines += text.rstrip("\n").split("\n")


def tables():
    """Return `{table: digest of its rows}` of everything that a load can write, the time of the change left out."""
    models = fixtures.content_models()
    joins = [column.remote_field.through for model in models for column in model._meta.many_to_many]
    found = {}
    with connection.cursor() as cursor:
        for model in [*models, *joins, LoadedRecord, Snapshot, PublicSlug, IndexEntry]:
            names = [field.column for field in model._meta.concrete_fields if field.name != "updated_at"]
            columns = ", ".join(map(connection.ops.quote_name, names))
            cursor.execute(f"SELECT {columns} FROM {model._meta.db_table}")  # noqa: S608 - names of our own models
            rows = sorted(map(repr, cursor.fetchall()))
            found[model._meta.db_table] = f"{len(rows)} " + hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def dumped():
    """Return all content as `dump_content` would write it, as one text."""
    return "".join(fixtures.dump(model) for model in fixtures.content_models())
