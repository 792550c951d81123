"""What may happen to a Change, and by whom: proposing, submitting, approving, taking down.

Every step is one transaction. A published record is altered by nothing here but `approve`, `take_down` and `review`.
A record that was never public is written at once, since nobody can read it; publishing it needs a second person.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial import document, drift, gate, log
from editorial.models import Change, Claim, Edit, Pairing, Record, ReviewedText, Significance, State
from portal.languages import LANGUAGES

# What a medical review says of a record.
REVIEW = ("reviewed_by", "reviewed_on", "review_due_on")


class Refused(Exception):
    """A step that may not happen now or not by this person; the message says why, for the person."""


class Unsafe(Refused):
    """The two languages differ where the Change claims that they say the same; `findings` name the places."""

    def __init__(self, findings):
        super().__init__(
            _("The two languages differ where they should say the same. Mend the text or say why it is right.")
        )
        self.findings = findings


@dataclass(frozen=True)
class Clash:
    """A value that two people changed at the same time: what the first saved, and what the second typed."""

    column: str
    theirs: object
    mine: object
    author: object = None


class Conflict(Exception):
    """Somebody else saved some of the same values first; nothing of this save was written."""

    def __init__(self, clashes):
        super().__init__(", ".join(clash.column for clash in clashes))
        self.clashes = clashes


@dataclass(frozen=True)
class Working:
    """A record as its open Changes would have it: the live document, the open Edits by column, both together."""

    live: dict
    edits: dict = field(default_factory=dict)

    @property
    def document(self):
        values = self.live | {column: edit.after for column, edit in self.edits.items()}
        return {column: value for column, value in values.items() if value is not None}


def working(record):
    """Return the Working of `record`."""
    return Working(document.read(record), open_edits(record))


def open_edits(record):
    """Return the newest Edit of each value of `record` that an open Change is about, by column."""
    edits = Edit.objects.filter(
        change__in=Change.objects.of(record).open(),
    ).select_related("change", "change__opened_by", "author")
    return {edit.column: edit for edit in edits}


def newest_edits(change):
    """Return the newest Edit of each value that `change` is about, by column."""
    return {edit.column: edit for edit in change.edits.select_related("author")}


def newest_edit(change, record):
    """Return the id of the newest Edit that approving `change` makes public: of a draft, all that is in it."""
    edits = change.edits.all()
    if record is not None and record.is_draft:
        edits = Edit.objects.filter(change__in=Change.objects.of(record).open())
    return edits.aggregate(newest=models.Max("pk"))["newest"]


def record_of(change, lock=False):
    """Return the record that `change` is about, locked for this transaction if asked; None if it is gone."""
    objects = apps.get_model(change.model)._default_manager
    try:
        record = objects.get_by_natural_key(change.key)
        return _locked(record) if lock else record
    except ObjectDoesNotExist:
        return None


def _locked(record):
    """Return `record` as it stands, locked, so that two people who save at the same moment follow one another.

    Others may name it meanwhile (`no_key`): else two records that come to name each other would wait for each other.
    What passed the desk by until now is logged as such, so that no Change answers for it.
    """
    objects = type(record)._default_manager
    log.catch_up(objects.select_for_update(of=("self",), no_key=True).get(pk=record.pk))
    # Read again: the log may have noted that its review no longer holds.
    return objects.get(pk=record.pk)


def authors(change):
    """Return the ids of all who wrote an Edit of `change`, or of the whole record if `change` makes it public first."""
    edits = change.edits.all()
    if edits.filter(field="state", before=State.DRAFT).exists():
        # Who put a review of the draft on record wrote none of it.
        edits = Edit.objects.filter(change__model=change.model, change__key=change.key).exclude(field__in=REVIEW)
    return set(edits.values_list("author_id", flat=True)) - {None}


def may_approve(change, user):
    """Tell whether `user` may approve `change`: a reviewer who wrote no part of it."""
    if not user.has_perm("editorial.approve_change"):
        return False
    return not settings.EDITORIAL_FOUR_EYES or user.pk not in authors(change)


# --- writing -------------------------------------------------------------------------------------


@transaction.atomic
def propose(record, values, *, by, seen, columns=None, significance=Significance.MEANING, reason="", in_step=()):
    """Write what is new in the document `values` into open Changes; return those Changes.

    `seen` gives, by column, the digest of the value that the author saw; what they left as they saw it is not touched,
    whoever changed it meanwhile. Values that an open Change is about join that Change. `columns` limits what is
    looked at (all of `values` and of the record by default). `in_step` are paths, in the live record, of texts for
    which the author vouches. Raises Conflict, with nothing written, if somebody else has changed a value since the
    author saw it.
    """
    record = _locked(record)
    now = working(record)
    columns = columns if columns is not None else sorted({*values, *now.document})
    touched = [column for column in columns if document.digest(values.get(column)) != seen.get(column)]
    touched = [column for column in touched if not document.same(values.get(column), now.document.get(column))]
    clashes = [_clash(column, now, values) for column in touched if _moved(column, now, seen)]
    if clashes:
        raise Conflict(clashes)
    changed = {}
    for column in touched:
        change = now.edits[column].change if column in now.edits else own_change(record, by)
        changed[change.pk] = change
        _edit(change, column, now.live.get(column), values.get(column), by)
    vouched = _vouched(record, now, {column: values.get(column) for column in columns}, in_step)
    for change in changed.values():
        _describe(change, by, significance, reason, vouched)
    if not changed:
        # Who typed the text before says only now what it means.
        said = significance, reason, vouched
        return [change for change in own_changes(record, by) if _described_anew(change, by, *said)]
    # Not its state, which only an approved Change may turn into that of a public record.
    written = {column: values.get(column) for column in touched if column != "state"}
    if record.is_draft and written:
        _write(record, written, log.Cause(change=change))
    return list(changed.values())


def _vouched(record, now, values, paths):
    """Return the digests of the texts that `values` make of those that stand at `paths` in the live record."""
    model, new = type(record), {**now.document, **values}
    new = {column: value for column, value in new.items() if value is not None}
    texts, origins = document.texts(model, new), document.origins(model, now.live, new)
    return {document.digest(texts[path]) for path, origin in origins.items() if origin in paths}


def _describe(change, by, significance, reason, vouched):
    """Take over what the author says of the change; of what somebody else wrote in it, nothing is made lighter."""
    is_own = change.opened_by_id == by.pk
    is_alone = is_own and authors(change) <= {by.pk}
    change.significance = significance if is_alone else drift.gravest(significance, change.significance)
    change.reason = reason if reason and (is_own or not change.reason) else change.reason
    change.in_step = sorted({*change.in_step, *vouched})
    change.save()


def _described_anew(change, by, significance, reason, vouched):
    """Take over what `by` says of their own `change`, which only becomes graver by that; tell whether it is new."""
    before = change.significance, change.reason, change.in_step
    # A reviewer has it before them already, and would not see what the author vouches for now.
    vouched = set() if change.state == Change.State.SUBMITTED else vouched
    _describe(change, by, drift.gravest(significance, change.significance), reason, vouched)
    return (change.significance, change.reason, change.in_step) != before


def own_changes(record, by):
    """Return the open Changes of `record` that `by` has opened."""
    return Change.objects.of(record).open().filter(opened_by=by)


def _moved(column, now, seen):
    return document.digest(now.document.get(column)) != seen.get(column)


def _clash(column, now, values):
    edit = now.edits.get(column)
    return Clash(column, now.document.get(column), values.get(column), edit and edit.author)


def own_change(record, by):
    """Return the open Change of `by` for `record`, made if there is none.

    A record that was never public has one Change for everybody: the one that will publish it.
    """
    open_changes = Change.objects.of(record).open().order_by("pk")
    change = open_changes.first() if record.is_draft else open_changes.filter(opened_by=by).first()
    about = {"model": record._meta.label_lower, "key": document.key_of(record)}
    return change or Change.objects.create(**about, opened_by=by)


def _edit(change, column, before, after, by):
    name, language = document.split(column)
    Edit.objects.create(change=change, field=name, language=language, before=before, after=after, author=by)
    Claim.objects.get_or_create(model=change.model, key=change.key, column=column, defaults={"change": change})


def create(record, values, *, by, reason=""):
    """Save the new `record` as an unpublished row with the document `values`, and open the Change that will publish it.

    Returns the Change. Raises ValidationError if the database refuses the record.
    """
    with transaction.atomic():
        record.state = State.DRAFT
        change = Change.objects.create(model=record._meta.label_lower, key="", opened_by=by, reason=reason)
        cause = log.Cause(change=change)
        with log.writing(cause):
            _save(record, values | {"state": State.DRAFT})
            change.key = document.key_of(record)
            change.save()
            for column, value in document.read(record).items():
                _edit(change, column, None, value, by)
    return change


def _write(record, values, cause):
    with log.writing(cause):
        _save(record, values)


def _save(record, values):
    """Save `values` into `record`."""
    with _refusing():
        document.write(record, values)


@contextmanager
def _refusing():
    """Turn what the database or a missing record refuses in this block into a ValidationError."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise ValidationError(_("The database refuses this: %(reason)s") % {"reason": error}) from error
    except ObjectDoesNotExist as error:
        raise ValidationError(
            _("A record that is named here is no longer there: %(reason)s") % {"reason": error}
        ) from error


