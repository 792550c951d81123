"""Who may do what at the desk: the roles, kept as Django groups, and what each may do."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_noop as _

from editorial import document

# The names in the database; the interface shows them in its own language.
EDITOR, REVIEWER, ADMINISTRATOR = _("editor"), _("medical reviewer"), _("administrator")
TRANSLATORS = {"vi": _("translator-vi"), "en": _("translator-en")}
ROLES = (EDITOR, *TRANSLATORS.values(), REVIEWER, ADMINISTRATOR)

# Permissions besides those on the records: `app.codename`.
EXTRA = {
    EDITOR: ["editorial.take_down", "editorial.confirm_vi", "editorial.confirm_en"],
    "translator-vi": ["editorial.confirm_vi"],
    "translator-en": ["editorial.confirm_en"],
    REVIEWER: [
        "editorial.approve_change",
        "editorial.review_record",
        "editorial.take_down",
        "editorial.confirm_vi",
        "editorial.confirm_en",
    ],
    ADMINISTRATOR: [
        "editorial.take_down",
        "editorial.confirm_vi",
        "editorial.confirm_en",
        *(f"auth.{verb}_user" for verb in ("add", "change", "view")),
        "auth.view_group",
        "portal.view_signinevent",
    ],
}
# What each role may do with records. Who may change something may propose it; only approval makes it public.
ON_RECORDS = {
    EDITOR: ("add", "change", "delete", "view"),
    "translator-vi": ("change", "view"),
    "translator-en": ("change", "view"),
    REVIEWER: ("change", "view"),
    ADMINISTRATOR: ("add", "change", "delete", "view"),
}


def languages_of(user):
    """Return the languages whose texts alone `user` may change; an empty set if there is no such limit."""
    if not hasattr(user, "role_languages"):
        names = set(user.groups.values_list("name", flat=True))
        is_limited = not (user.is_superuser or names & {EDITOR, REVIEWER, ADMINISTRATOR})
        limited = {language for language, role in TRANSLATORS.items() if role in names}
        # Kept for the request: a form asks for each of its fields.
        user.role_languages = limited if is_limited else set()
    return user.role_languages


def grant(sender, using="default", **kwargs):
    """Give each role exactly what stands above, after every migration: new kinds of records count at once."""
    records = {(model._meta.app_label, model._meta.model_name) for model in document.record_models()}
    for label in {"auth", "editorial", "portal", *(label for label, _name in records)}:
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    permissions = list(Permission.objects.using(using).select_related("content_type"))
    named = {f"{each.content_type.app_label}.{each.codename}": each for each in permissions}
    on_records = [each for each in permissions if (each.content_type.app_label, each.content_type.model) in records]
    for role in ROLES:
        group, _created = Group.objects.using(using).get_or_create(name=role)
        allowed = [each for each in on_records if each.codename.split("_")[0] in ON_RECORDS[role]]
        group.permissions.set([*allowed, *(named[name] for name in EXTRA[role])])
