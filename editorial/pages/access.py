"""What a page of the desk is about, for those who may see it, and what all these pages have in common."""

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch

from editorial import changes, document
from editorial.admin.wording import shown_title
from editorial.models import Change
from portal.addresses import in_each_language
from portal.languages import OWN_NAMES


def change_for(request, pk):
    """Return the Change with `pk`, its model, and its record (None if it is gone), if the person may see them."""
    change = get_object_or_404(Change.objects.with_people().select_related("looked_at_by"), pk=pk)
    try:
        model = apps.get_model(change.model)
    except LookupError:  # the log outlives the kinds of records
        raise Http404(change.model) from None
    _check(request.user, model)
    return change, model, changes.record_of(change)


def record_for(request, app, model, pk):
    """Return the record with `pk` of the kind `app`.`model`, if it is one that changes and the person may see it."""
    kinds = {kind._meta.label_lower: kind for kind in document.record_models()}
    kind = kinds.get(f"{app}.{model}")
    if kind is None:
        raise Http404(model)
    _check(request.user, kind)
    return get_object_or_404(kind, pk=pk)


def _check(user, model):
    if not may(user, "view", model) and not may(user, "change", model):
        raise PermissionDenied


def may(user, verb, model):
    """Tell whether `user` may `verb` ("view", "change") records of `model`."""
    return user.has_perm(f"{model._meta.app_label}.{verb}_{model._meta.model_name}")


def title_of(record):
    """Return what the desk calls `record`."""
    return shown_title(record) if hasattr(record, "title_field") else str(record)


def public_addresses(record):
    """Return `(language, its own name, address)` where readers find `record`; nothing if they do not."""
    if record is None or not record.is_published or not hasattr(record, "get_absolute_url"):
        return []
    try:
        addresses = in_each_language(record.get_absolute_url)
    except NoReverseMatch:
        return []
    return [(code, OWN_NAMES[code], address) for code, address in addresses.items()]


def show(request, template, title, model, record, context, status=200):
    """Return a page of the desk about `record`; `context` adds to what all of them know."""
    common = {
        "title": title,
        "opts": model._meta,
        "record": record,
        "record_title": title_of(record) if record else "",
        "public_addresses": public_addresses(record),
    }
    return render(request, template, admin.site.each_context(request) | common | context, status=status)