# --- on the way to the public --------------------------------------------------------------------


@transaction.atomic
def submit(change, by):
    """Hand `change` in for review. Raises ValidationError or Unsafe if the record could not become public with it."""
    change, record = _open(change)
    if change.state == Change.State.SUBMITTED:
        return change
    _check_there(record)
    if record.is_draft and "state" not in _proposed(change):
        _edit(change, "state", State.DRAFT, State.PUBLISHED, by)
    check(change, record)
    change.state, change.submitted_by, change.submitted_at, change.note = Change.State.SUBMITTED, by, timezone.now(), ""
    change.save()
    return change


def _proposed(change):
    edits = newest_edits(change)
    # A draft record's first Edit of its state says only that it is one.
    return {column: edit for column, edit in edits.items() if not (column == "state" and edit.after == State.DRAFT)}


def _open(change):
    """Return `change` and its record (None if that is gone) as they stand, locked; Refused if it is no longer open.

    Every step locks the record first: those who save it write into its Changes, and would else wait for each other.
    """
    record = record_of(change, lock=True)
    change = Change.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if not change.is_open:
        raise Refused(_("This change is closed: %(state)s.") % {"state": change.get_state_display()})
    return change, record


def _check_there(record):
    if record is None:
        raise Refused(_("This record is no longer there."))


