"""The record of sign-ins, for administrators to read."""

from django.contrib import admin

from portal.accounts.models import SignInEvent


class SignInEventAdmin(admin.ModelAdmin):
    """A list that nobody can change; it takes no lookups but its own filters."""

    list_display = ["at", "outcome", "account", "address", "by"]
    list_display_links = None
    list_filter = ["outcome", "at"]
    search_fields = ["account", "address"]
    list_per_page = 100

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def lookup_allowed(self, lookup, value, request):
        return lookup in {"outcome__exact", "at__gte", "at__lt", "at__isnull"}


admin.site.register(SignInEvent, SignInEventAdmin)
