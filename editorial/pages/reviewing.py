"""Pages on which one Change is read and decided, and records are taken down, put back and reviewed."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, SuspiciousOperation, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from editorial import changes, document
from editorial.admin.wording import label_of_path
from editorial.changes import Refused
from editorial.models import Change, Record
from editorial.pages import access, steps, values

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_http_methods(READ_OR_SEND)
def change(request, pk):
    """One Change: every value before and after, what the safety gate finds, who wrote what, and what may be done."""
    change, model, record = access.change_for(request, pk)
    refusals = steps.refusals(change, model, request.user)
    forms, problem = _forms(request, record), None
    if request.method == "POST":
        step = _step(request)
        try:
            message = _take(step, request, change, record, refusals, forms)
        except (Refused, ValidationError) as error:
            problem = error
        else:
            messages.success(request, message)
            return HttpResponseRedirect(reverse("admin:change", args=[pk]))
        change, model, record = access.change_for(request, pk)
        refusals = steps.refusals(change, model, request.user)
    layout = values.of_change(change, model, record)
    context = {
        "change": change,
        "layout": layout,
        "seen": document.digest(document.read(record)) if record else "",
        "findings": _findings(change, model, record, forms),
        "others": values.others_open(change, record),
        "forms": forms,
        "refusals": refusals,
        "unavailable": _unavailable(change, refusals),
        "problem": sentences(problem, model),
        "chosen": _chosen(request, layout),
        "may_choose": "approve" not in refusals and len(layout.edits) > 1 and record and not record.is_draft,
        "may_review": "approve" not in refusals and "review" in forms,
        "may_put_back": bool(record and record.is_retired and _may_put_back(request.user, model)),
        "is_alone": not settings.EDITORIAL_FOUR_EYES,
    }
    title = _("Change %(number)s") % {"number": change.pk}
    return access.show(request, "admin/editorial/change.html", title, model, record, context)


def _step(request):
    """Return the name of the step that is asked for; only a forged request asks for an unknown one."""
    step = request.POST.get("step")
    if step not in steps.STEPS:
        raise SuspiciousOperation("There is no such step.")
    return step


def _forms(request, record):
    """Return the form of each step, filled with what was typed if it is the one that was sent."""
    sent = request.POST.get("step")
    found = {
        step: kind(request.POST if step == sent else None, auto_id=f"{step}-%s")
        for step, (_do, kind) in steps.STEPS.items()
    }
    if request.user.has_perm("editorial.review_record") and isinstance(record, Record):
        has_typed = sent in ("approve", "approve_part") and _is_reviewing(request)
        found["review"] = steps.ReviewForm(request.POST if has_typed else None, auto_id="review-%s")
        found["review"].use_required_attribute = False
    return found


def _is_reviewing(request):
    """Tell whether a medical review was filled in along with the approval."""
    return bool(request.POST.get("has_read"))


def _take(step, request, change, record, refusals, forms):
    """Take `step`; return what to say. Raises Refused or ValidationError if it cannot be taken."""
    if step in refusals:
        raise Refused(refusals[step])
    if record is None and step != "withdraw":
        raise Refused(_("This record is no longer there."))
    review = forms.get("review") if step in ("approve", "approve_part") and _is_reviewing(request) else None
    do, _kind = steps.STEPS[step]
    if not forms[step].is_valid() or (review and not review.is_valid()):
        raise ValidationError(_("Please look at what is marked below."))
    columns = request.POST.getlist("columns")
    return do(steps.Work(change, record, request.user, forms[step].cleaned_data, columns, review))


def _findings(change, model, record, forms):
    """Return `(finding, what its text is called, form to confirm it)` of what the safety gate sees."""
    if record is None or not change.is_open:
        return []
    bound = forms["confirm"]
    found = []
    for finding in changes.gate_findings(change, record):
        is_sent = bound.is_bound and bound.data.get("finding") == finding.key
        form = bound if is_sent else steps.ConfirmForm(initial={"finding": finding.key}, auto_id=f"{finding.key}-%s")
        found.append((finding, label_of_path(model, finding.path), form))
    return found


def _unavailable(change, refusals):
    """Return why the person cannot decide, each sentence once."""
    if not change.is_open:
        return []
    names = ["approve"] if change.state == Change.State.SUBMITTED else ["submit", "approve"]
    return list(dict.fromkeys(refusals[name] for name in names if name in refusals))


def _chosen(request, layout):
    """Return the columns that are ticked: all at first, then what was ticked."""
    is_sent = request.POST.get("step") == "approve_part"
    return request.POST.getlist("columns") if is_sent else list(layout.edits)


def sentences(problem, model):
    """Return what went wrong as sentences, those about a field with its name."""
    if problem is None:
        return []
    if not hasattr(problem, "error_dict"):
        return problem.messages if isinstance(problem, ValidationError) else [str(problem)]
    return [
        message if column == NON_FIELD_ERRORS else f"{values.label_of_column(model, column)}: {message}"
        for column, told in problem.message_dict.items()
        for message in told
    ]


# --- taking down, putting back -------------------------------------------------------------------


@require_http_methods(READ_OR_SEND)
def take_down(request, app, model, pk):
    """Take a public record down at once, with a reason."""
    record = access.record_for(request, app, model, pk)
    if not request.user.has_perm("editorial.take_down"):
        raise PermissionDenied
    words = {
        "title": _("Take down"),
        "impossible": "" if record.is_published else _("This record is not public."),
        "explanation": _(
            "This happens at once: readers see no more of it, and its address says that it was taken down. Somebody "
            "else looks at it afterwards. Putting it back needs two people."
        ),
        "done": _("Taken down. Somebody else looks at it afterwards."),
    }
    return _with_reason(request, record, changes.take_down, words)


@require_http_methods(READ_OR_SEND)
def put_back(request, app, model, pk):
    """Ask for a record that was taken down to be public again."""
    record = access.record_for(request, app, model, pk)
    if not _may_put_back(request.user, type(record)):
        raise PermissionDenied
    words = {
        "title": _("Put back"),
        "impossible": "" if record.is_retired else _("This record was not taken down."),
        "explanation": _("Readers see it again as soon as somebody else has approved this."),
        "done": _("Handed in. Somebody else has to approve it before readers see it."),
    }
    return _with_reason(request, record, changes.put_back, words)


def _may_put_back(user, model):
    return user.has_perm("editorial.take_down") and access.may(user, "change", model)


def _with_reason(request, record, step, words):
    """Show the page that asks for a reason; take `step` with it and lead to the Change that it made."""
    form, problem, model = steps.ReasonForm(request.POST or None), None, type(record)
    if request.method == "POST" and form.is_valid():
        try:
            change = step(record, request.user, form.cleaned_data["reason"])
        except (Refused, ValidationError) as error:
            problem = error
        else:
            messages.success(request, words["done"])
            return HttpResponseRedirect(reverse("admin:change", args=[change.pk]))
    context = words | {"form": form, "problem": sentences(problem, model)}
    return access.show(request, "admin/editorial/reason.html", words["title"], model, record, context)


# --- medical review ------------------------------------------------------------------------------


@require_http_methods(READ_OR_SEND)
def review(request, app, model, pk):
    """Read a record as it stands in both languages, and put on record that a clinician has reviewed it."""
    record = access.record_for(request, app, model, pk)
    if not isinstance(record, Record):
        raise Http404(model)
    if not request.user.has_perm("editorial.review_record"):
        raise PermissionDenied
    live, problem, kind = document.read(record), None, type(record)
    form = steps.ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change = _record_review(record, request.user, form)
        except (Refused, ValidationError) as error:
            problem = error
        else:
            messages.success(request, _("The review is on record."))
            return HttpResponseRedirect(reverse("admin:change", args=[change.pk]))
    context = {
        "form": form,
        "seen": document.digest(live),
        "fields": values.of_record(kind, live),
        "others": list(Change.objects.of(record).open().with_people()),
        "problem": sentences(problem, kind),
    }
    return access.show(request, "admin/editorial/review.html", _("Medical review"), kind, record, context)


@transaction.atomic
def _record_review(record, by, form):
    record = type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)
    steps.check_seen(record, form)
    return changes.review(record, by, **form.what())
