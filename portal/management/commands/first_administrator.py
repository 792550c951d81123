"""Make the first administrator, so that no site starts with an account that everybody knows."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction


class Command(BaseCommand):
    help = "Make an administrator with a generated password, printed once; do nothing if there is one already."

    @transaction.atomic
    def handle(self, **options):
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        name = next(
            n for n in ("admin", *(f"admin{i}" for i in range(2, 100))) if not users.filter(username=n).exists()
        )
        password = secrets.token_urlsafe(12)
        users.create_superuser(name, password=password)
        self.stdout.write(
            f"The first administrator was made. Note the password, it is shown only now:\n"
            f"    {settings.SITE_URL}/vi/admin/   user: {name}   password: {password}\n"
            f"The first sign-in asks for an authenticator app on a phone; SECOND_FACTOR=off does without, for a trial."
        )
