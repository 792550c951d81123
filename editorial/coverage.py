"""How far each kind of record is in each language, and how many are of concern: counts for the desk, in two queries."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import CharField, Count, Q, Value

from editorial.admin.lists import lacking
from editorial.concerns import all_concerns
from editorial.models import Pairing, State
from editorial.whereabouts import page_of_kind, union
from portal.languages import LANGUAGES


@dataclass(frozen=True)
class Coverage:
    """One kind of record: how many are public or drafts, and how its public texts stand in each language."""

    model: type
    published: int
    drafts: int
    texts: int
    never: int
    languages: list
    # How many public records each Concern is about, by its name.
    concerns: dict

    def of(self, language):
        return next(found for found in self.languages if found.language == language)

    @property
    def address(self):
        """The list of the records of this kind."""
        return page_of_kind(self.model, "changelist")

    @property
    def kind(self):
        return self.model._meta.verbose_name_plural


@dataclass(frozen=True)
class InLanguage:
    """Of the public texts of a kind: those in step in `language` and those outdated; the drafts that lack texts."""

    language: str
    in_step: int
    outdated: int
    incomplete: int


def coverage(models):
    """Return the Coverage of each of `models` that has records."""
    records, texts = _records(models), _texts(models)
    found = [_coverage(model, records[model._meta.label_lower], texts[model._meta.label_lower]) for model in models]
    return [row for row in found if row.published or row.drafts or row.texts]


def _coverage(model, records, texts):
    languages = [
        InLanguage(
            language,
            in_step=texts["total"] - texts["never"] - texts[f"outdated_{language}"],
            outdated=texts[f"outdated_{language}"],
            incomplete=records[f"incomplete_{language}"],
        )
        for language in LANGUAGES
    ]
    found = {name.removeprefix("concern_"): records[name] for name in records if name.startswith("concern_")}
    return Coverage(model, records["published"], records["drafts"], texts["total"], texts["never"], languages, found)


def _records(models):
    rows = union([_counts(model) for model in models])
    return {row["record_model"]: row for row in rows} if rows is not None else {}


def _counts(model):
    draft = Q(state=State.DRAFT)
    counts = {"published": Count("pk", filter=Q(state=State.PUBLISHED)), "drafts": Count("pk", filter=draft)}
    for language in LANGUAGES:
        counts[f"incomplete_{language}"] = Count("pk", filter=draft & lacking(model, language))
    for concern in all_concerns():
        condition = concern.condition(model)
        is_concerned = Q(pk__in=[]) if condition is None else Q(state=State.PUBLISHED) & condition
        counts[f"concern_{concern.name}"] = Count("pk", filter=is_concerned)
    label = Value(model._meta.label_lower, CharField())
    return model.objects.order_by().annotate(record_model=label).values("record_model").annotate(**counts)


def _texts(models):
    counts = {
        f"outdated_{code}": Count("pk", filter=Q(**{f"{code}_outdated_since__isnull": False})) for code in LANGUAGES
    }
    never = Q(confirmed_at=None, vi_outdated_since=None, en_outdated_since=None)
    counts |= {"total": Count("pk"), "never": Count("pk", filter=never)}
    rows = Pairing.objects.about(models).order_by().values("model").annotate(**counts)
    found = defaultdict(lambda: dict.fromkeys(counts, 0))
    return found | {row["model"]: row for row in rows}
