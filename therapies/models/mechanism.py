"""How interferon works, how it differs from an antibody and how it is made."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.constraints import in_both_languages_or_neither, published_in_both_languages
from therapies.models.base import SourcedRecord


class MechanismRecord(SourcedRecord):
    """A record that lives on the page "How interferon works"."""

    list_view = "how-it-works"
    prominence = 2

    class Meta(SourcedRecord.Meta):
        abstract = True


class Activity(MechanismRecord):
    """Something that interferon does, or was said to do, e.g. stop viruses; with how well that is supported."""

    class Support(models.TextChoices):
        SUPPORTED = "supported", _("Well supported")
        LABORATORY = "laboratory", _("Seen in laboratory work")
        NOT_SUPPORTED = "not_supported", _("Not supported")
        DOUBTFUL = "doubtful", _("Doubtful")

    support = models.CharField(_("support"), max_length=16, choices=Support)
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("in plain words"))

    class Meta(MechanismRecord.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [*MechanismRecord.Meta.constraints, published_in_both_languages("name", "summary")]


class ComparisonRow(MechanismRecord):
    """One row of the table that compares interferon and antibody, e.g. how fast each starts."""

    class OldText(models.TextChoices):
        RIGHT = "right", _("Right in the old text")
        HALF_RIGHT = "half_right", _("Half right in the old text")
        ADDED = "added", _("Added by us")

    old_text = models.CharField(_("the old text"), max_length=16, choices=OldText)
    name = models.CharField(_("topic"), max_length=200)
    interferon_text = models.TextField(_("interferon"))
    antibody_text = models.TextField(_("antibody"))
    note = models.TextField(_("note"), blank=True)

    summary_field = "interferon_text"

    class Meta(MechanismRecord.Meta):
        verbose_name = _("comparison row")
        verbose_name_plural = _("comparison rows")
        constraints = [
            *MechanismRecord.Meta.constraints,
            published_in_both_languages("name", "interferon_text", "antibody_text"),
            in_both_languages_or_neither("note"),
        ]


class ProductionFigure(MechanismRecord):
    """A figure about how interferon is or was made, e.g. the 18 purification steps of a modern plant."""

    name = models.CharField(_("title"), max_length=200)
    figure = models.CharField(_("figure"), max_length=200)
    summary = models.TextField(_("text"))

    class Meta(MechanismRecord.Meta):
        verbose_name = _("production figure")
        verbose_name_plural = _("production figures")
        constraints = [*MechanismRecord.Meta.constraints, published_in_both_languages("name", "figure", "summary")]
