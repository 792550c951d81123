"""A record as one plain document: each value under its column, rows and relations by natural key.

Changes, history, drift and the forms compare documents. A document holds what JSON can hold; what is empty or holds
its default is left out, as in the content files: `{"key": "hep-b", "name_vi": "Viêm gan B", "sources": [["who"]]}`.
"""

import hashlib
import json

from django.db import models

from editorial import drift, fixtures
from editorial.models.record import Publishable, Translated, translated_fields
from portal.languages import LANGUAGES


def rows_of(model):
    """Return the relations to rows that belong to a record of `model`, such as its phones, by accessor."""
    return {
        relation.get_accessor_name(): relation
        for relation in model._meta.related_objects
        if relation.one_to_many
        and relation.on_delete is models.CASCADE
        and hasattr(relation.related_model, "natural_key")
    }


def owner_field(model):
    """Return the foreign key by which a row of `model` belongs to its record; None if `model` is no row."""
    for column in model._meta.concrete_fields:
        if column.many_to_one and column.remote_field.on_delete is models.CASCADE and hasattr(model, "natural_key"):
            return column
    return None


def record_models():
    """Return the models of records that change by themselves, which rows of records do not."""
    return [model for model in fixtures.content_models() if issubclass(model, Publishable)]


def key_of(record):
    """Return the permanent key of `record`, e.g. `hep-b`."""
    return record.natural_key()[0]


def with_everything(queryset):
    """Return `queryset` with all that `read` looks at, in a fixed number of queries."""
    model = queryset.model
    relations = [column.name for column in model._meta.many_to_many]
    foreign = [column.name for column in model._meta.concrete_fields if column.is_relation]
    return queryset.select_related(*foreign).prefetch_related(*relations, *rows_of(model))


def read(record):
    """Return the document of `record` as it stands in the database."""
    values = fixtures.serialize(record)
    for accessor, relation in rows_of(type(record)).items():
        rows = [row_document(row, relation) for row in getattr(record, accessor).all()]
        if rows:
            values[accessor] = rows
    return plain(values)


def row_document(row, relation):
    """Return what a row holds, without the record that it belongs to."""
    return {name: value for name, value in fixtures.serialize(row).items() if name != relation.field.name}


def plain(values):
    """Return `values` as JSON gives them back: dates as text, keys as lists."""
    return json.loads(json.dumps(values, default=str))


def write(record, values):
    """Give `record` the `values` by column, None for its default, and save it with its rows and relations.

    Raises ObjectDoesNotExist if a value names a record that is not there.
    """
    fill(record, values)
    record.save()
    for column in type(record)._meta.many_to_many:
        if column.name in values:
            getattr(record, column.name).set(_named(column, values[column.name]))
    for accessor in rows_of(type(record)):
        if accessor in values:
            getattr(record, accessor).all().delete()
            for row in rows(record, accessor, values[accessor]):
                row.save()
    record._prefetched_objects_cache = {}


def fill(record, values):
    """Set the plain columns and foreign keys of `record` from `values`; relations and rows are left alone."""
    for column in record._meta.concrete_fields:
        if column.name not in values:
            continue
        value = values[column.name]
        if column.is_relation:
            setattr(record, column.name, None if value is None else _named(column, [value])[0])
        else:
            setattr(record, column.attname, column.get_default() if value is None else column.to_python(value))


def rows(record, accessor, values):
    """Return the rows that `values` describe, as unsaved instances that belong to `record`."""
    relation = rows_of(type(record))[accessor]
    found = []
    for value in values or []:
        row = relation.related_model(**{relation.field.name: record})
        fill(row, value)
        found.append(row)
    return found


def related(record, values, name):
    """Return the records that the many-to-many relation `name` has in `values`; ObjectDoesNotExist if one is gone."""
    return _named(record._meta.get_field(name), values.get(name))


def still_there(record, values, name):
    """Return those of the records that the many-to-many relation `name` has in `values` that nobody has deleted."""
    return _found(record._meta.get_field(name), values.get(name))[0]


