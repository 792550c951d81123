"""Then and today: the timeline, the facts of the two old articles, and stories."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.constraints import in_both_languages_or_neither, published_in_both_languages
from editorial.fields import WebAddressField
from portal.models import IndexEntry
from therapies.models.base import SourcedQuerySet, SourcedRecord


class TimelineEvent(SourcedRecord):
    """Something that happened to interferon, e.g. 1957: it is found and named."""

    year = models.PositiveSmallIntegerField(_("year"), help_text=_("For sorting: the first year of a period."))
    date_text = models.CharField(_("date, in words"), max_length=100)
    name = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("text"))

    list_view = "history"
    prominence = 2

    class Meta(SourcedRecord.Meta):
        verbose_name = _("timeline event")
        verbose_name_plural = _("timeline events")
        ordering = ["year", "position", "key"]
        constraints = [
            *SourcedRecord.Meta.constraints,
            published_in_both_languages("date_text", "name", "summary"),
        ]


class FactQuerySet(SourcedQuerySet):
    def for_page(self):
        """What the page of all pairs shows of each."""
        return self.select_related("article").with_sources()

    def about_records(self, keys):
        """Published facts that belong to a record with one of `keys`."""
        pattern = "|".join(re.escape(key) for key in keys if key) or "-"  # no key is a hyphen
        found = self.published().filter(about__regex=rf"(^|\n)({pattern})($|\n)")
        return found.select_related("article")


class Fact(SourcedRecord):
    """A claim of one of the two old articles, and what is true today, e.g. S38."""

    class Status(models.TextChoices):
        CURRENT = "current", _("Still true")
        PARTLY_RIGHT = "partly_right", _("Partly right")
        HISTORICAL = "historical", _("True at the time")
        OUTDATED = "outdated", _("Out of date")
        SUPERSEDED = "superseded", _("Replaced by better treatment")
        DOUBTFUL = "doubtful", _("Not confirmed")
        MISSPELT = "misspelt", _("Name or number needs correcting")

    article = models.ForeignKey(
        "therapies.Source",
        on_delete=models.PROTECT,
        related_name="facts",
        limit_choices_to={"is_article": True},
        verbose_name=_("old article"),
    )
    status = models.CharField(_("status"), max_length=16, choices=Status)
    about = models.TextField(
        _("records it belongs to"),
        blank=True,
        help_text=_("The keys of the records, one per line; the pair is shown beside each of them."),
    )
    claim = models.TextField(_("then"), help_text=_("What the article said, in our own words."))
    today = models.TextField(_("today"))

    objects = FactQuerySet.as_manager()
    title_field = "claim"
    has_name = False
    prominence = 3
    summary_field = "today"

    list_view = "then-and-today"

    class Meta(SourcedRecord.Meta):
        verbose_name = _("fact of an old article")
        verbose_name_plural = _("facts of the old articles")
        constraints = [*SourcedRecord.Meta.constraints, published_in_both_languages("claim", "today")]

    def natural_key(self):
        return super().natural_key()

    # A fact names records of these kinds by key, so it is loaded after them.
    natural_key.dependencies = [
        "therapies.activity",
        "therapies.administrationroute",
        "therapies.advisory",
        "therapies.brand",
        "therapies.comparisonrow",
        "therapies.druginformationsource",
        "therapies.glossaryterm",
        "therapies.interferonfamily",
        "therapies.productionfigure",
        "therapies.service",
        "therapies.timelineevent",
        "therapies.use",
    ]

    def about_keys(self):
        return self.about.split()

    def clean(self):
        super().clean()
        self.about = "\n".join(self.about_keys())
        known = set(IndexEntry.objects.filter(key__in=self.about_keys()).values_list("key", flat=True))
        unknown = [key for key in self.about_keys() if key not in known]
        if unknown:
            message = _("There is no record with the key %(keys)s.") % {"keys": ", ".join(unknown)}
            raise ValidationError({"about": message})


class Story(SourcedRecord):
    """What a patient told, in our words, once that person or the publisher has allowed it."""

    person = models.CharField(_("person"), max_length=200)
    website = WebAddressField(_("website"), max_length=300, blank=True)
    permission_given = models.BooleanField(
        _("permission given"), default=False, help_text=_("Without it the database refuses to publish the story.")
    )
    organisation = models.CharField(_("told to"), max_length=200)
    summary = models.TextField(_("story"))
    note = models.TextField(_("note, for editors"), blank=True)

    title_field = "person"
    prominence = 3
    not_public = ("note",)

    list_view = "stories"

    class Meta(SourcedRecord.Meta):
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints = [
            *SourcedRecord.Meta.constraints,
            published_in_both_languages("organisation", "summary"),
            in_both_languages_or_neither("note"),
            models.CheckConstraint(
                name="story_published_only_with_permission",
                condition=~models.Q(state="published") | models.Q(permission_given=True),
                violation_error_message=_("A story is published only after permission was given."),
            ),
        ]
