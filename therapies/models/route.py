"""How interferon gets into the body."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editorial.constraints import in_both_languages, published_in_both_languages, unique_slugs
from editorial.models import Translated
from portal import index
from therapies.models.base import EvidenceStatus, SluggedModel, SourcedQuerySet, SourcedRecord
from therapies.models.interferon import Interferon


class AdministrationRouteQuerySet(SourcedQuerySet):
    def for_page(self):
        """What a route's page shows, in a fixed number of queries."""
        return self.with_sources().prefetch_related(
            "instructions", models.Prefetch("interferons", Interferon.objects.published())
        )

    def giving(self, interferon):
        """Return the published ways in which `interferon` is given, with what a page shows of each, as a list."""
        return [route for route in self.published().for_page() if interferon in route.interferons.all()]


class AdministrationRoute(SluggedModel, SourcedRecord):
    """A way of giving interferon, e.g. under the skin: steps, who gives it, schedule, storage, a missed dose."""

    interferons = models.ManyToManyField(
        Interferon, related_name="routes", blank=True, verbose_name=_("interferons given this way")
    )
    status = models.CharField(_("status today"), max_length=20, choices=EvidenceStatus)
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("what it means"))
    who_gives_it = models.TextField(_("who gives it"))
    typical_schedule = models.TextField(
        _("typical schedule"), help_text=_("How often, never a dose: the dose belongs to the doctor.")
    )

    objects = AdministrationRouteQuerySet.as_manager()
    prominence = 0

    list_view = "routes"

    class Meta(SourcedRecord.Meta):
        verbose_name = _("route of administration")
        verbose_name_plural = _("routes of administration")
        constraints = [
            *SourcedRecord.Meta.constraints,
            *unique_slugs(),
            published_in_both_languages("slug", "name", "summary", "who_gives_it", "typical_schedule"),
        ]

    def get_absolute_url(self):
        return reverse("route", args=[self.slug])

    def index_texts(self):
        rows = self.instructions.all() if self.pk else []
        steps = {f"instructions/{place}/text": {"vi": row.text_vi, "en": row.text_en} for place, row in enumerate(rows)}
        return super().index_texts() | steps

    def rules(self):
        """Return `[(label, instructions)]` of what to know besides the steps, without empty sections."""
        sections = RouteInstruction.Section
        found = [(section.label, self.instructions_of(section)) for section in (sections.MISSED_DOSE, sections.STORAGE)]
        return [(label, instructions) for label, instructions in found if instructions]

    def instructions_of(self, section):
        """Return the instructions of one section in their order, e.g. of `RouteInstruction.Section.STEPS`."""
        return [instruction for instruction in self.instructions.all() if instruction.section == section]


class RouteInstructionQuerySet(models.QuerySet):
    def get_by_natural_key(self, route, section, position):
        return self.get(route__key=route, section=section, position=position)


class RouteInstruction(Translated):
    """One step, storage rule or word on a missed dose of a route, e.g. step 1 of the injection under the skin."""

    class Section(models.TextChoices):
        STEPS = "steps", _("Step by step")
        STORAGE = "storage", _("Storage")
        MISSED_DOSE = "missed_dose", _("Missed dose")

    class Picture(models.TextChoices):
        BELLY_AND_THIGHS = "belly_and_thighs", _("Belly and thighs as places to inject")
        THIGHS = "thighs", _("Thighs as places to inject")
        FRIDGE = "fridge", _("A fridge with the medicine in its box")
        STILL = "still", _("A bottle that must not be shaken")
        COOL_BAG = "cool_bag", _("A cool bag")
        OUT_OF_REACH = "out_of_reach", _("A shelf too high for a child")

    route = models.ForeignKey(
        AdministrationRoute, on_delete=models.CASCADE, related_name="instructions", verbose_name=_("route")
    )
    section = models.CharField(_("section"), max_length=16, choices=Section)
    position = models.PositiveSmallIntegerField(_("position"))
    picture = models.CharField(
        _("picture"),
        max_length=20,
        choices=Picture,
        blank=True,
        help_text=_("Shown beside the text; only one that shows what the text says."),
    )
    text = models.TextField(_("text"))

    objects = RouteInstructionQuerySet.as_manager()

    class Meta:
        verbose_name = _("instruction")
        verbose_name_plural = _("instructions")
        ordering = ["route", "section", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["route", "section", "position"], name="instruction_position_is_unique_in_its_section"
            ),
            in_both_languages("text"),
        ]

    def __str__(self):
        return f"{self.get_section_display()} {self.position}"

    @property
    def picture_template(self):
        return f"includes/pictures/{self.picture}.html"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        index.write(self.route)

    def natural_key(self):
        return (self.route.key, self.section, self.position)

    natural_key.dependencies = ["therapies.administrationroute"]
