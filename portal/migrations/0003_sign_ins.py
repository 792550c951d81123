import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0002_public_slug'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'recovery code',
                'verbose_name_plural': 'recovery codes',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SignInEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('outcome', models.CharField(choices=[('signed-in', 'signed in'), ('recovery-code', 'signed in with a recovery code'), ('password-right', 'password right, second factor asked'), ('wrong-password', 'wrong password'), ('wrong-code', 'wrong code'), ('locked', 'refused after too many failures'), ('reset-asked', 'new password asked for'), ('password-set', 'password set through a link'), ('invited', 'invited'), ('factor-set', 'second factor set up'), ('factor-removed', 'second factor removed'), ('codes-renewed', 'recovery codes made')], max_length=16, verbose_name='what happened')),
                ('account', models.CharField(max_length=160, verbose_name='account')),
                ('fingerprint', models.CharField(max_length=64)),
                ('address', models.GenericIPAddressField(help_text='IPv6: of the network', null=True, verbose_name='internet address')),
                ('by', models.CharField(blank=True, max_length=150, verbose_name='done by')),
            ],
            options={
                'verbose_name': 'sign-in',
                'verbose_name_plural': 'sign-ins',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['fingerprint', 'at'], name='sign_in_by_account'), models.Index(fields=['address', 'at'], name='sign_in_by_address'), models.Index(fields=['at'], name='sign_in_by_time')],
            },
        ),
    ]