def gone(model, values):
    """Return what `values` name and the database no longer has, e.g. `["source: who-2024"]`."""
    missing = []
    for column in [*model._meta.concrete_fields, *model._meta.many_to_many]:
        if column.is_relation and values.get(column.name):
            keys = values[column.name] if column.many_to_many else [values[column.name]]
            missing += _found(column, keys)[1]
    return missing


def _named(column, keys):
    found, missing = _found(column, keys)
    if missing:
        raise column.related_model.DoesNotExist(", ".join(missing))
    return found


def _found(column, keys):
    """Return the records of the kind that `column` names under `keys`, and what to call those that are not there."""
    found, missing = [], []
    for key in keys or []:
        try:
            found.append(column.related_model._default_manager.get_by_natural_key(*key))
        except column.related_model.DoesNotExist:
            missing.append(f"{column.related_model._meta.verbose_name}: {', '.join(map(str, key))}")
    return found, missing


def changed_columns(before, after):
    """Return the columns in which two documents differ, in the order of `after`, then of `before`."""
    return [column for column in {**after, **before} if before.get(column) != after.get(column)]


def same(one, other):
    """Tell whether two values of a document say the same: a form gives a text back without blanks at its ends."""
    return _as_sent(one) == _as_sent(other)


def _as_sent(value):
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, list):
        return [_as_sent(part) for part in value]
    return {name: _as_sent(part) for name, part in value.items()} if isinstance(value, dict) else value


def digest(value):
    """Return a short name for exactly this value of a document."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


# --- texts in two languages ----------------------------------------------------------------------


def split(column):
    """Return `("name", "vi")` for `name_vi`, and `("sources", "")` for a column without a language."""
    for language in LANGUAGES:
        if column.endswith(f"_{language}"):
            return column.removesuffix(f"_{language}"), language
    return column, ""


def paired_fields(model):
    """Return the names of the fields of `model` whose two languages must say the same."""
    if not issubclass(model, Translated):
        return []
    alone = {"slug", *getattr(model, "language_specific", ())}
    return [name for name in translated_fields(model) if name not in alone]


def texts(model, values):
    """Return the paired texts of a document by path: `{"summary": {"vi": …, "en": …}, "steps/0/text": {…}}`.

    Pairs of which both sides are empty are left out. The number in a path is the place of the row in its list.
    """
    found = {name: pair(values, name) for name in paired_fields(model)}
    for accessor, relation in rows_of(model).items():
        for place, row in enumerate(values.get(accessor, [])):
            found |= {f"{accessor}/{place}/{name}": pair(row, name) for name in paired_fields(relation.related_model)}
    return {path: both for path, both in found.items() if any(both.values())}


def pair(values, name):
    """Return both languages of one field of a document (or of a row in it)."""
    return {language: values.get(f"{name}_{language}") or "" for language in LANGUAGES}


def origins(model, before, after):
    """Return, by path of each text in the document `after`, the path in `before` of the text that goes on there.

    None stands for a text that is new. Rows are followed by what they say (see `drift.match_rows`).
    """
    old, found = texts(model, before), {}
    places = {
        accessor: drift.match_rows(_row_texts(before, accessor), _row_texts(after, accessor))
        for accessor in rows_of(model)
    }
    for path in texts(model, after):
        accessor, *rest = path.split("/")
        was = f"{accessor}/{places[accessor][int(rest[0])]}/{rest[1]}" if rest else path
        found[path] = was if was in old else None
    return found


def _row_texts(values, accessor):
    """Return what each row of a list says, without what has no language, such as its number."""
    return [{name: text for name, text in row.items() if split(name)[1]} for row in values.get(accessor, [])]


def columns_of(path):
    """Return the columns of a document that hold the pair at `path`: both languages, or the list of rows."""
    accessor = path.split("/")[0]
    return [accessor] if "/" in path else [f"{path}_{language}" for language in LANGUAGES]
