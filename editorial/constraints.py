"""What the database itself refuses, on both engines: text that the public would read in one language only."""

from django.db import models
from django.db.models.functions import Coalesce, Length
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from portal.languages import BLANK, LANGUAGES


def is_filled(column):
    """Return the condition that the text in `column` is more than blanks; false for NULL."""
    trimmed = models.Func(Coalesce(column, models.Value("")), models.Value(BLANK), function="TRIM")
    return GreaterThan(Length(trimmed), 0)


def published_in_both_languages(*fields):
    """Return the constraint that a published record has each of the translated `fields` in every language."""
    filled = models.Q(*[is_filled(f"{field}_{language}") for field in fields for language in LANGUAGES])
    return models.CheckConstraint(
        name="%(class)s_published_in_both_languages",
        condition=~models.Q(state="published") | filled,
        violation_error_message=_("A published record needs its texts in Vietnamese and in English."),
    )


def in_both_languages(*fields):
    """Return the constraint that each of the translated `fields` is filled in every language, published or not."""
    return models.CheckConstraint(
        name="%(class)s_in_both_languages",
        condition=models.Q(*[is_filled(f"{field}_{language}") for field in fields for language in LANGUAGES]),
        violation_error_message=_("The text is needed in Vietnamese and in English."),
    )


def in_both_languages_or_neither(*fields):
    """Return the constraint that no published record has one of the optional `fields` in one language only."""
    paired = models.Q()
    for field in fields:
        vietnamese, english = (is_filled(f"{field}_{language}") for language in LANGUAGES)
        paired &= models.Q(vietnamese, english) | models.Q(~models.Q(vietnamese), ~models.Q(english))
    return models.CheckConstraint(
        name="%(class)s_optional_texts_in_both_languages",
        condition=~models.Q(state="published") | paired,
        violation_error_message=_("An optional text is there in one language only; add the other or remove it."),
    )


def unique_slugs():
    """Return the constraints that no two records of a model share a slug in one language."""
    return [
        models.UniqueConstraint(
            fields=[f"slug_{language}"],
            condition=models.Q(**{f"slug_{language}__gt": ""}),
            name=f"%(class)s_slug_{language}_is_unique",
            violation_error_message=_("Another record of this kind has the same slug in this language."),
        )
        for language in LANGUAGES
    ]
