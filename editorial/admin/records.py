"""The admin of records: both languages side by side; saving writes Changes, and what may not happen does not."""

from django.contrib import admin
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.fields import TranslationField

from editorial import document, roles
from editorial.admin.lists import ReviewFilter, SenseProof, TranslationFilter
from editorial.admin.proposing import Proposing
from editorial.admin.wording import bare_fields, columns, label, shown_title
from editorial.forms import ChosenMany, ChosenOne, OrderedRows, RecordForm, RowForm
from editorial.models import State
from portal.addresses import in_each_language
from portal.languages import OWN_NAMES
from portal.models import IndexEntry, PublicSlug

# Fields whose place is at the end of a form.
LAST = {"also_searched_as": 1, "slug": 2}
# Columns that no form changes: steps of their own do.
BY_STEPS = ("state", "reviewed_on", "reviewed_by", "review_due_on")


class TranslatedFields:
    """What the admin of a record and of its inline rows share: fields of two languages, relations that are searched."""

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
        # A translator's form shows everything and takes only their own language; what is forged is not read.
        languages = roles.languages_of(request.user)
        field.disabled = bool(languages) and document.split(db_field.name)[1] not in languages
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
            and field.name not in BY_STEPS
            and not isinstance(field, TranslationField)
            and field.name not in bare
        ]

    def text_pairs(self):
        """Return the columns of each text, both languages in one line of the form; last what readers do not read."""
        return [columns(name) for name in sorted(bare_fields(self.model), key=lambda name: LAST.get(name, 0))]


class TranslatedInline(TranslatedFields, admin.StackedInline):
    """Rows that belong to a record, e.g. its phone numbers; each text in both languages on one line."""

    form = RowForm
    formset = OrderedRows
    template = "admin/editorial/rows.html"

    def get_fieldsets(self, request, obj=None):
        relations = {field.name for field in self.opts.concrete_fields if field.related_model is self.parent_model}
        own = [name for name in self.untranslated_fields() if name not in relations]
        fieldsets = [(None, {"fields": own, "classes": ["compact"]})]
        if self.text_pairs():
            fieldsets.append((None, {"fields": self.text_pairs(), "classes": ["translations"]}))
        return fieldsets

    def accessor(self):
        """Return under which name the record's document holds these rows."""
        names = document.rows_of(self.parent_model).items()
        return next(name for name, relation in names if relation.related_model is self.model)

    def rows(self, obj):
        """Return the rows of `obj` as its open Changes would have them."""
        return obj.working.document.get(self.accessor(), []) if hasattr(obj, "working") else []

    def get_extra(self, request, obj=None, **kwargs):
        return len(self.rows(obj)) + (0 if roles.languages_of(request.user) else 1)

    def get_formset(self, request, obj=None, **kwargs):
        is_fixed = bool(roles.languages_of(request.user))
        formset = super().get_formset(request, obj, **kwargs, can_delete=not is_fixed)
        formset.is_fixed = is_fixed
        return formset

    def get_max_num(self, request, obj=None, **kwargs):
        is_fixed = bool(roles.languages_of(request.user))
        return len(self.rows(obj)) if is_fixed else super().get_max_num(request, obj, **kwargs)

    # Whoever may change the record may change its rows; they are part of it.
    def has_add_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return self.admin_site.get_model_admin(self.parent_model).has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_view_permission(self, request, obj=None):
        return self.admin_site.get_model_admin(self.parent_model).has_view_permission(request)


class TranslatedAdmin(Proposing, SenseProof, TranslatedFields, admin.ModelAdmin):
    """The admin of anything with texts in two languages, e.g. a term of a code list."""

    form = RecordForm
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
        js = ["js/admin.js", "js/checking.js"]

    def get_fieldsets(self, request, obj=None):
        grouped = {name for _heading, names, _description in self.groups for name in names}
        own = [name for name in self.untranslated_fields() if name not in grouped]
        fieldsets = [(None, {"fields": ["state", *own], "classes": ["compact"]})]
        if self.text_pairs():
            description = _("A draft may be half translated. To publish, fill each text in both languages.")
            content = {"fields": self.text_pairs(), "classes": ["translations"], "description": description}
            fieldsets.append((_("Texts"), content))
        for heading, names, description in self.groups:
            fieldsets.append((heading, {"fields": names, "classes": ["compact"], "description": description}))
        return fieldsets

    def get_readonly_fields(self, request, obj=None):
        fixed = self.fixed_fields if obj else ()
        there = {field.name for field in self.opts.concrete_fields}
        return [*super().get_readonly_fields(request, obj), *fixed, *(name for name in BY_STEPS if name in there)]

    def get_search_fields(self, request):
        texts = [column for pair in self.text_pairs() for column in pair]
        return [*self.fixed_fields, *self.also_searched, *texts]

    def get_search_results(self, request, queryset, search_term):
        # A longer query than anybody types would make the statement too deep for SQLite.
        words = " ".join(search_term[:200].split()[:12])
        return super().get_search_results(request, queryset, words)

    def has_delete_permission(self, request, obj=None):
        """Allow deleting drafts only: what readers could once open is taken down, so that its address says so."""
        if obj and (obj.state != State.DRAFT or was_public(obj)):
            return False
        return super().has_delete_permission(request, obj)

    def get_actions(self, request):
        """Offer no deleting of many records at once."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

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


class RecordAdmin(TranslatedAdmin):
    """The admin of what the site publishes: lists that say what is to do, and states that cannot be skipped."""

    fixed_fields = ("key",)
    readonly_fields = ("changed_since_review", "updated_at")
    # Columns and filters of one kind of record, e.g. `("status",)`; they stand before those that all have.
    also_shown = ()
    also_filtered = ()
    groups = (
        (
            _("Medical review"),
            ("reviewed_on", "reviewed_by", "review_due_on", "changed_since_review", "updated_at"),
            _("A medical reviewer puts a review on record on its own page, after really reading both languages."),
        ),
    )

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


def was_public(record):
    """Tell whether readers could once open `record` under an address of its own."""
    return PublicSlug.objects.of(record._meta.label_lower, document.key_of(record)).exists()
