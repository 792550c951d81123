"""The medicines: interferon families, interferons and the brands they were sold as."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editorial.constraints import in_both_languages_or_neither, published_in_both_languages, unique_slugs
from editorial.fields import SLUG, PartialDateField, not_in_future
from editorial.models import State
from portal.languages import fold
from therapies.models.base import NamedInArticles, SluggedModel, SourcedQuerySet, SourcedRecord

ATC_CODE = RegexValidator(r"\A[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}\Z", _("An ATC code looks like L03AB11."))


class InterferonFamilyQuerySet(SourcedQuerySet):
    def with_interferons(self):
        """Fetch the published interferons along, as `published_interferons`."""
        interferons = Interferon.objects.published().with_brands()
        return self.prefetch_related(models.Prefetch("interferons", interferons, to_attr="published_interferons"))


class InterferonFamily(SourcedRecord):
    """A family of interferons as the body makes them: alfa, beta, gamma or lambda."""

    class ReceptorType(models.TextChoices):
        I = "I", _("Type I")  # noqa: E741 - the Roman numeral is the name of the type
        II = "II", _("Type II")
        III = "III", _("Type III")

    receptor_type = models.CharField(_("receptor type"), max_length=3, choices=ReceptorType)
    name = models.CharField(_("name"), max_length=100)
    summary = models.TextField(_("in plain words"))

    objects = InterferonFamilyQuerySet.as_manager()

    list_view = "how-it-works"

    class Meta(SourcedRecord.Meta):
        verbose_name = _("interferon family")
        verbose_name_plural = _("interferon families")
        constraints = [*SourcedRecord.Meta.constraints, published_in_both_languages("name", "summary")]


class InterferonQuerySet(SourcedQuerySet):
    def for_page(self):
        """What an interferon's page shows, in a fixed number of queries."""
        return self.select_related("family").with_sources()

    def with_brands(self):
        """Fetch the published brands along, as `published_brands`."""
        brands = Brand.objects.published().order_by("name")
        return self.prefetch_related(models.Prefetch("brands", brands, to_attr="published_brands"))

    def without_family(self):
        """Medicines that are no interferon themselves, such as a gene therapy."""
        return self.exclude(family__state=State.PUBLISHED)


class Interferon(SluggedModel, SourcedRecord):
    """An interferon medicine under its international name (INN), e.g. peginterferon alfa-2a (ATC L03AB11)."""

    class Form(models.TextChoices):
        STANDARD = "standard", _("Short-acting")
        NATURAL = "natural", _("Natural mixture")
        DESIGNED = "designed", _("Designed in the laboratory")
        LONG_ACTING = "long-acting", _("Long-acting")
        VERY_LONG_ACTING = "very-long-acting", _("Very long-acting")
        GENE_THERAPY = "gene-therapy", _("Gene therapy")

    class Status(models.TextChoices):
        CURRENT = "current", _("Used today")
        SOMETIMES = "sometimes", _("Used sometimes")
        HISTORICAL = "historical", _("Mostly used in the past")
        DISCONTINUED = "discontinued", _("No longer made")
        INVESTIGATIONAL = "investigational", _("In research only")

    family = models.ForeignKey(
        InterferonFamily,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="interferons",
        verbose_name=_("family"),
        help_text=_("Empty for a gene therapy, which is not an interferon itself."),
    )
    form = models.CharField(_("form"), max_length=20, choices=Form)
    atc_code = models.CharField(_("ATC code"), max_length=7, blank=True, validators=[ATC_CODE])
    atc_checked_on = models.DateField(
        _("ATC code checked on"),
        null=True,
        blank=True,
        validators=[not_in_future],
        help_text=_("Empty until compared with the WHO index."),
    )
    other_names = models.TextField(_("other names"), blank=True, help_text=_("One per line, as found in leaflets."))
    status = models.CharField(_("status today"), max_length=20, choices=Status)
    name = models.CharField(_("name"), max_length=200, help_text=_("The international name (INN)."))
    summary = models.TextField(_("what it is"))
    role_today = models.TextField(_("role today"))
    status_note = models.TextField(_("note on the status"), blank=True)

    objects = InterferonQuerySet.as_manager()
    prominence = 0

    list_view = "interferons"

    class Meta(SourcedRecord.Meta):
        verbose_name = _("interferon")
        verbose_name_plural = _("interferons")
        constraints = [
            *SourcedRecord.Meta.constraints,
            *unique_slugs(),
            published_in_both_languages("slug", "name", "summary", "role_today"),
            in_both_languages_or_neither("status_note"),
        ]

    def get_absolute_url(self):
        return reverse("interferon", args=[self.slug])

    def other_names_list(self):
        return self.other_names.split("\n") if self.other_names else []

    def index_names(self):
        return [*super().index_names(), self.other_names, self.atc_code]

    def index_closed_names(self):
        return self.other_names_list()


