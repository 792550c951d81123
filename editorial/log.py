"""Noticing what was written, whatever wrote it: the log of each record, the drift of its texts, the end of a review.

Every save of a record ends here. `writing(cause)` says on whose account; without it, the writer passed the desk by and
counts as a change of meaning. Bulk and SQL writes send no signal: `notice_all` finds them.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection, models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from editorial import document, drift, fixtures
from editorial.models import Change, Edit, Pairing, Publishable, Record, Significance, Snapshot
from portal.languages import LANGUAGES


@dataclass
class Cause:
    """On whose account records are written: a Change, a load, or nobody's; the records saved so far wait in it."""

    origin: str = Change.Origin.OUTSIDE
    change: Change | None = None
    saved: dict = field(default_factory=dict)

    def event(self, live):
        """Return what drift needs to know of the writing of a text that is now `live` in both languages."""
        if self.change is None:
            return drift.OUTSIDE
        in_step = document.digest(live) in self.change.in_step
        return drift.Event(self.change.significance, is_change=True, in_step=in_step)


_cause = ContextVar("cause", default=None)


@contextmanager
def writing(cause):
    """Log all records saved in this block on account of `cause` when it ends, in its transaction."""
    with transaction.atomic():
        token = _cause.set(cause)
        try:
            yield cause
        finally:
            _cause.reset(token)
        for model in {type(record) for record in cause.saved.values()}:
            keys = [record.pk for record in cause.saved.values() if type(record) is model]
            notice(model.objects.filter(pk__in=keys), cause)


def newest():
    """Return when anything that readers see last changed; None if nothing ever did."""
    approved = Change.objects.filter(state=Change.State.APPROVED)
    return approved.aggregate(newest=models.Max("closed_at"))["newest"]


def catch_up(record):
    """Log what was written to `record` past the desk and not seen yet, before it is taken for the work of a Change."""
    catch_up_all(type(record).objects.filter(pk=record.pk))


def catch_up_all(queryset):
    """Do the same for all records of `queryset`."""
    for behind in notice(queryset, Cause()):
        if isinstance(behind, Record):
            behind.write_index()


def saved(record):
    """Note that `record`, or a row or relation of it, was written."""
    cause = _cause.get()
    if cause is None:
        notice(type(record).objects.filter(pk=record.pk), Cause())
    else:
        cause.saved[record._meta.label_lower, record.pk] = record


@receiver(post_save)
def notice_save(sender, instance, raw=False, **kwargs):
    """Stock `loaddata` (raw) saves records before what they refer to; the next `check_content` sees those."""
    if not raw and (record := _record_of(instance)):
        saved(record)


@receiver(post_delete)
def notice_delete(sender, instance, **kwargs):
    record = _record_of(instance)
    if record is instance:
        forget(sender, [document.key_of(record)])
    elif record is not None and type(record).objects.filter(pk=record.pk).exists():
        saved(record)


@receiver(m2m_changed)
def notice_relation(instance, action, reverse, **kwargs):
    if action.startswith("post_") and not reverse and isinstance(instance, Publishable):
        saved(instance)


def _record_of(instance):
    """Return the record that `instance` is or belongs to; None if it is none of ours."""
    if isinstance(instance, Publishable):
        return instance
    owner = document.owner_field(type(instance))
    record = owner and getattr(instance, owner.name)
    return record if isinstance(record, Publishable) else None


# --- comparing with what was known ---------------------------------------------------------------


@transaction.atomic
def notice(queryset, cause):
    """Compare the records of `queryset` with their snapshots and log what differs; return the records that do."""
    found = _unknown(queryset)
    if found and connection.features.has_select_for_update:
        # Somebody may have been saving just then: once they are done, look again at what differs.
        locked = queryset.model.objects.select_for_update(of=("self",), no_key=True)
        found = _unknown(locked.filter(pk__in=[written.record.pk for written in found]))
    if found:
        pairs = {}
        for pairing in Pairing.objects.filter(**_about([written.record for written in found])):
            pairs.setdefault(pairing.key, {})[pairing.path] = pairing
        _log(found, cause)
        _move_pairs(found, pairs, cause)
        _end_reviews(found, cause)
        snapshots = [Snapshot(**written.about, document=written.after) for written in found]
        Snapshot.objects.bulk_create(
            snapshots, update_conflicts=True, unique_fields=["model", "key"], update_fields=["document"], batch_size=200
        )
    return [written.record for written in found]


def _unknown(queryset):
    """Return a _Written for each record of `queryset` that is not as the log knows it."""
    records = list(document.with_everything(queryset.order_by()))
    if not records:
        return []
    known = dict(Snapshot.objects.filter(**_about(records)).values_list("key", "document"))
    found = [_Written(record, known.get(document.key_of(record))) for record in records]
    return [written for written in found if written.before != written.after]


def _about(records):
    """Return the filter for what is known of `records`, which are of one model."""
    about = {"model": records[0]._meta.label_lower}
    if len(records) < 500:  # else asking for all is cheaper, and SQLite takes no longer lists
        about["key__in"] = [document.key_of(record) for record in records]
    return about


def notice_all(origin=Change.Origin.OUTSIDE):
    """Notice everything that was written past the log, deletions too; return the records and `(model, key)` gone."""
    found, gone = [], []
    for model in document.record_models():
        found += notice(model.objects.all(), Cause(origin))
        (column,) = fixtures.natural_key_fields(model)
        there = set(model.objects.values_list(column, flat=True))
        known = Snapshot.objects.filter(model=model._meta.label_lower).values_list("key", flat=True)
        missing = sorted(set(known) - there)
        forget(model, missing)
        gone += [(model, key) for key in missing]
    return found, gone


