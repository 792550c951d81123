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

    def index(self, request, extra_context=None):
        """Show what there is to do, above and beside Django's list of all kinds of records."""
        from editorial.pages import overview

        return super().index(request, overview.context(request) | (extra_context or {}))

    def admin_view(self, view, cacheable=False):
        """Guard `view` as Django does, but give back what was typed where nothing can be saved."""
        guarded = super().admin_view(view, cacheable)

        def inner(request, *args, **kwargs):
            from editorial import given_back

            if not given_back.is_given_back(request):
                return guarded(request, *args, **kwargs)
            if not self.has_permission(request):
                return given_back.give_back(request, 403, given_back.SIGNED_OUT)
            response = guarded(request, *args, **kwargs)
            if given_back.was_saved(request, response):
                given_back.tell_browser(request, response)
            elif response.status_code == 302:
                # Django leads away from a record that is gone.
                return given_back.give_back(request, 404, given_back.GONE)
            return response

        return update_wrapper(inner, guarded)
