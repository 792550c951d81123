"""Help somebody whose phone and recovery codes are lost."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from portal.accounts import attempts, second_factor
from portal.accounts.models import Outcome


class Command(BaseCommand):
    help = "Take the second factor of an account away; its sessions end, and the next sign-in sets up a new one."

    def add_arguments(self, parser):
        parser.add_argument("username", help="the name of the account")

    def handle(self, *, username, **options):
        user = get_user_model().objects.filter(username=username).first()
        if not user:
            raise CommandError(f"There is no account {username!r}.")
        second_factor.remove(user)
        attempts.note(None, Outcome.FACTOR_REMOVED, username, user, by="manage.py")
        self.stdout.write(f"{username} has no second factor now. Make sure that it is really they who ask.")