class BrandQuerySet(SourcedQuerySet):
    def for_page(self):
        """What a brand's page shows, in a fixed number of queries."""
        return self.for_list().with_sources().prefetch_related("articles")

    def for_list(self):
        """What the list of brands shows of each."""
        return self.prefetch_related(models.Prefetch("interferons", Interferon.objects.published()))

    def leading_from(self, slug):
        """Return the published brand to which `slug` leads though it is another spelling of the name, or None."""
        # A draft that takes a spelling as its slug hides nothing; one that was taken down says so there.
        is_address = self.exclude(state=State.DRAFT).filter(slug=slug).exists()
        return None if is_address else self.published().spelt(slug)

    def of_interferon(self, interferon):
        """Brands that contain `interferon`."""
        return self.filter(interferons=interferon)

    def spelt(self, text):
        """Return the brand that `text` names in any known spelling, e.g. `La feron` for Laferon, or None."""
        wanted = fold(text).replace(" ", "")
        return next((brand for brand in self if wanted in brand.folded_spellings()), None)


class Brand(NamedInArticles, SourcedRecord):
    """A name under which an interferon is or was sold, e.g. Pegasys; said as it stands in both languages."""

    class MarketStatus(models.TextChoices):
        AVAILABLE = "available", _("Available in some countries")
        LIMITED_SUPPLY = "limited_supply", _("Available, but hard to find")
        WITHDRAWN = "withdrawn", _("Licence withdrawn")
        DISCONTINUED = "discontinued", _("No longer made or sold")
        CHECK_REGISTER = "check_register", _("Check your country's medicines register")
        UNKNOWN = "unknown", _("Not known today")

    name = models.CharField(_("brand name"), max_length=100)
    slug = models.CharField(
        _("slug"),
        max_length=100,
        blank=True,
        validators=[SLUG],
        help_text=_("The same in both languages. Made if empty."),
    )
    interferons = models.ManyToManyField(
        Interferon, related_name="brands", blank=True, verbose_name=_("interferons it contains")
    )
    other_spellings = models.TextField(
        _("other spellings"), blank=True, help_text=_("One per line; each of them leads to this brand's page.")
    )
    article_spelling = models.CharField(
        _("spelling in the old article"), max_length=100, blank=True, help_text=_("Only if it differs from the name.")
    )
    market_status = models.CharField(_("market status"), max_length=20, choices=MarketStatus)
    market_status_as_of = PartialDateField(
        _("market status as of"), help_text=_("When this was last known to be so: 2021, 2021-06 or 2021-06-30.")
    )
    maker = models.CharField(_("maker"), max_length=200, blank=True)
    maker_country = models.CharField(_("country of the maker"), max_length=100, blank=True)
    market_note = models.TextField(_("note on the market status"), blank=True)
    summary = models.TextField(_("what it is"))

    objects = BrandQuerySet.as_manager()
    prominence = 0

    list_view = "brands"

    class Meta(SourcedRecord.Meta):
        verbose_name = _("brand")
        verbose_name_plural = _("brands")
        constraints = [
            *SourcedRecord.Meta.constraints,
            published_in_both_languages("summary"),
            in_both_languages_or_neither("maker", "maker_country", "market_note"),
            models.UniqueConstraint(fields=["slug"], condition=~models.Q(slug=""), name="brand_slug_is_unique"),
            models.CheckConstraint(
                name="brand_published_with_a_slug",
                condition=~models.Q(state="published") | ~models.Q(slug=""),
                violation_error_message=_("A published brand needs a slug."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("brand", args=[self.slug])

    def spellings(self):
        """Return every spelling of the name, the right one first."""
        return [self.name, *self.other_spellings.split("\n"), self.article_spelling]

    def folded_spellings(self):
        return {fold(spelling).replace(" ", "") for spelling in self.spellings() if spelling}

    def index_names(self):
        return [*super().index_names(), *self.spellings()]

    def index_closed_names(self):
        return self.spellings()
