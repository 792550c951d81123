"""What the safety gate and the measure of readability say of texts while they are typed. Nothing is kept."""

import re
import unicodedata
from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from editorial import document, gate, parity, terms
from editorial.admin.wording import label_of_path, language_name
from editorial.forms import row_numbers
from editorial.readability import LONGEST, Readability, measure
from portal import prose
from portal.languages import LANGUAGES

# Characters of one text and of all texts of a request: twice the longest, four times the longest record. What is made
# to be hard to compare takes time by the square of its length.
MOST_OF_ONE = 6_000
MOST = 24_000
# A forged number must not make a list of millions.
MOST_ROWS = 500
ROW = re.compile(r"([a-z_]+)-(\d{1,4})-([a-z_0-9]+)\Z")


class Senseless(Exception):
    """A request that no form of ours sends; the message says what is wrong with it."""


@dataclass(frozen=True)
class Measured:
    """How hard a text is to read in one language; `name` is that of its box in the form."""

    language: str
    name: str
    readability: Readability

    @property
    def language_name(self):
        return language_name(self.language)

    @property
    def grade(self):
        """The school year whose readers follow an English text, at least the first."""
        grade = self.readability.grade
        return None if grade is None else max(round(grade), 1)

    @property
    def mean_length(self):
        return round(self.readability.mean_length)

    @property
    def too_long(self):
        return self.readability.too_long

    @property
    def unexplained(self):
        return self.readability.unexplained

    @property
    def limit(self):
        return LONGEST[self.language]


@dataclass(frozen=True)
class Checked:
    """What is to say of one text in both languages; `name` is that of its boxes in the form without the language."""

    name: str
    label: str
    findings: list
    measured: list

    @property
    def summary(self):
        """What somebody hears who does not see the findings."""
        open_findings = sum(finding.confirmation is None for finding in self.findings)
        long_sentences = sum(len(measured.too_long) for measured in self.measured)
        differences = ngettext("%(count)d difference", "%(count)d differences", open_findings)
        sentences = ngettext("%(count)d long sentence", "%(count)d long sentences", long_sentences)
        return f"{self.label}: {differences % {'count': open_findings}}, {sentences % {'count': long_sentences}}"


@require_POST
def check_texts(request):
    """Answer with what is to say of the texts of a record's form, as a fragment of HTML; 400 if they make no sense.

    Takes `model` (its label), `record` (the primary key, empty for a new one) and texts under their names in the form.
    """
    try:
        model = _model(request)
        record = _record(model, request.POST.get("record", ""))
        values = _document(model, request.POST)
    except Senseless as error:
        return HttpResponse(str(error), status=400, content_type="text/plain")
    return render(request, "admin/editorial/checked.html", {"checked": check(record, values)})


def _model(request):
    label = request.POST.get("model", "")
    model = next((model for model in document.record_models() if model._meta.label_lower == label), None)
    if model is None:
        raise Senseless(_("This kind of record is not known."))
    if not admin.site.get_model_admin(model).has_change_permission(request):
        raise PermissionDenied
    return model


def _record(model, pk):
    """Return the record under `pk`, or a new one, for which nothing is confirmed."""
    if not pk:
        return model()
    record = model._default_manager.filter(pk__in=row_numbers([pk])).first()
    if record is None:
        raise Senseless(_("This record is not there any more."))
    return record


def _document(model, sent):
    """Return the texts among what was `sent` as a document of `model`; rows stand at their place in the form."""
    values, lengths = {}, []
    columns = {accessor: _columns(relation.related_model) for accessor, relation in document.rows_of(model).items()}
    columns[None] = _columns(model)
    for name, text in sent.items():
        row = ROW.match(name)
        accessor, place, column = row.groups() if row else (None, 0, name)
        if column in columns.get(accessor, ()):
            owner = values if accessor is None else _row(values.setdefault(accessor, []), int(place))
            owner[column] = as_saved(text)
            lengths.append(len(text))
    if sum(lengths) > MOST or max(lengths, default=0) > MOST_OF_ONE:
        raise Senseless(_("These texts are too long to be checked while you type; handing in checks them."))
    return values


def _columns(model):
    return {f"{name}_{language}" for name in document.paired_fields(model) for language in LANGUAGES}


def _row(rows, place):
    if place >= MOST_ROWS:
        raise Senseless(_("There are too many rows."))
    rows.extend({} for _missing in range(place + 1 - len(rows)))
    return rows[place]


def as_saved(text):
    """Return `text` as a form would save it, so that it is found to be the text for which something was confirmed."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()


def check(record, values):
    """Return a Checked for each pair of texts of the document `values` of `record`, in the order of the form.

    A pair of which both texts are empty is left out.
    """
    model = type(record)
    texts = document.texts(model, values)
    findings = gate.findings(record, values, texts)
    explained = {language: terms.explained(language) for language in LANGUAGES}
    return [
        Checked(
            path.replace("/", "-"),
            label_of_path(model, path),
            _gravest_first([finding for finding in findings if finding.path == path]),
            _measured(model, path, pair, explained),
        )
        for path, pair in texts.items()
    ]


def _gravest_first(findings):
    """Return what could harm a reader before what could mislead one, and what somebody has confirmed last."""
    return sorted(
        findings,
        key=lambda finding: (finding.confirmation is not None, finding.difference.severity != parity.Severity.SAFETY),
    )


def _measured(model, path, pair, explained):
    """Return how hard the texts of a pair are to read; names and other single lines are not measured."""
    if not isinstance(gate.column_of(model, path), models.TextField):
        return []
    name = path.replace("/", "-")
    return [
        Measured(language, f"{name}_{language}", measure(prose.render(text), language, explained[language]))
        for language, text in pair.items()
        if text.strip()
    ]
