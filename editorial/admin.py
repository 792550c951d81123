"""The editors' side of every record: both languages beside each other, what is missing, and what may not happen.

Knows of no subject: `therapies.admin` says which records there are.
"""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import NON_FIELD_ERRORS, FieldError, ValidationError
from django.db import DataError, OperationalError, transaction
from django.db.models import F, Q
from django.http import HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.fields import TranslationField

from editorial.constraints import is_filled
from editorial.models import State, Translated, translated_fields
from portal import index
from portal.addresses import in_each_language
from portal.languages import LANGUAGES, other_language
from portal.models import FormerSlug, IndexEntry

# What a database or Django raises for a lookup that makes no sense, such as `?key__regex=(`.
SENSELESS = (DataError, OperationalError, FieldError, OverflowError, TypeError, ValueError)
AUTONYMS = {"vi": "Tiếng Việt", "en": "English"}


# --- words ---------------------------------------------------------------------------------------


def bare_fields(model):
    """Return the names of the translated fields of `model`, none if it has no texts in two languages."""
    return translated_fields(model) if issubclass(model, Translated) else []


def columns(field):
    """Return the columns of the translated `field`: `("name_vi", "name_en")`."""
    return tuple(f"{field}_{language}" for language in LANGUAGES)


def language_name(language):
    """Return the name of `language` in the language of the interface."""
    return gettext(dict(settings.LANGUAGES)[language])


def column_label(column):
    """Return the label of a translated column: `Name (Vietnamese)`."""
    return f"{capfirst(column.translated_field.verbose_name)} ({language_name(column.language)})"


def shown_title(record):
    """Return the record's title in the interface's language, else the other one marked as such, else its key."""
    language = get_language()
    title = Truncator(index.text_in(record, record.title_field, language)).words(18)
    if title:
        return title
    other = other_language(language)
    title = Truncator(index.text_in(record, record.title_field, other)).words(18)
    return format_html('<i lang="{}">{}</i> ({})', other, title, other) if title else record.key


# --- forms ---------------------------------------------------------------------------------------


def _row_numbers(values):
    """Return those of `values` that can be numbers of rows; a forged one would break the query for its label."""
    return [value for value in values if str(value).isascii() and str(value).isdigit() and len(str(value)) < 19]


class ChosenOne(AutocompleteSelect):
    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, _row_numbers(value), attr)


class ChosenMany(AutocompleteSelectMultiple):
    def build_attrs(self, base_attrs, extra_attrs=None):
        """Offer no cross that drops all choices at once: one slip would cost a record its sources."""
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, _row_numbers(value), attr)


class RecordForm(forms.ModelForm):
    """A form that also asks the record whether its state and its sources fit together."""

    def _post_clean(self):
        super()._post_clean()
        self._forget_slugs_to_be_made()
        if hasattr(self.instance, "check_sources") and "sources" in self.cleaned_data:
            try:
                self.instance.check_sources(self.cleaned_data["sources"])
            except ValidationError as error:
                self.add_error(None, error)

    def _forget_slugs_to_be_made(self):
        """Ask for no slug where the name is missing too: it is made as soon as the name is there."""
        for language in LANGUAGES:
            title = f"{getattr(self.instance, 'title_field', 'name')}_{language}"
            if title in self.errors and not self.cleaned_data.get(f"slug_{language}"):
                self.errors.pop(f"slug_{language}", None)

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


