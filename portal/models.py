"""What the site itself remembers: where records live, where they lived before, and the words that find them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import RecoveryCode, SignInEvent  # noqa: F401 - models of this app


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

    def found(self, keys):
        """Return the public entries with these keys as a list, in the order of the keys; no query for no key."""
        entries = {entry.key: entry for entry in self.published().filter(key__in=keys)} if keys else {}
        return [entries[key] for key in keys if key in entries]

    def matching(self, query):
        """Entries that hold every word of `query` in either language, marks aside; the last word may be begun.

        Entries whose title matches come first. An empty query matches nothing.
        """
        from portal.search.words import folded_word, split  # the search's other modules need this one

        words = list(filter(None, map(folded_word, split(query))))[:12]
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

    Derived from the records on every save; `manage.py rebuild` writes all entries anew. The word index of the database
    (`portal.search.engine`) follows `folded_title` and `folded` by itself.
    """

    key = models.CharField(max_length=64, unique=True)
    model = models.CharField(max_length=100)
    state = models.CharField(max_length=16)
    position = models.PositiveSmallIntegerField()
    # Kinds of records that answer most questions have small numbers.
    prominence = models.PositiveSmallIntegerField(default=0)
    title_vi = models.TextField(blank=True)
    title_en = models.TextField(blank=True)
    path_vi = models.CharField(max_length=400, blank=True)
    path_en = models.CharField(max_length=400, blank=True)
    # What readers can read of it, by the path under which drift knows each text: {"summary": {"vi": …, "en": …}}.
    texts = models.JSONField(default=dict)
    # Names, then all words, of both languages: folded, and with their tone marks (`portal.search.words.lines`).
    folded_title = models.TextField()
    folded = models.TextField()
    exact_title = models.TextField(default="")
    exact = models.TextField(default="")
    # Of the words and the state. Its sum over all entries tells whether what a process remembers of them still holds.
    checksum = models.BigIntegerField(default=0)

    objects = IndexEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("index entry")
        verbose_name_plural = _("index entries")
        indexes = [models.Index(fields=["state", "checksum"], name="index_entry_checksum")]

    def __str__(self):
        return self.key
