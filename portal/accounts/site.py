"""The admin site of staff: who may come in. What needs models is imported late, for the site is made before them."""

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters


class SecondFactorSite:
    """For a subclass of AdminSite: asks for the second factor of whoever must have one, and has the account pages.

    Put it before AdminSite: `class Desk(SecondFactorSite, admin.AdminSite)`.
    """

    def has_permission(self, request):
        """Tell whether `request` comes from active staff, verified if the account has or must have a second factor."""
        from portal.accounts.second_factor import must_verify

        return super().has_permission(request) and (
            getattr(request.user, "otp_device", None) is not None or not must_verify(request.user)
        )

    @method_decorator(never_cache)
    @method_decorator(csrf_protect)
    @method_decorator(sensitive_post_parameters())
    def login(self, request, extra_context=None):
        from portal.accounts.pages import sign_in

        return sign_in(self, request)

    def get_urls(self):
        from portal.accounts.urls import addresses

        return [*addresses(self), *super().get_urls()]
