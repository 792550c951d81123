"""What can go wrong, what to say before the first dose, and whom to call."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.constraints import in_both_languages, published_in_both_languages
from editorial.fields import not_in_future
from editorial.models import Translated
from therapies.models.base import SourcedQuerySet, SourcedRecord

PHONE = RegexValidator(
    r"\A\+?[0-9](?:[ -]?[0-9]){2,14}\Z",
    _("Write a phone number with digits, spaces or hyphens, e.g. +84 24 3825 3531."),
)


class SideEffectQuerySet(SourcedQuerySet):
    def emergencies(self):
        """Published side effects with which one goes to emergency at once."""
        return self.published().filter(action=SideEffect.Action.EMERGENCY)


class SideEffect(SourcedRecord):
    """Something that interferon can do to the body, and what to do then, e.g. feeling like flu: self-care."""

    class Frequency(models.TextChoices):
        COMMON = "common", _("Common")
        LESS_COMMON = "less_common", _("Less common")
        SERIOUS = "serious", _("Serious")

    class Action(models.TextChoices):
        EMERGENCY = "emergency", _("Go to emergency now")
        CALL_DOCTOR = "call_doctor", _("Call your treatment team")
        SELF_CARE = "self_care", _("Look after it at home and mention it at your next visit")

    frequency = models.CharField(_("how often"), max_length=16, choices=Frequency)
    action = models.CharField(_("what to do"), max_length=16, choices=Action)
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("what it is like"))
    what_to_do = models.TextField(_("what to do, in words"))

    objects = SideEffectQuerySet.as_manager()

    list_view = "side-effects"

    class Meta(SourcedRecord.Meta):
        verbose_name = _("side effect")
        verbose_name_plural = _("side effects")
        constraints = [*SourcedRecord.Meta.constraints, published_in_both_languages("name", "summary", "what_to_do")]


class Precaution(SourcedRecord):
    """Something to tell, ask or never do, e.g. to tell the doctor of a past depression before the first dose."""

    class Level(models.TextChoices):
        TELL_FIRST = "tell_first", _("Tell your doctor before the first dose")
        ASK = "ask", _("Ask your team")
        RULE = "rule", _("A rule for everyone")

    class Topic(models.TextChoices):
        """The part of a medicine's page to which a precaution belongs, if not who can take the medicine."""

        HANDLING = "handling", _("How and when to take it")
        PREGNANCY = "pregnancy", _("Pregnancy and breastfeeding")
        MEDICINES = "medicines", _("Other medicines, herbs, alcohol and vaccines")

    level = models.CharField(_("level"), max_length=16, choices=Level)
    topic = models.CharField(
        _("topic"),
        max_length=16,
        choices=Topic,
        blank=True,
        help_text=_("Where a medicine's page says it; empty for who can and cannot take it."),
    )
    name = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("text"))

    list_view = "precautions"

    class Meta(SourcedRecord.Meta):
        verbose_name = _("precaution")
        verbose_name_plural = _("precautions")
        constraints = [*SourcedRecord.Meta.constraints, published_in_both_languages("name", "summary")]


class AdvisoryQuerySet(SourcedQuerySet):
    def about_uses(self, uses):
        """Advisories that warn about any of `uses`."""
        return self.filter(uses__in=[use.pk for use in uses]).distinct()


class Advisory(SourcedRecord):
    """A warning against a belief that old articles spread, e.g. that interferon is the treatment for hepatitis C."""

    name = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("text"))
    uses = models.ManyToManyField(
        "therapies.Use", blank=True, related_name="advisories", verbose_name=_("uses it warns about")
    )

    objects = AdvisoryQuerySet.as_manager()
    prominence = 2

    list_view = "then-and-today"

    class Meta(SourcedRecord.Meta):
        verbose_name = _("advisory")
        verbose_name_plural = _("advisories")
        constraints = [*SourcedRecord.Meta.constraints, published_in_both_languages("name", "summary")]


class EmergencyContactQuerySet(SourcedQuerySet):
    def for_page(self):
        """Published contacts with their numbers."""
        return self.published().prefetch_related("phones", "sources")


class EmergencyContact(SourcedRecord):
    """The numbers to call in one part of the world, e.g. Vietnam: 115 for an ambulance."""

    name = models.CharField(_("region"), max_length=200)
    summary = models.TextField(_("text"), help_text=_("The numbers in a sentence, as a reader would say them."))
    countries = models.ManyToManyField("therapies.Country", blank=True, verbose_name=_("countries"))
    checked_on = models.DateField(_("checked on"), null=True, blank=True, validators=[not_in_future])

    objects = EmergencyContactQuerySet.as_manager()

    list_view = "side-effects"

    class Meta(SourcedRecord.Meta):
        verbose_name = _("emergency contact")
        verbose_name_plural = _("emergency contacts")
        constraints = [*SourcedRecord.Meta.constraints, published_in_both_languages("name", "summary")]


class EmergencyPhoneQuerySet(models.QuerySet):
    def get_by_natural_key(self, contact, position):
        return self.get(contact__key=contact, position=position)


class EmergencyPhone(Translated):
    """One emergency number and what it is for, e.g. 115: medical emergency."""

    class Purpose(models.TextChoices):
        MEDICAL = "medical", _("Medical emergency")
        CRISIS = "crisis", _("Crisis support")
        OTHER = "other", _("Other emergency")

    contact = models.ForeignKey(
        EmergencyContact, on_delete=models.CASCADE, related_name="phones", verbose_name=_("emergency contact")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    number = models.CharField(_("number"), max_length=20, validators=[PHONE])
    purpose = models.CharField(_("purpose"), max_length=16, choices=Purpose)
    label = models.CharField(_("what it is for"), max_length=200)

    objects = EmergencyPhoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency number")
        verbose_name_plural = _("emergency numbers")
        ordering = ["contact", "position"]
        constraints = [
            models.UniqueConstraint(fields=["contact", "position"], name="emergency_number_position_is_unique"),
            in_both_languages("label"),
        ]

    def __str__(self):
        return self.number

    def natural_key(self):
        return (self.contact.key, self.position)

    natural_key.dependencies = ["therapies.emergencycontact"]