def check(change, record, columns=None):
    """Raise what keeps `change` (or its `columns`) from being applied: ValidationError, Refused or Unsafe."""
    findings = [finding for finding in gate_findings(change, record, columns) if finding.confirmation is None]
    candidate(change, record, columns)
    if findings:
        raise Unsafe(findings)


def after(change, record, columns=None):
    """Return the document that `record` would have with `change`, or with the `columns` of it."""
    edits = _proposed(change)
    chosen = {column: edit.after for column, edit in edits.items() if columns is None or column in columns}
    values = document.read(record) | chosen
    return {column: value for column, value in values.items() if value is not None}


def gate_findings(change, record, columns=None):
    """Return what the safety gate finds in the texts that `change` claims to be in step."""
    live, values = document.read(record), after(change, record, columns)
    paths = gate.claimed_paths(type(record), live, values, change.significance, change.in_step)
    return gate.findings(record, values, paths)


def candidate(change, record, columns=None):
    """Try `change` on `record` inside a transaction that is rolled back; raise ValidationError if it cannot stand."""
    edits = _proposed(change)
    values = {column: edit.after for column, edit in edits.items() if columns is None or column in columns}
    with applied(change, record, values):
        pass


@contextmanager
def applied(change, record, values):
    """Give `record` with the `values` of `change` written into it, all of it undone when the block ends.

    Raises ValidationError if they cannot stand.
    """
    with transaction.atomic():
        point = transaction.savepoint()
        try:
            record = _locked(record)
            _apply(record, values, log.Cause(change=change))
            yield record
        finally:
            transaction.savepoint_rollback(point)


