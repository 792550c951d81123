"""The addresses of the account pages, under the admin site's own."""

from functools import partial

from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from portal.accounts import pages, passwords


def open_to_all(site, view):
    """Return `view` for who is not signed in, or not yet."""
    return never_cache(csrf_protect(sensitive_post_parameters()(partial(view, site))))


def for_staff(site, view):
    """Return `view` for who is signed in, second factor included."""
    return site.admin_view(sensitive_post_parameters()(partial(view, site)))


def in_its_look(site, page):
    """Return the class `page` as a view in the look of `site`."""

    def view(request, **kwargs):
        return page.as_view(extra_context=site.each_context(request))(request, **kwargs)

    return never_cache(view)


def addresses(site):
    """Return the URL patterns of the account pages of `site`."""
    return [
        path("login/code/", open_to_all(site, pages.sign_in_code), name="sign_in_code"),
        path("second-factor/set-up/", open_to_all(site, pages.set_up), name="second_factor_set_up"),
        path("second-factor/", for_staff(site, pages.own_second_factor), name="second_factor"),
        path("second-factor/recovery-codes/", for_staff(site, pages.renew_codes), name="recovery_codes"),
        path("second-factor/remove/", for_staff(site, pages.remove), name="second_factor_remove"),
        path("invite/", for_staff(site, pages.invite), name="invite"),
        path("password/", in_its_look(site, passwords.Forgotten), name="password_reset"),
        path("password/sent/", in_its_look(site, passwords.Sent), name="password_reset_done"),
        path("password/set/", in_its_look(site, passwords.PasswordSet), name="password_reset_complete"),
        path("password/<uidb64>/<token>/", in_its_look(site, passwords.SetPassword), name="password_reset_confirm"),
        path("invitation/<uidb64>/<token>/", in_its_look(site, passwords.AcceptInvitation), name="invitation"),
    ]
