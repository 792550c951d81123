"""A record's form that could not be saved, handed back with all that was typed, ready to be sent again.

The page shows nothing but the fields of the request that it answers. Nothing is stored and no database is asked: it may
be what failed. Only what was sent from a page of this site is handed back; otherwise another site could put its text
into a form of ours, which an editor might then send.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from editorial import document
from editorial.admin.wording import label
from editorial.forms import RecordForm
from portal import errors
from portal.languages import LANGUAGES

SIGNED_OUT, GONE = "signed_out", "gone"
TITLES = {
    SIGNED_OUT: _("You are no longer signed in"),
    GONE: _("This record is not there any more"),
    "permission_denied": _("This account may not save this"),
    "csrf_failure": _("This form was opened before somebody signed in or out"),
    "server_error": _("Something went wrong on our side"),
    "service_unavailable": _("The site cannot save anything just now"),
}
TEXTS = {
    SIGNED_OUT: _("Nothing was saved. Sign in in another tab, come back to this page and send it again."),
    GONE: _("Somebody has deleted it, so nothing was saved. Copy what you need from below."),
    "permission_denied": _(
        "Nothing was saved. If you have another account, sign in with it in another tab, come back to this page and"
        " send it again. Otherwise copy your text and give it to somebody who may save it."
    ),
    "csrf_failure": _(
        "Nothing was saved. Make sure that you are signed in with your own account, since the text is saved under its"
        " name, and send it again."
    ),
    "server_error": _("It is not your fault. Wait a few minutes and send it again."),
    "service_unavailable": _("Nothing was saved. Wait a few minutes and send it again."),
}
# What keeping.js calls what it keeps of a form, and the cookie that tells it what was saved.
KEPT, TOKEN = "_kept", re.compile(r"[0-9-]{1,40}\Z")
SAVED = "saved"
ROW = re.compile(r"(?P<accessor>[a-z_]+)-(?P<place>\d+)-(?P<name>[a-z_0-9]+)\Z")


@dataclass(frozen=True)
class Field:
    """One value that was sent. What was typed has a `label` and is shown; the rest goes along unseen."""

    name: str
    value: str
    label: str = ""

    @property
    def language(self):
        return document.split(self.name)[1]


def is_given_back(request):
    """Tell whether `request` is the sent form of a record and came from a page of this site."""
    return request.method == "POST" and _model(request) is not None and _is_from_here(request)


def _model(request):
    """Return the model of the record whose form `request` is for; None for any other page."""
    match = request.resolver_match
    model_admin = getattr(match and match.func, "model_admin", None)
    is_form = match and (match.url_name or "").endswith(("_add", "_change"))
    return model_admin.model if is_form and model_admin and issubclass(model_admin.form, RecordForm) else None


def _is_from_here(request):
    here = f"{request.scheme}://{request.get_host()}"
    sender = urlsplit(request.headers.get("origin") or request.headers.get("referer") or "")
    return f"{sender.scheme}://{sender.netloc}" == here


@errors.register_answer
def give_back(request, status, occasion):
    """Return the page with what was typed, None if `request` is not the form of a record."""
    if not is_given_back(request) or occasion not in TITLES:
        return None
    first = translation.get_language() if translation.get_language() in LANGUAGES else LANGUAGES[0]
    context = {
        "title": TITLES[occasion],
        "text": TEXTS[occasion],
        "first": first,
        "page_languages": sorted(LANGUAGES, key=lambda code: code != first),
        "needs_sign_in": status == 403,
        "address": request.get_full_path(),
        "csrf_token": get_token(request),
        "fields": fields(request.POST, _model(request)),
    }
    # No request: context processors must not run when the database or the session is what failed.
    response = HttpResponse(render_to_string("admin/editorial/given_back.html", context), status=status)
    add_never_cache_headers(response)
    return response


def was_saved(request, response):
    """Tell whether the form of a record was saved: then the answer leads on, or closes the window for a related one."""
    closes = "popup_response_data" in (getattr(response, "context_data", None) or {})
    return hasattr(request, "proposed") and (response.status_code == 302 or closes)


def tell_browser(request, response):
    """Let the browser forget what it kept of this form, on whichever page it opens next."""
    token = request.POST.get(KEPT, "")
    if TOKEN.match(token):
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(SAVED, token, max_age=24 * 60 * 60, secure=secure, samesite="Lax")


def fields(sent, model):
    """Return each value of the form that was `sent` as a Field, in its order, without the proof that it was ours."""
    return [
        Field(name, value, _label(model, name) if value.strip() else "")
        for name, values in sent.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]


def _label(model, name):
    """Return what the form calls the typed text under `name`, empty for what is chosen, counted or hidden."""
    if name == "reason":
        return str(RecordForm.base_fields[name].label)
    row = ROW.match(name)
    relation = document.rows_of(model).get(row["accessor"]) if row else None
    owner = relation.related_model if relation else model
    columns = {column.name: column for column in owner._meta.concrete_fields}
    column = columns.get(row["name"] if relation else name)
    if not isinstance(column, models.CharField | models.TextField) or column.choices:
        return ""
    if relation:
        return f"{capfirst(owner._meta.verbose_name)} {int(row['place']) + 1}: {label(column)}"
    return label(column)
