"""Setting a password through a link: Django's own pages, with our links, our limits and our record of it."""

from django.conf import settings
from django.contrib.auth import views
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from portal.accounts import attempts
from portal.accounts.forms import ForgottenForm
from portal.accounts.links import INVITATIONS, RESETS
from portal.accounts.models import Outcome


class Forgotten(views.PasswordResetView):
    """Asks for an e-mail address; the answer is the same for each."""

    form_class = ForgottenForm
    template_name = "portal/accounts/forgotten.html"
    title = _("Forgotten password")
    success_url = reverse_lazy("admin:password_reset_done")

    def get_context_data(self, **kwargs):
        # Without a mail server a developer still finds the message on the console.
        return super().get_context_data(has_mail=settings.SENDS_MAIL or not settings.HTTPS, **kwargs)

    def form_valid(self, form):
        form.save(self.request)
        return super(views.PasswordResetView, self).form_valid(form)


class Sent(views.PasswordResetDoneView):
    template_name = "portal/accounts/forgotten_sent.html"
    title = _("Look into your mailbox")


class SetPassword(views.PasswordResetConfirmView):
    """Sets the password of who holds a link; signing in, with the second factor, comes after it."""

    template_name = "portal/accounts/set_password.html"
    title = _("Choose a password")
    token_generator = RESETS
    success_url = reverse_lazy("admin:password_reset_complete")

    def form_valid(self, form):
        response = super().form_valid(form)
        attempts.note(self.request, Outcome.PASSWORD_SET, self.user.get_username(), self.user)
        return response


class AcceptInvitation(SetPassword):
    title = _("Welcome: choose a password")
    token_generator = INVITATIONS


class PasswordSet(views.PasswordResetCompleteView):
    template_name = "portal/accounts/password_set.html"
    title = _("Your password is set")
