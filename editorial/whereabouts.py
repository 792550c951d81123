"""Where at the desk the records are that rows name by model and key, in a fixed number of queries for any number."""

from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language

from editorial import document, fixtures
from portal.languages import other_language
from portal.models import IndexEntry


@dataclass(frozen=True)
class Whereabouts:
    """A record as the desk links to it: its number, None if it is gone, and its title in the `language` of that."""

    model: type
    key: str
    pk: int | None = None
    title: str = ""
    language: str = ""

    @property
    def kind(self):
        return self.model._meta.verbose_name

    @property
    def form(self):
        return self.pk and page_of_kind(self.model, "change", self.pk)

    @property
    def log(self):
        return self.pk and log_address(self.model, self.pk)


def page_of_kind(model, page, *args):
    """Return the address of one of Django's pages for `model`, such as its "changelist"."""
    return reverse("admin:{}_{}_{}".format(*names(model), page), args=args)


def log_address(model, pk):
    """Return the address of the history of the record of `model` with the number `pk`."""
    return reverse("admin:record_history", args=[*names(model), pk])


def names(model):
    """Return the words by which addresses name `model`: `("therapies", "brand")`."""
    return model._meta.app_label, model._meta.model_name


def viewable_models(user):
    """Return the models of records that `user` may look at."""
    return [model for model in document.record_models() if may_view(user, model)]


def may_view(user, model):
    app, name = names(model)
    return user.has_perm(f"{app}.view_{name}") or user.has_perm(f"{app}.change_{name}")


def model_of(label):
    """Return the model of records called `label`; KeyError if there is none."""
    return {model._meta.label_lower: model for model in document.record_models()}[label]


def numbered(queryset, *columns):
    """Return the records of `queryset` as rows of `record_model`, `record_key`, `pk` and its own `columns`.

    Rows of several models have the same shape then and can stand in one union.
    """
    (key,) = fixtures.natural_key_fields(queryset.model)
    label = models.Value(queryset.model._meta.label_lower, models.CharField())
    rows = queryset.order_by().annotate(record_model=label, record_key=models.F(key))
    return rows.values("record_model", "record_key", "pk", *columns)


def union(querysets):
    """Return one queryset of all rows of `querysets`; None if there is none."""
    first, *others = querysets or [None]
    return first.union(*others, all=True) if others else first


def find(about):
    """Return the Whereabouts of the records that `about` names as `(model, key)`, by these; two queries at most."""
    keys = {}
    for label, key in about:
        keys.setdefault(label, set()).add(key)
    known = {model._meta.label_lower: model for model in document.record_models() if model._meta.label_lower in keys}
    numbers = _numbers({model: keys[label] for label, model in known.items()})
    titles = _titles(known, keys)
    return {
        (label, key): Whereabouts(model, key, numbers.get((label, key)), *titles.get((label, key), (key, "")))
        for label, model in known.items()
        for key in keys[label]
    }


def _numbers(keys):
    found = []
    for model, wanted in keys.items():
        (key,) = fixtures.natural_key_fields(model)
        found.append(numbered(model.objects.filter(**{f"{key}__in": wanted})))
    rows = union(found)
    return {(row["record_model"], row["record_key"]): row["pk"] for row in rows} if found else {}


def _titles(known, keys):
    """Return `(title, language)` by model and key: in the interface's language, or else in the other one."""
    if not known:
        return {}
    entries = IndexEntry.objects.filter(model__in=known, key__in=set().union(*keys.values()))
    columns = entries.values_list("model", "key", "title_vi", "title_en")
    return {(model, key): _title({"vi": vi, "en": en}) for model, key, vi, en in columns if vi or en}


def _title(texts):
    language = get_language()
    if not texts[language]:
        language = other_language(language)
    return Truncator(texts[language]).words(18), language
