"""Accounts and roles, in the language of the interface."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.utils.translation import gettext_lazy as _

from editorial.admin.lists import SenseProof

admin.site.unregister([User, Group])


class SpokenPermissions:
    """Permissions in the language of the interface; Django keeps their names in English."""

    VERBS = {"add": _("add"), "change": _("change"), "delete": _("delete"), "view": _("view")}

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field and db_field.remote_field.model is Permission:
            field.label_from_instance = self.permission_name
        return field

    def permission_name(self, permission):
        """Return e.g. `condition: change`."""
        verb = permission.codename.split("_")[0]
        return f"{permission.content_type.name}: {self.VERBS.get(verb, permission.name)}"


@admin.register(User)
class AccountAdmin(SpokenPermissions, SenseProof, UserAdmin):
    """Django's own, proof against senseless addresses, and no way to more rights than one has.

    An administrator gives roles to others, not to themselves, and changes no superuser: else one person could approve
    their own changes under a second role.
    """

    ONLY_SUPERUSERS = ("is_superuser", "user_permissions")

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        if request.user.is_superuser:
            return fixed
        own = ("groups", "is_staff", "is_active") if obj and obj.pk == request.user.pk else ()
        return [*fixed, *self.ONLY_SUPERUSERS, *own]

    def has_change_permission(self, request, obj=None):
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Accounts are made inactive: who wrote and approved what stays on record."""
        return False


@admin.register(Group)
class RoleAdmin(SpokenPermissions, SenseProof, GroupAdmin):
    """Django's own, proof against senseless addresses."""
