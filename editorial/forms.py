"""Forms of records: two languages, relations that are searched, rows in an order. What is forged does no harm."""

import json

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from editorial import document, fixtures
from editorial.models import Significance, State
from portal.languages import LANGUAGES


def row_numbers(values):
    """Return those of `values` that can be numbers of rows; a forged one would break the query for its label."""
    return [value for value in values if str(value).isascii() and str(value).isdigit() and len(str(value)) < 19]


class ManyRecords(forms.ModelMultipleChoiceField):
    """Records chosen by their numbers; a number too large for the database is refused like any that nobody has."""

    def clean(self, value):
        # A field that somebody may only look at hands in the records themselves.
        numbers = [getattr(item, "pk", item) for item in value or []]
        forged = [pk for pk in numbers if not row_numbers([pk])]
        if forged:
            raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": forged[0]})
        return super().clean(numbers)


class ChosenOne(AutocompleteSelect):
    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, row_numbers(value), attr)


class ChosenMany(AutocompleteSelectMultiple):
    def build_attrs(self, base_attrs, extra_attrs=None):
        """Offer no cross that drops all choices at once: one slip would cost a record its sources."""
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, row_numbers(value), attr)


def slugs_to_be_made(record, wrong):
    """Return the slugs among the columns in `wrong` that are made as soon as the name, wrong too, is there."""
    pairs = {f"slug_{language}": f"{getattr(record, 'title_field', 'name')}_{language}" for language in LANGUAGES}
    return {slug for slug, name in pairs.items() if slug in wrong and name in wrong and not getattr(record, slug)}


class TextsForm(forms.ModelForm):
    """A form of a record or of a row of one: what concerns a column that it does not have is told above it."""

    def _post_clean(self):
        super()._post_clean()
        for column in slugs_to_be_made(self.instance, self.errors):
            del self.errors[column]

    def add_error(self, field, error):
        """Show what is wrong with a column that the form does not have, such as a fixed key, above the form."""
        if field is None and hasattr(error, "error_dict"):
            for name in set(error.error_dict) - set(self.fields) - {NON_FIELD_ERRORS}:
                error.error_dict.setdefault(NON_FIELD_ERRORS, []).extend(error.error_dict.pop(name))
        super().add_error(field, error)


class SeenField(forms.CharField):
    """Digests by column as JSON, as the form wrote them; anything else is refused and shown again as it came."""

    def prepare_value(self, value):
        return json.dumps(value) if isinstance(value, dict) else value

    def to_python(self, value):
        try:
            found = json.loads(value or "{}")
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict) or not all(isinstance(digest, str) for digest in found.values()):
            raise ValidationError(_("That choice was not understood; nothing was changed."))
        return found


