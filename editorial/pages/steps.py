"""What people may do with a Change on its page: who may not and why, what a step asks for, and how it is done.

`editorial.changes` holds the steps and the rule of four eyes; what a role needs for each stands here.
"""

from dataclasses import dataclass, field

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial import changes, document, gate
from editorial.changes import Refused
from editorial.fields import not_in_future
from editorial.models import Change
from editorial.pages.access import may

NOT_A_REVIEWER = _("Approving needs the role of a medical reviewer.")
OWN_WORK = _("You wrote a part of this change, so somebody else has to approve it.")
NOT_AN_AUTHOR = _("Only who wrote a part of this change can hand it in.")
NOT_HANDED_IN = _("This change has not been handed in for review yet.")
READ_AGAIN = _("This change was edited after you opened it. Please read it again.")


# --- who may not, and why ------------------------------------------------------------------------


def refusals(change, model, user):
    """Return, by step, the sentence why `user` may not take it now; steps that are not named may be taken."""
    wrote = user.pk in changes.authors(change)
    found = {
        "submit": _not_to_submit(change, model, user, wrote),
        "withdraw": _not_to_withdraw(change, user, wrote),
        "approve": _not_to_approve(change, user, wrote),
        "send_back": "" if user.has_perm("editorial.approve_change") else NOT_A_REVIEWER,
        "override": "" if user.is_superuser else _("Only a superuser can approve without a second person."),
        "confirm": "" if may(user, "change", model) else _("Your account can read this but not change it."),
    }
    if not change.is_open:
        found = dict.fromkeys(found, _("This change is closed."))
    elif change.state != Change.State.SUBMITTED:
        found |= {step: found[step] or NOT_HANDED_IN for step in ("approve", "send_back", "override")}
    found["approve_part"] = found["approve"]
    found["look_back"] = _not_to_look_back(change, user, wrote)
    return {step: sentence for step, sentence in found.items() if sentence}


def _not_to_submit(change, model, user, wrote):
    if change.state == Change.State.SUBMITTED:
        return _("This change waits for review already.")
    if not may(user, "change", model):
        return _("Your account can read this but not change it.")
    # What a file proposed has no author at the desk: whoever judges it may hand it in again.
    is_own = wrote or user.pk == change.opened_by_id or (not change.opened_by_id and _judges(user))
    return "" if is_own else NOT_AN_AUTHOR


def _not_to_withdraw(change, user, wrote):
    is_own = wrote or user.pk == change.opened_by_id or _judges(user)
    return "" if is_own else _("Only who wrote a part of this change or may approve it can withdraw it.")


def _judges(user):
    return user.has_perm("editorial.approve_change")


def _not_to_approve(change, user, wrote):
    if not _judges(user):
        return NOT_A_REVIEWER
    return OWN_WORK if wrote and settings.EDITORIAL_FOUR_EYES else ""


def _not_to_look_back(change, user, wrote):
    if not change.look_back:
        return _("There is nothing to look at afterwards.")
    if wrote and settings.EDITORIAL_FOUR_EYES:
        return _("You did this, so somebody else has to look at it.")
    return "" if user.has_perm("editorial.take_down") else _("Your account can read this but not change it.")


# --- what a step asks for ------------------------------------------------------------------------


class Text(forms.CharField):
    """A few lines that somebody writes to others."""

    widget = forms.Textarea(attrs={"rows": 3})


class NoteForm(forms.Form):
    note = Text(label=_("What the authors should look at"))


class WithdrawForm(forms.Form):
    note = Text(label=_("Why it is withdrawn"), required=False)


class ReasonForm(forms.Form):
    reason = Text(label=_("Reason"))


class OverrideForm(forms.Form):
    override = Text(label=_("Why it cannot wait for a second person"))
    last_edit = forms.IntegerField(widget=forms.HiddenInput)