class TranslatedFields:
    """What the admin of a record and of its inline rows share: fields of two languages, relations that are searched."""

    form = RecordForm

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if db_field.is_relation:
            # Deleting has its own page, which says what hangs on a record.
            field.widget.can_delete_related = False
        if isinstance(db_field, TranslationField):
            field.label = column_label(db_field)
            field.widget.attrs["lang"] = db_field.language
        # The history stores labels; a lazy one would be stored in English for every editor.
        field.label = str(field.label)
        return field

    def get_autocomplete_fields(self, request):
        relations = [*self.opts.concrete_fields, *self.opts.many_to_many]
        return [field.name for field in relations if field.is_relation and field.editable]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["widget"] = ChosenOne(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = ChosenMany(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_field_queryset(self, db, db_field, request):
        """Return the related records as their own admin fetches them, with what their names need."""
        return self.admin_site.get_model_admin(db_field.remote_field.model).get_queryset(request)

    def untranslated_fields(self):
        """Return the names of the editable fields that stand in one column, in the order of the model."""
        bare = bare_fields(self.model)
        return [
            field.name
            for field in [*self.opts.concrete_fields, *self.opts.many_to_many]
            if field.editable
            and not field.primary_key
            and not isinstance(field, TranslationField)
            and field.name not in bare
        ]

    def text_pairs(self):
        """Return the columns of each text, both languages in one line of the form; the slugs last, they are made."""
        return [columns(name) for name in sorted(bare_fields(self.model), key=lambda name: name == "slug")]


class TranslatedInline(TranslatedFields, admin.StackedInline):
    """Rows that belong to a record, e.g. its phone numbers; each text in both languages on one line."""

    extra = 1
    form = RowForm
    formset = OrderedRows

    def get_fieldsets(self, request, obj=None):
        relations = {field.name for field in self.opts.concrete_fields if field.related_model is self.parent_model}
        own = [name for name in self.untranslated_fields() if name not in relations]
        fieldsets = [(None, {"fields": own, "classes": ["compact"]})]
        if self.text_pairs():
            fieldsets.append((None, {"fields": self.text_pairs(), "classes": ["translations"]}))
        return fieldsets


# --- pages ---------------------------------------------------------------------------------------


class SenseProof:
    """A list that answers a senseless address or a forged choice with a message instead of an error page."""

    def get_changelist_instance(self, request):
        try:
            return super().get_changelist_instance(request)
        except SENSELESS as error:
            # Nothing was asked for, so it is the database that fails.
            if not set(request.GET) - {ERROR_FLAG}:
                raise
            raise IncorrectLookupParameters from error
        except IncorrectLookupParameters:
            messages.warning(request, _("That filter was not understood, so you see the whole list."))
            raise

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST":
            chosen = request.POST.getlist(admin.helpers.ACTION_CHECKBOX_NAME)
            if _row_numbers(chosen) != chosen:
                messages.error(request, _("That choice was not understood; nothing was changed."))
                return HttpResponseRedirect(request.get_full_path())
        return super().changelist_view(request, extra_context)


class TranslatedAdmin(SenseProof, TranslatedFields, admin.ModelAdmin):
    """The admin of anything with texts in two languages, e.g. a term of a code list."""

    # Fields that may be chosen only once, when the record is made.
    fixed_fields = ()
    # Fields with a heading of their own: (heading, field names, description).
    groups = ()
    # Untranslated columns that the search looks into besides the texts.
    also_searched = ()
    # The site's own links, in both languages, replace Django's single one.
    view_on_site = False
    save_on_top = True
    list_per_page = 50
    search_help_text = _("Searches both languages; Vietnamese with or without marks.")

    class Media:
        js = ["js/admin.js"]

    def get_fieldsets(self, request, obj=None):
        grouped = {name for _heading, names, _description in self.groups for name in names}
        own = [name for name in self.untranslated_fields() if name not in grouped]
        fieldsets = [(None, {"fields": own, "classes": ["compact"]})]
        if self.text_pairs():
            description = _("A draft may be half translated. To publish, fill each text in both languages.")
            content = {"fields": self.text_pairs(), "classes": ["translations"], "description": description}
            fieldsets.append((_("Texts"), content))
        for heading, names, description in self.groups:
            fieldsets.append((heading, {"fields": names, "classes": ["compact"], "description": description}))
        return fieldsets

    def get_readonly_fields(self, request, obj=None):
        fixed = self.fixed_fields if obj else ()
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_search_fields(self, request):
        texts = [column for pair in self.text_pairs() for column in pair]
        return [*self.fixed_fields, *self.also_searched, *texts]

    def get_search_results(self, request, queryset, search_term):
        # A longer query than anybody types would make the statement too deep for SQLite.
        words = " ".join(search_term[:200].split()[:12])
        return super().get_search_results(request, queryset, words)

    def get_deleted_objects(self, objs, request):
        """Refuse to delete what other records name in a many-to-many relation, which the database would just drop."""
        deleted, counts, missing_permissions, protected = super().get_deleted_objects(objs, request)
        for relation in self.opts.related_objects:
            if relation.many_to_many:
                naming = relation.related_model.objects.filter(**{f"{relation.field.name}__in": objs}).distinct()
                protected += [f"{capfirst(relation.related_model._meta.verbose_name)}: {other}" for other in naming]
        return deleted, counts, missing_permissions, protected

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        addresses = self.public_addresses(obj) if obj else {}
        context["has_translations"] = bool(self.text_pairs())
        context["site_links"] = [(code, AUTONYMS[code], address) for code, address in addresses.items()]
        context["short_address"] = self.short_address(obj) if addresses else ""
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        rows = [row for formset in formsets for row in formset.forms]
        context["wrong_fields"] = [field for form in [context["adminform"].form, *rows] for field in form if field.errors]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def public_addresses(self, obj):
        """Return where readers find `obj`, by language; empty if it has no page that they may open."""
        if not hasattr(obj, "get_absolute_url") or not getattr(obj, "is_published", True):
            return {}
        try:
            return in_each_language(obj.get_absolute_url)
        except NoReverseMatch:
            return {}

    def short_address(self, obj):
        """Return the permanent address of `obj`, which is the same in every language; only records have one."""
        return ""


class TranslationFilter(admin.SimpleListFilter):
    """Records whose texts are complete, or lack one language."""

    title = _("translation")
    parameter_name = "translation"

    def lookups(self, request, model_admin):
        missing = [(code, gettext("%(language)s missing") % {"language": language_name(code)}) for code in LANGUAGES]
        return [("complete", _("Complete")), *missing]

    def queryset(self, request, queryset):
        if self.value() == "complete":
            return queryset.exclude(lacking(queryset.model, "vi") | lacking(queryset.model, "en"))
        return queryset.filter(lacking(queryset.model, self.value())) if self.value() in LANGUAGES else queryset


def lacking(model, language):
    """Return the condition that a text in `language` is missing, as `Record.missing_texts` sees it."""
    condition = Q(pk__in=[])
    for name in translated_fields(model):
        if name not in model.language_specific:
            empty = ~Q(is_filled(f"{name}_{language}"))
            optional = model._meta.get_field(name).blank
            condition |= empty & Q(is_filled(f"{name}_{other_language(language)}")) if optional else empty
    return condition


class ReviewFilter(admin.SimpleListFilter):
    """Records by their medical review."""

    title = _("medical review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [("never", _("Never reviewed")), ("overdue", _("Overdue")), ("in_date", _("In date"))]

    def queryset(self, request, queryset):
        overdue = Q(review_due_on__lt=timezone.localdate())
        conditions = {
            "never": Q(reviewed_on=None),
            "overdue": overdue,
            "in_date": Q(reviewed_on__isnull=False) & (Q(review_due_on=None) | ~overdue),
        }
        return queryset.filter(conditions.get(self.value(), Q()))


class RecordAdmin(TranslatedAdmin):
    """The admin of what the site publishes: lists that say what is to do, and states that cannot be skipped."""

    fixed_fields = ("key",)
    readonly_fields = ("updated_at",)
    # Columns and filters of one kind of record, e.g. `("status",)`; they stand before those that all have.
    also_shown = ()
    also_filtered = ()
    actions = ["publish", "take_down", "back_to_draft"]
    groups = (
        (
            _("Medical review"),
            ("reviewed_on", "reviewed_by", "review_due_on", "updated_at"),
            _("Fill this in only after a clinician has really read both languages. Until then the page says so."),
        ),
    )

    def get_list_display(self, request):
        @admin.display(description=_("title"), ordering=self.model.title_field)
        def title(record):
            return shown_title(record)

        return [title, *self.also_shown, "state", "shown_missing", "shown_review", "shown_change"]

    def get_list_filter(self, request):
        return ["state", *self.also_filtered, TranslationFilter, ReviewFilter]

    @admin.display(description=_("missing"))
    def shown_missing(self, record):
        return ", ".join(self.missing(record)) or "–"

    def missing(self, record):
        """Return what `record` still needs, in words; a slug does not count, since it is made from the name."""
        texts = [name for name in record.missing_texts() if not name.startswith("slug_")]
        return [column_label(self.opts.get_field(name)) for name in texts]

    @admin.display(description=_("medical review"), ordering="review_due_on")
    def shown_review(self, record):
        due = record.review_due_on and date_format(record.review_due_on, "SHORT_DATE_FORMAT")
        if due and record.review_due_on < timezone.localdate():
            return format_html('<strong class="overdue">{}</strong>', gettext("Overdue since %(day)s") % {"day": due})
        if not record.reviewed_on:
            return gettext("Never reviewed")
        if due:
            return gettext("Due on %(day)s") % {"day": due}
        return gettext("Reviewed on %(day)s") % {"day": date_format(record.reviewed_on, "SHORT_DATE_FORMAT")}

    @admin.display(description=_("last changed"), ordering="updated_at")
    def shown_change(self, record):
        return date_format(timezone.localtime(record.updated_at), "SHORT_DATE_FORMAT")

    def get_search_results(self, request, queryset, search_term):
        """Find what stock search finds and, with or without Vietnamese marks, what the site's own search finds."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return found, may_repeat
        entries = IndexEntry.objects.filter(model=self.opts.label_lower).matching(search_term[:200])
        either = Q(pk__in=found.order_by().values("pk")) | Q(key__in=entries.order_by().values("key"))
        return queryset.filter(either), False

    def short_address(self, obj):
        try:
            return reverse("short-address", args=[obj.key])
        except NoReverseMatch:
            return ""

    # --- what may not happen -------------------------------------------------------------------

    def has_delete_permission(self, request, obj=None):
        """Allow deleting drafts only: what readers could once open is taken down, so that its address says so."""
        if obj and (obj.state != State.DRAFT or was_public(obj)):
            return False
        return super().has_delete_permission(request, obj)

    def get_actions(self, request):
        """Offer no deleting of many records at once."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request, queryset):
        self.move(request, queryset, State.PUBLISHED)

    @admin.action(description=_("Take down"), permissions=["change"])
    def take_down(self, request, queryset):
        self.move(request, queryset, State.RETIRED)

    @admin.action(description=_("Back to draft"), permissions=["change"])
    def back_to_draft(self, request, queryset):
        self.move(request, queryset, State.DRAFT)

    def move(self, request, queryset, state):
        """Give each record the new `state` if its own rules allow it; report the others with the reasons."""
        moved, refused = 0, []
        with transaction.atomic():
            keys = list(queryset.values_list("pk", flat=True))
            for record in self.model.objects.select_for_update().filter(pk__in=keys):
                if record.state == state:
                    continue
                record.state = state
                try:
                    check(record)
                except ValidationError as error:
                    refused.append((record, error))
                    continue
                record.save()
                self.log_change(request, record, gettext("State: %(state)s.") % {"state": State(state).label})
                moved += 1
        self.report(request, state, moved, refused)

    def report(self, request, state, moved, refused):
        """Tell the editor what was changed, and of each record that was not, why."""
        text = ngettext("%(count)d record is now: %(state)s.", "%(count)d records are now: %(state)s.", moved)
        level = messages.SUCCESS if moved else messages.WARNING
        self.message_user(request, text % {"count": moved, "state": State(state).label}, level)
        for record, error in refused:
            reasons = "; ".join(self.reasons(error))
            text = format_html("{}: {}", gettext("Not changed: %(key)s") % {"key": record.key}, reasons)
            self.message_user(request, text, messages.ERROR)

    def reasons(self, error):
        """Return what `error` says, field by field, in the words of the form."""
        for name, texts in error.message_dict.items():
            field = None if name == NON_FIELD_ERRORS else self.opts.get_field(name)
            label = column_label(field) if isinstance(field, TranslationField) else field and capfirst(field.verbose_name)
            yield f"{label}: {' '.join(texts)}" if label else " ".join(texts)


def check(record):
    """Raise ValidationError unless `record` may be saved as it stands, its sources included."""
    record.full_clean()
    if hasattr(record, "check_sources"):
        record.check_sources(record.sources.all())


def was_public(record):
    """Tell whether readers could once open `record` under an address of its own."""
    return FormerSlug.objects.filter(model=record._meta.label_lower, key=record.key).exists()


# --- accounts ------------------------------------------------------------------------------------

admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(SenseProof, UserAdmin):
    """Django's own, proof against senseless addresses."""


@admin.register(Group)
class RoleAdmin(SenseProof, GroupAdmin):
    """Django's own, proof against senseless addresses."""
