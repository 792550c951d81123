"""The versions of a record, read from the log: what each applied Change made of it, and its document after it."""

from editorial import document
from editorial.models import Change, State


def log_of(record):
    """Return the applied Changes of `record`, the newest first, with people and Edits."""
    return Change.objects.of(record).applied().with_people().prefetch_related("edits__author")


def effect(change, is_draft=False):
    """Return what `change` made of each value that it is about: `{column: (before, after)}`.

    The newest Edit of a column counts. A Change of a draft (`is_draft`), or that published one, was written Edit by
    Edit while nobody could read the record, so it began where its first Edit did.
    """
    edits = list(change.edits.all())
    is_written_at_once = is_draft or _publishes(edits)
    found = {}
    for edit in edits:
        goes_on = is_written_at_once and edit.column in found
        found[edit.column] = (found[edit.column][0] if goes_on else edit.before, edit.after)
    return {column: (before, after) for column, (before, after) in found.items() if before != after}


def _publishes(edits):
    states = [(edit.before, edit.after) for edit in edits if edit.column == "state"]
    return (State.DRAFT, State.PUBLISHED) in states


def document_after(record, change):
    """Return the document that `record` had when the applied `change` had been written: the live one, walked back."""
    values = document.read(record)
    for other in _newer(record, change):
        for column, (before, _after) in effect(other, record.is_draft).items():
            values[column] = before
    return {column: value for column, value in values.items() if value is not None}


def _newer(record, change):
    """Return what was written into `record` after `change`, the newest first; into a draft also what is open."""
    found = list(Change.objects.of(record).open().order_by("-pk").prefetch_related("edits")) if record.is_draft else []
    for other in Change.objects.of(record).applied().filter(closed_at__gte=change.closed_at).prefetch_related("edits"):
        if other.pk == change.pk:
            break
        found.append(other)
    return found
