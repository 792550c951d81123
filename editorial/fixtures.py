"""Content files: how records stand in YAML, read strictly and written so that the same records give the same bytes.

The files are Django fixtures with natural keys and can be loaded by stock `loaddata` too. What stock `loaddata`
lets pass (duplicate keys, changed types, half-known records) is a fault here, named by file, record and field.
"""

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from django.apps import apps
from django.core.serializers import sort_dependencies
from django.db import models
from modeltranslation.fields import TranslationField

from editorial.models import Translated, translated_fields
from portal.languages import INVISIBLE, LANGUAGES


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a file; reads as one line."""

    file: str
    record: str
    field: str
    message: str

    def __str__(self):
        parts = [part for part in (self.file, self.record, self.field, self.message) if part]
        return ": ".join(_on_one_line(part) for part in parts)


def _on_one_line(text, longest=200):
    """Return `text` fit for a terminal: its beginning, without line breaks and control characters."""
    text = INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))
    return text if len(text) <= longest else f"{text[:longest]}…"


@dataclass
class Entry:
    """One record as a file gives it: `values` by field, checked for shape but not yet against the database."""

    file: str
    model: type
    key: tuple
    values: dict = field(default_factory=dict)
    is_faulty: bool = False

    def fault(self, column, message):
        return Fault(self.file, "/".join(map(str, self.key)), column, message)


# --- which models and fields ---------------------------------------------------------------------


@cache  # Sorting takes milliseconds, and a page of the desk asks dozens of times; the models stay what they are.
def content_models():
    """Return the models that content files hold, each after those that it refers to; what is said of records, last."""
    configs = [config for config in apps.get_app_configs() if getattr(config, "has_content", False)]
    configs.sort(key=lambda config: config.name == "editorial")
    ordered = [sort_dependencies([(config, None)], allow_cycles=True) for config in configs]
    return tuple(model for models in ordered for model in models if hasattr(model, "natural_key"))


def file_name(model):
    """Return the name of the file of `model`, e.g. `19_timeline_events.yaml`.

    The number puts the files into the order in which stock `loaddata` can take them: what is referred to, first.
    """
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()
    plural = words[:-1] + "ies" if words.endswith("y") else words + "s"
    return f"{content_models().index(model) + 1:02d}_{plural}.yaml"


def columns(model):
    """Return the fields of `model` that a file holds, in order; the languages of a text stand side by side."""
    bare = translated_fields(model) if issubclass(model, Translated) else []
    found = []
    for column in model._meta.concrete_fields:
        if column.name in bare:
            found += [model._meta.get_field(f"{column.name}_{language}") for language in LANGUAGES]
        elif not isinstance(column, TranslationField) and column.editable and not column.primary_key:
            found.append(column)
    return found + list(model._meta.many_to_many)


def natural_key_fields(model):
    """Return the names of the fields that make up the natural key, e.g. `["route", "section", "position"]`."""
    code = type(model.objects.all()).get_by_natural_key.__code__
    return list(code.co_varnames[1 : code.co_argcount])


# --- writing -------------------------------------------------------------------------------------


class Dumper(yaml.SafeDumper):
    """YAML with natural keys on one line, texts of several lines as blocks, and no aliases."""

    def ignore_aliases(self, data):
        return True


class KeyList(list):
    """A natural key, written as `[pegasys]`."""


Dumper.add_representer(KeyList, lambda d, data: d.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True))


def _style(text):
    """Return how YAML shall write `text`; None leaves it to YAML."""
    # Line ends that only Unicode knows do not come back from any other style.
    if re.search("[\x85\u2028\u2029]", text):
        return '"'
    return "|" if "\n" in text.strip("\n") else None


Dumper.add_representer(str, lambda d, data: d.represent_scalar("tag:yaml.org,2002:str", data, style=_style(data)))


def serialize(instance, relations=None):
    """Return what a file says of `instance`: fields in order, without those that are empty or hold their default.

    `relations` are keys by field, e.g. `{"sources": [["who"]]}`, that it is about to have in place of those it has.
    """
    values = {}
    for column in columns(type(instance)):
        if column.many_to_many and relations is not None:
            values[column.name] = relations.get(column.name)
        elif column.many_to_many:
            values[column.name] = [item.natural_key() for item in getattr(instance, column.name).all()]
        elif column.is_relation:
            is_set = getattr(instance, column.attname) is not None
            values[column.name] = getattr(instance, column.name).natural_key() if is_set else None
        else:
            values[column.name] = getattr(instance, column.attname)
    return canonical(type(instance), values)


def canonical(model, values):
    """Return `values` in the order of the model, relations sorted, empty ones and plain defaults left out."""
    ordered = {}
    for column in columns(model):
        value = values.get(column.name)
        if column.many_to_many:
            value = sorted((KeyList(key) for key in value or []), key=_sortable)
        elif column.is_relation:
            value = value and KeyList(value)
        is_default = isinstance(value, bool | int) and value == column.get_default()
        if value not in (None, "", []) and not is_default:
            ordered[column.name] = value
    return ordered


def digest(values):
    """Return a short name for exactly these `values`, as `canonical` gives them."""
    return hashlib.sha256(json.dumps(values, default=str, sort_keys=True).encode()).hexdigest()


def dump(model):
    """Return the content file of `model` as text: its records sorted by natural key."""
    relations = [column.name for column in model._meta.many_to_many]
    foreign = [column.name for column in model._meta.concrete_fields if column.is_relation]
    queryset = model.objects.order_by().select_related(*foreign).prefetch_related(*relations)
    records = sorted(queryset, key=lambda instance: _sortable(instance.natural_key()))
    entries = [{"model": model._meta.label_lower, "fields": serialize(record)} for record in records]
    return yaml.dump(entries, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10**6) if entries else "[]\n"


def _sortable(key):
    return [f"{part:06d}" if isinstance(part, int) else part for part in key]


# --- reading -------------------------------------------------------------------------------------


class StrictLoader(yaml.SafeLoader):
    """YAML without duplicate keys, aliases, merge keys and tags, which hide, repeat or change what an editor sees."""

    def compose_node(self, parent, index):
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "an alias (*) is not allowed", event.start_mark)
        if getattr(event, "tag", None):
            raise yaml.composer.ComposerError(None, None, "a tag (!) is not allowed", event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key_node, _value in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise yaml.constructor.ConstructorError(None, None, f"{key!r} is no field name", key_node.start_mark)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key!r} stands twice", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def read(path):
    """Read one content file; return `(entries, faults)`. A file that cannot be read at all gives one fault."""
    name = Path(path).name
    try:
        items = yaml.load(Path(path).read_bytes().decode("utf-8"), Loader=StrictLoader)  # noqa: S506 - a SafeLoader
    except OSError as error:
        return [], [Fault(name, "", "", f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError as error:
        return [], [Fault(name, f"byte {error.start}", "", "is not UTF-8")]
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else ""
        return [], [Fault(name, line, "", f"is not well-formed: {error.problem or error.context}")]
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        return [], [Fault(name, "", "", f"is not well-formed: {error}")]
    if not isinstance(items, list):
        return [], [Fault(name, "", "", "must be a list of records")]
    entries, faults = [], []
    for number, item in enumerate(items, 1):
        entry, entry_faults = _entry(name, number, item)
        faults += entry_faults
        if entry:
            entries.append(entry)
    return entries, faults


def _entry(file, number, item):
    """Check the shape of one record; return `(entry, faults)`, with no entry if it cannot be told what it is."""
    place = f"record {number}"
    if not isinstance(item, dict) or set(item) != {"model", "fields"} or not isinstance(item["fields"], dict):
        return None, [Fault(file, place, "", "must have exactly `model` and `fields`")]
    model = {model._meta.label_lower: model for model in content_models()}.get(str(item["model"]))
    if model is None:
        return None, [Fault(file, place, "model", f"{item['model']!r} is no kind of record")]
    known, faults = {column.name: column for column in columns(model)}, []
    key = tuple(_key_part(item["fields"].get(name)) for name in natural_key_fields(model))
    if any(part in (None, "") for part in key):
        missing = ", ".join(natural_key_fields(model))
        return None, [Fault(file, place, missing, "the record's key is missing or is no plain text or number")]
    entry = Entry(file, model, key)
    for name, value in item["fields"].items():
        message = _wrong(known[name], value) if name in known else _unknown(model, name)
        if message:
            faults.append(entry.fault(name, message))
        else:
            entry.values[name] = value
    entry.is_faulty = bool(faults)
    return entry, faults


def _key_part(value):
    """Return a part of a natural key as the related record's key or the plain value; None if it is neither."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if _is_plain(value) else None


