"""Where help is: organizations, their services (after Open Referral HSDS), and places to look a medicine up."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.constraints import (
    in_both_languages,
    in_both_languages_or_neither,
    published_in_both_languages,
    unique_slugs,
)
from editorial.fields import KEY, PartialDateField, WebAddressField
from editorial.models import Publishable, State, state_field
from editorial.models.record import PublishableQuerySet
from portal.languages import other_language
from therapies.models.base import SluggedModel, SourcedQuerySet, SourcedRecord
from therapies.models.safety import PHONE

# A contact older than this may be wrong: the website then stands first and the page says when it was checked.
STALE_AFTER = timedelta(days=730)

# How much it counts that a service fits a limit: each outweighs all after it.
WEIGHTS = {"where": 8, "illness": 4, "need": 2, "language": 1}

# How many services the page of an illness or a medicine names.
SHOWN_ON_A_PAGE = 4


class CodeQuerySet(PublishableQuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)

    def with_services(self):
        """Terms for which there is a published service."""
        return self.published().filter(services__state=State.PUBLISHED).distinct()


class Code(Publishable):
    """A term of a code list, with its name in both languages."""

    code = models.CharField(_("code"), max_length=32, unique=True, validators=[KEY])
    state = state_field()
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name = models.CharField(_("name"), max_length=200)

    objects = CodeQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "code"]
        constraints = [in_both_languages("name")]

    def __str__(self):
        return self.name or self.code

    def natural_key(self):
        return (self.code,)


class CountryQuerySet(CodeQuerySet):
    def with_subdivisions(self):
        """Fetch the subdivisions along for which there is a published service."""
        return self.prefetch_related(models.Prefetch("subdivisions", Subdivision.objects.with_services()))


class Country(Code):
    """A country by its ISO 3166-1 code, e.g. VN."""

    objects = CountryQuerySet.as_manager()

    class Meta(Code.Meta):
        verbose_name = _("country")
        verbose_name_plural = _("countries")


class Subdivision(Code):
    """A part of a country by its ISO 3166-2 code, e.g. VN-HN; there are only those in which we know of a service."""

    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="subdivisions", verbose_name=_("country")
    )

    class Meta(Code.Meta):
        verbose_name = _("province or state")
        verbose_name_plural = _("provinces and states")

    def clean(self):
        super().clean()
        if self.country_id and not self.code.startswith(f"{self.country.code}-"):
            raise ValidationError({"code": _("The code begins with the country's, e.g. VN-HN.")})


class Language(Code):
    """A language in which help is given, by its ISO 639-1 code, e.g. vi."""

    class Meta(Code.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")


class Need(Code):
    """What somebody may need help with, e.g. liver disease; a term of our own small taxonomy."""

    class Meta(Code.Meta):
        verbose_name = _("need")
        verbose_name_plural = _("needs")


class Organization(SourcedRecord):
    """Somebody who offers services, e.g. the Canadian Cancer Society."""

    name = models.CharField(_("name"), max_length=200)
    website = WebAddressField(_("website"), max_length=300, blank=True)

    summary_field = "name"
    prominence = 3

    list_view = "services"

    class Meta(SourcedRecord.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [*SourcedRecord.Meta.constraints, published_in_both_languages("name")]


class ServiceQuerySet(SourcedQuerySet):
    def for_page(self):
        """What a service's page shows, in a fixed number of queries."""
        needs = models.Prefetch("needs", Need.objects.published())
        return (
            self.select_related("organization")
            .with_sources()
            .prefetch_related("phones", "countries", "languages", needs)
        )

    def fitting(self, conditions, language):
        """Return the few published services that answer a need of `conditions`, those in `language` first.

        It costs the same number of queries whether any fits or none.
        """
        needs = Need.objects.published().filter(services=models.OuterRef("pk"), conditions__in=conditions)
        services = self.published().annotate(
            fits=models.Exists(needs),
            speaks=models.Exists(Language.objects.filter(services=models.OuterRef("pk"), code=language)),
        )
        best = services.order_by("-fits", "-speaks", "position", "key").prefetch_related("phones")[:SHOWN_ON_A_PAGE]
        return [service for service in best if service.fits]

    def serving(self, place):
        """Services for a Country, those for a part of it too; or for a Subdivision and those for its whole country.

        A service is for a whole country if it names none of its subdivisions, as its source is silent about them.
        """
        if isinstance(place, Country):
            return self.filter(models.Q(countries=place) | models.Q(subdivisions__country=place))
        partly = Service.objects.filter(subdivisions__country=place.country)
        of_the_country = models.Q(countries=place.country) & ~models.Q(pk__in=partly)
        return self.filter(models.Q(subdivisions=place) | of_the_country)

    def helping_with(self, condition):
        """Services that answer a need of `condition`."""
        return self.filter(needs__in=Need.objects.published().filter(conditions=condition))

    def nearest(self, where=None, illness=None, need=None, language=None):
        """Return the published services nearest to what is asked; `fit` is the sum of the WEIGHTS of what all meet.

        The arguments are a Country or Subdivision, a Condition, a Need and a Language. It is one query in any case.
        """
        fitting = {
            "where": where and Service.objects.serving(where),
            "illness": illness and Service.objects.helping_with(illness),
            "need": need and Service.objects.filter(needs=need),
            "language": language and Service.objects.filter(languages=language),
        }
        fit = models.Value(0)
        for name, services in fitting.items():
            if services is not None:
                fit += models.Case(models.When(pk__in=services.values("pk"), then=WEIGHTS[name]), default=0)
        services = self.published().annotate(fit=fit)
        return services.filter(fit=models.Subquery(services.order_by("-fit").values("fit")[:1]))


