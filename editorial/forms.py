"""Forms of records: two languages, relations that are searched, rows in an order. What is forged does no harm."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxValueValidator
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from portal.languages import LANGUAGES


def row_numbers(values):
    """Return those of `values` that can be numbers of rows; a forged one would break the query for its label."""
    return [value for value in values if str(value).isascii() and str(value).isdigit() and len(str(value)) < 19]


class ManyRecords(forms.ModelMultipleChoiceField):
    """Records chosen by their numbers; a number too large for the database is refused like any that nobody has."""

    def clean(self, value):
        forged = [pk for pk in value or [] if not row_numbers([pk])]
        if forged:
            raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": forged[0]})
        return super().clean(value)


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


class RecordForm(forms.ModelForm):
    """A form that also asks the record whether its state and its sources fit together."""

    # When the record was last changed, as the editor saw it on opening the form.
    opened_at = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and hasattr(self.instance, "updated_at"):
            self.initial["opened_at"] = self.instance.updated_at.isoformat()
        else:
            del self.fields["opened_at"]

    def clean(self):
        """Refuse once to write over what somebody else saved since the form was opened; nothing typed is lost."""
        cleaned = super().clean()
        if "opened_at" in self.fields:
            current = type(self.instance).objects.values_list("updated_at", flat=True).get(pk=self.instance.pk)
            if cleaned.get("opened_at") != current.isoformat():
                self.data = self.data.copy()
                self.data[self.add_prefix("opened_at")] = current.isoformat()
                self.add_error(None, self.changed_meanwhile)
        return cleaned

    changed_meanwhile = _(
        "Somebody else saved this record after you opened it. Your text is still here and nothing was saved: compare it"
        " with the record as it stands now, then save again to put yours in its place."
    )

    def _post_clean(self):
        super()._post_clean()
        for column in slugs_to_be_made(self.instance, self.errors):
            del self.errors[column]
        if hasattr(self.instance, "check_sources") and "sources" in self.cleaned_data:
            try:
                self.instance.check_sources(self.cleaned_data["sources"])
            except ValidationError as error:
                self.add_error(None, error)

    def add_error(self, field, error):
        """Show what is wrong with a column that the form does not have, such as a fixed key, above the form."""
        if field is None and hasattr(error, "error_dict"):
            for name in set(error.error_dict) - set(self.fields) - {NON_FIELD_ERRORS}:
                error.error_dict.setdefault(NON_FIELD_ERRORS, []).extend(error.error_dict.pop(name))
        super().add_error(field, error)


class RowForm(RecordForm):
    """One row of a record. Its number is compared with the other rows of the form, not with where they stood before."""

    def validate_constraints(self):
        try:
            self.instance.validate_constraints(exclude=self._get_validation_exclusions() | {"position"})
        except ValidationError as error:
            self._update_errors(error)


class OrderedRows(forms.BaseInlineFormSet):
    """Rows that can change places in one go; a row without a number comes last."""

    PARKED = 10_000

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["position"].required = False
        form.fields["position"].validators.append(MaxValueValidator(self.PARKED - 1))

    def clean(self):
        super().clean()
        rows = [form for form in self.forms if form.has_changed() and form not in self.deleted_forms]
        for form in rows:
            if form.is_valid() and form.instance.position is None:
                form.instance.position = 1 + max(self._numbers_beside(form), default=0)
        shown = [form.instance.pk for form in self.initial_forms]
        unseen = {self._place(row) for row in self.model.objects.filter(**self._of_record()).exclude(pk__in=shown)}
        for form in rows:
            if form.is_valid() and self._place(form.instance) in unseen:
                form.add_error("position", _("Somebody else has just added a row with this number."))

    def save(self, commit=True):
        """Save the rows; those that move stand aside first, so that two can exchange their numbers."""
        moving = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        self.model.objects.filter(pk__in=moving).update(position=F("position") + self.PARKED)
        return super().save(commit)

    def _of_record(self):
        return {self.fk.name: self.instance} if self.instance.pk else {"pk": None}

    def _place(self, row):
        """Return what no two rows of a record share, e.g. the section and the number in it."""
        names = [name for rule in row._meta.total_unique_constraints for name in rule.fields if name != self.fk.name]
        return tuple(getattr(row, name) for name in names)

    def _numbers_beside(self, form):
        """Return the numbers of the other rows that share all but the number with the row of `form`."""
        beside = [other.instance for other in self.forms if other is not form and other not in self.deleted_forms]
        numbered = [row for row in beside if row.position is not None]
        place = self._place(form.instance)
        return [
            row.position
            for row in numbered
            if all(ours in (theirs, None) for ours, theirs in zip(place, self._place(row), strict=True))
        ]