def public_values(change, record):
    """Return what approving `change` would write, by column; a record that was never public would become so."""
    values = {column: edit.after for column, edit in _proposed(change).items()}
    return values | {"state": State.PUBLISHED} if record.is_draft else values


def _apply(record, values, cause):
    """Write `values` into `record` if its own rules allow what comes out."""
    with _refusing():
        document.fill(record, values)
        record.full_clean()
        _check_relations(record, values)
        for accessor in document.rows_of(type(record)):
            for row in document.rows(record, accessor, values.get(accessor)):
                row.full_clean(validate_unique=False, validate_constraints=False)
    _write(record, values, cause)


def _check_relations(record, values):
    """Let the record judge its sources, and refuse to name what readers may not see yet, such as a new source."""
    for column in type(record)._meta.many_to_many:
        is_new = column.name in values
        named = document.related(record, values, column.name) if is_new else list(getattr(record, column.name).all())
        if column.name == "sources":
            record.check_sources(named)
        _check_public(record, column, named)
    for column in type(record)._meta.concrete_fields:
        # `fill` has set those that are new.
        if column.is_relation and (other := getattr(record, column.name)) is not None:
            _check_public(record, column, [other])


def _check_public(record, column, named):
    """Refuse what the pages show without a look at its state; they look at that of a Record."""
    hidden = [str(other) for other in named if not isinstance(other, Record) and not other.is_published]
    if record.is_published and hidden:
        message = _("To be approved first: %(names)s") % {"names": ", ".join(hidden)}
        raise ValidationError({column.name: message})


@transaction.atomic
def approve(change, by, *, columns=None, last_edit=None, override=""):
    """Make `change` public, or only its `columns`; return the approved Change. The rest stays open as one of its own.

    `last_edit` is the id of the newest Edit that the reviewer saw. Raises Refused if the reviewer wrote a part of it,
    if it is not submitted, if it changed since they saw it, or if the live text is not what it was; ValidationError or
    Unsafe as `submit` does. A superuser may pass over the first of these with a written reason (`override`).
    """
    change, record = _open(change)
    if change.state != Change.State.SUBMITTED:
        raise Refused(_("Only a change that was submitted can be approved."))
    override = override.strip()
    _check_there(record)
    _may_approve(change, by, override)
    edits = newest_edits(change)
    if last_edit is not None and last_edit != newest_edit(change, record):
        raise Refused(_("This change was edited after you opened it. Please read it again."))
    if columns is not None and set(edits) - set(columns):
        change = _part(change, record, edits, set(columns))
        edits = {column: edit for column, edit in edits.items() if column in columns}
    _still_stands(record, edits)
    check(change, record)
    _close(change, Change.State.APPROVED, by)
    change.override_reason = override
    change.save()
    _apply(_locked(record), {column: edit.after for column, edit in edits.items()}, log.Cause(change=change))
    return change


def _may_approve(change, by, override):
    if override:
        if not by.is_superuser:
            raise Refused(_("Only a superuser can approve without a second person."))
    elif not by.has_perm("editorial.approve_change"):
        raise Refused(_("Approving needs the role of a medical reviewer."))
    elif settings.EDITORIAL_FOUR_EYES and by.pk in authors(change):
        raise Refused(_("You wrote a part of this change, so somebody else has to approve it."))


