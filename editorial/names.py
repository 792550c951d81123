"""The titles of records that a document names by key, for people to read."""

from collections import defaultdict

from django.utils.translation import get_language

from editorial import document, fixtures
from editorial.models import Record
from portal.languages import other_language
from portal.models import IndexEntry


def named(model, *documents):
    """Return the titles, in the active language if they have one, of what `documents` of `model` name in relations.

    `{(label of the model, natural key): title}`; one query for all Records, one for each other kind.
    """
    keys = defaultdict(set)
    for values in documents:
        _gather(model, values, keys)
        for accessor, relation in document.rows_of(model).items():
            for row in values.get(accessor) or []:
                _gather(relation.related_model, row, keys)
    records = {related for related in keys if issubclass(related, Record)}
    found = _titles({key for related in records for (key,) in keys[related]}) if records else {}
    for related in keys.keys() - records:
        (column,) = fixtures.natural_key_fields(related)
        others = related._default_manager.filter(**{f"{column}__in": [key for (key,) in keys[related]]})
        found |= {(related._meta.label_lower, other.natural_key()): str(other) for other in others}
    return found


def _gather(model, values, keys):
    """Add to `keys`, by model, what the relations in `values` name."""
    for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
        if field.is_relation and (value := values.get(field.name)):
            keys[field.related_model] |= {tuple(key) for key in (value if field.many_to_many else [value])}


def _titles(keys):
    language = get_language()
    wanted = [f"title_{language}", f"title_{other_language(language)}"]
    entries = IndexEntry.objects.filter(key__in=keys).values_list("model", "key", *wanted)
    return {(model, (key,)): title or other for model, key, title, other in entries}
