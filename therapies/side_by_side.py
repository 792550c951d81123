"""What the page of a record in both languages holds: the short form of its page, for a talk with one's doctor.

A Part is a section with its heading; the texts of a Line in it stand in both languages beside each other. Each function
here fetches what its page needs in a fixed number of queries.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from therapies import models
from therapies.models.base import EvidenceStatus

# The end of the address, after that of the record's page.
ADDRESS = {"vi": "song-ngu/", "en": "side-by-side/"}


@dataclass(frozen=True)
class Line:
    """Texts that stand together, as `[(record, field)]`, after a `label` of the interface, which each language calls.

    They are paragraphs, or with `in_a_row` names one after the other.
    """

    texts: list
    label: Callable[[], str] = str
    in_a_row: bool = False


@dataclass(frozen=True)
class Part:
    """A section: its anchor, its heading and its lines; `is_list` if they are items of a list."""

    anchor: str
    heading: Promise
    lines: list
    is_list: bool = False


def address(record):
    """Return the address of the page of `record` in both languages, the active one first; None if it has none."""
    has_page = type(record) in PARTS and getattr(record, "stands_alone", True)
    return record.get_absolute_url() + ADDRESS[get_language()] if has_page else None


def parts_of(record):
    """Return the Parts of `record`, without those that hold nothing."""
    return [part for part in PARTS[type(record)](record) if part.lines]


def questions():
    """Return the published Page of questions to ask one's doctor, whose `pairs` are shown; None if there is none."""
    return models.Page.objects.introductions("questions").get("questions")


def _texts(record, *fields):
    return [Line([(record, field)]) for field in fields if getattr(record, field)]


def _names(records):
    return [Line([(record, record.title_field)]) for record in records]


def _in_a_row(records):
    return [Line([(record, record.title_field) for record in records], in_a_row=True)] if records else []


def _condition(record):
    uses = models.Use.objects.published().of_condition(record).for_page()
    today = [Line([(use, "summary"), (use, "replaced_by")], use.get_status_display) for use in uses]
    return [
        Part("about", _("About this illness"), _texts(record, "summary")),
        Part("today", _("Is interferon used for it today?"), today),
    ]


def _interferon(record):
    uses = models.Use.objects.published().of_interferon(record).for_page()
    used = [
        Line([(use.condition, "name") for use in together], EvidenceStatus(status).label.__str__, in_a_row=True)
        for status, together in groupby(uses, key=lambda use: use.status)
    ]
    first = models.Precaution.objects.published().filter(level=models.Precaution.Level.TELL_FIRST)
    emergencies = models.SideEffect.objects.emergencies()
    routes = models.AdministrationRoute.objects.giving(record)
    return [
        Part("about", _("What it is"), _texts(record, "summary", "role_today", "status_note")),
        Part("uses", _("What it is used for"), used, is_list=True),
        Part("given", _("How it is given"), _in_a_row(routes)),
        Part("emergency", _("Go to emergency now with any of these"), _names(emergencies), is_list=True),
        Part("tell-first", _("Before the first dose, tell your doctor about"), _names(first), is_list=True),
    ]


def _brand(record):
    return [
        Part("about", _("What it is"), _texts(record, "summary")),
        Part("substance", _("Active substance"), _names(record.interferons.all()), is_list=True),
        Part("market", _("Can it be bought?"), [Line([(record, "market_note")], record.get_market_status_display)]),
    ]


def _route(record):
    section = models.RouteInstruction.Section

    def rules(name):
        return [Line([(rule, "text")]) for rule in record.instructions_of(name)]

    return [
        Part("about", _("What it is"), _texts(record, "summary")),
        Part("who", _("Who gives it"), _texts(record, "who_gives_it")),
        Part("steps", _("Step by step"), rules(section.STEPS), is_list=True),
        Part("schedule", _("How often"), _texts(record, "typical_schedule")),
        Part("storage", _("Storage"), rules(section.STORAGE), is_list=True),
        Part("missed", _("If you miss a dose"), rules(section.MISSED_DOSE), is_list=True),
    ]


def _service(record):
    return [Part("about", _("What it offers"), _texts(record, "summary", "note", "region", "languages_note"))]


def _page(record):
    return [Part("text", _("Text"), _texts(record, "summary", "body"))]


PARTS = {
    models.Condition: _condition,
    models.Interferon: _interferon,
    models.Brand: _brand,
    models.AdministrationRoute: _route,
    models.Service: _service,
    models.Page: _page,
}
