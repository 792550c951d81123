"""Finding a record by the slug in its address, wherever the slug has gone since."""

from django.http import Http404
from django.urls import reverse
from django.utils import translation

from portal.languages import LANGUAGES
from portal.models import PublicSlug


class Moved(Exception):
    """The page has another address now: `url`."""

    def __init__(self, url):
        super().__init__(url)
        self.url = url


class Gone(Exception):
    """The page was taken down; `leads_on` is an address to read instead."""

    def __init__(self, leads_on):
        super().__init__(leads_on)
        self.leads_on = leads_on


def find(queryset, slug):
    """Return the published record of `queryset` that `slug` names in the active language.

    The other language's slug and former slugs are understood too. Raises Moved when the record's address is
    another one, Gone when it was retired, and Http404 when there is none.
    """
    record = _by_slug(queryset, slug)
    if record is None or not record.is_published:
        # A draft that takes a slug over must not hide the public record that had it before.
        record = _by_former_slug(queryset, slug) or record
    if record is None:
        raise Http404(slug)
    return checked(record, slug)


def checked(record, slug):
    """Return `record` if it is published and lives under `slug`; otherwise raise as `find` does."""
    if not record.is_published:
        was_public = PublicSlug.objects.of(record._meta.label_lower, record.key).exists()
        raise Gone(record.get_list_url()) if record.is_retired or was_public else Http404(slug)
    if record.slug != slug:
        raise Moved(record.get_absolute_url())
    return record


def slug_columns(model):
    """Return the columns of `model` that hold slugs, the active language's first; none if it has no pages."""
    names = {field.name for field in model._meta.concrete_fields}
    current = translation.get_language()
    translated = [f"slug_{language}" for language in sorted(LANGUAGES, key=lambda code: code != current)]
    return [name for name in translated if name in names] or [name for name in ["slug"] if name in names]


def _by_slug(queryset, slug):
    candidates = (queryset.filter(**{column: slug}).first() for column in slug_columns(queryset.model))
    return next(filter(None, candidates), None)


def _by_former_slug(queryset, slug):
    known = PublicSlug.objects.filter(model=queryset.model._meta.label_lower, slug=slug).order_by("-pk").first()
    return known and queryset.filter(key=known.key).first()


def in_each_language(address):
    """Return `address()` as called under each language: `{"vi": "/vi/…", "en": "/en/…"}`."""
    addresses = {}
    for language in LANGUAGES:
        with translation.override(language):
            addresses[language] = address()
    return addresses


def named_view(match):
    """Return a callable that gives the address of the resolved view `match` in the active language."""
    return lambda: reverse(match.view_name, args=match.args, kwargs=match.kwargs)
