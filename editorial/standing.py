"""What readers must be told of the texts they see: which are out of date, and whether all were ever compared."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Q

from editorial import document
from editorial.models import Pairing, Significance


@dataclass(frozen=True)
class Outdated:
    """Since when a text is behind the other language; `is_unsafe` if what it lacks was changed for safety."""

    since: datetime
    is_unsafe: bool


def place_of(record, field):
    """Return the model, key and path under which a text is known, that of a row too.

    E.g. `("garden.hive", "old-oak", "steps/2/text")` for the third step of a hive. No query if the rows of the row's
    record have been fetched.
    """
    belongs = document.owner_field(type(record))
    if belongs is None:
        return record._meta.label_lower, document.key_of(record), field
    owner = getattr(record, belongs.name)
    accessor = belongs.remote_field.get_accessor_name()
    row = list(getattr(owner, accessor).all()).index(record)
    return owner._meta.label_lower, document.key_of(owner), f"{accessor}/{row}/{field}"


class Standing:
    """How the texts of one page stand in the language of its reader.

    The outdated texts of the whole site are asked for at once, since they are few; what else was shown is remembered,
    so that one more query at the foot of the page tells whether all of it has been compared.
    """

    def __init__(self, language):
        self.language = language
        self.shown = set()

    @cached_property
    def _outdated(self):
        since, by = f"{self.language}_outdated_since", f"{self.language}_outdated_by"
        rows = Pairing.objects.outdated(self.language).values_list("model", "key", "path", since, by)
        return {tuple(place): Outdated(since, by == Significance.SAFETY) for *place, since, by in rows}

    def outdated(self, place):
        """Return how the text at `place`, which the page shows, is Outdated; None if it is not."""
        self.shown.add(place)
        return self._outdated.get(place)

    def is_compared(self):
        """Tell whether somebody has read each text shown so far beside the other language, or its notice says more."""
        keys = {}
        for model, key, path in self.shown:
            keys.setdefault((model, path), []).append(key)
        if not keys or self.shown & self._outdated.keys():
            return True
        shown = Q()
        for (model, path), named in keys.items():
            shown |= Q(model=model, path=path, key__in=named)
        return not Pairing.objects.never_confirmed().filter(shown).exists()
