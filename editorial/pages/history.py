"""The history of a record, read from the log, and the list of all Changes."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial import changes, difference, document, fixtures, names, roles, versions, whereabouts
from editorial.admin.wording import label_of
from editorial.forms import row_numbers
from editorial.models import Change, Significance, State
from editorial.pages import access
from editorial.pages.lists import Line, locate, page_of, show

VERSIONS_PER_PAGE = 20
# A version that touches more than this is folded: a first load fills every column.
MOST_UNFOLDED = 6


@dataclass
class Version:
    """One applied Change as the history shows it: what it was, and what it did to each value."""

    change: Change
    kinds: list
    differences: list
    may_be_proposed: bool = False

    @property
    def is_folded(self):
        return len(self.differences) > MOST_UNFOLDED

    @property
    def is_safety(self):
        return self.change.significance == Significance.SAFETY and self.change.origin == Change.Origin.DESK


def record_history(request, app, model, pk):
    """What became of one record and why. `from` and `to` name two versions to compare; POST proposes one again."""
    record = access.record_for(request, app, model, pk)
    if request.method == "POST":
        return _propose_again(request, record)
    page = page_of(request, versions.log_of(record), VERSIONS_PER_PAGE)
    effects = [(change, versions.effect(change)) for change in page]
    titles = names.named(type(record), *(values for _change, effect in effects for values in _documents(effect)))
    may_propose = _may_change(request, record)
    shown = [_version(type(record), change, effect, titles) for change, effect in effects]
    context = {
        "page": page,
        "versions": shown,
        "comparison": _comparison(request, record),
        "seen": document.digest(changes.working(record).document) if may_propose else "",
        "may_propose": may_propose,
        "newest": shown[0].change.pk if shown and page.number == 1 else None,
    }
    return access.show(
        request, "admin/editorial/record_history.html", gettext("History"), type(record), record, context
    )


def _documents(effect):
    """Return the two halves of an effect as documents, without what is empty."""
    return [{column: pair[side] for column, pair in effect.items() if pair[side] is not None} for side in (0, 1)]


def _version(model, change, effect, titles):
    kinds = [change.get_origin_display()] if change.origin != Change.Origin.DESK else []
    state = effect.get("state", (None, None))
    if state[1] == State.RETIRED:
        kinds.append(gettext("Taken down"))
    elif state[1] == State.PUBLISHED:
        kinds.append(gettext("Put back") if state[0] == State.RETIRED else gettext("Published"))
    if "reviewed_on" in effect:
        kinds.append(gettext("Medical review"))
    return Version(change, kinds, _differences(model, effect, titles))


def _differences(model, effect, titles):
    """Return `(label, language, difference)` of each changed value, in the order of the model."""
    order = {column: place for place, column in enumerate(_columns(model))}
    shown = []
    for column in sorted(effect, key=lambda column: order.get(column, len(order))):
        marked = difference.value(model, column, *effect[column], titles)
        shown.append((shown_label(model, column), document.split(column)[1], marked))
    return shown


def _columns(model):
    return [*(column.name for column in fixtures.columns(model)), *document.rows_of(model)]


def shown_label(model, column):
    """Return what the desk calls `column`; its own name if the model no longer has it."""
    return label_of(model, column) if column in _columns(model) else column


# --- comparing two versions ----------------------------------------------------------------------


def _comparison(request, record):
    """Return what differs between the two versions that the address names; None if it names none."""
    older, newer = (_applied(record, request.GET.get(name, "")) for name in ("from", "to"))
    if older is None:
        return None
    if newer is not None and (newer.closed_at, newer.pk) < (older.closed_at, older.pk):
        older, newer = newer, older
    now = document.read(record)
    before, after = (versions.document_after(record, change) if change else now for change in (older, newer))
    effect = {column: (before.get(column), after.get(column)) for column in document.changed_columns(before, after)}
    titles = names.named(type(record), before, after)
    return {"older": older, "newer": newer, "differences": _differences(type(record), effect, titles)}


def _applied(record, number):
    return versions.log_of(record).filter(pk__in=row_numbers([number])).first()


# --- proposing a version again -------------------------------------------------------------------


def _may_change(request, record):
    return admin.site.get_model_admin(type(record)).has_change_permission(request, record)


def _propose_again(request, record):
    """Open a Change with the values of the version `version`; `seen` is the digest of what was there to see."""
    if not _may_change(request, record):
        raise PermissionDenied
    log = whereabouts.log_address(type(record), record.pk)
    change = _applied(record, request.POST.get("version", ""))
    now = changes.working(record).document
    try:
        if change is None or request.POST.get("seen") != document.digest(now):
            raise changes.Conflict([])
        proposed = _propose(request, record, change, now)
    except changes.Conflict:
        messages.error(request, gettext("The record was changed after you opened this page. Please look at it again."))
        return HttpResponseRedirect(log)
    except (changes.Refused, ValidationError) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
        return HttpResponseRedirect(log)
    if not proposed:
        messages.info(request, gettext("There is nothing to propose: the record says this already."))
        return HttpResponseRedirect(log)
    messages.success(request, gettext("Saved as a draft with the values of that version. Look at it and hand it in."))
    return HttpResponseRedirect(whereabouts.page_of_kind(type(record), "change", record.pk))


def _propose(request, record, change, now):
    """Propose what the version after `change` says otherwise than the document `now`, as far as this person may."""
    version = versions.document_after(record, change)
    columns = [column for column in document.changed_columns(now, version) if _is_proposable(request, record, column)]
    seen = {column: document.digest(now.get(column)) for column in columns}
    return changes.propose(record, version, by=request.user, seen=seen, columns=columns, reason=_reason(change))


def _reason(change):
    day = date_format(localtime(change.closed_at), "SHORT_DATETIME_FORMAT")
    return gettext("The version of %(day)s again (change %(number)s)") % {"day": day, "number": change.pk}


def _is_proposable(request, record, column):
    """Tell whether this person may change `column` in the form: not what has steps of its own, nor other languages."""
    own = roles.languages_of(request.user)
    fixed = admin.site.get_model_admin(type(record)).get_readonly_fields(request, record)
    is_known = column in _columns(type(record)) and column not in fixed
    return is_known and (not own or document.split(column)[1] in own)


# --- all Changes ---------------------------------------------------------------------------------

UNFINISHED, OPEN = "unfinished", "open"
LOOK_BACK, OVERRIDE = "look_back", "override"


class ChangesFilter(forms.Form):
    """Which Changes the list shows; nothing chosen shows all."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            (OPEN, _("Open")),
            (UNFINISHED, _("Not handed in")),
            *Change.State.choices,
        ],
    )
    significance = forms.ChoiceField(label=_("Significance"), required=False)
    origin = forms.ChoiceField(label=_("Where from"), required=False)
    model = forms.ChoiceField(label=_("Kind"), required=False)
    author = forms.ModelChoiceField(None, label=_("Author"), required=False, empty_label=_("All"))
    only = forms.ChoiceField(
        label=_("Only"),
        required=False,
        choices=[
            ("", _("All")),
            (LOOK_BACK, _("Take-downs to look back at")),
            (OVERRIDE, _("Approved without a second person")),
        ],
    )

    def __init__(self, data, viewable):
        super().__init__(data)
        everything = ("", _("All"))
        kinds = sorted((str(capfirst(model._meta.verbose_name)), model._meta.label_lower) for model in viewable)
        self.fields["significance"].choices = [everything, *Significance.choices]
        self.fields["origin"].choices = [everything, *Change.Origin.choices]
        self.fields["model"].choices = [everything, *((label, name) for name, label in kinds)]
        self.fields["author"].queryset = get_user_model().objects.filter(is_staff=True).order_by("username")

    def chosen(self, queryset):
        """Return those of `queryset` that were asked for; what makes no sense counts as not chosen."""
        self.is_valid()
        return queryset.chosen(**{name: value for name, value in self.cleaned_data.items() if value})


def changes_list(request):
    """All Changes of the records that this person may look at."""
    viewable = whereabouts.viewable_models(request.user)
    form = ChangesFilter(request.GET, viewable)
    page = page_of(request, form.chosen(Change.objects.about(viewable)).with_people())
    lines = [(Line((change.model, change.key)), change) for change in page]
    locate([line for line, _change in lines])
    context = {"title": gettext("Changes"), "form": form, "page": page, "lines": lines}
    return show(request, "admin/editorial/changes.html", context)
