"""What the desk calls things: fields with their language, records by their title."""

from django.conf import settings
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language, gettext
from modeltranslation.fields import TranslationField

from editorial import document
from editorial.models import Translated, translated_fields
from portal import index
from portal.languages import LANGUAGES, other_language


def bare_fields(model):
    """Return the names of the translated fields of `model`, none if it has no texts in two languages."""
    return translated_fields(model) if issubclass(model, Translated) else []


def columns(field):
    """Return the columns of the translated `field`: `("name_vi", "name_en")`."""
    return tuple(f"{field}_{language}" for language in LANGUAGES)


def language_name(language):
    """Return the name of `language` in the language of the interface."""
    return gettext(dict(settings.LANGUAGES)[language])


def label(field):
    """Return what the form calls `field`, with its language if it has one: `Name (Vietnamese)`."""
    if isinstance(field, TranslationField):
        return f"{capfirst(field.translated_field.verbose_name)} ({language_name(field.language)})"
    return capfirst(field.verbose_name)


def shown_title(record):
    """Return the record's title in the interface's language, else the other one marked as such, else its key."""
    language = get_language()
    title = Truncator(index.text_in(record, record.title_field, language)).words(18)
    if title:
        return title
    other = other_language(language)
    title = Truncator(index.text_in(record, record.title_field, other)).words(18)
    return format_html('<i lang="{}">{}</i> ({})', other, title, other) if title else record.key


def label_of(model, column):
    """Return what the desk calls `column` of a document of `model`, be it a field or a list of rows."""
    rows = document.rows_of(model)
    if column in rows:
        return capfirst(rows[column].related_model._meta.verbose_name_plural)
    return label(model._meta.get_field(column))


def label_of_path(model, path):
    """Return what the desk calls the text at `path`, e.g. `Summary` or `Instructions 3: Text`."""
    if "/" not in path:
        return capfirst(model._meta.get_field(path).verbose_name)
    accessor, place, name = path.split("/")
    row = document.rows_of(model)[accessor].related_model._meta
    return f"{capfirst(row.verbose_name_plural)} {int(place) + 1}: {capfirst(row.get_field(name).verbose_name)}"
