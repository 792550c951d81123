"""Write all that is derived from the records anew, after writes that passed the records by."""

from django.core.management.base import BaseCommand
from django.db import transaction

from editorial import fixtures
from editorial.models import Record
from portal import index


class Command(BaseCommand):
    help = (
        "Verify the index of records (search and permanent addresses), name what was not as it should be, and write it"
        " anew, e.g. after loaddata or SQL."
    )

    @transaction.atomic
    def handle(self, **options):
        models = [model for model in fixtures.content_models() if issubclass(model, Record)]
        for record in (record for model in models for record in model.objects.all()):
            record.remember_slugs()
        count, wrong = index.rebuild(models)
        for line in wrong:
            self.stdout.write(f"was not as it should be: {line}")
        self.stdout.write(f"{count} records indexed, {len(wrong)} of them anew.")
