"""The limits that a reader sets on the list of services: read from an address, and how to be rid of each."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.languages import INVISIBLE
from therapies.models.directory import WEIGHTS

LABELS = {"where": _("Where"), "illness": _("Illness"), "need": _("Need"), "language": _("Language spoken")}
# What a limit was called before, in addresses that others have kept.
FORMER_NAMES = {"where": "country"}
LONGEST_SHOWN = 40


@dataclass(frozen=True)
class Limit:
    """A limit as the page says it: its label, the record chosen, the query without it, and whether services meet it."""

    label: Promise
    record: object
    without: str
    is_met: bool


def known(countries, illnesses, needs, languages):
    """Return `{name: {what names a record in an address, in small letters: record}}` for each limit.

    The countries bring their subdivisions along; an illness is named by its key or by its slug in either language.
    """
    places = [place for country in countries for place in (country, *country.subdivisions.all())]
    slugs = {slug: illness for illness in illnesses for slug in (illness.slug_vi, illness.slug_en)}
    lists = {"where": places, "illness": illnesses, "need": needs, "language": languages}
    found = {name: {code_of(record).lower(): record for record in records} for name, records in lists.items()}
    return found | {"illness": slugs | found["illness"]}


def read(query, known):
    """Return what `query` (a QueryDict) asks for as `({name: record}, {label: text that names nothing})`.

    `known` is what the function of that name returns.
    """
    given = {name: (query.get(name) or query.get(FORMER_NAMES.get(name), "")).strip() for name in LABELS}
    asked = {name: known[name].get(text.lower()) for name, text in given.items()}
    unknown = {LABELS[name]: shown(text) for name, text in given.items() if text and not asked[name]}
    return {name: record for name, record in asked.items() if record}, unknown


def shown(text):
    """Return what somebody typed into an address as it may stand on a page: its beginning, nothing invisible."""
    text = INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def said(asked, fit):
    """Return the Limits of `asked` ({name: record}) for services that `fit` so far (ServiceQuerySet.nearest)."""
    codes = {name: code_of(record) for name, record in asked.items()}

    def without(name):
        rest = {other: code for other, code in codes.items() if other != name}
        return f"?{urlencode(rest)}" if rest else ""

    return [
        Limit(LABELS[name], record, without(name), is_met=bool(fit & WEIGHTS[name])) for name, record in asked.items()
    ]


def code_of(record):
    """Return what names `record` in an address: the code of a term, the key of an illness."""
    return getattr(record, "code", "") or record.key
