"""Say what in the content needs somebody: for editors, cron and CI."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction
from django.utils import timezone, translation

from editorial import fixtures, log
from editorial.models import Change, Pairing, Record, Significance
from portal.languages import LANGUAGES
from portal.models import IndexEntry

NAMES = {"vi": "Vietnamese", "en": "English"}


def is_owned(relation):
    """Tell whether a reverse relation holds rows that go with their record, such as its phones."""
    return relation.one_to_many and relation.on_delete is models.CASCADE


class Command(BaseCommand):
    help = (
        "Notice what was written past the desk and refresh what depends on it; list it with outdated texts, gaps,"
        " missing sources, overdue reviews, stale contacts and broken rules; exit 1 if there are any."
    )

    def handle(self, **options):
        with translation.override("en"):
            lines = [*notice(), *outdated()]
            lines += [line for model in fixtures.content_models() for line in self.lines_for(model)]
        for line in lines:
            self.stdout.write(line)
        never = f"{Pairing.objects.never_confirmed().count()} texts were never compared in both languages by anybody."
        if lines:
            raise CommandError(f"{len(lines)} findings. {never}")
        self.stdout.write(f"Nothing to do. {never}")

    def lines_for(self, model):
        """Yield one line for each finding in the records of `model`."""
        relations = [column.name for column in model._meta.many_to_many]
        relations += [relation.get_accessor_name() for relation in model._meta.related_objects if is_owned(relation)]
        foreign = [column.name for column in model._meta.concrete_fields if column.is_relation]
        indexed = dict(IndexEntry.objects.filter(model=model._meta.label_lower).values_list("key", "state"))
        for record in model.objects.select_related(*foreign).prefetch_related(*relations):
            name = "/".join(map(str, record.natural_key()))
            for finding in [*self.broken_rules(record, foreign), *self.findings(record, indexed)]:
                yield f"{model._meta.model_name} {name}: {finding}"

    def broken_rules(self, record, foreign):
        """Return what the model's own rules find wrong, whatever path wrote the record.

        What the database itself refuses cannot stand there: its constraints, doubles, and links to nothing.
        """
        try:
            record.full_clean(exclude=foreign, validate_unique=False, validate_constraints=False)
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


@transaction.atomic
def notice():
    """Log what was written past the desk, bring the index up to date, and return one line for each such value."""
    newest = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    records, gone = log.notice_all()
    for record in records:
        if isinstance(record, Record):
            record.write_index()
    lines = []
    for model, key in gone:
        IndexEntry.objects.filter(model=model._meta.label_lower, key=key).delete()
        lines.append(f"{model._meta.model_name} {key}: deleted past the desk")
    for change in Change.objects.filter(pk__gt=newest, origin=Change.Origin.OUTSIDE).prefetch_related("edits"):
        columns = [edit.column for edit in change.edits.all()]
        (key,) = fixtures.natural_key_fields(apps.get_model(change.model))
        # Of a record that the log had never seen, one line says it all.
        columns = ["a new record"] if key in columns else columns
        lines += [f"{name_of(change)}: {column}: written past the desk" for column in columns]
    return lines


def outdated():
    """Yield one line for each text that is outdated, the gravest first."""
    pairings = list(Pairing.objects.outdated())
    for significance in (Significance.SAFETY, Significance.MEANING):
        for pairing in pairings:
            for language in LANGUAGES:
                if getattr(pairing, f"{language}_outdated_by") == significance:
                    since = timezone.localdate(getattr(pairing, f"{language}_outdated_since"))
                    text = f"{NAMES[language]} outdated since {since.isoformat()} ({significance.value})"
                    yield f"{name_of(pairing)}: {pairing.path}: {text}"


def name_of(about):
    """Return what a row about a record calls it in a line, e.g. `condition hep-b`."""
    return f"{about.model.split('.')[1]} {about.key}"
