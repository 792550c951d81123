"""Writing content files into the database: everything is checked, and then all of it is written or nothing."""

from copy import copy
from dataclasses import dataclass, field
from itertools import groupby

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DatabaseError, transaction

from editorial import changes, document, fixtures, log
from editorial.models import Change, LoadedRecord, Publishable


@dataclass
class Report:
    """What a load did: counts, and the records that were changed since the last load and therefore kept.

    Where the file says something new of a kept record, `proposed` counts an open Change.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    proposed: int = 0
    kept: list = field(default_factory=list)
    faults: list = field(default_factory=list)


class Faulty(Exception):
    """Rolls a load back; the report says why."""


def load(paths, on_conflict="keep", progress=lambda entries: entries):
    """Load the content files at `paths` and return a Report; with any fault in it, nothing was written.

    `on_conflict` says what happens to a record that somebody changed since the last load and that differs from the
    file: "keep" it, "update" it from the file, or "fail". `progress` wraps the entries, e.g. in a progress bar.
    """
    report, entries = Report(), []
    for path in paths:
        found, faults = fixtures.read(path)
        entries += found
        report.faults += faults
    report.faults += _repeated(entries)
    try:
        with transaction.atomic():
            run = _Load(report, on_conflict)
            if on_conflict == "update":
                # Before anything is written: a record half overwritten is nothing that somebody wrote past the log.
                for model in document.record_models():
                    log.catch_up_all(model.objects.all())
            with log.writing(log.Cause(Change.Origin.LOAD)):
                run.write_all(entries, progress)
                if report.faults:
                    raise Faulty
            run.propose_kept()
    except Faulty:
        report.created = report.updated = report.unchanged = report.proposed = 0
    return report


def _repeated(entries):
    """Return a fault for each record that stands twice in what is to be loaded."""
    seen, faults = set(), []
    for entry in entries:
        if (entry.model, entry.key) in seen:
            entry.is_faulty = True
            faults.append(entry.fault("", "stands twice"))
        seen.add((entry.model, entry.key))
    return faults


def name_of(entry):
    """Return the natural key of an entry in one piece, e.g. `r-subcutaneous/steps/1`."""
    return "/".join(map(str, entry.key))


class _Load:
    """One run: the records known so far by model and natural key, and what the last load wrote."""

    def __init__(self, report, on_conflict):
        self.report = report
        self.on_conflict = on_conflict
        self.records = {}
        self.faulty = set()
        self.loaded = []
        self.kept = []
        self.last = {(loaded.model, loaded.key): loaded for loaded in LoadedRecord.objects.all()}

    def write_all(self, entries, progress):
        order = {model: rank for rank, model in enumerate(fixtures.content_models())}
        self.faulty = {(entry.model, entry.key) for entry in entries if entry.is_faulty}
        sound = [entry for entry in entries if not entry.is_faulty]
        entries = progress(sorted(sound, key=lambda entry: order[entry.model]))
        for _model, group in groupby(entries, key=lambda entry: entry.model):
            # Relations follow when all records of the model are there to be named.
            for entry, instance in [written for entry in group if (written := self.write(entry))]:
                self.write_relations(entry, instance)
        self.remember()

    def known(self, model):
        """Return the records of `model` by natural key, those of this load included."""
        if model not in self.records:
            relations = [column.name for column in model._meta.many_to_many]
            # Locked until the load is done, so that what an editor saves meanwhile waits and is not overwritten.
            instances = model.objects.select_for_update().prefetch_related(*relations)
            self.records[model] = {instance.natural_key(): instance for instance in instances}
        return self.records[model]

    def find(self, column, key):
        """Return the record that `key` names in `column`, or None."""
        return self.known(column.related_model).get(tuple(key))

    def write(self, entry):
        """Check one entry and save its columns; return `(entry, instance)`, or None if the database's record is kept.

        The instance is None when there was nothing to save or it could not be saved.
        """
        existing = self.known(entry.model).get(entry.key)
        before = existing and fixtures.digest(fixtures.serialize(existing))
        # A copy: for all who refer to it the record stays as it is until the new one is saved.
        instance = copy(existing) if existing else entry.model()
        self.fill(entry, instance)
        faults = self.check(entry, instance)
        # Taken after the check, which completes what a file may leave out, such as slugs.
        values = fixtures.serialize(instance, entry.values)
        after = fixtures.digest(values)
        action = self.decide(entry, before, after)
        if action == "keep":
            self.keep(entry, existing, document.plain(values))
            return None
        self.report.faults += faults
        if faults or self.unresolved(entry) or not self.save(entry, instance, action):
            self.faulty.add((entry.model, entry.key))
            return entry, None
        self.known(entry.model)[entry.key] = instance
        about = {"model": entry.model._meta.label_lower, "key": name_of(entry)}
        self.loaded.append(LoadedRecord(**about, digest=after, values=document.plain(values)))
        return entry, None if action == "unchanged" else instance

    def decide(self, entry, before, after):
        """Return "create", "update", "unchanged" or "keep" for the entry; note kept records and conflicts."""
        last = self.last.get((entry.model._meta.label_lower, name_of(entry)))
        last = last and last.digest
        if before == after:
            return "unchanged"
        if before == last:
            return "update" if before else "create"
        if self.on_conflict == "update":
            return "update" if before else "create"
        message = "was changed since the last load" if before else "was deleted since the last load"
        fault = entry.fault("", f"{message} and differs from the file")
        (self.report.faults if self.on_conflict == "fail" else self.report.kept).append(fault)
        return "keep"

    def fill(self, entry, instance):
        """Give `instance` what the file says, and to every other column its default."""
        for column in fixtures.columns(entry.model):
            value = entry.values.get(column.name)
            if column.many_to_many:
                continue
            if column.is_relation:
                setattr(instance, column.name, value and self.find(column, value))
            else:
                setattr(instance, column.attname, column.get_default() if value is None else value)

    def unresolved(self, entry):
        """Return the columns of `entry` that name one record which is not there."""
        columns = [column for column in entry.model._meta.concrete_fields if column.is_relation]
        named = [(column, entry.values.get(column.name)) for column in columns]
        return [column for column, key in named if key and not self.find(column, key)]

    def missing(self, entry, column, key):
        """Return the fault that `key` names no record, in a list; none if that record has its own line."""
        if self.find(column, key) or (column.related_model, tuple(key)) in self.faulty:
            return []
        name = "/".join(map(str, key))
        return [entry.fault(column.name, f"there is no {column.related_model._meta.model_name} with the key {name}")]

    def check(self, entry, instance):
        """Return everything that the model's own rules find wrong with `instance`, as a list of faults."""
        faults, unresolved = [], [column.name for column in self.unresolved(entry)]
        for column in self.unresolved(entry):
            faults += self.missing(entry, column, entry.values[column.name])
        # The database holds the constraints when the record is saved; asking it beforehand doubles the time of a load.
        faults += self.broken(entry, lambda: instance.full_clean(unresolved, validate_constraints=False))
        if faults:
            at_fault = [*unresolved, *(fault.field for fault in faults)]
            faults += self.broken(entry, lambda: instance.validate_constraints(at_fault))
        if hasattr(instance, "check_sources"):
            column = instance._meta.get_field("sources")
            sources = [self.find(column, key) for key in entry.values.get("sources", [])]
            # A source that is not there gets a line of its own with the other relations.
            if None not in sources:
                faults += self.broken(entry, lambda: instance.check_sources(sources))
        return faults

    def broken(self, entry, rule):
        """Call `rule` and return what its ValidationError says, field by field, as a list of faults."""
        try:
            rule()
        except ValidationError as error:
            said = error.message_dict.items()
            shown = [(name if name != NON_FIELD_ERRORS else "", messages) for name, messages in said]
            return [entry.fault(name, str(message)) for name, messages in shown for message in messages]
        return []

    def save(self, entry, instance, action):
        """Save `instance` unless it is unchanged; return whether the database took it."""
        if action == "unchanged":
            self.report.unchanged += 1
            return True
        try:
            with transaction.atomic():
                instance.save()
        except DatabaseError as error:
            refused = [entry.fault("", f"the database refuses it: {error}")]
            self.report.faults += self.broken(entry, instance.validate_constraints) or refused
            return False
        self.report.created += action == "create"
        self.report.updated += action == "update"
        return True

    def write_relations(self, entry, instance):
        """Check the many-to-many relations of `entry` and set them, if there is an `instance` to have them."""
        for column in entry.model._meta.many_to_many:
            keys = entry.values.get(column.name, [])
            faults = self.check_relation(entry, column, keys)
            self.report.faults += faults
            if instance and not faults:
                getattr(instance, column.name).set(filter(None, [self.find(column, key) for key in keys]))

    def check_relation(self, entry, column, keys):
        """Return what is wrong with the `keys` of a many-to-many relation, as a list of faults."""
        faults = [fault for key in keys for fault in self.missing(entry, column, key)]
        limit = column.get_limit_choices_to()
        for target in filter(None, [self.find(column, key) for key in keys]):
            if any(getattr(target, name) != wanted for name, wanted in limit.items()):
                faults.append(entry.fault(column.name, f"{target.natural_key()[0]} may not stand here"))
        if not keys and not column.blank:
            faults.append(entry.fault(column.name, "must name at least one"))
        if len(keys) != len(set(map(tuple, keys))):
            faults.append(entry.fault(column.name, "names the same record twice"))
        return faults

    def remember(self):
        """Note what was written of each record, so that the next load knows what was changed since."""
        LoadedRecord.objects.bulk_create(
            self.loaded, update_conflicts=True, unique_fields=["model", "key"], update_fields=["digest", "values"]
        )

    # --- what editors have changed meanwhile -----------------------------------------------------

    def keep(self, entry, existing, values):
        """Leave the record as editors have it; note what is new in the file, to be proposed when all is written."""
        last = self.last.get((entry.model._meta.label_lower, name_of(entry)))
        known = last.values if last else {}
        fresh = {column: values.get(column) for column in document.changed_columns(known, values)}
        if fresh and not existing:
            # What is gone can only come back whole.
            fresh = values
        if fresh and (existing or document.owner_field(entry.model)):
            self.kept.append((entry, existing, fresh))
        if last and fresh:
            last.values = values
            last.save()

    def propose_kept(self):
        """Put what the files newly say of kept records before a reviewer, one Change for each record."""
        proposals = {}
        for entry, existing, fresh in self.kept:
            record, values = self.proposal(entry, existing, fresh, proposals)
            if isinstance(record, Publishable):
                proposals[record._meta.label_lower, record.pk] = (record, values, entry.file)
        for record, values, file in proposals.values():
            self.report.proposed += changes.propose_from_file(record, values, file) is not None

    def proposal(self, entry, existing, fresh, proposals):
        """Return the record that `entry` is about and the values that are new, rows within their whole list."""
        owner = document.owner_field(entry.model)
        if owner is None:
            return existing, fresh
        record = self.find(owner, entry.values[owner.name])
        if record is None:
            return None, {}
        accessor = owner.remote_field.get_accessor_name()
        values = proposals.get((record._meta.label_lower, record.pk), (record, {}, ""))[1]
        rows = values.get(accessor) or document.read(record).get(accessor, [])
        parts = [name for name in fixtures.natural_key_fields(entry.model) if name != owner.name]
        place = dict(zip(parts, entry.key[1:], strict=True))
        row = next((row for row in rows if all(row.get(part) == place[part] for part in parts)), {})
        new = {column: value for column, value in {**place, **row, **fresh}.items() if value is not None}
        new.pop(owner.name, None)
        others = [other for other in rows if other is not row]
        return record, values | {accessor: sorted([*others, new], key=lambda row: [row.get(part) for part in parts])}
