"""What every record of the site has, whatever its subject: a permanent key, a state, two languages, a review."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator

from editorial.fields import KEY, not_in_future
from portal import index
from portal.addresses import in_each_language, slug_columns
from portal.languages import BLANK, INVISIBLE, LANGUAGES, other_language, slugify
from portal.models import IndexEntry, PublicSlug


class State(models.TextChoices):
    """Where a record stands for the public."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Taken down")


def translated_fields(model):
    """Return the names of the fields of `model` that stand in every language, in the order of the model."""
    names = translator.get_options_for_model(model).get_field_names()
    return [field.name for field in model._meta.get_fields() if field.name in names]


class Translated(models.Model):
    """Base of all models with texts in both languages."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        # The bare column takes the value of the active language; pinning the language keeps it from flipping.
        with translation.override(LANGUAGES[0]):
            super().save(*args, **kwargs)

    def clean_fields(self, exclude=None):
        """Put text into NFC with plain line ends and refuse invisible characters.

        The bare columns are left out: they mirror whatever language is active.
        """
        bare = translated_fields(type(self))
        errors = {}
        for field in self._meta.concrete_fields:
            value = getattr(self, field.attname)
            if field.name not in bare and isinstance(value, str):
                value = unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
                setattr(self, field.attname, value)
                found = INVISIBLE.search(value)
                if found:
                    message = _("The text contains the invisible character %(code)s; please type it again without it.")
                    errors[field.name] = message % {"code": f"U+{ord(found.group()):04X}"}
        try:
            super().clean_fields(exclude={*(exclude or ()), *bare})
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)


class PublishableQuerySet(models.QuerySet):
    def published(self):
        """Records that the public may read."""
        return self.filter(state=State.PUBLISHED)


def state_field():
    """Return the column that says where a record stands for the public."""
    return models.CharField(
        _("state"),
        max_length=16,
        choices=State,
        default=State.DRAFT,
        help_text=_("Only published records are public; publishing needs every text in both languages."),
    )


class Publishable(Translated):
    """Base of all that becomes public as a whole, in both languages; a model of it has a `state_field()`."""

    # Translated fields that may stand in one language only, such as how a word is said.
    language_specific = ()

    class Meta:
        abstract = True

    @property
    def is_draft(self):
        return self.state == State.DRAFT

    @property
    def is_published(self):
        return self.state == State.PUBLISHED

    @property
    def is_retired(self):
        return self.state == State.RETIRED

    def missing_texts(self):
        """Return the names of the columns that publishing still needs, e.g. `["summary_en"]`."""
        missing = []
        for name in translated_fields(type(self)):
            filled = [language for language in LANGUAGES if (getattr(self, f"{name}_{language}") or "").strip(BLANK)]
            optional = self._meta.get_field(name).blank and not filled
            if not optional and name not in self.language_specific:
                missing += [f"{name}_{language}" for language in LANGUAGES if language not in filled]
        return missing

    def clean(self):
        """Refuse to publish with a text missing, and whatever else `rule_errors` finds."""
        super().clean()
        if errors := self.rule_errors():
            raise ValidationError(errors)

    def rule_errors(self):
        """Return an error for each column that keeps the record from being what its state says."""
        if not self.is_published:
            return {}
        message = _("This text is needed in both languages before the record can be published.")
        return dict.fromkeys(self.missing_texts(), message)


class RecordQuerySet(PublishableQuerySet):
    def get_by_natural_key(self, key):
        return self.get(key=key)


class Record(Publishable):
    """One thing that the site publishes, under one key for good and in both languages, e.g. `hep-b`."""

    key = models.CharField(
        _("key"),
        max_length=64,
        unique=True,
        blank=True,
        validators=[KEY],
        help_text=_("Permanent short name, also in printed addresses. Left empty, it is made from the English name."),
    )
    state = state_field()
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers come first in lists; equal numbers sort by name.")
    )
    reviewed_on = models.DateField(
        _("reviewed on"),
        null=True,
        blank=True,
        validators=[not_in_future],
        help_text=_("Only the day of a real medical review; else empty."),
    )
    reviewed_by = models.CharField(
        _("reviewed by"),
        max_length=200,
        blank=True,
        help_text=_("Name and profession of the clinician who really reviewed this text in both languages."),
    )
    review_due_on = models.DateField(_("next review due on"), null=True, blank=True)
    also_searched_as = models.TextField(
        _("also searched as"),
        blank=True,
        help_text=_(
            "One per line: what people type who do not know the right word. Finds the record and is never shown."
        ),
    )
    # Since when the text is no longer the one that was reviewed, in meaning; empty while it is.
    changed_since_review = models.DateTimeField(_("changed since its review"), null=True, editable=False)
    updated_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)

    objects = RecordQuerySet.as_manager()

    # The field whose text names the record in lists, links and search.
    title_field = "name"
    # The field whose text describes it in one or two sentences.
    summary_field = "summary"
    # The view of the page that lists records of this kind.
    list_view = ""
    # Translated fields that only editors read; no search finds their words.
    not_public = ()
    # What each language has its own words for.
    language_specific = ("also_searched_as",)
    # Where records of this kind stand among results that match alike; smaller comes first.
    prominence = 1
    # Whether the title is a name to look for, rather than a sentence or a name borrowed from another record.
    has_name = True

    class Meta:
        abstract = True
        ordering = ["position", "key"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_review_has_both_name_and_date",
                condition=models.Q(reviewed_on__isnull=True, reviewed_by="")
                | models.Q(reviewed_on__isnull=False) & ~models.Q(reviewed_by=""),
                violation_error_message=_("A review needs both the reviewer and the date."),
            ),
        ]

    def __str__(self):
        return self.title or self.key

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.fill_key_and_slugs()
        self.updated_at = timezone.now()
        if not self._state.adding:
            # Written by the log alone, maybe since this instance was read.
            noted = type(self).objects.filter(pk=self.pk).values_list("changed_since_review", flat=True)
            self.changed_since_review = noted.first()
        super().save(*args, **kwargs)
        self.write_index()

    def get_absolute_url(self):
        """Return the record's address in the active language: its place on its list, unless it has a page."""
        return f"{self.get_list_url()}#{self.key}"

    def get_list_url(self):
        """Return the address of the page that lists records of this kind, in the active language."""
        return reverse(self.list_view)

    @property
    def title(self):
        return getattr(self, self.title_field)

    @property
    def other_title(self):
        """The record's name in the language that the reader is not reading, as `{"language": code, "text": name}`."""
        language = other_language(translation.get_language())
        return {"language": language, "text": index.text_in(self, self.title_field, language)}

    def natural_key(self):
        return (self.key,)

    def clean(self):
        """Make an empty key and empty slugs; refuse a key that another kind of record has."""
        self.fill_key_and_slugs()
        if IndexEntry.objects.filter(key=self.key).exclude(model=self._meta.label_lower).exists():
            raise ValidationError({"key": _("Another record has this key.")})
        super().clean()

    def rule_errors(self):
        return self.taken_slugs() | super().rule_errors()

    def taken_slugs(self):
        """Return an error for each column whose slug another record of this kind has."""
        errors = {}
        for column in slug_columns(type(self)):
            slug = getattr(self, column)
            other = slug and type(self).objects.filter(**{column: slug}).exclude(pk=self.pk).first()
            if other:
                errors[column] = _("“%(slug)s” leads to “%(other)s” already.") % {"slug": slug, "other": other}
        return errors

    def fill_key_and_slugs(self):
        """Fill what the editor left empty from the record's name in the same language."""
        if not self.key:
            name = index.text_in(self, self.title_field, "en") or index.text_in(self, self.title_field, "vi")
            self.key = self._free_key(slugify(name)[:56].strip("-") or self._meta.model_name)
        for column in slug_columns(type(self)):
            if not getattr(self, column):
                name = index.text_in(self, self.title_field, column.removeprefix("slug_"))
                setattr(self, column, slugify(name)[:100].strip("-"))

    def _free_key(self, wanted):
        taken = set(IndexEntry.objects.filter(key__startswith=wanted).values_list("key", flat=True))
        candidates = [wanted, *(f"{wanted}-{number}" for number in range(2, 1000))]
        return next(key for key in candidates if key not in taken)

    def remember_slugs(self):
        """Note how a public record can be reached, so that its addresses lead on when they change."""
        if self.state == State.DRAFT:
            return
        # The key too: a record without slugs was public all the same, and its printed address must answer for good.
        for slug in {self.key, *(getattr(self, column) for column in slug_columns(type(self)))} - {"", None}:
            PublicSlug.objects.get_or_create(model=self._meta.label_lower, slug=slug, key=self.key)

    def findings(self, today):
        """Return, as sentences, what an editor should look at: gaps in the texts, a review overdue on `today`."""
        found = []
        if self.missing_texts():
            found.append(_("missing: %(columns)s") % {"columns": ", ".join(self.missing_texts())})
        if self.is_published and self.review_due_on and self.review_due_on < today:
            found.append(_("review overdue since %(date)s") % {"date": self.review_due_on.isoformat()})
        return found

    # --- what the index keeps ------------------------------------------------------------------

    def write_index(self):
        """Note how the record is found, as it now stands, and with it the records that are found by its words."""
        self.remember_slugs()
        for record in [self, *self.indexed_with()]:
            index.write(record)

    def indexed_with(self):
        """Return the records whose index entries hold words of this one."""
        return []

    def index_names(self):
        """Return what people call the record: its titles, and what it is also searched as."""
        titles = [index.text_in(self, self.title_field, language) for language in LANGUAGES if self.has_name]
        return [*titles, *both_languages(self, ["also_searched_as"])]

    def index_closed_names(self):
        """Return the names and codes that may be written as one word, e.g. `B18.1`."""
        return []

    def index_texts(self):
        """Return what readers can read of the record, by path and language, without its title."""
        hidden = {"slug", self.title_field, *self.not_public, *self.language_specific}
        names = [name for name in translated_fields(type(self)) if name not in hidden]
        # The text that describes the record is the first choice for a result that shows one.
        names.sort(key=lambda name: name != self.summary_field)
        return {name: {language: index.text_in(self, name, language) for language in LANGUAGES} for name in names}

    def index_words(self):
        """Return what else should find the record: a title that is no name, and words that each language has alone."""
        titles = [index.text_in(self, self.title_field, language) for language in LANGUAGES if not self.has_name]
        alone = [name for name in self.language_specific if name not in ("also_searched_as", *self.not_public)]
        return [*titles, *both_languages(self, alone)]

    def index_state(self):
        """Return the state under which readers meet the record."""
        return self.state

    def index_addresses(self):
        """Return `{"vi": path, "en": path}`, empty where the record has no address yet."""
        try:
            return in_each_language(self.get_absolute_url)
        except NoReverseMatch:
            return dict.fromkeys(LANGUAGES, "")


def both_languages(record, names):
    """Return the texts of the fields called `names` in every language, without empty ones."""
    texts = [index.text_in(record, name, language) for name in names for language in LANGUAGES]
    return [text for text in texts if text]


@receiver(post_delete)
def leave_index(sender, instance, **kwargs):
    """Take a deleted record (only drafts are) out of the index, so that its key is free again."""
    if isinstance(instance, Record):
        IndexEntry.objects.filter(key=instance.key, model=sender._meta.label_lower).delete()


class LoadedRecord(models.Model):
    """What `load_content` last wrote of a record: one that differs from it was changed since."""

    model = models.CharField(max_length=100)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    # What the file said, so that a later file is known to say something new. Empty where an older release loaded it.
    values = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("loaded record")
        verbose_name_plural = _("loaded records")
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="loaded_record_once")]

    def __str__(self):
        return f"{self.model} {self.key}"
