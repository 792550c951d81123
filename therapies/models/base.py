"""What all records of the subject share: sources, how sure we are, and a page or a place on one."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.fields import SLUG
from editorial.models import Record, RecordQuerySet


class Certainty(models.TextChoices):
    """How sure the compiler of a text is of it."""

    HIGH = "high", _("Sure")
    MODERATE = "moderate", _("Fairly sure")
    LOW = "low", _("Not sure, check")


class EvidenceStatus(models.TextChoices):
    """What a use of interferon is today, in the order in which readers should meet them."""

    CURRENT = "current", _("Used today")
    SOMETIMES = "sometimes", _("Used sometimes")
    SUPERSEDED = "superseded", _("Replaced by something better")
    HISTORICAL = "historical", _("Used in the past")
    INVESTIGATIONAL = "investigational", _("In research only")


class SourcedQuerySet(RecordQuerySet):
    def with_sources(self):
        """Fetch the sources along with the records."""
        return self.prefetch_related("sources")


class SourcedRecord(Record):
    """A record that says where its text comes from, or plainly that no source was found yet."""

    sources = models.ManyToManyField(
        "therapies.Source",
        blank=True,
        related_name="%(class)s_records",
        verbose_name=_("sources"),
        help_text=_("What was read for this text. The two old articles count only as sources of what was said then."),
    )
    no_source_found = models.BooleanField(
        _("no source found yet"),
        default=False,
        help_text=_("Tick when nothing was found that supports the text; the public page says so."),
    )
    certainty = models.CharField(_("certainty"), max_length=16, choices=Certainty, default=Certainty.MODERATE)

    objects = SourcedQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True

    def check_sources(self, sources):
        """Raise ValidationError unless `sources` and the tick at "no source found yet" fit together.

        `sources` are the Source objects that the record is about to have: relations can be checked neither by the
        database nor before they are saved, so the form and the loader hand them in.
        """
        supporting = [source for source in sources if not source.is_article]
        if self.is_published and not supporting and not self.no_source_found:
            message = _("Name a source, or tick “no source found yet”.")
            if sources:
                message = _("An old article does not show what is true today: add another source, or tick the box.")
            raise ValidationError({"sources": message})
        if supporting and self.no_source_found:
            raise ValidationError(
                {"no_source_found": _("There are sources, so “no source found yet” cannot be right.")}
            )

    def findings(self, today):
        found = super().findings(today)
        supported = self.no_source_found or any(not source.is_article for source in self.sources.all())
        if self.is_published and not supported:
            found.append(_("no source"))
        return found


class SluggedModel(models.Model):
    """A record with a page of its own, under a slug in each language."""

    slug = models.CharField(
        _("slug"),
        max_length=200,
        blank=True,
        validators=[SLUG],
        help_text=_("The last part of the page's address: words without marks, joined by hyphens. Made if empty."),
    )

    class Meta:
        abstract = True


class NamedInArticles(models.Model):
    """A record that one or both of the old articles name."""

    articles = models.ManyToManyField(
        "therapies.Source",
        blank=True,
        related_name="+",
        limit_choices_to={"is_article": True},
        verbose_name=_("named in the old article"),
    )

    class Meta:
        abstract = True
