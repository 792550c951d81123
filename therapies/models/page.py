"""The site's own prose: what it is, how it works, and the words at the head of each list."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from editorial.constraints import in_both_languages_or_neither, published_in_both_languages, unique_slugs
from editorial.models import Record, RecordQuerySet
from portal.languages import LANGUAGES
from therapies.models.base import SluggedModel


class PageQuerySet(RecordQuerySet):
    def for_page(self):
        """What the page of a text shows."""
        return self

    def introductions(self, *keys):
        """Return `{key: page}` for the published pages with `keys`."""
        return {page.key: page for page in self.published().filter(key__in=keys)}


class Page(SluggedModel, Record):
    """A text of the site itself, e.g. "How we review"; one whose key names a list stands at the head of that list."""

    part_of = models.CharField(
        _("part of"),
        max_length=64,
        blank=True,
        help_text=_("The key of the page that shows this text as one of its sections; empty for a page of its own."),
    )
    name = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"))
    body = models.TextField(_("text"), blank=True, help_text=_("Markdown; headings begin with ##."))

    objects = PageQuerySet.as_manager()

    list_view = "home"

    class Meta(Record.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [
            *Record.Meta.constraints,
            *unique_slugs(),
            published_in_both_languages("slug", "name", "summary"),
            in_both_languages_or_neither("body"),
        ]

    @property
    def pairs(self):
        """Return the items of a text that is a list, e.g. questions, as `[{language: text}]`.

        The safety gate counts them in both languages.
        """
        columns = [_items(getattr(self, f"body_{language}")) for language in LANGUAGES]
        return [dict(zip(LANGUAGES, texts, strict=True)) for texts in zip(*columns, strict=False)]

    @property
    def stands_alone(self):
        """Tell whether the text has a page of its own; else it is a section, or introduces a list."""
        try:
            return not self.part_of and not reverse(self.key)
        except NoReverseMatch:
            return True

    def get_absolute_url(self):
        """Return the place where the text stands: a section, the list that it introduces, or a page of its own."""
        if self.stands_alone:
            return reverse("page", args=[self.slug])
        return f"{reverse(self.part_of)}#{self.key}" if self.part_of else reverse(self.key)

    def clean(self):
        super().clean()
        try:
            self.part_of and reverse(self.part_of)
        except NoReverseMatch:
            raise ValidationError({"part_of": _("There is no page with this key.")}) from None


def _items(markdown):
    return [line[2:].strip() for line in (markdown or "").splitlines() if line.startswith("- ")]
