"""Say what in the content needs somebody: for editors, cron and CI."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import models
from django.utils import timezone, translation

from editorial import fixtures
from editorial.models import Record
from portal.models import IndexEntry


def is_owned(relation):
    """Tell whether a reverse relation holds rows that go with their record, such as its phones."""
    return relation.one_to_many and relation.on_delete is models.CASCADE


class Command(BaseCommand):
    help = "List gaps, missing sources, overdue reviews, stale contacts and broken rules; exit 1 if there are any."

    def handle(self, **options):
        with translation.override("en"):
            lines = [line for model in fixtures.content_models() for line in self.lines_for(model)]
        for line in lines:
            self.stdout.write(line)
        if lines:
            raise CommandError(f"{len(lines)} findings.")
        self.stdout.write("Nothing to do.")

    def lines_for(self, model):
        """Yield one line for each finding in the records of `model`."""
        relations = [column.name for column in model._meta.many_to_many]
        relations += [relation.get_accessor_name() for relation in model._meta.related_objects if is_owned(relation)]
        indexed = dict(IndexEntry.objects.filter(model=model._meta.label_lower).values_list("key", "state"))
        for record in model.objects.prefetch_related(*relations):
            name = "/".join(map(str, record.natural_key()))
            for finding in [*self.broken_rules(record), *self.findings(record, indexed)]:
                yield f"{model._meta.model_name} {name}: {finding}"

    def broken_rules(self, record):
        """Return what the model's own rules find wrong, whatever path wrote the record."""
        try:
            record.full_clean()
        except ValidationError as error:
            return [f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items()]
        return []

    def findings(self, record, indexed):
        if not isinstance(record, Record):
            return []
        found = record.findings(timezone.localdate())
        if indexed.get(record.key) != record.index_state():
            found.append("not in the index as it stands; run `manage.py rebuild`")
        return found
