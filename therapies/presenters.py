"""From records to what a template loops over. Pure functions: no request, no query."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.apps import apps
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language

from portal.languages import LANGUAGES, other_language, sort_key, without_tones
from portal.search.passages import Marker
from portal.search.words import folded_word, split
from therapies.models import Precaution, SideEffect
from therapies.models.base import EvidenceStatus


@dataclass(frozen=True)
class Review:
    """The medical review of a page: of the record whose review is the oldest.

    `changed_on` is when the first text of the page changed after its own review; None while all are what was reviewed.
    """

    reviewed_on: date
    reviewed_by: str
    review_due_on: date | None
    changed_on: datetime | None


def grouped(records, attribute, choices):
    """Return `[(value, label, records)]` in the order of `choices`, without empty groups."""
    found = {value: [record for record in records if getattr(record, attribute) == value] for value in choices.values}
    return [(value, choices(value).label, found[value]) for value in choices.values if found[value]]


def by_name(records):
    """Return the records sorted by title as a dictionary does."""
    return sorted(records, key=lambda record: sort_key(record.title or ""))


def by_letter(records):
    """Return `[(letter, records)]` for an A to Z list; what begins with no letter comes first under `#`."""

    def letter(record):
        first = without_tones(record.title or "#")[0].upper()
        return first if first.isalpha() else "#"

    return [(initial, list(group)) for initial, group in groupby(by_name(records), key=letter)]


def distinct(records):
    """Return the records without repetition, in the order of their first appearance."""
    return list({record.pk: record for record in records}.values())


def sources_of(*records):
    """Return the published sources of several records, each once, by publisher; `sources` must have been prefetched."""
    found = distinct(source for record in records for source in record.sources.all() if source.is_published)
    return sorted(found, key=lambda source: (source.is_article, sort_key(source.publisher), sort_key(source.title)))


def review_of(records):
    """Return the Review that speaks for a page of several records; None if any was not reviewed."""
    if not records or any(record.reviewed_on is None for record in records):
        return None
    oldest = min(records, key=lambda record: record.reviewed_on)
    changes = [record.changed_since_review for record in records if record.changed_since_review]
    return Review(oldest.reviewed_on, oldest.reviewed_by, oldest.review_due_on, min(changes, default=None))


def by_time(uses):
    """Return the uses of today, and those of the past or in research."""
    return [use for use in uses if use.is_of_today], [use for use in uses if not use.is_of_today]


def at_a_glance(conditions, interferons):
    """Return the families of `interferons`, and a row `(condition, cells)` for each condition.

    The family of a medicine that has none is None. There is a cell for each family: `[(use, interferons)]`, the
    interferons of that family that the use names. The conditions must know their `published_uses`.
    """
    families = list(dict.fromkeys(interferon.family for interferon in interferons))
    rows = []
    for condition in conditions:
        cells = {family: [] for family in families}
        for use in condition.published_uses:
            for family in families:
                named = [item for item in interferons if item.family == family and item in use.interferons.all()]
                cells[family] += [(use, named)] if named else []
        rows.append((condition, list(cells.values())))
    return families, rows


def by_topic(precautions):
    """Return the precautions by the heading of a medicine's page; those on who can take it by level, as `levels`."""
    found = {topic: [item for item in precautions if item.topic == topic] for topic in Precaution.Topic.values}
    return found | {"levels": grouped([item for item in precautions if not item.topic], "level", Precaution.Level)}


def by_action(effects):
    """Return the side effects by what to do, e.g. `{"emergency": [...], "call_doctor": [], "self_care": [...]}`."""
    return {action: [effect for effect in effects if effect.action == action] for action in SideEffect.Action.values}


def told(precautions, effects, contacts):
    """Return the records of the general advice whose texts a page shows, rather than a link to them."""
    topics = (*precautions["handling"], *precautions["pregnancy"], *precautions["medicines"])
    return [*topics, *effects["self_care"], *contacts]


def headline_status(uses):
    """Return the evidence status that sums up several uses of one condition: the most favourable; None without uses."""
    order = list(EvidenceStatus)
    return min((EvidenceStatus(use.status) for use in uses), key=order.index, default=None)


