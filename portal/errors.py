"""Error pages: always in both languages, the reader's first, and never in need of the database."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.languages import LANGUAGES

TITLES = {
    400: _("We could not read this request"),
    403: _("You may not open this page"),
    404: _("We could not find this page"),
    410: _("This page was taken down"),
    500: _("Something went wrong on our side"),
    503: _("The site cannot be reached just now"),
}
TEXTS = {
    400: _("Part of the address or the form was not understood. Please go back and try again."),
    403: _("Your account may not do this, or your session has ended. Published records are taken down, not deleted."),
    404: _("The address may be mistyped, or the page may have moved. Try the search or start from the home page."),
    410: _("Its text is no longer right or no longer needed, so we do not show it. Related pages are linked below."),
    500: _("It is not your fault. Please try again in a few minutes."),
    503: _("Please try again in a few minutes. If you feel very unwell, do not wait: call your emergency number."),
}


def error_page(request, status, leads_on=""):
    """Return the page for the HTTP `status` in both languages; `leads_on` is an address to read instead."""
    first = translation.get_language() if translation.get_language() in LANGUAGES else LANGUAGES[0]
    context = {
        "status": status,
        "title": TITLES[status],
        "text": TEXTS[status],
        "leads_on": leads_on,
        "first": first,
        "error_languages": sorted(LANGUAGES, key=lambda code: code != first),
    }
    # No request: context processors must not run when the database or the session is what failed.
    return HttpResponse(render_to_string("portal/error.html", context), status=status)


def bad_request(request, exception=None):
    return error_page(request, 400)


def permission_denied(request, exception=None):
    return error_page(request, 403)


def csrf_failure(request, reason=""):
    return error_page(request, 403)


def page_not_found(request, exception=None):
    return error_page(request, 404)


def gone(request, leads_on):
    return error_page(request, 410, leads_on)


def server_error(request):
    return error_page(request, 500)


def service_unavailable(request):
    response = error_page(request, 503)
    response["Retry-After"] = "120"
    return response
