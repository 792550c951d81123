"""The editors' side of every record: both languages beside each other, what is missing, and what may not happen.

Knows of no subject: `therapies.admin` says which records there are.
"""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import NON_FIELD_ERRORS, FieldError, ValidationError
from django.db import DataError, OperationalError, transaction
from django.db.models import Q
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
from editorial.forms import (
    ChosenMany,
    ChosenOne,
    ManyRecords,
    OrderedRows,
    RecordForm,
    RowForm,
    row_numbers,
    slugs_to_be_made,
)
from editorial.models import State, Translated, translated_fields
from portal import index
from portal.addresses import in_each_language
from portal.languages import LANGUAGES, OWN_NAMES, other_language
from portal.models import IndexEntry, PublicSlug

# What a database or Django raises for a lookup that makes no sense, such as `?key__regex=(`.
SENSELESS = (DataError, OperationalError, FieldError, OverflowError, TypeError, ValueError)


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


def label(field):
    """Return what the form calls `field`, with its language if it has one: `Name (Vietnamese)`."""
    if isinstance(field, TranslationField):
        return f"{capfirst(field.translated_field.verbose_name)} ({language_name(field.language)})"
    return capfirst(field.verbose_name)


def shown_title(record):
    """Return the record's title in the interface's language, else the other one marked as such, else its key."""
    language = get_language()
    title = Truncator(index.text_in(record, record.title_field, language)).words(18)
    if title:
        return title
    other = other_language(language)
    title = Truncator(index.text_in(record, record.title_field, other)).words(18)
    return format_html('<i lang="{}">{}</i> ({})', other, title, other) if title else record.key


# --- pages of one record ---------------------------------------------------------------------------


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
            field.label = label(db_field)
            if not db_field.translated_field.blank:
                field.help_text = " ".join(filter(None, [gettext("Needed to publish."), str(field.help_text)]))
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


# --- lists and pages -----------------------------------------------------------------------------


class SenseProof:
    """Lists and forms that answer a senseless address or a forged choice with a message instead of an error page."""

    def get_changelist_instance(self, request):
        try:
            return super().get_changelist_instance(request)
        except (IncorrectLookupParameters, *SENSELESS) as error:
            # Where nothing was asked for, it is the database that fails.
            if not set(request.GET) - {ERROR_FLAG}:
                raise
            messages.warning(request, _("That filter was not understood, so you see the whole list."))
            raise IncorrectLookupParameters from error

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, **{"form_class": ManyRecords, **kwargs})

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST":
            chosen = request.POST.getlist(admin.helpers.ACTION_CHECKBOX_NAME)
            if row_numbers(chosen) != chosen:
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
        context["site_links"] = [(code, OWN_NAMES[code], address) for code, address in addresses.items()]
        context["short_address"] = self.short_address(obj) if addresses else ""
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        rows = [row for formset in formsets for row in formset.forms]
        fields = [field for form in [context["adminform"].form, *rows] for field in form]
        context["wrong_fields"] = [field for field in fields if field.errors]
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

    def save_model(self, request, obj, form, change):
        """Save; a text that was changed is no longer the one that was reviewed, so its review ends."""
        texts = {column for name in bare_fields(self.model) if name != "slug" for column in columns(name)}
        if obj.reviewed_on and texts & set(form.changed_data) and "reviewed_on" not in form.changed_data:
            obj.reviewed_on, obj.reviewed_by, obj.review_due_on = None, "", None
            self.message_user(request, _("The text was changed, so its medical review has ended."), messages.WARNING)
        super().save_model(request, obj, form, change)

    def get_list_display(self, request):
        # A title that is put together from other fields has no column to sort by.
        is_column = self.model.title_field in {field.name for field in self.opts.concrete_fields}

        @admin.display(description=_("title"), ordering=self.model.title_field if is_column else None)
        def title(record):
            return shown_title(record)

        return [title, "state", "shown_missing", "shown_review", *self.also_shown, "shown_change"]

    def get_list_filter(self, request):
        return ["state", *self.also_filtered, TranslationFilter, ReviewFilter]

    @admin.display(description=_("missing"))
    def shown_missing(self, record):
        return ", ".join(self.missing(record)) or "–"

    def missing(self, record):
        """Return what `record` still needs, in words; a slug does not count, since it is made from the name."""
        texts = [name for name in record.missing_texts() if not name.startswith("slug_")]
        return [label(self.opts.get_field(name)) for name in texts]

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
            reasons = "; ".join(self.reasons(record, error.message_dict))
            text = format_html("{}: {}", gettext("Not changed: %(key)s") % {"key": record.key}, reasons)
            self.message_user(request, text, messages.ERROR)

    def reasons(self, record, texts):
        """Return what is wrong with `record`, field by field, in the words of the form."""
        for name in sorted(texts.keys() - slugs_to_be_made(record, texts)):
            field = "" if name == NON_FIELD_ERRORS else f"{label(self.opts.get_field(name))}: "
            yield f"{field}{' '.join(texts[name])}"


def check(record):
    """Raise ValidationError unless `record` may be saved as it stands, its sources included."""
    record.full_clean()
    if hasattr(record, "check_sources"):
        record.check_sources(record.sources.all())


def was_public(record):
    """Tell whether readers could once open `record` under an address of its own."""
    return PublicSlug.objects.of(record._meta.label_lower, record.key).exists()


# --- accounts ------------------------------------------------------------------------------------

admin.site.unregister([User, Group])


class SpokenPermissions:
    """Permissions in the language of the interface; Django keeps their names in English."""

    VERBS = {"add": _("add"), "change": _("change"), "delete": _("delete"), "view": _("view")}

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field and db_field.remote_field.model is Permission:
            field.label_from_instance = self.permission_name
        return field

    def permission_name(self, permission):
        """Return e.g. `condition: change`."""
        verb = permission.codename.split("_")[0]
        return f"{permission.content_type.name}: {self.VERBS.get(verb, permission.name)}"


@admin.register(User)
class AccountAdmin(SpokenPermissions, SenseProof, UserAdmin):
    """Django's own, proof against senseless addresses."""


@admin.register(Group)
class RoleAdmin(SpokenPermissions, SenseProof, GroupAdmin):
    """Django's own, proof against senseless addresses."""