@transaction.atomic
def forget(model, keys):
    """Close what is known of deleted records; their log stays."""
    if not keys:
        return
    about = {"model": model._meta.label_lower, "key__in": keys}
    Snapshot.objects.filter(**about).delete()
    Pairing.objects.filter(**about).delete()
    for change in Change.objects.filter(**about).open():
        change.claims.all().delete()
    Change.objects.filter(**about).open().update(state=Change.State.WITHDRAWN, closed_at=timezone.now())


class _Written:
    """One record as the log knew it (`before`, None if not at all) and as it stands (`after`)."""

    def __init__(self, record, before):
        self.record = record
        self.model = type(record)
        self.about = {"model": record._meta.label_lower, "key": document.key_of(record)}
        self.before = before
        self.after = document.read(record)
        self.columns = document.changed_columns(before or {}, self.after)

    def texts(self, values):
        """Return the texts that drift watches; what was never public cannot have drifted."""
        is_watched = values and values.get("state") != "draft"
        return document.texts(self.model, values) if is_watched else {}


def _log(found, cause):
    """Write what changed into the log, unless the Change that wrote it holds the Edits already."""
    if cause.change is not None:
        return
    now = timezone.now()
    states = {"state": Change.State.APPROVED, "opened_at": now, "closed_at": now, "origin": cause.origin}
    changes = Change.objects.bulk_create([Change(**written.about, **states) for written in found], batch_size=200)
    edits = [
        Edit(change=change, field=name, language=language, before=before, after=after, written_at=now)
        for change, written in zip(changes, found, strict=True)
        for name, language, before, after in _differences(written)
    ]
    Edit.objects.bulk_create(edits, batch_size=200)


def _differences(written):
    for column in written.columns:
        before = (written.before or {}).get(column)
        yield *document.split(column), before, written.after.get(column)


def _move_pairs(found, pairs, cause):
    """Carry the pairs of each record on from its texts before to its texts now."""
    now, replaced, written_anew = timezone.now(), [], []
    for written in found:
        rows = pairs.get(written.about["key"], {})
        old, new = written.texts(written.before), written.texts(written.after)
        origins = document.origins(written.model, written.before or {}, written.after)
        carried = {}
        for path, live in new.items():
            before, event = old.get(origins[path]), cause.event(live)
            row = rows.get(origins[path]) if before else None
            pair = drift.follow(_pair(row), before, live, event) if row else drift.begin(live, event)
            carried[path] = _pairing(row, written.about, path, pair, cause, now)
        changed = {path for path, pairing in carried.items() if not _is_same(rows.get(path), pairing)}
        replaced += [row.pk for path, row in rows.items() if path in changed or path not in carried]
        written_anew += [carried[path] for path in carried if path in changed]
    # Rows change places: the old ones go first, so that none stands in another's way.
    for start in range(0, len(replaced), 500):
        Pairing.objects.filter(pk__in=replaced[start : start + 500]).delete()
    Pairing.objects.bulk_create(written_anew, batch_size=200)


def _pair(row):
    """Return the stored Pairing as drift sees it."""
    outdated = {code: getattr(row, f"{code}_outdated_by") for code in LANGUAGES if getattr(row, f"{code}_outdated_by")}
    return drift.Pair({"vi": row.vi, "en": row.en}, row.confirmed_at is not None, outdated)


def _pairing(row, about, path, pair, cause, now):
    """Return the row that stores `pair`, with the times of `row`, which it continues (or None)."""
    pairing = Pairing(**about, path=path, vi=pair.texts["vi"], en=pair.texts["en"])
    if pair.is_confirmed:
        goes_on = row and row.confirmed_at and (row.vi, row.en) == (pairing.vi, pairing.en)
        pairing.confirmed_at = row.confirmed_at if goes_on else now
        pairing.confirmed_by_id = row.confirmed_by_id if goes_on else cause.change.closed_by_id
    for language, significance in pair.outdated.items():
        since = row and getattr(row, f"{language}_outdated_since")
        setattr(pairing, f"{language}_outdated_since", since or now)
        setattr(pairing, f"{language}_outdated_by", significance)
    return pairing


def _is_same(row, pairing):
    names = [column.attname for column in Pairing._meta.concrete_fields if not column.primary_key]
    return row is not None and all(getattr(row, name) == getattr(pairing, name) for name in names)


def _end_reviews(found, cause):
    """Mark records whose meaning changed after their review; a new review clears the mark."""
    significance = cause.change.significance if cause.change else Significance.MEANING
    for written in found:
        if not hasattr(written.record, "changed_since_review"):
            continue
        reviewed = {"reviewed_on", "reviewed_by"} & set(written.columns)
        # A draft is written at once: nobody has yet agreed that the edit is one of wording only.
        is_meaning = significance != Significance.WORDING or written.record.is_draft
        since = written.record.changed_since_review
        if reviewed or not written.record.reviewed_on:
            since = None
        elif since is None and is_meaning and set(written.columns) - NOT_REVIEWED:
            since = timezone.now()
        if since != written.record.changed_since_review:
            written.record.changed_since_review = since
            written.model.objects.filter(pk=written.record.pk).update(changed_since_review=since)


# Columns that say nothing medical: a review goes on when they change.
NOT_REVIEWED = {"position", "state", "review_due_on", "reviewed_on", "reviewed_by", "slug_vi", "slug_en"}
