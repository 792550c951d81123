"""How the forms of the admin save: never into the record, but as Edits of a Change that somebody else approves."""

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from editorial import changes, document, roles
from editorial.admin.wording import label_of, label_of_path
from editorial.difference import value as shown_difference
from editorial.models import Change, Pairing
from portal.languages import LANGUAGES


class Proposing:
    """For a ModelAdmin of a Publishable: the form shows the record as its open Changes would have it."""

    SUBMIT = "_submit"

    def get_object(self, request, object_id, from_field=None):
        """Return the record with its open Edits laid over it, and what is open as `working`."""
        record = super().get_object(request, object_id, from_field)
        if record is not None:
            record.working = changes.working(record)
            for column, edit in record.working.edits.items():
                if column != "state":
                    _lay_over(record, column, edit.after)
        return record

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        form.is_submitted = self.SUBMIT in request.POST
        form.outdated = self._outdated(request, obj) if obj else ()
        form.own_change = _own_change(request.user, obj) if obj else None
        return form

    def _outdated(self, request, record):
        """Return choices of texts that the editor's languages could bring up to date again."""
        languages = roles.languages_of(request.user) or set(LANGUAGES)
        paths = {pairing.path for code in languages for pairing in Pairing.objects.of(record).outdated(code)}
        return [(path, label_of_path(self.model, path)) for path in sorted(paths)]

    def get_formset_kwargs(self, request, obj, inline, prefix):
        return super().get_formset_kwargs(request, obj, inline, prefix) | {"initial": inline.rows(obj)}

    # --- saving --------------------------------------------------------------------------------

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """Show the form again with all that was typed when somebody else was faster or a rule refuses."""
        if request.method != "POST":
            # A transaction would keep everybody else from saving on SQLite while a form is only shown.
            return super()._changeform_view(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                return super()._changeform_view(request, object_id, form_url, extra_context)
        except (changes.Conflict, changes.Refused, ValidationError) as refusal:
            request.refusal = refusal
            return super()._changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        """Save nothing yet: the record, its relations and its rows are one Change."""

    def save_related(self, request, form, formsets, change):
        values = form.proposed(formsets)
        record = form.instance
        if change:
            request.proposed = self._propose(request, record, form, formsets, values)
        else:
            request.proposed = [changes.create(record, values, by=request.user, reason=form.cleaned_data["reason"])]

    def _propose(self, request, record, form, formsets, values):
        said = {name: form.cleaned_data[name] for name in ("significance", "in_step") if form.cleaned_data.get(name)}
        return changes.propose(
            record,
            values,
            by=request.user,
            seen=form.cleaned_data.get("seen") or {},
            columns=[*form.columns(), *(formset.accessor() for formset in formsets)],
            reason=form.cleaned_data["reason"],
            **said,
        )

    # The log of Changes is the history; Django's own would tell what was only proposed.
    def construct_change_message(self, request, form, formsets, add=False):
        return ""

    def log_addition(self, request, obj, message):
        pass

    def log_change(self, request, obj, message):
        pass

    def history_view(self, request, object_id, extra_context=None):
        if super().get_object(request, object_id) is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return HttpResponseRedirect(reverse("admin:record_history", args=[*self._names(), object_id]))

    def _names(self):
        return [self.opts.app_label, self.opts.model_name]

    # --- afterwards ----------------------------------------------------------------------------

    def response_add(self, request, obj, post_url_continue=None):
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._response(request, obj)

    def response_change(self, request, obj):
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        return self._response(request, obj)

    def _response(self, request, record):
        """Hand in what was asked to be, say what has become of it, and lead on."""
        form = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
        if self.SUBMIT in request.POST:
            return self._submit(request, record, form)
        if request.proposed:
            messages.success(request, _("Saved as a draft. Readers see nothing of it until somebody else approves it."))
        else:
            messages.info(request, _("There was nothing new to save."))
        if "_addanother" in request.POST:
            form = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_add")
        return HttpResponseRedirect(form)

    def _submit(self, request, record, form):
        own = Change.objects.of(record).open().filter(opened_by=request.user)
        waiting = request.proposed or [change for change in own if change.state != Change.State.SUBMITTED]
        for change in waiting:
            try:
                changes.submit(change, request.user)
            except changes.Unsafe as error:
                messages.error(request, _("Saved as a draft, but not handed in: %(reason)s") % {"reason": error})
            except ValidationError as error:
                reason = " ".join(error.messages)
                messages.error(request, _("Saved as a draft, but not handed in: %(reason)s") % {"reason": reason})
            else:
                messages.success(request, _("Handed in. Somebody else has to approve it before readers see it."))
        if not waiting:
            messages.info(request, _("There was nothing to hand in."))
        return HttpResponseRedirect(reverse("admin:change", args=[waiting[0].pk]) if len(waiting) == 1 else form)

    # --- what the form says --------------------------------------------------------------------

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        refusal = getattr(request, "refusal", None)
        context["clashes"] = [self._clash(clash) for clash in getattr(refusal, "clashes", [])]
        context["open_changes"] = self._open_changes(obj) if obj else []
        proposed = {column: edit.after for column, edit in obj.working.edits.items()} if obj else {}
        context["gone"] = document.gone(self.model, proposed)
        context["names"] = self._names()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _clash(self, clash):
        """Return what the form shows of a clash: the label, the clash, and the way from their text to the editor's."""
        difference = shown_difference(self.model, clash.column, clash.theirs, clash.mine)
        return label_of(self.model, clash.column), clash, difference

    def _open_changes(self, record):
        """Return each open Change of `record` with its Edits, as what they would make of the live text."""
        found = {}
        for column, edit in record.working.edits.items():
            live = record.working.live.get(column)
            if live != edit.after or column == "state":
                shown = shown_difference(self.model, column, live, edit.after)
                found.setdefault(edit.change, []).append((label_of(self.model, column), column, edit, shown))
        return list(found.items())


def _own_change(user, record):
    """Return the open Change of `record` that `user` began, None if there is none."""
    begun = [edit.change for edit in record.working.edits.values() if edit.change.opened_by_id == user.pk]
    return begun[0] if begun else None


def _lay_over(record, column, value):
    """Set one proposed value on `record` for the form; relations and rows are laid over by the form itself."""
    try:
        document.fill(record, {column: value})
    except ObjectDoesNotExist:
        # What it named is gone: the form says so and shows what is live. Saved like that, the form proposes it.
        pass
