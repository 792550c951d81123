"""Keeping the index of records: what `IndexEntry` holds of each, written on save and by `manage.py rebuild`."""

from portal.languages import LANGUAGES, fold
from portal.models import IndexEntry


def write(record):
    """Write the index entry of `record`, which has `key`, `position` and the `index_…` methods of a Record."""
    addresses = record.index_addresses()
    texts = {}
    for language in LANGUAGES:
        texts[f"title_{language}"] = text_in(record, record.title_field, language)
        texts[f"summary_{language}"] = text_in(record, record.summary_field, language)
        texts[f"path_{language}"] = addresses[language]
    titles = " ".join(texts[f"title_{language}"] for language in LANGUAGES)
    values = {
        "state": record.index_state(),
        "position": record.position,
        "folded_title": f" {fold(titles)} ",
        "folded": f" {fold(titles + ' ' + record.index_text())} ",
        **texts,
    }
    # A key that another kind of record has stays with it: creating a second entry raises IntegrityError.
    owned = {"key": record.key, "model": record._meta.label_lower}
    if not IndexEntry.objects.filter(**owned).update(**values):
        IndexEntry.objects.create(**owned, **values)


def rebuild(models):
    """Write the entries of all records of `models` anew and drop those of records that are gone; return the count."""
    keys = set()
    for model in models:
        for record in model.objects.all():
            write(record)
            keys.add(record.key)
    IndexEntry.objects.exclude(key__in=keys).delete()
    return len(keys)


def text_in(record, field, language):
    """Return the text of a field of `record` in `language`; a field that is not translated reads the same in each."""
    column = f"{field}_{language}"
    return getattr(record, column if hasattr(record, column) else field) or ""
