"""What the site itself remembers: where records live, where they lived before, and the words that find them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import RecoveryCode, SignInEvent  # noqa: F401 - models of this app
from portal.languages import fold


class PublicSlugQuerySet(models.QuerySet):
    def of(self, model, key):
        """Everything under which the record with `key` of `model` (a lower-case label) could ever be opened."""
        return self.filter(model=model, key=key)


class PublicSlug(models.Model):
    """A slug or key under which a record can be opened or once could; it leads on to the record with `key`."""

    model = models.CharField(max_length=100)
    slug = models.CharField(max_length=200)
    key = models.CharField(max_length=64)

    objects = PublicSlugQuerySet.as_manager()

    class Meta:
        verbose_name = _("public slug")
        verbose_name_plural = _("public slugs")
        constraints = [models.UniqueConstraint(fields=["model", "slug", "key"], name="public_slug_once_per_record")]

    def __str__(self):
        return f"{self.model} {self.slug}"


class IndexEntryQuerySet(models.QuerySet):
    def published(self):
        """Entries of records that the public may read."""
        return self.filter(state="published")

    def matching(self, query):
        """Entries that hold every word of `query` in either language, marks aside; the last word may be begun.

        Entries whose title matches come first. An empty query matches nothing.
        """
        words = fold(query).split()[:12]
        if not words:
            return self.none()
        entries, in_title = self, models.Q()
        for word in [*(f" {word} " for word in words[:-1]), f" {words[-1]}"]:
            entries = entries.filter(folded__contains=word)
            in_title &= models.Q(folded_title__contains=word)
        rank = models.Case(models.When(in_title, then=0), default=1, output_field=models.IntegerField())
        return entries.annotate(rank=rank).order_by("rank", "position", "key")


class IndexEntry(models.Model):
    """One record of the site: its permanent key, its addresses and the words that find it.

    Derived from the records on every save; `manage.py rebuild` writes all entries anew.
    """

    key = models.CharField(max_length=64, unique=True)
    model = models.CharField(max_length=100)
    state = models.CharField(max_length=16)
    position = models.PositiveSmallIntegerField()
    title_vi = models.TextField(blank=True)
    title_en = models.TextField(blank=True)
    summary_vi = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    path_vi = models.CharField(max_length=400, blank=True)
    path_en = models.CharField(max_length=400, blank=True)
    # Both languages, folded, each word with a space before it, so that " word" finds the beginning of a word.
    folded_title = models.TextField()
    folded = models.TextField()

    objects = IndexEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("index entry")
        verbose_name_plural = _("index entries")

    def __str__(self):
        return self.key
