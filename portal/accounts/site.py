"""The admin site of staff: who may come in, and the pages on which they do."""

from functools import partial

from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters


class SecondFactorSite:
    """For a subclass of AdminSite: asks for the second factor of whoever must have one.

    Put it before AdminSite: `class Desk(SecondFactorSite, admin.AdminSite)`.
    """

    def has_permission(self, request):
        """Tell whether `request` comes from active staff, verified if the account has or must have a second factor."""
        from portal.accounts.second_factor import must_verify

        return super().has_permission(request) and (
            getattr(request.user, "otp_device", None) or not must_verify(request.user)
        )

    @method_decorator(never_cache)
    @method_decorator(csrf_protect)
    @method_decorator(sensitive_post_parameters())
    def login(self, request, extra_context=None):
        from portal.accounts import pages

        return pages.sign_in(self, request)

    def get_urls(self):
        # The admin's site is made before there are models, so what needs them is imported when it is asked for.
        from portal.accounts import pages, passwords

        def open_to_all(view):
            return never_cache(csrf_protect(sensitive_post_parameters()(partial(view, self))))

        def for_staff(view):
            return self.admin_view(sensitive_post_parameters()(partial(view, self)))

        def by_link(view):
            return lambda request, **kwargs: never_cache(view.as_view(extra_context=self.each_context(request)))(
                request, **kwargs
            )

        return [
            path("login/code/", open_to_all(pages.sign_in_code), name="sign_in_code"),
            path("second-factor/set-up/", open_to_all(pages.set_up), name="second_factor_set_up"),
            path("second-factor/", for_staff(pages.own_second_factor), name="second_factor"),
            path("second-factor/recovery-codes/", for_staff(pages.renew_codes), name="recovery_codes"),
            path("second-factor/remove/", for_staff(pages.remove), name="second_factor_remove"),
            path("invite/", for_staff(pages.invite), name="invite"),
            path("password/", by_link(passwords.Forgotten), name="password_reset"),
            path("password/sent/", by_link(passwords.Sent), name="password_reset_done"),
            path("password/set/", by_link(passwords.PasswordSet), name="password_reset_complete"),
            path("password/<uidb64>/<token>/", by_link(passwords.SetPassword), name="password_reset_confirm"),
            path("invitation/<uidb64>/<token>/", by_link(passwords.AcceptInvitation), name="invitation"),
            *super().get_urls(),
        ]
