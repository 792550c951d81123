"""Lists of records: proof against senseless addresses, with filters for what is to do."""

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import FieldError
from django.db import DataError, OperationalError
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.admin.wording import language_name
from editorial.constraints import is_filled
from editorial.forms import ManyRecords, row_numbers
from editorial.models import translated_fields
from portal.languages import LANGUAGES, other_language

# What a database or Django raises for a lookup that makes no sense, such as `?key__regex=(`.
SENSELESS = (DataError, OperationalError, FieldError, OverflowError, TypeError, ValueError)


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