class RecordForm(TextsForm):
    """A record as its open Changes would have it, and what its editor says of the change.

    Nothing here saves: `proposed` gives the document that the editor wants the record to become. The instance carries
    `working`, the `changes.Working` that the form shows; a new record has none.
    """

    # What the editor saw of each value, as digests, so that nobody writes over what somebody else has saved since.
    seen = SeenField(widget=forms.HiddenInput, required=False)
    significance = forms.ChoiceField(
        label=_("How much does it matter?"),
        choices=Significance,
        initial=Significance.MEANING,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For the reviewer and the history, e.g. “dose corrected after the new label of May 2026”."),
    )
    in_step = forms.MultipleChoiceField(
        label=_("With this change both languages say the same again"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    # Set on the class made for one request: what refused the first try to save (see `editorial.admin.proposing`).
    refusal = None
    # Set on the class: the open Change that the editor goes on with, None for a new one.
    own_change = None
    # Set on the class: choices for `in_step`.
    outdated = ()
    # Set on the class: whether the form was sent to be submitted for review.
    is_submitted = False

    OWN = ("seen", "significance", "reason", "in_step")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["in_step"].choices = self.outdated
        working = getattr(self.instance, "working", None)
        if working is None:
            self._leave_out("in_step", "seen", "significance")
            return
        if self.own_change is not None:
            # What was said of it stands until its author says otherwise: a safety change stays one.
            self.initial |= {"significance": self.own_change.significance, "reason": self.own_change.reason}
        self.initial["seen"] = seen(working.document, [*self.columns(), *document.rows_of(type(self.instance))])
        for column in self.instance._meta.many_to_many:
            if column.name in working.edits and column.name in self.fields:
                self.initial[column.name] = document.still_there(self.instance, working.document, column.name)
        if self.instance.is_draft:
            self._leave_out("in_step", "significance")
        elif not self.outdated:
            self._leave_out("in_step")

    def add_error(self, field, error):
        """Tell above the form what is wrong with the field that nobody sees."""
        super().add_error(None if field == "seen" else field, error)

    def _leave_out(self, *names):
        for name in names:
            del self.fields[name]

    def columns(self):
        """Return the columns of the record that the form can change."""
        return [name for name, field in self.fields.items() if name not in self.OWN and not field.disabled]

    def clean(self):
        cleaned = super().clean()
        if self.is_submitted and self.instance.pk and not self.instance.is_draft and not cleaned.get("reason"):
            self.add_error("reason", _("Please say why, so that the reviewer and the history know."))
        if self.refusal is not None:
            self._show_refusal()
        return cleaned

    def _show_refusal(self):
        """Refuse once what clashes with somebody else's work; sent again, the editor's text takes its place."""
        clashes = getattr(self.refusal, "clashes", None)
        if clashes is None:
            self.add_error(None, self.refusal if isinstance(self.refusal, ValidationError) else str(self.refusal))
            return
        fresh = {clash.column: document.digest(clash.theirs) for clash in clashes}
        self.data = self.data.copy()
        self.data["seen"] = json.dumps((self.cleaned_data.get("seen") or {}) | fresh)
        self.add_error(None, self.changed_meanwhile)

    changed_meanwhile = _(
        "Somebody else changed the same text after you opened it. Your text is still here and nothing was saved:"
        " compare the two, then save again to put yours in its place."
    )

    def _post_clean(self):
        state = self.instance.state
        if self.is_submitted and state == State.DRAFT:
            # What the public shall read has to be complete.
            self.instance.state = State.PUBLISHED
        super()._post_clean()
        if hasattr(self.instance, "check_sources") and "sources" in self.cleaned_data:
            try:
                self.instance.check_sources(self.cleaned_data["sources"])
            except ValidationError as error:
                self.add_error(None, error)
        self.instance.state = state

    def proposed(self, formsets):
        """Return the document that the record is to become, its rows taken from `formsets`."""
        relations = {
            column.name: [other.natural_key() for other in self.cleaned_data[column.name]]
            for column in self.instance._meta.many_to_many
            if column.name in self.cleaned_data
        }
        values = fixtures.serialize(self.instance, relations)
        for formset in formsets:
            if rows := formset.documents():
                values[formset.accessor()] = rows
        return document.plain(values)


def seen(values, columns):
    """Return what somebody sees who sees the document `values`: the digest of each of the `columns`."""
    return {column: document.digest(values.get(column)) for column in columns}


class RowForm(TextsForm):
    """One row of a record. Its number is compared with the other rows of the form, not with those in the database."""

    def validate_constraints(self):
        try:
            self.instance.validate_constraints(exclude=self._get_validation_exclusions() | {"position"})
        except ValidationError as error:
            self._update_errors(error)


class OrderedRows(forms.BaseInlineFormSet):
    """The rows of a record as one list, which is XX

    A row without a position comes last. `initial` holds the rows as documents.
    """

    HIGHEST = 9999
    # Set on the class: whether rows may only be translated, so that none is added, moved or taken away.
    is_fixed = False

    def __init__(self, *args, queryset=None, **kwargs):
        super().__init__(*args, queryset=self.model._default_manager.none(), **kwargs)

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        setattr(form.instance, self.fk.name, self.instance)
        if i < len(self.initial_extra or []):
            form.empty_permitted = False
            form.is_shown_row = True
        return form

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["position"].required = False
        form.fields["position"].validators.append(MaxValueValidator(self.HIGHEST))

    def clean(self):
        super().clean()
        if self.is_fixed and self.total_form_count() != len(self.initial_extra or []):
            raise ValidationError(_("Rows can only be translated here; nothing was saved."))
        for form in self.rows():
            if form.is_valid() and form.instance.position is None:
                form.instance.position = 1 + max(self._numbers_beside(form), default=0)

    def rows(self):
        """Return the forms of the rows that the list is to have."""
        return [
            form
            for form in self.forms
            if form not in self.deleted_forms and (form.has_changed() or not form.empty_permitted)
        ]

    def accessor(self):
        """Return under which name the record's document holds these rows."""
        return self.fk.remote_field.get_accessor_name()

    def documents(self):
        """Return the rows as a document holds them, in their order."""
        relation = document.rows_of(type(self.instance))[self.accessor()]
        parts = [name for name in fixtures.natural_key_fields(self.model) if name != self.fk.name]
        found = [document.plain(document.row_document(form.instance, relation)) for form in self.rows()]
        return sorted(found, key=lambda row: [row.get(part) or 0 for part in parts])

    def _place(self, row):
        """Return what no two rows of a record share, e.g. the section and the number in it."""
        names = [name for rule in row._meta.total_unique_constraints for name in rule.fields if name != self.fk.name]
        return tuple(getattr(row, name) for name in names)

    def _numbers_beside(self, form):
        """Return the numbers of the other rows that share all but the number with the row of `form`."""
        numbered = [
            other.instance for other in self.rows() if other is not form and other.instance.position is not None
        ]
        return [
            row.position
            for row in numbered
            if all(
                ours in (theirs, None)
                for ours, theirs in zip(self._place(form.instance), self._place(row), strict=True)
            )
        ]
