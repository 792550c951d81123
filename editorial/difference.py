"""What a change makes of a value, as HTML in which removed words stand in <del> and new ones in <ins>. Pure functions.

Values are those of documents (`editorial.document`): texts, plain values, keys of other records, lists of rows.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext

from editorial import document, drift

# A word, a figure such as `0,5` or `2026-11-23`, a sign, or line breaks, each with the blanks before it.
PIECE = re.compile(r"([^\S\n]*)(\w+(?:[-'’.,:/]\w+)*|\n+|\S)")
# Comparing takes time by the product of both lengths, so more than about 2000 words that change are shown as replaced.
MOST_COMPARED = 4_000_000
# And by how often the same word stands in both; above this the most frequent words are not lined up.
MOST_ALIKE = 100_000


def words(before, after):
    """Return `after` with what it has more and less than `before` marked, word by word.

    A figure is one word, so `0,5` becoming `0,6` is marked whole. Where only blanks differ, these are marked.
    """
    before, after = before or "", after or ""
    if before == after:
        return conditional_escape(after)
    pieces = [PIECE.findall(text) for text in (before, after)]
    if [word for _blank, word in pieces[0]] == [word for _blank, word in pieces[1]]:
        pieces = [[("", blank_or_word) for blank_or_word in re.findall(r"\s+|\S+", text)] for text in (before, after)]
    return _join(_marked(*run) for run in _runs(*pieces))


def value(model, column, before, after, names=None):
    """Return what `column` of a document of `model` changes from `before` to `after`; unmarked if they are the same.

    `names` gives titles of other records as `editorial.names.named` does; those it lacks are shown by their key.
    """
    names = names or {}
    if column in document.rows_of(model):
        return rows(document.rows_of(model)[column].related_model, before or [], after or [], names)
    try:
        field = model._meta.get_field(column)
    except FieldDoesNotExist:  # the log outlives the columns
        return words(_text(before), _text(after))
    if field.many_to_many:
        named = [[name_of(field, key, names) for key in keys or []] for keys in (before, after)]
        return items(*named)
    if field.is_relation:
        return whole(*(name_of(field, key, names) if key else "" for key in (before, after)))
    if field.choices or not isinstance(field, models.CharField | models.TextField):
        return whole(plain(field, before), plain(field, after))
    return words(_text(before), _text(after))


def whole(before, after):
    """Return a short value that is replaced as a whole, e.g. a date."""
    if before == after:
        return conditional_escape(after)
    removed = format_html("<del>{}</del>", before) if before else ""
    return _join([removed, " " if removed and after else "", format_html("<ins>{}</ins>", after) if after else ""])


def items(before, after):
    """Return a list of names: those that stay and those that are new in their order, then those that go."""
    shown = [name if name in before else format_html("<ins>{}</ins>", name) for name in after]
    shown += [format_html("<del>{}</del>", name) for name in before if name not in after]
    return format_html('<ul class="items">{}</ul>', format_html_join("", "<li>{}</li>", ([name] for name in shown)))


def rows(model, before, after, names=None):
    """Return the rows of a record, such as its phones: the new and the changed ones column by column, then those gone.

    Rows have no identity but what they say: `drift.match_rows` tells which continues which.
    """
    unnumbered = [[{name: row[name] for name in row if name != "position"} for row in rows] for rows in (before, after)]
    origins = drift.match_rows(*unnumbered)
    shown = []
    for row, origin in zip(after, origins, strict=True):
        kind = "new" if origin is None else "same" if before[origin] == row else "changed"
        shown.append((kind, _row(model, {} if origin is None else before[origin], row, names)))
    shown += [("gone", _row(model, row, {}, names)) for place, row in enumerate(before) if place not in origins]
    shown = shown if before == after else _folded(shown)
    return format_html('<ol class="rows">{}</ol>', format_html_join("", '<li class="row-{}">{}</li>', shown))


def _folded(shown):
    """Return rows with the neighbours that stay the same folded into one that can be opened."""
    found = []
    for kind, group in groupby(shown, key=lambda row: row[0]):
        rows = [row for _kind, row in group]
        if kind == "same" and len(rows) > 1:
            summary = gettext("Unchanged: %(count)d") % {"count": len(rows)}
            inside = format_html_join("", "<li>{}</li>", ([row] for row in rows))
            rows = [format_html("<details><summary>{}</summary><ul>{}</ul></details>", summary, inside)]
        found += [(kind, row) for row in rows]
    return found


def _row(model, before, after, names):
    cells = []
    for column in document.changed_columns(before, after) + [name for name in after if before.get(name) == after[name]]:
        name, language = document.split(column)
        mark = format_html(' lang="{}"', language) if language else ""
        cells.append(
            (
                _order(model, column),
                _label(model, name, language),
                mark,
                value(model, column, before.get(column), after.get(column), names),
            )
        )
    cells = [cell[1:] for cell in sorted(cells, key=lambda cell: cell[0])]
    return format_html("<dl>{}</dl>", format_html_join("", "<div><dt>{}</dt><dd{}>{}</dd></div>", cells))


def _order(model, column):
    names = [field.name for field in model._meta.get_fields()]
    return names.index(column) if column in names else len(names)


def _label(model, name, language):
    try:
        label = capfirst(model._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        label = name
    return format_html("{} <small>{}</small>", label, language) if language else label


def name_of(field, key, names):
    """Return the title of the record that `key` names in the relation `field`; its key where the title is unknown."""
    key = tuple(key) if isinstance(key, list) else (key,)
    return (names or {}).get((field.related_model._meta.label_lower, key)) or "/".join(map(str, key))


def plain(field, value):
    """Return a plain `value` of `field` in words: choices by label, yes or no, dates; None stands for the default."""
    if value is None and isinstance(field, models.BooleanField | models.IntegerField):
        value = field.get_default()
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField) and re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    return str(value)


def _text(value):
    return "" if value is None else str(value)


# --- runs of words -------------------------------------------------------------------------------


@dataclass
class _Run:
    """Neighbouring pieces of both texts that are the same (`is_same`) or replace one another."""

    is_same: bool
    before: list
    after: list


def _runs(before, after):
    """Return the `(is_same, before, after)` runs of two lists of pieces `(blank, word)`."""
    old, new = ([word for _blank, word in pieces] for pieces in (before, after))
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = old[start : len(old) - end], new[start : len(new) - end]
    found = [_Run(True, before[:start], after[:start])]
    if len(middle[0]) * len(middle[1]) > MOST_COMPARED:
        found.append(_Run(False, before[start : len(old) - end], after[start : len(new) - end]))
    else:
        counts = [Counter(words) for words in middle]
        is_repetitive = sum(count * counts[1][word] for word, count in counts[0].items()) > MOST_ALIKE
        for tag, i, j, k, n in SequenceMatcher(None, *middle, autojunk=is_repetitive).get_opcodes():
            found.append(_Run(tag == "equal", before[start + i : start + j], after[start + k : start + n]))
    found.append(_Run(True, before[len(old) - end :], after[len(new) - end :]))
    _slide(found)
    return [(run.is_same, run.before, run.after) for run in _without_crumbs(found) if run.before or run.after]


def _slide(runs):
    """Let a new or removed sentence end with its own full stop and not begin with that of the one before it."""
    for place, run in enumerate(runs[1:-1], 1):
        moved, rest = (run.after, run.before) if run.after else (run.before, run.after)
        earlier, later = runs[place - 1], runs[place + 1]
        if run.is_same or rest or not later.is_same or not later.after or moved[0][1] != later.after[0][1]:
            continue
        if not moved[0][1][0].isalnum() and earlier.is_same:
            first_before, first_after = later.before.pop(0), later.after.pop(0)
            earlier.before.append(first_before if moved is run.after else moved[0])
            earlier.after.append(moved[0] if moved is run.after else first_after)
            moved.append(first_after if moved is run.after else first_before)
            moved.pop(0)


def _common(one, other):
    """Return how many pieces two lists begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _without_crumbs(runs):
    """Join changes between which nothing but a sign stays, such as a comma: they read better as one."""
    joined = []
    for place, run in enumerate(runs):
        is_crumb = run.is_same and not any(word[0].isalnum() or "\n" in word for _blank, word in run.after)
        is_between = 0 < place < len(runs) - 1 and not runs[place + 1].is_same
        if joined and not joined[-1].is_same and (not run.is_same or (is_crumb and is_between)):
            joined[-1] = _Run(False, joined[-1].before + run.before, joined[-1].after + run.after)
        else:
            joined.append(_Run(run.is_same, run.before, run.after))
    return joined


def _marked(is_same, before, after):
    if is_same:
        return _join(conditional_escape(blank + word) for blank, word in after)
    gap = " " if before and after and not after[0][0] else ""
    return _join([_tagged("del", before), gap, _tagged("ins", after)])


def _tagged(tag, pieces):
    """Return `pieces` within a tag, the blank before them outside it, line breaks made visible."""
    if not pieces:
        return ""
    text = "".join(blank + word.replace("\n", "¶\n") for blank, word in pieces)
    blank = pieces[0][0]
    return format_html("{}<{}>{}</{}>", blank, mark_safe(tag), text[len(blank) :], mark_safe(tag))  # noqa: S308


def _join(parts):
    return mark_safe("".join(map(conditional_escape, parts)))  # noqa: S308 - each part is escaped here
