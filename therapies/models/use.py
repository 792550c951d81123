"""What interferon is, was or might be used for."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from editorial.constraints import in_both_languages_or_neither, published_in_both_languages, unique_slugs
from editorial.fields import not_in_future
from editorial.models import State
from portal import index
from therapies.models.base import EvidenceStatus, NamedInArticles, SluggedModel, SourcedQuerySet, SourcedRecord
from therapies.models.interferon import Interferon

OF_TODAY = (EvidenceStatus.CURRENT, EvidenceStatus.SOMETIMES)
ICD10_CODE = RegexValidator(r"\A[A-Z][0-9]{2}(\.[0-9]{1,2})?\Z", _("An ICD-10 code looks like B18.1."))


class ConditionGroup(models.TextChoices):
    LIVER = "liver", _("Liver")
    BLOOD_LYMPH = "blood-lymph", _("Blood and lymph")
    CANCER = "cancer", _("Cancers")
    NERVE = "nerve", _("Brain and nerves")
    IMMUNE = "immune", _("Immune and rare inherited diseases")
    INFECTION = "infection", _("Infections")
    LUNG = "lung", _("Lungs")
    CHILD = "child", _("Babies and children")


class ConditionQuerySet(SourcedQuerySet):
    def for_page(self):
        """What a condition's page shows, in a fixed number of queries."""
        return self.with_sources().prefetch_related("articles")

    def taking_today(self, interferon):
        """Conditions for which `interferon` is used today."""
        uses = Use.objects.published().filter(interferons=interferon, status__in=OF_TODAY)
        return self.filter(uses__in=uses)

    def helped_by(self, service):
        """Conditions of which `service` answers a need."""
        needs = service.needs.published()
        return self.filter(needs__in=needs).distinct()

    def with_uses(self):
        """Fetch the published uses along, as `published_uses`, the best-founded first."""
        uses = Use.objects.published().by_status().prefetch_related("interferons")
        return self.prefetch_related(models.Prefetch("uses", uses, to_attr="published_uses"))


class Condition(SluggedModel, NamedInArticles, SourcedRecord):
    """An illness for which interferon is, was or is studied, e.g. chronic hepatitis B (ICD-10 B18.1)."""

    group = models.CharField(_("group"), max_length=20, choices=ConditionGroup)
    icd10_code = models.CharField(_("ICD-10 code"), max_length=6, blank=True, validators=[ICD10_CODE])
    icd10_checked_on = models.DateField(
        _("ICD-10 code checked on"),
        null=True,
        blank=True,
        validators=[not_in_future],
        help_text=_("Empty until compared with the WHO list."),
    )
    needs = models.ManyToManyField(
        "therapies.Need",
        blank=True,
        related_name="conditions",
        verbose_name=_("needs"),
        help_text=_("Services that answer one of them are shown on the page."),
    )
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("in plain words"))

    objects = ConditionQuerySet.as_manager()
    prominence = 0

    list_view = "conditions"

    class Meta(SourcedRecord.Meta):
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        constraints = [
            *SourcedRecord.Meta.constraints,
            *unique_slugs(),
            published_in_both_languages("slug", "name", "summary"),
        ]

    def get_absolute_url(self):
        return reverse("condition", args=[self.slug])

    def index_names(self):
        return [*super().index_names(), self.icd10_code]

    def index_closed_names(self):
        return [self.icd10_code]

    def indexed_with(self):
        return self.uses.all()


class UseQuerySet(SourcedQuerySet):
    def for_page(self):
        """Uses with what a page shows of each, in the order of evidence status."""
        interferons = models.Prefetch("interferons", Interferon.objects.published())
        return self.by_status().select_related("condition").with_sources().prefetch_related(interferons)

    def of_condition(self, condition):
        """Uses for one condition."""
        return self.filter(condition=condition)

    def of_interferon(self, interferon):
        """Uses of one interferon in conditions that the public may read about."""
        return self.filter(interferons=interferon, condition__state=State.PUBLISHED)

    def by_status(self):
        """Uses of today first, those in research last."""
        order = models.Case(
            *(models.When(status=status, then=rank) for rank, status in enumerate(EvidenceStatus.values)),
            output_field=models.IntegerField(),
        )
        return self.order_by(order, "position", "key")


class Use(SourcedRecord):
    """One use: one condition, one or more interferons, how it stands today and what replaced it."""

    condition = models.ForeignKey(Condition, on_delete=models.PROTECT, related_name="uses", verbose_name=_("condition"))
    interferons = models.ManyToManyField(Interferon, related_name="uses", verbose_name=_("interferons"))
    status = models.CharField(
        _("evidence status"), max_length=20, choices=EvidenceStatus, help_text=_("What this use is today.")
    )
    summary = models.TextField(_("today"), help_text=_("What is true today, in plain words, without doses."))
    replaced_by = models.TextField(_("what replaced it"), blank=True)

    objects = UseQuerySet.as_manager()
    has_name = False
    prominence = 3

    list_view = "conditions"

    class Meta(SourcedRecord.Meta):
        verbose_name = _("use")
        verbose_name_plural = _("uses")
        constraints = [
            *SourcedRecord.Meta.constraints,
            published_in_both_languages("summary"),
            in_both_languages_or_neither("replaced_by"),
        ]

    def _name(self, language):
        """Return what the use is called in lists and search: the name of its condition."""
        if not self.condition_id:
            return ""  # a form that was sent without it
        return index.text_in(self.condition, "name", language)

    @property
    def name(self):
        return self._name(translation.get_language())

    @property
    def name_vi(self):
        return self._name("vi")

    @property
    def name_en(self):
        return self._name("en")

    @property
    def is_of_today(self):
        return self.status in OF_TODAY

    def index_state(self):
        """Readers meet a use on its condition's page only."""
        return self.state if self.condition.is_published else State.DRAFT

    def get_absolute_url(self):
        return f"{self.condition.get_absolute_url()}#{self.key}"
