"""A Change as readers would see it: the real page, with the Change applied in a transaction that is undone."""

import re
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editorial import changes
from editorial.changes import Refused
from editorial.pages import access
from editorial.pages.reviewing import sentences
from portal.addresses import Gone, Moved
from portal.languages import LANGUAGES, OWN_NAMES
from portal.middleware import CONTENT_SECURITY_POLICY

# What a public view may know of whoever asks: where the site is, and nothing of the person.
KEPT = ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST")
MAY_HOLD_FRAMES = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
MAY_BE_FRAMED = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")


@require_safe
def preview(request, pk):
    """The page that a Change alters, in both languages and at the width of a phone and of a screen."""
    change, model, record = access.change_for(request, pk)
    places, problem = {}, []
    try:
        places = _places(change, record)
    except (Refused, ValidationError) as error:
        problem = sentences(error, model)
    frames = [
        (width, name, [(code, OWN_NAMES[code], _address(change, code, place)) for code, place in places.items()])
        for width, name in (("phone", _("On a phone")), ("screen", _("On a wide screen")))
    ]
    context = {"change": change, "frames": frames if places else [], "problem": problem}
    response = access.show(request, "admin/editorial/preview.html", _("Preview"), model, record, context)
    response["Content-Security-Policy"] = MAY_HOLD_FRAMES
    return response


@require_safe
def preview_page(request, pk, language):
    """The public page in `language` as it would be with the Change; 409 with the reason if there can be none."""
    change, model, record = access.change_for(request, pk)
    if language not in LANGUAGES:
        raise Http404(language)
    try:
        response = HttpResponse(_as_preview(_page(request, change, record, language), change))
    except (Refused, ValidationError) as error:
        context = {"change": change, "problem": sentences(error, model)}
        response = access.show(
            request, "admin/editorial/preview_failed.html", _("Preview"), model, record, context, 409
        )
    response["Content-Security-Policy"] = MAY_BE_FRAMED
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _address(change, language, place):
    """Return the address of the preview in `language`, with the place on its page."""
    _start, hash_sign, fragment = place.partition("#")
    return reverse("admin:preview_page", args=[change.pk, language]) + hash_sign + fragment


def _places(change, record):
    """Return where readers would find the record with `change`, by language."""
    with _applied(change, record) as candidate:
        return {language: _place(candidate, language) for language in LANGUAGES}


def _applied(change, record):
    if record is None:
        raise Refused(_("This record is no longer there."))
    if not change.is_open:
        raise Refused(_("This change is closed, so there is nothing to preview: the public page shows what stands."))
    return changes.applied(change, record, changes.public_values(change, record))


def _place(record, language):
    """Return the address of `record` in `language`, e.g. `/en/glossary/#cytokine`."""
    if record.is_retired:
        raise Refused(_("This record was taken down, so readers have no page of it."))
    if not hasattr(record, "get_absolute_url"):
        raise Refused(_("This record has no page; only its name stands on the pages of others."))
    with translation.override(language):
        try:
            return record.get_absolute_url()
        except NoReverseMatch:
            raise Refused(_("This record has no address yet.")) from None


def _page(request, change, record, language):
    """Return the HTML of the public page in `language`, rendered while `change` is applied."""
    with _applied(change, record) as candidate, translation.override(language):
        path = urlsplit(_place(candidate, language)).path
        match = resolve(path)
        try:
            response = match.func(_reader(request, path, match, language), *match.args, **match.kwargs)
        except (Http404, Gone, Moved):
            raise Refused(_("Readers would not find this record under %(address)s.") % {"address": path}) from None
        if hasattr(response, "render"):
            response.render()
        return response.content.decode()


def _reader(request, path, match, language):
    """Return a request for `path` as a reader would send it: no session, no account, no query."""
    reader = HttpRequest()
    reader.method, reader.path, reader.path_info = "GET", path, path
    reader.META = {name: request.META[name] for name in KEPT if name in request.META}
    reader.user, reader.resolver_match, reader.LANGUAGE_CODE = AnonymousUser(), match, language
    return reader


def _as_preview(html, change):
    """Return the public page marked so that nobody can take it for one; its links open the real site elsewhere."""
    context = {"change": change}
    for tag, part in ((r"<head[^>]*>", "head"), (r"<body[^>]*>", "banner")):
        marks = render_to_string(f"admin/editorial/_preview_{part}.html", context)
        html, count = re.subn(f"({tag})", lambda found, marks=marks: found.group() + marks, html, count=1)
        if not count:
            raise Refused(_("This page cannot be marked as a preview."))
    return html
