from django.db import migrations

ROLES = ["editor", "translator-vi", "translator-en", "medical reviewer", "administrator"]


def make_groups(apps, schema_editor):
    """Make the groups; `editorial.roles` gives them their permissions after each migration, when these exist."""
    for name in ROLES:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


class Migration(migrations.Migration):

    dependencies = [
        ('editorial', '0002_changes'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
