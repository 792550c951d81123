"""What the texts rest on."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editorial.constraints import in_both_languages_or_neither
from editorial.fields import KEY, PartialDateField, WebAddressField
from editorial.models import Publishable, state_field
from editorial.models.record import PublishableQuerySet


class SourceQuerySet(PublishableQuerySet):
    def get_by_natural_key(self, key):
        return self.get(key=key)


class Source(Publishable):
    """A page, paper or leaflet that a text rests on, e.g. the WHO guideline on hepatitis B of 2024."""

    class Kind(models.TextChoices):
        GUIDELINE = "guideline", _("Guideline")
        REGULATOR = "regulator", _("Medicines regulator")
        LABEL = "label", _("Product information")
        DRUG_REFERENCE = "drug-reference", _("Medicines reference")
        RESEARCH = "research", _("Research paper")
        REVIEW = "review", _("Review or meta-analysis")
        BOOK = "book", _("Book or encyclopedia")
        ORGANISATION = "organisation", _("Organisation or hospital page")
        COMPANY = "company", _("Company page")
        NEWS = "news", _("News")
        CLASSIFICATION = "classification", _("Classification")
        OTHER = "other", _("Other")

    class ReadThrough(models.TextChoices):
        """How the source was read; nobody should take an excerpt for the whole page."""

        EXCERPT = "excerpt", _("Read as a stored excerpt")
        COPY = "copy", _("Read as a copy on another site")
        FILE = "file", _("Read whole, as a file")
        MEMORY = "memory", _("Not opened, written from memory")

    key = models.CharField(_("key"), max_length=64, unique=True, validators=[KEY])
    state = state_field()
    title = models.TextField(_("title"), help_text=_("As printed, in its own language; it is not translated."))
    language = models.CharField(_("language of the source"), max_length=2, help_text=_("ISO 639-1 code such as vi."))
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    url = WebAddressField(_("web address"), max_length=500, blank=True)
    published_on = PartialDateField(_("published"))
    published_about = models.BooleanField(
        _("date of publication is approximate"), default=False, help_text=_("The page then says “about 2004”.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    read_through = models.CharField(_("how it was read"), max_length=20, choices=ReadThrough)
    is_article = models.BooleanField(
        _("one of the two old articles"),
        default=False,
        help_text=_("A source of what was said then, never of what is true today."),
    )
    note = models.TextField(_("note"), blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["publisher", "title", "key"]
        constraints = [in_both_languages_or_neither("note")]

    def __str__(self):
        return f"{self.publisher}: {self.title}" if self.publisher else self.title

    def natural_key(self):
        return (self.key,)

    def get_absolute_url(self):
        return f"{reverse('sources')}#source-{self.key}"
