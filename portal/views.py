"""Addresses that have no language of their own."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import (
    FileResponse,
    Http404,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from portal import offline
from portal.addresses import Gone
from portal.languages import LANGUAGES
from portal.models import IndexEntry, PublicSlug


def preferred_language(request):
    """Return the language to open in, by the browser's `Accept-Language` alone: no cookie, no guess by place."""
    for language, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if language.split("-")[0] in LANGUAGES:
            return language.split("-")[0]
    return LANGUAGES[0]


@require_safe
@vary_on_headers("Accept-Language")
@cache_control(private=True, max_age=300)
def choose_language(request):
    with translation.override(preferred_language(request)):
        return HttpResponseRedirect(reverse("home"))


@require_safe
@vary_on_headers("Accept-Language")
@cache_control(private=True, max_age=300)
def short_address(request, key):
    """The permanent address of a record, for print and QR codes; leads to wherever the record lives today."""
    entry = IndexEntry.objects.filter(key=key).first()
    if entry is None:
        raise Http404(key)
    with translation.override(preferred_language(request)):
        if entry.state != "published":
            was_public = PublicSlug.objects.of(entry.model, key).exists()
            raise Gone(reverse("home")) if was_public else Http404(key)
        path = getattr(entry, f"path_{translation.get_language()}")
    if not path:
        raise Http404(key)
    return HttpResponseRedirect(path)


@require_safe
def robots(request):
    return HttpResponse("User-agent: *\nDisallow: /vi/admin/\nDisallow: /en/admin/\n", content_type="text/plain")


@require_safe
def favicon(request):
    return HttpResponsePermanentRedirect(static("img/favicon.svg"))


@require_safe
@cache_control(no_cache=True)
def worker(request):
    """The script that keeps the site on a phone. From the root, or it could answer for no page."""
    return HttpResponse(Path(finders.find("js/worker.js")).read_bytes(), content_type="text/javascript")


@require_safe
@cache_control(no_cache=True)
def offline_version(request):
    """What a phone compares with what it keeps."""
    return JsonResponse({"version": offline.version()})


@require_safe
@cache_control(no_cache=True)
def offline_file(request, language):
    """The whole site in `language`, packed; its version stands in a header of its own."""
    path = offline.file_of(language)
    response = FileResponse(path.open("rb"), content_type="application/gzip")
    response["X-Version"] = path.name.removeprefix(f"{language}-").split(".")[0]
    return response


def no_such_page(request, rest):
    """Answer 404 where a library would serve an address of its own that we do not want."""
    raise Http404(rest)
