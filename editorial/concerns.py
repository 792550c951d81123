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

    `condition` takes a model and returns of which of its public records it is true, or None if it never is; `since`
    is the column that says since when, by which they are sorted.
    """

    name: str
    title: str
    condition: Callable
    since: str = ""
    is_review: bool = False

    def rows(self, viewable):
        """Return the records of the `viewable` models as rows of record_model, record_key, pk and since."""
        rows = union([self._rows(model) for model in viewable if self.condition(model) is not None])
        return Change.objects.none() if rows is None else rows.order_by("since", "record_model", "record_key")

    def _rows(self, model):
        since = models.F(self.since) if self.since else models.Value("", models.CharField())
        return numbered(model.objects.published().filter(self.condition(model)).annotate(since=since), "since")


def register(name, title, **more):
    """Let the function below be the condition of a Concern with `title`; `name` stands in addresses."""

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


@register("review-overdue", _("Reviews overdue"), since="review_due_on", is_review=True)
def review_overdue(model):
    return models.Q(review_due_on__lt=timezone.localdate()) if issubclass(model, Record) else None


@register("review-outdated", _("Reviews that no longer match their text"), since="changed_since_review", is_review=True)
def review_outdated(model):
    return models.Q(changed_since_review__isnull=False) if issubclass(model, Record) else None


@register("never-reviewed", _("Never reviewed"), is_review=True)
def never_reviewed(model):
    return models.Q(reviewed_on=None) if issubclass(model, Record) else None
