"""Which records editors see, and what is particular to each kind."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.admin import RecordAdmin, TranslatedAdmin, TranslatedInline
from therapies import models


class SourceFilter(admin.SimpleListFilter):
    """Records by what they rest on."""

    title = _("sources")
    parameter_name = "sources_named"

    def lookups(self, request, model_admin):
        return [
            ("named", _("Has sources")),
            ("none_found", _("Says that none was found yet")),
            ("missing", _("No source")),
        ]

    def queryset(self, request, queryset):
        conditions = {
            "named": Q(is_sourced=True),
            "none_found": Q(is_sourced=False, no_source_found=True),
            "missing": Q(is_sourced=False, no_source_found=False),
        }
        return queryset.filter(conditions.get(self.value(), Q()))


class SourcedRecordAdmin(RecordAdmin):
    """The admin of a record that says where its text comes from."""

    groups = (
        (
            _("Sources"),
            ("sources", "no_source_found", "certainty"),
            _("No text is published without its source, or the plain words that none was found yet."),
        ),
        *RecordAdmin.groups,
    )

    def get_queryset(self, request):
        """Fetch along whether a source supports the record; the two old articles do not count."""
        relation = self.opts.get_field("sources")
        links = relation.remote_field.through.objects.filter(
            **{relation.m2m_field_name(): OuterRef("pk"), f"{relation.m2m_reverse_field_name()}__is_article": False}
        )
        return super().get_queryset(request).annotate(is_sourced=Exists(links))

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), SourceFilter]

    def missing(self, record):
        is_unsourced = not (record.is_sourced or record.no_source_found)
        return super().missing(record) + is_unsourced * [gettext("source")]


# --- medicines and what they are for -------------------------------------------------------------


@admin.register(models.InterferonFamily)
class InterferonFamilyAdmin(SourcedRecordAdmin):
    also_shown = also_filtered = ("receptor_type",)


@admin.register(models.Interferon)
class InterferonAdmin(SourcedRecordAdmin):
    also_shown = ("status",)
    also_filtered = ("status", "form", "family")
    also_searched = ("atc_code", "other_names")


@admin.register(models.Brand)
class BrandAdmin(SourcedRecordAdmin):
    also_shown = also_filtered = ("market_status",)
    also_searched = ("name", "other_spellings", "article_spelling")


@admin.register(models.Condition)
class ConditionAdmin(SourcedRecordAdmin):
    also_shown = also_filtered = ("group",)
    also_searched = ("icd10_code",)


@admin.register(models.Use)
class UseAdmin(SourcedRecordAdmin):
    also_shown = ("status",)
    also_filtered = ("status", "condition__group")
    also_searched = ("condition__name_vi", "condition__name_en")

    def get_queryset(self, request):
        # The condition is part of a use's name wherever one is listed or chosen.
        return super().get_queryset(request).select_related("condition")


# --- how it is given, and what can go wrong ------------------------------------------------------


class RouteInstructionInline(TranslatedInline):
    model = models.RouteInstruction


@admin.register(models.AdministrationRoute)
class AdministrationRouteAdmin(SourcedRecordAdmin):
    also_shown = also_filtered = ("status",)
    inlines = [RouteInstructionInline]


@admin.register(models.SideEffect)
class SideEffectAdmin(SourcedRecordAdmin):
    also_shown = also_filtered = ("frequency", "action")


@admin.register(models.Precaution)
class PrecautionAdmin(SourcedRecordAdmin):
    also_shown = also_filtered = ("level", "topic")


@admin.register(models.Advisory)
class AdvisoryAdmin(SourcedRecordAdmin):
    pass


class EmergencyPhoneInline(TranslatedInline):
    model = models.EmergencyPhone


@admin.register(models.EmergencyContact)
class EmergencyContactAdmin(SourcedRecordAdmin):
    also_shown = ("checked_on",)
    inlines = [EmergencyPhoneInline]


# --- how it works --------------------------------------------------------------------------------


@admin.register(models.Activity)
class ActivityAdmin(SourcedRecordAdmin):
    also_shown = also_filtered = ("support",)


@admin.register(models.ComparisonRow)
class ComparisonRowAdmin(SourcedRecordAdmin):
    also_shown = also_filtered = ("old_text",)


@admin.register(models.ProductionFigure)
class ProductionFigureAdmin(SourcedRecordAdmin):
    pass


@admin.register(models.GlossaryTerm)
class GlossaryTermAdmin(SourcedRecordAdmin):
    pass


# --- where help is -------------------------------------------------------------------------------


class CodeAdmin(TranslatedAdmin):
    """The admin of a code list."""

    fixed_fields = ("code",)
    list_display = ("code", "name_vi", "name_en", "state", "position")


admin.site.register([models.Country, models.Language, models.Need], CodeAdmin)


@admin.register(models.Subdivision)
class SubdivisionAdmin(CodeAdmin):
    list_display = (*CodeAdmin.list_display, "country")
    list_select_related = ("country",)


@admin.register(models.Organization)
class OrganizationAdmin(SourcedRecordAdmin):
    also_searched = ("website",)


class ServicePhoneInline(TranslatedInline):
    model = models.ServicePhone


@admin.register(models.Service)
class ServiceAdmin(SourcedRecordAdmin):
    also_shown = ("verification",)
    also_filtered = ("verification", "countries", "subdivisions", "languages", "needs")
    also_searched = ("website", "phones__number", "organization__name_vi", "organization__name_en")
    inlines = [ServicePhoneInline]


@admin.register(models.DrugInformationSource)
class DrugInformationSourceAdmin(SourcedRecordAdmin):
    also_searched = ("website",)


# --- then and today ------------------------------------------------------------------------------


@admin.register(models.TimelineEvent)
class TimelineEventAdmin(SourcedRecordAdmin):
    also_shown = ("year",)


@admin.register(models.Fact)
class FactAdmin(SourcedRecordAdmin):
    also_shown = ("key", "status")
    also_filtered = ("status", "article")
    also_searched = ("about",)


@admin.register(models.Story)
class StoryAdmin(SourcedRecordAdmin):
    also_shown = also_filtered = ("permission_given",)
    also_searched = ("person",)


# --- the site's own prose, and what all of it rests on -------------------------------------------


@admin.register(models.Page)
class PageAdmin(RecordAdmin):
    pass


@admin.register(models.Source)
class SourceAdmin(TranslatedAdmin):
    fixed_fields = ("key",)
    also_searched = ("title", "publisher", "url")
    list_display = ("title", "state", "publisher", "kind", "published_on", "read_through", "is_article")
    list_filter = ("state", "kind", "read_through", "is_article", "language")

    def get_readonly_fields(self, request, obj=None):
        """Keep what counts as an old article: records that cite it would lose their only source unseen."""
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "is_article") if obj else fixed
