from django.db import migrations

from portal.search import engine


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0005_search'),
    ]

    operations = [
        migrations.RunPython(engine.create, engine.drop),
    ]
