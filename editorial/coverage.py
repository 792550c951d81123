"""How far each kind of record is in each language, and how many are of concern: three queries for the desk."""

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
    records, texts = _by_model(map(_records, models)), _texts(models)
    with_drafts = [model for model in models if records[model._meta.label_lower]["drafts"]]
    # What drafts lack takes a comparison of each of their texts, so only kinds that have drafts are asked.
    incomplete = _by_model(map(_incomplete, with_drafts))
    found = [_coverage(model, records, incomplete, texts) for model in models]
    return [row for row in found if row.published or row.drafts or row.texts]


def _coverage(model, records, incomplete, texts):
    label = model._meta.label_lower
    counts, lacking_texts, texts = records[label], incomplete.get(label, {}), texts[label]
    languages = [
        InLanguage(
            language,
            in_step=texts["total"] - texts["never"] - texts[f"outdated_{language}"],
            outdated=texts[f"outdated_{language}"],
            incomplete=lacking_texts.get(language, 0),
        )
        for language in LANGUAGES
    ]
    concerns = {concern.name: counts[_column(concern)] for concern in all_concerns()}
    return Coverage(model, counts["published"], counts["drafts"], texts["total"], texts["never"], languages, concerns)


def _by_model(querysets):
    rows = union(list(querysets))
    return {row["record_model"]: row for row in rows} if rows is not None else {}


def _records(model):
    """Return the row that counts the records of `model`: public ones, drafts, and those of each Concern."""
    counts = {
        "published": Count("pk", filter=Q(state=State.PUBLISHED)),
        "drafts": Count("pk", filter=Q(state=State.DRAFT)),
    }
    for concern in all_concerns():
        condition = concern.condition(model)
        is_never = condition is None
        counts[_column(concern)] = Value(0) if is_never else Count("pk", filter=Q(state=State.PUBLISHED) & condition)
    return _counted(model.objects, model, counts)


def _column(concern):
    return f"concern_{concern.name.replace('-', '_')}"


def _incomplete(model):
    """Return the row that counts the drafts of `model` that lack texts, by language."""
    counts = {language: Count("pk", filter=lacking(model, language)) for language in LANGUAGES}
    return _counted(model.objects.filter(state=State.DRAFT), model, counts)


def _counted(queryset, model, counts):
    label = Value(model._meta.label_lower, CharField())
    return queryset.order_by().annotate(record_model=label).values("record_model").annotate(**counts)


def _texts(models):
    counts = {
        f"outdated_{code}": Count("pk", filter=Q(**{f"{code}_outdated_since__isnull": False})) for code in LANGUAGES
    }
    never = Q(confirmed_at=None, vi_outdated_since=None, en_outdated_since=None)
    counts |= {"total": Count("pk"), "never": Count("pk", filter=never)}
    rows = Pairing.objects.about(models).order_by().values("model").annotate(**counts)
    found = defaultdict(lambda: dict.fromkeys(counts, 0))
    return found | {row["model"]: row for row in rows}
