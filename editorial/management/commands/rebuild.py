"""Write all that is derived from the records anew, after writes that passed the records by."""

from django.core.management.base import BaseCommand
from django.db import transaction

from editorial import fixtures
from editorial.models import Record
from portal import index


class Command(BaseCommand):
    help = "Rebuild the index of records (search and permanent addresses), e.g. after loaddata or SQL."

    @transaction.atomic
    def handle(self, **options):
        models = [model for model in fixtures.content_models() if issubclass(model, Record)]
        for record in (record for model in models for record in model.objects.all()):
            record.remember_slugs()
        self.stdout.write(f"{index.rebuild(models)} records indexed.")
