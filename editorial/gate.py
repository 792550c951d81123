"""Joining the pure safety gate to the records: which texts a Change claims to be in step, and what differs in them."""

import hashlib
from dataclasses import dataclass

from django.db import models
from django.utils.html import escape

from editorial import document, parity
from editorial.models import ConfirmedDifference, Significance
from portal import prose
from portal.languages import LANGUAGES

# Functions without arguments that return names to compare: strings, or tuples of spellings that mean the same.
_names = []


def register_names(function):
    """Let the subject say which names (medicines, brands) and phone numbers the gate shall find."""
    _names.append(function)
    return function


def names():
    """Return all registered names."""
    return [name for function in _names for name in function()]


@dataclass(frozen=True)
class Finding:
    """A difference in the text at `path`, and the confirmation that it is right as it stands, or None."""

    path: str
    difference: parity.Difference
    texts: str
    confirmation: ConfirmedDifference | None = None

    @property
    def key(self):
        """A short name for this difference in exactly these texts."""
        passages = (self.difference.vietnamese, self.difference.english)
        parts = [self.path, self.difference.rule, *(f"{passage.start}-{passage.text}" for passage in passages)]
        return hashlib.sha256("\0".join([*parts, self.texts]).encode()).hexdigest()[:16]


def differences(model, path, pair, known_names):
    """Return the differences that the gate sees in a pair of texts, compared as readers see them rendered."""
    column = column_of(model, path)
    render = prose.render if isinstance(column, models.TextField) else escape
    return parity.compare(render(pair["vi"]), render(pair["en"]), known_names)


def column_of(model, path):
    """Return the field of the text at `path`."""
    *place, name = path.split("/")
    owner = document.rows_of(model)[place[0]].related_model if place else model
    return owner._meta.get_field(name)


def findings(record, values, paths):
    """Return the Findings in the texts at `paths` of the document `values` that `record` is to have."""
    model, texts, known = type(record), document.texts(type(record), values), names()
    confirmed = {(row.path, row.rule, row.passage_vi, row.passage_en, row.texts): row for row in _confirmations(record)}
    found = []
    for path in paths:
        if path not in texts:
            continue
        digest = document.digest(texts[path])
        for difference in differences(model, path, texts[path], known):
            passages = (difference.vietnamese.text, difference.english.text)
            found.append(Finding(path, difference, digest, confirmed.get((path, difference.rule, *passages, digest))))
    return found


def _confirmations(record):
    return ConfirmedDifference.objects.of(record)


def confirm(record, finding, reason, by):
    """Keep why a difference is right as it stands; it holds until one of the two texts changes."""
    return ConfirmedDifference.objects.update_or_create(
        key=f"{record._meta.model_name}-{document.key_of(record)}-{finding.key}",
        defaults={
            "model": record._meta.label_lower,
            "record_key": document.key_of(record),
            "path": finding.path,
            "rule": finding.difference.rule,
            "passage_vi": finding.difference.vietnamese.text,
            "passage_en": finding.difference.english.text,
            "texts": finding.texts,
            "reason": reason,
            "signed": by,
        },
    )[0]


def claimed_paths(model, before, after, significance, in_step=()):
    """Return the paths of texts that a Change from document `before` to `after` claims to be in step.

    That is: where both languages change, where a change is said to be one of wording, and where its author says so
    of exactly these texts (`in_step`, see `Change`). A record that becomes public claims it of all its texts.
    """
    old, new = document.texts(model, before), document.texts(model, after)
    if before.get("state") == "draft" and after.get("state") == "published":
        return list(new)
    claimed, origins = [], document.origins(model, before, after)
    for path, live in new.items():
        was = old.get(origins[path], dict.fromkeys(LANGUAGES, ""))
        moved = [language for language in LANGUAGES if was[language] != live[language]]
        is_wording = moved and significance == Significance.WORDING
        if is_wording or len(moved) == len(LANGUAGES) or document.digest(live) in in_step:
            claimed.append(path)
    return claimed