def _part(change, record, edits, columns):
    """Split `change`: what is not in `columns` goes on as an open Change of its own. Return `change`, now smaller."""
    if not columns & set(edits):
        raise Refused(_("Choose at least one value to approve."))
    if record.is_draft:
        raise Refused(_("A record that is not public yet is approved as a whole."))
    names = ["model", "key", "state", "origin", "significance", "reason", "in_step", "opened_by_id", "opened_at"]
    names += ["submitted_by_id", "submitted_at"]
    rest = Change.objects.create(**{name: getattr(change, name) for name in names})
    for edit in change.edits.all():
        if edit.column not in columns:
            change.edits.filter(pk=edit.pk).update(change=rest)
    change.claims.exclude(column__in=columns).update(change=rest)
    return change


def _still_stands(record, edits):
    """Refuse if a live value is neither what it was when its Edit was written nor already what it shall become."""
    live = document.read(record)
    moved = [column for column, edit in edits.items() if live.get(column) not in (edit.before, edit.after)]
    if moved:
        raise Refused(
            _("The live text was changed meanwhile (%(columns)s). The author has to look at it again.")
            % {"columns": ", ".join(moved)}
        )


def _close(change, state, by, note=""):
    change.state, change.closed_by, change.closed_at = state, by, timezone.now()
    change.note = note or change.note
    change.claims.all().delete()


@transaction.atomic
def send_back(change, by, note):
    """Give `change` back to its authors with a note."""
    change, _record = _open(change)
    if change.state != Change.State.SUBMITTED:
        raise Refused(_("Only a change that was submitted can be sent back."))
    change.state, change.note = Change.State.SENT_BACK, note
    change.save()
    return change


@transaction.atomic
def withdraw(change, by, note=""):
    """Close `change` without applying it; its Edits stay in the log, so that its text can be proposed again."""
    change, _record = _open(change)
    _close(change, Change.State.WITHDRAWN, by, note)
    change.save()
    return change


# --- taking down and putting back ----------------------------------------------------------------


@transaction.atomic
def take_down(record, by, reason):
    """Take a published record down at once; somebody else looks at it afterwards. Returns the Change."""
    record = _locked(record)
    if not record.is_published:
        raise Refused(_("This record is not public."))
    if needing := _published_needing(record):
        raise Refused(_("These public records name it: %(names)s") % {"names": ", ".join(map(str, needing[:5]))})
    change = Change(model=record._meta.label_lower, key=document.key_of(record), opened_by=by, reason=reason)
    change.significance, change.look_back = Significance.SAFETY, True
    _close_new(change, by)
    _edit_state(change, record, State.RETIRED, by)
    _write(record, {"state": State.RETIRED}, log.Cause(change=change))
    return change


def _published_needing(record):
    """Return the public records that show `record` without a look at its state, as they do a source or a country."""
    if isinstance(record, Record):
        return []
    related = record._meta.related_objects
    relations = [relation for relation in related if relation.many_to_many or _is_named_by(relation)]
    named = [relation.related_model.objects.filter(**{relation.field.name: record}) for relation in relations]
    return [other for queryset in named for other in queryset.filter(state=State.PUBLISHED)]


def _is_named_by(relation):
    """Tell whether `relation` comes from records of their own that name one record, not from its rows."""
    return relation.one_to_many and relation.on_delete is not models.CASCADE


def _close_new(change, by):
    change.state, change.closed_by, change.closed_at = Change.State.APPROVED, by, timezone.now()
    change.save()


def _edit_state(change, record, state, by):
    Edit.objects.create(change=change, field="state", before=record.state, after=state, author=by)


@transaction.atomic
def look_back(change, by):
    """Note that a second person has looked at a take-down."""
    if by.pk in authors(change) and settings.EDITORIAL_FOUR_EYES:
        raise Refused(_("Somebody else has to look at this."))
    change.look_back, change.looked_at_by = False, by
    change.save()


