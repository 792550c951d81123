"""Keeping the index of records: what `IndexEntry` holds of each, written on save and by `manage.py rebuild`."""

from zlib import crc32

from portal.languages import LANGUAGES
from portal.models import IndexEntry
from portal.search import engine, words


def write(record):
    """Write the index entry of `record`, which has `key`, `position` and the `index_…` methods of a Record."""
    values = entry_values(record)
    # A key that another kind of record has stays with it: creating a second entry raises IntegrityError.
    owned = {"key": record.key, "model": record._meta.label_lower}
    if not IndexEntry.objects.filter(**owned).update(**values):
        IndexEntry.objects.create(**owned, **values)


def entry_values(record):
    """Return what the entry of `record` must hold, by column."""
    addresses, texts = record.index_addresses(), record.index_texts()
    names = record.index_names()
    exact_title, folded_title = words.lines([*names, *filter(None, map(words.closed, record.index_closed_names()))])
    read = [text for both in texts.values() for text in both.values()]
    exact, folded = words.lines([*names, *read, *record.index_words()])
    values = {
        "state": record.index_state(),
        "position": record.position,
        "prominence": record.prominence,
        "texts": texts,
        "folded_title": folded_title,
        "folded": f"{folded_title}\n{folded}",
        "exact_title": exact_title,
        "exact": f"{exact_title}\n{exact}",
    }
    for language in LANGUAGES:
        values[f"title_{language}"] = text_in(record, record.title_field, language)
        values[f"path_{language}"] = addresses[language]
    return values | {"checksum": crc32(f"{values['state']}\n{values['exact']}".encode())}


def rebuild(models):
    """Write the entries of all records of `models` anew and drop those of records that are gone.

    Return how many there are, and a line for each entry that was not as it should have been.
    """
    wrong = [] if engine.is_sound() else ["the word index of the database"]
    stored = {entry["key"]: entry for entry in IndexEntry.objects.values()}
    keys = set()
    for record in (record for model in models for record in model.objects.all()):
        entry = stored.get(record.key, {})
        if any(entry.get(column) != value for column, value in entry_values(record).items()):
            wrong.append(f"{record._meta.model_name} {record.key}")
            write(record)
        keys.add(record.key)
    wrong += [f"{entry['model'].split('.')[-1]} {key} (gone)" for key, entry in stored.items() if key not in keys]
    IndexEntry.objects.exclude(key__in=keys).delete()
    engine.restore()
    return len(keys), wrong


def text_in(record, field, language):
    """Return the text of a field of `record` in `language`; a field that is not translated reads the same in each."""
    column = f"{field}_{language}"
    return getattr(record, column if hasattr(record, column) else field) or ""