class Verification(models.TextChoices):
    VERIFIED = "verified", _("Contact checked in a source")
    PARTLY_VERIFIED = "partly_verified", _("Partly checked")
    EXISTENCE_VERIFIED = "existence_verified", _("Organisation confirmed, contact details not confirmed")
    FROM_MEMORY = "from_memory", _("From memory, needs checking")


class Service(SluggedModel, SourcedRecord):
    """Help that somebody offers, e.g. the Cancer Information Helpline; every contact says when it was checked."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="services", verbose_name=_("organization")
    )
    countries = models.ManyToManyField(Country, related_name="services", blank=True, verbose_name=_("countries"))
    subdivisions = models.ManyToManyField(
        Subdivision,
        related_name="services",
        blank=True,
        verbose_name=_("provinces and states"),
        help_text=_("Empty if the service is for the whole country, or its source names no part of it."),
    )
    languages = models.ManyToManyField(
        Language, related_name="services", blank=True, verbose_name=_("languages spoken")
    )
    needs = models.ManyToManyField(Need, related_name="services", blank=True, verbose_name=_("needs it answers"))
    website = WebAddressField(_("website"), max_length=300, blank=True)
    website_verified = models.BooleanField(
        _("website checked"), default=False, help_text=_("Only a checked address is shown as a link to press.")
    )
    website_checked_on = PartialDateField(_("website checked on"))
    verification = models.CharField(_("verification"), max_length=20, choices=Verification)
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("what it offers"))
    region = models.CharField(_("region"), max_length=200)
    languages_note = models.CharField(_("languages, in words"), max_length=300)
    note = models.TextField(_("note"), blank=True)
    contact_note = models.TextField(
        _("note on the contact, for editors"), blank=True, help_text=_("How the contact was checked. Not shown.")
    )

    objects = ServiceQuerySet.as_manager()
    # Editors' notes may stand in one language.
    language_specific = (*SourcedRecord.language_specific, "contact_note")
    not_public = ("contact_note",)

    list_view = "services"

    class Meta(SourcedRecord.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            *SourcedRecord.Meta.constraints,
            *unique_slugs(),
            published_in_both_languages("slug", "name", "summary", "region", "languages_note"),
            in_both_languages_or_neither("note"),
        ]

    def get_absolute_url(self):
        return reverse("service", args=[self.slug])

    def needs_words(self, language):
        """Tell whether who calls in `language` must speak the site's other one, as far as the record knows."""
        spoken = {spoken.code for spoken in self.languages.all()}
        return language not in spoken and other_language(language) in spoken

    def public_phones(self):
        """Return the phone numbers that were checked in a source; others are never shown."""
        return [phone for phone in self.phones.all() if phone.is_verified]

    def findings(self, today):
        stale = [phone.number for phone in self.public_phones() if phone.is_stale(today)]
        if self.website_verified and was_checked_long_ago(self.website_checked_on, today):
            stale.append(self.website)
        message = _("contact not checked for two years: %(contacts)s") % {"contacts": ", ".join(stale)}
        return super().findings(today) + ([message] if stale else [])


class ServicePhoneQuerySet(models.QuerySet):
    def get_by_natural_key(self, service, position):
        return self.get(service__key=service, position=position)


class ServicePhone(models.Model):
    """A phone number of a service, e.g. 1-888-939-3333, and when it was last checked."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="phones", verbose_name=_("service"))
    position = models.PositiveSmallIntegerField(_("position"))
    number = models.CharField(_("number"), max_length=20, validators=[PHONE])
    is_verified = models.BooleanField(
        _("checked"), default=False, help_text=_("Only a number that was checked in a source is shown.")
    )
    checked_on = PartialDateField(_("checked on"), help_text=_("The date of what it was checked in."))

    objects = ServicePhoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("phone")
        verbose_name_plural = _("phones")
        ordering = ["service", "position"]
        constraints = [models.UniqueConstraint(fields=["service", "position"], name="phone_position_is_unique")]

    def __str__(self):
        return self.number

    def natural_key(self):
        return (self.service.key, self.position)

    natural_key.dependencies = ["therapies.service"]

    def is_stale(self, today=None):
        """Tell whether the number was checked more than two years before `today`, or nobody knows when."""
        return was_checked_long_ago(self.checked_on, today or timezone.localdate())


def was_checked_long_ago(checked_on, today):
    """Tell whether a partial date such as `2021-06` lies more than two years before `today`, or is empty."""
    if not checked_on:
        return True
    parts = [int(part) for part in checked_on.split("-")]
    # The end of the year or month, so that what may be recent is not called old.
    year, month, day = parts + [12, 28][len(parts) - 1 :]
    return date(year, month, day) < today - STALE_AFTER


class DrugInformationSource(SourcedRecord):
    """A place where anybody can look a medicine up, e.g. the register of the Drug Administration of Vietnam."""

    website = WebAddressField(_("website"), max_length=300, blank=True)
    website_verified = models.BooleanField(_("website checked"), default=False)
    website_checked_on = PartialDateField(_("website checked on"))
    languages = models.ManyToManyField(Language, related_name="+", blank=True, verbose_name=_("languages"))
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("what it offers"))
    languages_note = models.CharField(_("languages, in words"), max_length=300)

    list_view = "drug-information"

    class Meta(SourcedRecord.Meta):
        verbose_name = _("drug-information source")
        verbose_name_plural = _("drug-information sources")
        constraints = [
            *SourcedRecord.Meta.constraints,
            published_in_both_languages("name", "summary", "languages_note"),
        ]
