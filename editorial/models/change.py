"""How records change: Changes with their Edits, what the log last knew of each record, and who vouches for what."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial import drift
from portal.languages import LANGUAGES


def person(verbose_name, **options):
    """Return a foreign key to a member of staff, who stays in the log for good."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=verbose_name, null=True, **options
    )


class Significance(models.TextChoices):
    """What a changed text means for whoever reads it, and so for the other language."""

    WORDING = drift.WORDING, _("Wording: it says the same, better")
    MEANING = drift.MEANING, _("Meaning: it says something else")
    SAFETY = drift.SAFETY, _("Safety: the old text could hurt somebody")


class AboutRecord(models.Model):
    """A row about one record, which it names as files do, so that it outlives the record."""

    model = models.CharField(max_length=100)
    key = models.CharField(max_length=200)

    class Meta:
        abstract = True


class AboutRecordQuerySet(models.QuerySet):
    def of(self, record):
        """What is about `record`."""
        return self.filter(model=record._meta.label_lower, key=record.natural_key()[0])

    def about(self, models):
        """What is about records of `models`."""
        return self.filter(model__in=[model._meta.label_lower for model in models])


def written_by(user):
    """Return the condition that `user` opened a Change or wrote an Edit of it."""
    return models.Q(opened_by=user) | models.Exists(Edit.objects.filter(change=models.OuterRef("pk"), author=user))


class ChangeQuerySet(AboutRecordQuerySet):
    def open(self):
        """Changes that can still become public."""
        return self.filter(state__in=Change.OPEN)

    def awaiting_review(self):
        """Submitted Changes, those of safety first, then the oldest."""
        order = models.Case(models.When(significance=Significance.SAFETY, then=0), default=1)
        return self.filter(state=Change.State.SUBMITTED).order_by(order, "submitted_at", "pk")

    def applied(self):
        """What was written into records, the newest first."""
        return self.filter(state=Change.State.APPROVED).order_by("-closed_at", "-pk")

    def unfinished_by(self, user):
        """What `user` wrote and has not handed in, or was given back; that comes first."""
        sent_back_first = models.Case(models.When(state=Change.State.SENT_BACK, then=0), default=1)
        unfinished = self.filter(state__in=[Change.State.DRAFT, Change.State.SENT_BACK])
        return unfinished.written_by(user).order_by(sent_back_first, "opened_at", "pk")

    def written_by(self, user):
        """Changes that `user` opened or wrote an Edit of."""
        return self.filter(written_by(user))

    def noting_own(self, user):
        """Say of each Change as `is_own` whether `user` wrote a part of it."""
        is_own = models.Case(models.When(written_by(user), then=True), default=False)
        return self.annotate(is_own=is_own)

    def came_in(self, origin, since):
        """What was written from `origin` and not at the desk since then, the newest first."""
        return self.applied().filter(origin=origin, closed_at__gte=since)

    def to_look_back_at(self):
        """Take-downs that no second person has looked at, the oldest first."""
        return self.filter(look_back=True).order_by("closed_at", "pk")

    def overridden(self):
        """Changes that a superuser approved without a second person, the newest first."""
        return self.applied().exclude(override_reason="")

    def chosen(self, state="", author=None, only="", **exact):
        """What the list of Changes shows for a choice of its filters: the newest first, what waits as it is due."""
        found = self.filter(**exact)
        if only:
            found = found.to_look_back_at() if only == "look_back" else found.overridden()
        if author:
            found = found.written_by(author)
        states = {"open": Change.OPEN, "unfinished": (Change.State.DRAFT, Change.State.SENT_BACK)}
        if state == Change.State.SUBMITTED:
            return found.awaiting_review()
        return (found.filter(state__in=states.get(state, [state])) if state else found).order_by("-pk")

    def with_people(self):
        return self.select_related("opened_by", "submitted_by", "closed_by")


