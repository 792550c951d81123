"""The editors' desk: Django's admin site with pages for Changes, translations and history."""

from functools import update_wrapper

from django.contrib import admin
from django.urls import path

from portal.accounts.site import SecondFactorSite


class Desk(SecondFactorSite, admin.AdminSite):
    """The admin of the site, whose first page says what there is to do."""

    def get_urls(self):
        # The site is made before there are models, which the pages need.
        from editorial import given_back, pages  # noqa: F401 - importing the first registers its answer

        own = [path(address, self.admin_view(view), name=name) for address, view, name in pages.ADDRESSES]
        return [*own, *super().get_urls()]

    def admin_view(self, view, cacheable=False):
        """Guard `view` as Django does, but give back what was typed to whoever is no longer signed in."""
        guarded = super().admin_view(view, cacheable)

        def inner(request, *args, **kwargs):
            from editorial import given_back

            if given_back.is_given_back(request) and not self.has_permission(request):
                return given_back.give_back(request, 403, given_back.SIGNED_OUT)
            return guarded(request, *args, **kwargs)

        return update_wrapper(inner, guarded)
