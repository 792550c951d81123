"""The editors' desk: Django's admin site with pages for Changes, translations and history."""

from django.contrib import admin
from django.urls import path

from portal.accounts.site import SecondFactorSite


class Desk(SecondFactorSite, admin.AdminSite):
    """The admin of the site, whose first page says what there is to do."""

    def get_urls(self):
        # The site is made before there are models, which the pages need.
        from editorial import pages

        own = [path(address, self.admin_view(view), name=name) for address, view, name in pages.ADDRESSES]
        return [*own, *super().get_urls()]