class ConfirmForm(forms.Form):
    """Why a difference that the safety gate found is right as it stands; `finding` is its key."""

    finding = forms.CharField(widget=forms.HiddenInput)
    reason = Text(label=_("Why it is right as it stands"))


class ReviewForm(forms.Form):
    """A medical review: by whom and when, and that it was of both languages. `seen` is the digest of what was read."""

    has_read = forms.BooleanField(label=_("I have read both languages as they stand here."))
    reviewed_by = forms.CharField(label=_("Reviewed by: name and profession"), max_length=200)
    reviewed_on = forms.DateField(
        label=_("Reviewed on"),
        initial=timezone.localdate,
        validators=[not_in_future],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    review_due_on = forms.DateField(
        label=_("Next review due on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        reviewed_on, due_on = (self.cleaned_data.get(name) for name in ("reviewed_on", "review_due_on"))
        if reviewed_on and due_on and due_on <= reviewed_on:
            self.add_error("review_due_on", _("The next review comes after this one."))

    def what(self):
        """Return what `changes.review` takes."""
        return {name: self.cleaned_data[name] for name in ("reviewed_by", "reviewed_on", "review_due_on")}


class ApproveForm(forms.Form):
    last_edit = forms.IntegerField(widget=forms.HiddenInput)


# --- how it is done ------------------------------------------------------------------------------


@dataclass
class Work:
    """What a step works on: the Change and its record, who takes it, what was typed, and what was ticked."""

    change: Change
    record: object
    by: object
    typed: dict
    columns: list = field(default_factory=list)
    review: ReviewForm | None = None


def submit(work):
    changes.submit(work.change, work.by)
    return _("Handed in. Somebody else has to approve it before readers see it.")


def withdraw(work):
    changes.withdraw(work.change, work.by, work.typed["note"])
    return _("Withdrawn. Its text stays in the log.")


def send_back(work):
    changes.send_back(work.change, work.by, work.typed["note"])
    return _("Sent back to its authors.")


def approve(work):
    with transaction.atomic():
        if work.review:
            check_seen(changes.record_of(work.change, lock=True), work.review)
        changes.approve(work.change, work.by, last_edit=work.typed["last_edit"])
        if work.review:
            changes.review(changes.record_of(work.change), work.by, **work.review.what())
    return _("Approved: readers see it now.")


def approve_part(work):
    if work.review:
        raise Refused(_("A medical review covers a record as a whole. Approve all of the change, or leave it out."))
    changes.approve(work.change, work.by, columns=work.columns, last_edit=work.typed["last_edit"])
    return _("Approved what you chose: readers see it now. The rest waits as a change of its own.")


def override(work):
    typed = work.typed
    changes.approve(work.change, work.by, last_edit=typed["last_edit"], override=typed["override"])
    return _("Approved without a second person; your reason is kept.")


def confirm(work):
    findings = changes.gate_findings(work.change, work.record)
    finding = next((finding for finding in findings if finding.key == work.typed["finding"]), None)
    if finding is None:
        raise Refused(READ_AGAIN)
    gate.confirm(work.record, finding, work.typed["reason"], work.by.get_full_name() or work.by.get_username())
    return _("Kept: this difference is right as it stands, until one of the two texts changes.")


def look_back(work):
    changes.look_back(work.change, work.by)
    return _("Noted that you have looked at it.")


def check_seen(record, review):
    """Refuse a medical `review` of anything but the text that was on the page."""
    if document.digest(document.read(record)) != review.cleaned_data["seen"]:
        raise Refused(_("The text was changed after you opened it. Please read it again."))


# Each step: how it is done and the form of what it asks for.
STEPS = {
    "submit": (submit, forms.Form),
    "withdraw": (withdraw, WithdrawForm),
    "send_back": (send_back, NoteForm),
    "approve": (approve, ApproveForm),
    "approve_part": (approve_part, ApproveForm),
    "override": (override, OverrideForm),
    "confirm": (confirm, ConfirmForm),
    "look_back": (look_back, forms.Form),
}