@dataclass(frozen=True)
class TimelineDrawing:
    """A line of time: a dot for each event, to scale; those that would touch stand on each other."""

    first: int
    last: int
    dots: list  # (x, y)
    years: list  # (x, year) of each mark
    height: int

    width, label_height, step = 360, 26, 11

    @property
    def axis(self):
        return self.height - self.label_height

    @property
    def label(self):
        return self.height - 6


def timeline_drawing(events):
    """Return the TimelineDrawing of events in order of time; None without events."""
    if not events:
        return None
    years = [event.year for event in events]
    first, last = min(years), max(years)
    start, end = first // 10 * 10, last // 10 * 10 + 10

    def place(year):
        return 20 + round((year - start) * 320 / (end - start))

    columns = []
    for event in events:
        x = place(event.year)
        if columns and x - columns[-1][0] < TimelineDrawing.step:
            columns[-1][1] += 1
        else:
            columns.append([x, 1])
    height = TimelineDrawing.label_height + TimelineDrawing.step * (max(count for _, count in columns) + 1)
    axis = height - TimelineDrawing.label_height
    dots = [(x, axis - TimelineDrawing.step * (number + 1)) for x, count in columns for number in range(count)]
    marks = [(place(year), year) for year in range(start, end + 1, 20)]
    return TimelineDrawing(first, last, dots, marks, height)


def partial_date(value):
    """Return a partial ISO date in words of the active language: `2021`, `June 2021` or `30 June 2021`."""
    year, month, day = [*(value or "").split("-"), "", "", ""][:3]
    if not month:
        return year
    first = date(int(year), int(month), int(day or 1))
    return date_format(first, "DATE_FORMAT" if day else "YEAR_MONTH_FORMAT")


@dataclass(frozen=True)
class Result:
    """One result of a search, in the active language: what it is, where it leads and what it says.

    `texts` (both languages) stand at `place`, by which it is known whether one is outdated. `other_title` and
    `other_text` are what the other language says of the words that were searched, and this one does not.
    """

    title: str
    path: str
    kind: str
    place: tuple
    texts: dict
    marker: Marker
    other_language: str
    other_title: str = ""
    other_text: str = ""


def results(entries, words):
    """Return the Results of index entries that were found by the folded `words`."""
    language, marker = get_language(), Marker(tuple(words))
    return [result(entry, marker, language) for entry in entries if getattr(entry, f"path_{language}")]


def result(entry, marker, language):
    """Return one Result: the text that tells most of the words, the one that describes the record before others."""
    model, other = apps.get_model(entry.model), other_language(language)
    found = {path: {code: len(marker.found_in(both[code])) for code in both} for path, both in entry.texts.items()}
    told = {code: max((each[code] for each in found.values()), default=0) for code in LANGUAGES}
    titles = {code: getattr(entry, f"title_{code}") for code in LANGUAGES}
    titled = {code: len(marker.found_in(titles[code])) for code in LANGUAGES}
    is_elsewhere = bool(told[other]) and not told[language] and not any(titled.values())
    shown = other if is_elsewhere else language
    field = max(found, key=lambda path: found[path][shown], default=model.summary_field)
    texts = entry.texts.get(field, dict.fromkeys(LANGUAGES, ""))
    return Result(
        title=titles[language],
        path=getattr(entry, f"path_{language}"),
        kind=capfirst(str(model._meta.verbose_name)),
        place=(entry.model, entry.key, field),
        texts=texts,
        marker=marker,
        other_language=other,
        other_title=titles[other] if titled[other] > titled[language] else "",
        other_text=texts[other] if is_elsewhere else "",
    )


def spelt(words, entries):
    """Return folded `words` as they are written in the titles of what they found, best first."""
    titles = [getattr(entry, f"title_{language}") for entry in entries for language in LANGUAGES]
    written = {}
    for word in (word for title in titles for word in split(title)):
        written.setdefault(folded_word(word), word.lower())
    return " ".join(written.get(word, word) for word in words)
