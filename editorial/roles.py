"""Who may do what at the desk: the roles, kept as Django groups, and what each may do."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

EDITOR, REVIEWER, ADMINISTRATOR = "editor", "medical reviewer", "administrator"
TRANSLATORS = {"vi": "translator-vi", "en": "translator-en"}
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
    content = [config.label for config in apps.get_app_configs() if getattr(config, "has_content", False)]
    for label in [*content, "editorial", "auth"]:
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    permissions = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for role in ROLES:
        group, _created = Group.objects.using(using).get_or_create(name=role)
        on_records = [
            permission
            for name, permission in permissions.items()
            if name.split(".")[0] in content and permission.codename.split("_")[0] in ON_RECORDS[role]
        ]
        group.permissions.set([*on_records, *(permissions[name] for name in EXTRA[role])])
