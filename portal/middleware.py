"""What every request and response passes: headers, harmless input, answers for pages that moved or cannot be read."""

import logging

from django.db import InterfaceError, OperationalError
from django.http import HttpResponsePermanentRedirect

from portal import errors
from portal.accounts.attempts import Locked
from portal.addresses import Gone, Moved

logger = logging.getLogger(__name__)

# `data:` images are the little pictures inside the admin's own stylesheets.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def security_headers(get_response):
    """Add the headers that Django does not know; docs/deploy.md explains each."""

    def middleware(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def clean_input(get_response):
    """Drop NUL characters from the query string and refuse them in the path: PostgreSQL ends in an error on them."""

    def middleware(request):
        if "\x00" in request.path_info:
            return errors.bad_request(request)
        if "%00" in request.META.get("QUERY_STRING", ""):
            query = request.GET.copy()
            for name, values in query.lists():
                query.setlist(name, [value.replace("\x00", "") for value in values])
            query._mutable = False
            request.GET = query
        return get_response(request)

    return middleware


class Answers:
    """Turn what a view raises into the page that a reader can use."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Moved):
            # Not kept for good: a slug may be given back.
            return HttpResponsePermanentRedirect(exception.url, headers={"Cache-Control": "max-age=300"})
        if isinstance(exception, Gone):
            return errors.gone(request, exception.leads_on)
        if isinstance(exception, Locked):
            return errors.too_many_attempts(request, exception.seconds)
        if isinstance(exception, OperationalError | InterfaceError):
            logger.error("The database failed on %s", request.path, exc_info=exception)
            return errors.service_unavailable(request)
        return None
