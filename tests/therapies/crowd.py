"""As many records of each kind as a test asks for, all related to each other, to see what a page costs."""

from django.db import models
from modeltranslation.fields import TranslationField

from editorial import fixtures
from editorial.fields import PartialDateField
from editorial.models import Record, translated_fields
from portal.languages import LANGUAGES
from therapies.models import Fact, Interferon, Page
from therapies.templatetags.content import FOOTER_PAGES

INTRODUCTIONS = [
    "home",
    "conditions",
    "at-a-glance",
    "interferons",
    "brands",
    "routes",
    "precautions",
    "how-it-works",
    "activities",
]
INTRODUCTIONS += ["comparison", "production", "history", "glossary", "services", "drug-information", "then-and-today"]
INTRODUCTIONS += ["stories", "sources", "search", "when-calling-vi", "when-calling-en"]


def make_crowd(size):
    """Make `size` records of each kind, and one medicine without a family.

    Each many-to-many relation names all records there are, each other relation the first.
    """
    for model in fixtures.content_models():
        if model is Page:
            for number, key in enumerate([*INTRODUCTIONS, *FOOTER_PAGES], start=1):
                make(model, number, key=key, part_of="")
        else:
            for number in range(1, size + 1):
                make(model, number)
        if model is Interferon:
            make(model, size + 1, family=None)
    for record in Fact.objects.all():
        record.about = "\n".join(f"{model._meta.model_name}-1" for model in fixtures.content_models())
        record.save()
    for model in fixtures.content_models():
        for record in model.objects.all():
            for relation in model._meta.many_to_many:
                getattr(record, relation.name).set(relation.remote_field.model.objects.all())


def make(model, number, **given):
    """Make the record `number` of `model` with something in every field."""
    bare = translated_fields(model) if issubclass(model, Record) else []
    columns = [field for field in model._meta.concrete_fields if not field.primary_key and field.name not in bare]
    values = {field.name: value_for(field, number) for field in columns}
    return model.objects.create(**values | given)


def value_for(field, number):
    """Return a value that fits `field`."""
    if field.is_relation:
        return field.remote_field.model.objects.first()
    if field.name == "state":
        return "published"
    if field.choices:
        return field.choices[number % len(field.choices) - 1][0]
    if isinstance(field, PartialDateField):
        return "2021-06"
    if isinstance(field, models.BooleanField):
        return field.name in ("is_verified", "website_verified", "permission_given")
    if isinstance(field, models.DateTimeField | models.DateField) or field.name == "reviewed_by":
        return field.get_default()
    if isinstance(field, models.PositiveSmallIntegerField):
        return number
    if field.name in ("key", "code", "slug", *(f"slug_{language}" for language in LANGUAGES)):
        return f"{field.model._meta.model_name}-{number}"
    if isinstance(field, TranslationField):
        return f"Chữ {number}" if field.language == "vi" else f"Word {number}"
    return f"{number}"
