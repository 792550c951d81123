"""What the lists of the desk have in common: lines about records, pages of them, and how they are shown."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format

from editorial import whereabouts
from editorial.admin.wording import label_of_path

PER_PAGE = 50


@dataclass
class Line:
    """One entry of a list: what it is about as `(model, key)`, where it leads, what is said of it, what stands out."""

    about: tuple
    notes: list = field(default_factory=list)
    since: object = None
    # Where it leads, unless to the record's form, and there to `anchor`.
    address: str = ""
    anchor: str = ""
    is_safety: bool = False
    is_own: bool = False
    record: whereabouts.Whereabouts | None = None

    @property
    def href(self):
        return self.address or (self.record and self.record.form and self.record.form + self.anchor) or ""

    @property
    def day(self):
        """The day since when, in words; partial dates stay as they are."""
        since = timezone.localtime(self.since) if isinstance(self.since, datetime) else self.since
        return date_format(since, "SHORT_DATE_FORMAT") if hasattr(since, "year") else since or ""


def locate(lines):
    """Give each of `lines` the whereabouts of its record, with a fixed number of queries for all."""
    found = whereabouts.find({line.about for line in lines})
    for line in lines:
        line.record = found.get(line.about)


def anchor_of(path, language):
    """Return where a record's form has the text at `path`: `#id_summary_vi`, `#id_steps-0-text_vi`."""
    return f"#id_{path.replace('/', '-')}_{language}"


def text_label(model, path):
    """Return what the desk calls the text at `path` of `model`; the path itself if it is no longer there."""
    try:
        return label_of_path(whereabouts.model_of(model), path)
    except (FieldDoesNotExist, KeyError):
        return path


def page_of(request, rows, size=PER_PAGE):
    """Return the page of `rows` that the address asks for; the nearest one if that makes no sense."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def show(request, template, context, status=200):
    return render(request, template, admin.site.each_context(request) | context, status=status)