class Change(AboutRecord):
    """The unit of work: what is to become of one record, why, and how much it matters.

    E.g. "dose corrected in both languages", a change of *safety* with two Edits. What a load or another program wrote
    is kept as an approved Change too, so that the log of a record is whole.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waiting for review")
        SENT_BACK = "sent_back", _("Sent back")
        APPROVED = "approved", _("Approved")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Origin(models.TextChoices):
        DESK = "desk", _("At the desk")
        LOAD = "load", _("Loaded from a file")
        OUTSIDE = "outside", _("Written past the desk")

    OPEN = (State.DRAFT, State.SUBMITTED, State.SENT_BACK)

    state = models.CharField(_("state"), max_length=16, choices=State, default=State.DRAFT)
    origin = models.CharField(_("where from"), max_length=16, choices=Origin, default=Origin.DESK)
    significance = models.CharField(
        _("significance"), max_length=16, choices=Significance, default=Significance.MEANING
    )
    reason = models.TextField(_("reason"), blank=True)
    # Digests of texts in two languages that with this Change are to say the same again: who vouches for two texts
    # vouches for exactly these two.
    in_step = models.JSONField(default=list, blank=True)
    opened_by = person(_("opened by"), blank=True)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    submitted_by = person(_("submitted by"), blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    closed_by = person(_("closed by"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    # What the reviewer wrote when sending it back, or whoever withdrew it.
    note = models.TextField(_("note"), blank=True)
    override_reason = models.TextField(_("reason for approving without a second person"), blank=True)
    # A take-down is done at once by one person, and looked at by another afterwards.
    look_back = models.BooleanField(_("to be looked at afterwards"), default=False)
    looked_at_by = person(_("looked at by"), blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [
            models.Index(fields=["model", "key", "closed_at"], name="change_of_record"),
            models.Index(fields=["state", "submitted_at"], name="change_by_state"),
            # For the first page of the desk: what came in past it.
            models.Index(fields=["origin", "closed_at"], name="change_by_origin"),
        ]
        permissions = [
            ("approve_change", "Can approve what others changed"),
            ("take_down", "Can take records down at once"),
            ("review_record", "Can put a medical review on record"),
        ]

    def __str__(self):
        return f"{self.model} {self.key} #{self.pk}"

    @property
    def is_open(self):
        return self.state in self.OPEN


class Edit(models.Model):
    """One value that a Change gives a record: what was live when it was written, and what it shall become.

    Append-only. The newest Edit of a column counts; a child list such as the phones is one value.
    """

    change = models.ForeignKey(Change, models.PROTECT, related_name="edits", verbose_name=_("change"))
    field = models.CharField(_("field"), max_length=100)
    language = models.CharField(_("language"), max_length=2, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    author = person(_("author"), blank=True)
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("edit")
        verbose_name_plural = _("edits")
        ordering = ["pk"]

    def __str__(self):
        return f"#{self.change_id} {self.column}"

    @property
    def column(self):
        return f"{self.field}_{self.language}" if self.language else self.field


class Claim(AboutRecord):
    """A value that an open Change is about. No second open Change can be about the same value."""

    column = models.CharField(max_length=100)
    change = models.ForeignKey(Change, models.CASCADE, related_name="claims")

    objects = AboutRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [models.UniqueConstraint(fields=["model", "key", "column"], name="one_open_change_per_value")]

    def __str__(self):
        return f"{self.model} {self.key} {self.column}"


class Snapshot(AboutRecord):
    """What the log knows of a record: its document after the last thing that was logged."""

    document = models.JSONField()

    objects = AboutRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="one_snapshot_per_record")]

    def __str__(self):
        return f"{self.model} {self.key}"


class PairingQuerySet(AboutRecordQuerySet):
    def outdated(self, language=""):
        """Pairs of which the text in `language` is outdated, or either text if no language is named."""
        sides = {"vi": models.Q(vi_outdated_since__isnull=False), "en": models.Q(en_outdated_since__isnull=False)}
        return self.filter(sides[language] if language else sides["vi"] | sides["en"])

    def worst_first(self, language=""):
        """Outdated pairs, those of safety first, then those that have waited longest."""
        columns = [language] if language else ["vi", "en"]
        grave = models.Q(*((f"{code}_outdated_by", Significance.SAFETY) for code in columns), _connector=models.Q.OR)
        vietnamese, english = (f"{columns[index]}_outdated_since" for index in (0, -1))
        since = Least(Coalesce(vietnamese, english), Coalesce(english, vietnamese))
        outdated = self.outdated(language).annotate(since=since)
        return outdated.order_by(models.Case(models.When(grave, then=0), default=1), "since", "pk")

    def never_confirmed(self):
        """Pairs that nobody has read beside each other, and of which neither text is known to be outdated."""
        return self.filter(confirmed_at=None, vi_outdated_since=None, en_outdated_since=None)


class Pairing(AboutRecord):
    """Both languages of one text as they last stood in step (see `editorial.drift`), and which is outdated since."""

    path = models.CharField(_("text"), max_length=200)
    vi = models.TextField(blank=True)
    en = models.TextField(blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = person(_("confirmed by"), blank=True)
    vi_outdated_since = models.DateTimeField(null=True, blank=True)
    en_outdated_since = models.DateTimeField(null=True, blank=True)
    vi_outdated_by = models.CharField(max_length=16, blank=True, choices=Significance)
    en_outdated_by = models.CharField(max_length=16, blank=True, choices=Significance)

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair of texts")
        verbose_name_plural = _("pairs of texts")
        constraints = [models.UniqueConstraint(fields=["model", "key", "path"], name="one_pairing_per_text")]
        indexes = [
            models.Index(fields=["vi_outdated_since"], name="pairing_outdated_vi"),
            models.Index(fields=["en_outdated_since"], name="pairing_outdated_en"),
        ]
        permissions = [
            ("confirm_vi", "Can confirm the Vietnamese texts"),
            ("confirm_en", "Can confirm the English texts"),
        ]

    def __str__(self):
        return f"{self.model} {self.key} {self.path}"

    def outdated_languages(self):
        return [language for language in LANGUAGES if getattr(self, f"{language}_outdated_since")]


class ReviewedText(AboutRecord):
    """A medical review, with the document that was reviewed; what differs from it now has changed since."""

    document = models.JSONField()
    reviewed_by = models.CharField(_("reviewed by"), max_length=200)
    reviewed_on = models.DateField(_("reviewed on"))
    review_due_on = models.DateField(_("next review due on"), null=True, blank=True)
    recorded_by = person(_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)

    objects = AboutRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("reviewed text")
        verbose_name_plural = _("reviewed texts")
        ordering = ["-recorded_at", "-pk"]

    def __str__(self):
        return f"{self.model} {self.key} {self.reviewed_on}"


class ConfirmedDifferenceQuerySet(models.QuerySet):
    def unreviewed_first(self):
        """What nobody has signed for by name comes first, then the newest."""
        rank = models.Case(models.When(signed="unreviewed", then=0), default=1)
        return self.order_by(rank, "-signed_at", "pk")

    def get_by_natural_key(self, key):
        return self.get(key=key)

    def of(self, record):
        return self.filter(model=record._meta.label_lower, record_key=record.natural_key()[0])

    def about(self, models):
        return self.filter(model__in=[model._meta.label_lower for model in models])


class ConfirmedDifference(models.Model):
    """A difference that the safety gate saw between two texts, and why it is right as it stands.

    It holds for exactly these two texts and ends when one of them changes. `signed` names who said so; those that came
    with the content files are signed "unreviewed".
    """

    key = models.CharField(max_length=200, unique=True)
    model = models.CharField(max_length=100)
    record_key = models.CharField(max_length=200)
    path = models.CharField(_("text"), max_length=200)
    rule = models.CharField(_("rule"), max_length=32)
    passage_vi = models.TextField(blank=True)
    passage_en = models.TextField(blank=True)
    # Digest of both texts together.
    texts = models.CharField(max_length=16)
    reason = models.TextField(_("reason"))
    signed = models.CharField(_("signed"), max_length=301)
    signed_at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    objects = ConfirmedDifferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmed difference")
        verbose_name_plural = _("confirmed differences")
        ordering = ["model", "record_key", "path", "rule", "key"]

    def __str__(self):
        return f"{self.model} {self.record_key} {self.path}: {self.rule}"

    def natural_key(self):
        return (self.key,)
