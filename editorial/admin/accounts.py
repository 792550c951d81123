"""Accounts and roles, in the language of the interface."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from editorial.admin.lists import SenseProof
from portal.accounts import attempts
from portal.accounts.models import Outcome

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

    An administrator gives roles to others, not to themselves, changes no superuser, and gets at nobody's account by its
    password or its mailbox: else one person could approve their own changes under a second role or name.
    """

    ONLY_SUPERUSERS = ("is_superuser", "user_permissions")

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        if request.user.is_superuser:
            return fixed
        if obj is None:
            return [*fixed, *self.ONLY_SUPERUSERS]
        whose = ("email",) if self._is_barred(request, obj) else ("groups", "is_staff", "is_active")
        return [*fixed, *self.ONLY_SUPERUSERS, *whose]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self._is_barred(request, obj):
            return fieldsets
        names = [name for name in fieldsets[0][1]["fields"] if name != "password"]
        return [(fieldsets[0][0], {"fields": names, "description": self.password_is_theirs}), *fieldsets[1:]]

    password_is_theirs = _(
        "Only a superuser sets the password or the e-mail address of somebody else. Whoever forgot the password asks"
        " for a link on the sign-in page."
    )

    def _is_barred(self, request, user):
        """Tell whether who asks may not touch what `user` signs in with."""
        return not request.user.is_superuser and user.pk != request.user.pk

    @transaction.atomic
    def user_change_password(self, request, id, form_url=""):
        user = self.get_object(request, unquote(id))
        if user is not None and self._is_barred(request, user):
            raise PermissionDenied
        response = super().user_change_password(request, id, form_url)
        if user.pk != request.user.pk and not User.objects.filter(pk=user.pk, password=user.password).exists():
            name = user.get_username()
            attempts.note(request, Outcome.PASSWORD_CHANGED, name, user, by=request.user.get_username())
        return response

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