@transaction.atomic
def put_back(record, by, reason):
    """Ask for a record that was taken down to be public again; a second person approves it. Returns the Change."""
    record = _locked(record)
    if not record.is_retired:
        raise Refused(_("This record was not taken down."))
    if "state" in open_edits(record):
        raise Refused(_("Somebody has asked for this already."))
    # A Change of its own: what else `by` is working on is not handed in with it.
    about = {"model": record._meta.label_lower, "key": document.key_of(record)}
    change = Change.objects.create(**about, opened_by=by, reason=reason)
    _edit(change, "state", record.state, State.PUBLISHED, by)
    return submit(change, by)


# --- vouching ------------------------------------------------------------------------------------


@transaction.atomic
def confirm_pair(record, path, seen, by):
    """Note that both languages at `path` say the same. `seen` is the digest of the two texts that `by` has read.

    Raises Refused if they have changed since, Unsafe if the safety gate finds an unconfirmed difference.
    """
    record = _locked(record)
    values = document.read(record)
    live = document.texts(type(record), values).get(path)
    if live is None or document.digest(live) != seen:
        raise Refused(_("The text was changed after you opened it. Please read it again."))
    findings = [finding for finding in gate.findings(record, values, [path]) if finding.confirmation is None]
    if findings:
        raise Unsafe(findings)
    pair = drift.confirm(live)
    cleared = {f"{code}_outdated_since": None for code in LANGUAGES} | {f"{code}_outdated_by": "" for code in LANGUAGES}
    Pairing.objects.update_or_create(
        model=record._meta.label_lower,
        key=document.key_of(record),
        path=path,
        defaults={**pair.texts, "confirmed_at": timezone.now(), "confirmed_by": by, **cleared},
    )


@transaction.atomic
def review(record, by, *, reviewed_by, reviewed_on, review_due_on=None):
    """Put on record that a clinician has reviewed `record` as it stands, and keep what was reviewed."""
    record = _locked(record)
    values = {"reviewed_by": reviewed_by, "reviewed_on": reviewed_on, "review_due_on": review_due_on}
    about = {"model": record._meta.label_lower, "key": document.key_of(record)}
    change = Change(**about, opened_by=by, significance=Significance.WORDING)
    _close_new(change, by)
    live, new = document.read(record), document.plain(values)
    for column, value in new.items():
        if live.get(column) != value:
            Edit.objects.create(change=change, field=column, before=live.get(column), after=value, author=by)
    _apply(record, new, log.Cause(change=change))
    # A second review by the same person on the same day changes no column, but counts all the same.
    type(record).objects.filter(pk=record.pk).update(changed_since_review=None)
    ReviewedText.objects.create(**about, **values, document=document.read(record), recorded_by=by)
    return change


# --- from content files --------------------------------------------------------------------------


@transaction.atomic
def propose_from_file(record, values, reason):
    """Put the `values` of a content file, by column, before a reviewer, since editors have changed `record` meanwhile.

    What an open Change is about already stays as its authors have it. Returns the Change, or None if there is nothing
    to propose.
    """
    record = _locked(record)
    now = working(record)
    fresh = {column: value for column, value in values.items() if value != now.live.get(column)}
    fresh = {column: value for column, value in fresh.items() if _is_from_file(now.edits.get(column), value)}
    if not fresh:
        return None
    about = {"model": record._meta.label_lower, "key": document.key_of(record), "origin": Change.Origin.LOAD}
    earlier = Change.objects.filter(**about).open().first()
    change = earlier or Change.objects.create(
        **about, state=Change.State.SUBMITTED, submitted_at=timezone.now(), reason=reason
    )
    for column, value in fresh.items():
        _edit(change, column, now.live.get(column), value, None)
    return change


def _is_from_file(edit, value):
    """Tell whether a file may propose `value`: nobody has an open Edit there, or only a file that said otherwise."""
    return edit is None or (edit.author_id is None and edit.after != value)
