"""What a Change gives a record, laid out for reading: field by field, both languages of a text beside each other."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from editorial import changes, difference, document, fixtures, names
from editorial.admin.wording import label_of
from editorial.models import Change, Edit, State, Translated, translated_fields
from editorial.readability import measure
from portal import prose
from portal.languages import LANGUAGES


@dataclass(frozen=True)
class Value:
    """One value: what it is called, its difference as HTML, and the newest Edit of it if the Change is about it.

    `missed` is the text that the author changed, where the live text has moved on since.
    """

    column: str
    label: str
    language: str
    shown: SafeString
    edit: Edit | None = None
    missed: SafeString | None = None
    numbers: str = ""


@dataclass(frozen=True)
class Field:
    """A field of a record with its values: one for each language of a text, else one in all."""

    label: str
    values: list = field(default_factory=list)

    @property
    def is_text(self):
        return bool(self.values[0].language)


@dataclass(frozen=True)
class Layout:
    """The fields of a Change, all its Edits with what each did, and whether a whole record becomes public with it."""

    fields: list
    trail: list
    edits: dict
    becomes_public: bool
    last_edit: int

    @property
    def has_moved(self):
        return any(value.missed is not None for field in self.fields for value in field.values)


def of_change(change, model, record):
    """Return the Layout of `change`. All Edits and all names of other records are fetched at once."""
    trail = list(change.edits.select_related("author"))
    edits = {edit.column: edit for edit in trail}
    if change.is_open and record is not None:
        before, after = document.read(record), changes.after(change, record)
    else:
        before = {column: edit.before for column, edit in edits.items()}
        after = {column: edit.after for column, edit in edits.items()}
    known = names.named(model, before, after, *({edit.column: edit.after} for edit in trail))
    becomes_public = change.is_open and before.get("state") != State.PUBLISHED == after.get("state")
    is_new = change.is_open and before.get("state") == State.DRAFT
    columns = {*edits, *after} if becomes_public or is_new else {*edits}
    texts = _texts(model)

    def laid_out(column):
        name, language = document.split(column)
        edit, live, becomes = edits.get(column), before.get(column), after.get(column)
        has_moved = change.is_open and edit is not None and live not in (edit.before, edit.after)
        # Of what was never public, everything is new, so nothing is marked.
        was = becomes if is_new and column != "state" else live
        return Value(
            column,
            label_of_column(model, column),
            language if name in texts else "",
            difference.value(model, column, was, becomes, known),
            edit,
            difference.value(model, column, edit.before, edit.before, known) if has_moved else None,
            readability(model, name, language, becomes) if name in texts else "",
        )

    shown = _fields(model, columns, laid_out, beside=change.is_open)
    return Layout(shown, _trail(model, trail, known), edits, becomes_public, changes.newest_edit(change, record) or 0)


def of_record(model, values):
    """Return the Fields of a whole document as it stands, texts as readers see them."""
    known, texts = names.named(model, values), _texts(model)

    def laid_out(column):
        name, language = document.split(column)
        value = values.get(column)
        is_prose = name in texts and isinstance(model._meta.get_field(name), models.TextField)
        shown = prose.render(value) if is_prose else difference.value(model, column, value, value, known)
        return Value(column, label_of_column(model, column), language if name in texts else "", shown)

    return _fields(model, values, laid_out, beside=True)


def _fields(model, columns, laid_out, beside):
    """Return the Fields of `columns` in the order of the model, the other language of a text too if `beside`."""
    texts, found = _texts(model), []
    names_of_fields = dict.fromkeys(_name(column, texts) for column in _in_order(model, columns))
    for name in names_of_fields:
        pair = [f"{name}_{language}" for language in LANGUAGES] if name in texts else [name]
        values = [laid_out(column) for column in pair if column in columns or (beside and name in texts)]
        label = capfirst(model._meta.get_field(name).verbose_name) if name in texts else values[0].label
        found.append(Field(label, values))
    return found


def _texts(model):
    return set(translated_fields(model)) if issubclass(model, Translated) else set()


def _name(column, texts):
    name, _language = document.split(column)
    return name if name in texts else column


def _in_order(model, columns):
    order = [*(column.name for column in fixtures.columns(model)), *document.rows_of(model)]
    return [name for name in order if name in columns] + sorted(set(columns) - set(order))


def label_of_column(model, column):
    """Return what the desk calls `column`; the log outlives the columns, so an unknown one is called by its name."""
    known = {*(field.name for field in model._meta.get_fields()), *document.rows_of(model)}
    return label_of(model, column) if column in known else column


def _trail(model, edits, known):
    """Return `(edit, label, difference from the Edit before it)`, the last None for the first Edit of a value."""
    latest, found = {}, []
    for edit in edits:
        earlier = latest.get(edit.column)
        shown = earlier and difference.value(model, edit.column, earlier.after, edit.after, known)
        found.append((edit, label_of_column(model, edit.column), shown))
        latest[edit.column] = edit
    return found


def readability(model, name, language, text):
    """Return how hard a text is to read, in a few numbers; nothing for names and other single lines."""
    if not text or not isinstance(model._meta.get_field(name), models.TextField):
        return ""
    found = measure(prose.render(text), language)
    # Translators: of a Vietnamese text syllables are counted, of an English one words.
    unit = gettext("syllables") if language == "vi" else gettext("words")
    numbers = gettext("Sentences: %(count)d, of %(mean)d %(unit)s on average; too long: %(long)d") % {
        "count": len(found.sentences),
        "mean": round(found.mean_length),
        "unit": unit,
        "long": len(found.too_long),
    }
    grade = gettext("school grade %(grade)d") % {"grade": max(1, round(found.grade))} if found.grade else ""
    return "; ".join(filter(None, [numbers, grade]))


def others_open(change, record):
    """Return the other open Changes of the record that `change` is about."""
    return list(Change.objects.of(record).open().exclude(pk=change.pk).with_people()) if record else []
