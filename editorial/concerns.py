"""What of the records needs somebody, as lists for the desk: the engine's own, and what the subject registers."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models import Change, Record
from editorial.whereabouts import numbered, union

_concerns = {}


@dataclass(frozen=True)
class Concern:
    """One thing to look at, e.g. reviews that are overdue.

    `records` takes a model and returns the records of it that it concerns, or None if it never does; annotated with
    `since`, they come in its order.
    """

    name: str
    title: str
    records: Callable
    is_review: bool = False

    def rows(self, viewable):
        """Return the records of the `viewable` models as rows of record_model, record_key, pk and since."""
        found = [records for model in viewable if (records := self.records(model)) is not None]
        rows = union([numbered(_dated(records), "since") for records in found])
        return Change.objects.none() if rows is None else rows.order_by("since", "record_model", "record_key")


def _dated(records):
    is_dated = "since" in records.query.annotations
    return records if is_dated else records.annotate(since=models.Value("", models.CharField()))


def register(name, title, **more):
    """Let the function below return the records of a model that `title` is said of; `name` stands in addresses."""

    def keep(function):
        _concerns[name] = Concern(name, title, function, **more)
        return function

    return keep


def all_concerns():
    """Return all registered Concerns in the order of their registration."""
    return list(_concerns.values())


def named(name):
    """Return the Concern called `name`; None if there is none."""
    return _concerns.get(name)


# --- those of every subject ----------------------------------------------------------------------


@register("review-overdue", _("Reviews overdue"), is_review=True)
def review_overdue(model):
    if issubclass(model, Record):
        overdue = model.objects.published().filter(review_due_on__lt=timezone.localdate())
        return overdue.annotate(since=models.F("review_due_on"))


@register("review-outdated", _("Reviews that no longer match their text"), is_review=True)
def review_outdated(model):
    if issubclass(model, Record):
        changed = model.objects.published().exclude(changed_since_review=None)
        return changed.annotate(since=models.F("changed_since_review"))


@register("never-reviewed", _("Never reviewed"), is_review=True)
def never_reviewed(model):
    if issubclass(model, Record):
        return model.objects.published().filter(reviewed_on=None)
