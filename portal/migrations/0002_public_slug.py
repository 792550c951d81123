from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='formerslug', name='former_slug_once_per_record'),
        migrations.RenameModel(old_name='FormerSlug', new_name='PublicSlug'),
        migrations.AlterModelOptions(
            name='publicslug',
            options={'verbose_name': 'public slug', 'verbose_name_plural': 'public slugs'},
        ),
        migrations.AddConstraint(
            model_name='publicslug',
            constraint=models.UniqueConstraint(fields=('model', 'slug', 'key'), name='public_slug_once_per_record'),
        ),
    ]
