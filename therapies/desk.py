"""What the editors' desk shall watch in this subject: what texts rest on, contacts that age, addresses that break."""

from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat, Length
from django.db.models.lookups import Exact, LessThan
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial import concerns, links
from therapies import models
from therapies.models.base import SourcedRecord
from therapies.models.directory import STALE_AFTER

links.register_column(models.Organization, "website")
links.register_column(models.Service, "website")
links.register_column(models.DrugInformationSource, "website")
links.register_column(models.Story, "website")
links.register_column(models.Source, "url")


def supported(model):
    """Return the condition that a record of `model` names a source that counts; the two old articles do not."""
    relation = model._meta.get_field("sources")
    named = relation.remote_field.through.objects.filter(**{relation.m2m_field_name(): OuterRef("pk")})
    return Exists(named.filter(**{f"{relation.m2m_reverse_field_name()}__is_article": False}))


@concerns.register("no-source", _("Public without a source"))
def without_source(model):
    return Q(no_source_found=False) & ~Q(supported(model)) if issubclass(model, SourcedRecord) else None


@concerns.register("no-source-found", _("No source found yet, as readers are told"))
def no_source_found(model):
    return Q(no_source_found=True) if issubclass(model, SourcedRecord) else None


@concerns.register("old-contacts", _("Contacts not checked for two years"))
def old_contacts(model):
    """Return the condition that something shown of a contact was checked long ago, as `was_checked_long_ago` says."""
    website = Q(website_verified=True) & checked_long_ago("website_checked_on")
    if model is models.Service:
        phones = models.ServicePhone.objects.filter(service=OuterRef("pk"), is_verified=True)
        return website | Q(Exists(phones.filter(checked_long_ago("checked_on"))))
    if model is models.DrugInformationSource:
        return website
    if model is models.EmergencyContact:
        return Q(checked_on=None) | Q(checked_on__lt=timezone.localdate() - STALE_AFTER)
    return None


def checked_long_ago(column):
    """Return the condition that the partial date in `column` is empty or lies more than two years back."""
    limit = (timezone.localdate() - STALE_AFTER).isoformat()
    # The end of the year or month, so that what may be recent is not called old.
    ends = {4: "-12-28", 7: "-28", 10: ""}
    condition = Q(**{column: ""})
    for length, end in ends.items():
        day = Concat(F(column), Value(end), output_field=CharField())
        condition |= Q(Exact(Length(column), length)) & Q(LessThan(day, Value(limit)))
    return condition