def _is_plain(value):
    return isinstance(value, str | int) and not isinstance(value, bool)


def _unknown(model, name):
    if issubclass(model, Translated) and name in translated_fields(model):
        return f"write {' and '.join(f'{name}_{language}' for language in LANGUAGES)} instead"
    return "there is no such field"


def _wrong(column, value):
    """Return what is wrong with the type or the characters of `value`, or an empty string."""
    if column.many_to_many:
        keys = value if isinstance(value, list) else [None]
        return "" if all(map(_is_key, keys)) else "must be a list of keys in brackets, e.g. [[a], [b]]"
    if column.is_relation:
        return "" if value is None or _is_key(value) else "must be one key in brackets, e.g. [a]"
    if value is None:
        return ""
    if isinstance(column, models.BooleanField):
        return "" if isinstance(value, bool) else "must be true or false"
    if isinstance(column, models.PositiveSmallIntegerField):
        if not isinstance(value, int) or isinstance(value, bool):
            return "must be a whole number"
        # PostgreSQL's range; SQLite would take more.
        return "" if 0 <= value <= 32767 else "must be from 0 to 32767"
    if isinstance(column, models.DateField):
        return "" if type(value) is date else "must be a date such as 2026-11-23, without quotes"
    if not isinstance(value, str):
        return f"must be text; YAML reads it as {type(value).__name__}, so put it in quotes"
    return wrong_characters(value)


def _is_key(value):
    return isinstance(value, list) and bool(value) and all(_is_plain(part) for part in value)


def wrong_characters(text):
    """Return what no text may contain: control and direction characters, or marks that are not composed (NFC)."""
    found = INVISIBLE.search(text)
    if found:
        return f"contains the character U+{ord(found.group()):04X}"
    return "" if unicodedata.is_normalized("NFC", text) else "is not in Unicode form NFC"
