"""Error pages: always in both languages, the reader's first, and never in need of the database."""

import logging
import math

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.languages import LANGUAGES

logger = logging.getLogger(__name__)

TITLES = {
    400: _("We could not read this request"),
    403: _("You may not open this page"),
    404: _("We could not find this page"),
    410: _("This page was taken down"),
    429: _("Too many attempts"),
    500: _("Something went wrong on our side"),
    503: _("The site cannot be reached just now"),
}
TEXTS = {
    400: _("Part of the address or the form was not understood. Please go back and try again."),
    403: _("Your account may not do this, or your session has ended. Published records are taken down, not deleted."),
    404: _("The address may be mistyped, or the page may have moved. Try the search or start from the home page."),
    410: _("Its text is no longer right or no longer needed, so we do not show it. Related pages are linked below."),
    429: _(
        "To protect the accounts of our staff we ask you to wait. You can try again in {minutes} min; until then even "
        "the right password or code is not accepted."
    ),
    500: _("It is not your fault. Please try again in a few minutes."),
    503: _("Please try again in a few minutes. If you feel very unwell, do not wait: call your emergency number."),
}


# Functions that take a request, the status and the name of the page below that would be the answer. The first answer
# that is not None is given instead; none may need the database.
_answers = []


def register_answer(function):
    """Let an app answer a failed request better than the page that everybody gets."""
    _answers.append(function)
    return function


def error_page(request, status, leads_on="", **words):
    """Return the page for the HTTP `status` in both languages; `leads_on` is an address to read instead.

    `words` are filled into the text.
    """
    first = translation.get_language() if translation.get_language() in LANGUAGES else LANGUAGES[0]
    context = {
        "status": status,
        "title": TITLES[status],
        "text": format_lazy(TEXTS[status], **words),
        "leads_on": leads_on,
        "first": first,
        "error_languages": sorted(LANGUAGES, key=lambda code: code != first),
    }
    # No request: context processors must not run when the database or the session is what failed.
    return HttpResponse(render_to_string("portal/error.html", context), status=status)


def answer(request, status, occasion):
    """Return what an app answers to the failed `request`, else the page for the HTTP `status`."""
    for function in _answers:
        try:
            if response := function(request, status, occasion):
                return response
        except Exception:
            # Whatever fails here, the reader gets a page.
            logger.exception("No own answer to %s", request.path)
    return error_page(request, status)


def bad_request(request, exception=None):
    return error_page(request, 400)


def permission_denied(request, exception=None):
    return answer(request, 403, "permission_denied")


def csrf_failure(request, reason=""):
    return answer(request, 403, "csrf_failure")


def page_not_found(request, exception=None):
    return error_page(request, 404)


def gone(request, leads_on):
    response = error_page(request, 410, leads_on)
    # Browsers keep a 410 for good, and a page may be put back.
    response["Cache-Control"] = "no-cache"
    return response


def too_many_attempts(request, seconds):
    """Return the answer to who must wait `seconds` before the next attempt."""
    response = error_page(request, 429, minutes=math.ceil(seconds / 60))
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def server_error(request):
    return answer(request, 500, "server_error")


def service_unavailable(request):
    response = answer(request, 503, "service_unavailable")
    response["Retry-After"] = "120"
    return response
