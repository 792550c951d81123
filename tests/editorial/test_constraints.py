"""No path into the database publishes a text in one language only; every kind of record is tried, on every path."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from modeltranslation.fields import TranslationField

from editorial.models import Record, Translated, translated_fields
from portal.languages import LANGUAGES

pytestmark = pytest.mark.long

RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]
CODES = [model for model in apps.get_models() if issubclass(model, Translated) and not issubclass(model, Record)]
# What is no text. SQL and `save` try all of it, other paths one of each kind: empty, NULL, blanks that show nothing.
NOTHING = ["", None, "   ", "\n", "\r\n\t", "\u00a0", " \u00a0\n"]


def named(model, ending):
    """Return the constraint of `model` whose name is its own and then `ending`, or None."""
    name = f"{model._meta.model_name}_{ending}"
    return next((constraint for constraint in model._meta.constraints if constraint.name == name), None)


def columns_in(expression):
    """Return the names of all columns in a condition."""
    if isinstance(expression, models.F):
        return {expression.name}
    if isinstance(expression, tuple):
        return {expression[0].partition("__")[0]}
    parts = expression.children if isinstance(expression, models.Q) else expression.get_source_expressions()
    return set().union(*(columns_in(part) for part in parts if part is not None))


def in_each_language(names):
    return {f"{name}_{language}" for name in names for language in LANGUAGES}


def required(model):
    """Return the translated fields of `model` without which it cannot be published."""
    return [name for name in translated_fields(model) if name == "slug" or not model._meta.get_field(name).blank]


def optional(model):
    """Return the translated fields of `model` that may be empty, but not in one language only."""
    specific = getattr(model, "language_specific", ())
    return [name for name in translated_fields(model) if name not in required(model) and name not in specific]


# --- laws ----------------------------------------------------------------------------------------


def test_the_kinds_of_record():
    print(f"{len(RECORDS)} kinds of record: {', '.join(model.__name__ for model in RECORDS)}")
    assert len(RECORDS) == 21
    assert len(CODES) == 7


@pytest.mark.parametrize("model", RECORDS)
def test_constraint_names_every_required_text(model):
    constraint = named(model, "published_in_both_languages")

    assert columns_in(constraint.condition) == {"state"} | in_each_language(required(model))


@pytest.mark.parametrize("model", RECORDS)
def test_constraint_names_every_optional_text(model):
    constraint = named(model, "optional_texts_in_both_languages")

    found = columns_in(constraint.condition) if constraint else {"state"}
    assert found == {"state"} | in_each_language(optional(model))


@pytest.mark.parametrize("model", RECORDS)
def test_review_and_slugs_are_guarded_for_every_kind(model):
    assert columns_in(named(model, "review_has_both_name_and_date").condition) == {"reviewed_on", "reviewed_by"}
    slugs = in_each_language(["slug"]) if "slug" in translated_fields(model) else set()
    constraints = [named(model, f"{slug}_is_unique") for slug in sorted(slugs)]
    assert {field for constraint in constraints for field in constraint.fields} == slugs


@pytest.mark.parametrize("model", CODES)
def test_what_has_no_state_has_its_required_texts_always(model):
    constraint = named(model, "in_both_languages")

    found = columns_in(constraint.condition) if constraint else set()
    assert found == in_each_language(required(model))


# --- what the database refuses -------------------------------------------------------------------


def values_for(model, number, state):
    """Return values for a whole record of `model`, whatever it is."""
    values = {}
    bare = translated_fields(model) if issubclass(model, Translated) else []
    for column in model._meta.concrete_fields:
        if isinstance(column, TranslationField):
            name = column.name
            values[name] = f"x-{name[-2:]}-{number}" if name.startswith("slug_") else f"Chữ {number} {name}"
        elif column.name in bare or column.primary_key or column.null or column.name == "updated_at":
            continue
        elif column.is_relation:
            values[column.name] = whole(column.related_model, number + 500)
        elif column.choices:
            values[column.name] = column.choices[0][0]
        elif column.name in {"key", "slug", "code"}:
            values[column.name] = f"{model._meta.model_name}-{number}"
        elif column.name == "permission_given":
            values[column.name] = True
        elif not column.blank and not column.has_default():
            values[column.name] = 1 if isinstance(column, models.IntegerField) else "a"
    return values | ({"state": state} if "state" in {column.name for column in model._meta.concrete_fields} else {})


def whole(model, number=1, state="published"):
    return model.objects.create(**values_for(model, number, state))


def create(model, column, text, state):
    return model.objects.create(**{**values_for(model, 2, state), column: text})


def save(model, column, text, state):
    instance = whole(model, 2, state)
    setattr(instance, column, text)
    instance.save()
    return instance


def update(model, column, text, state):
    instance = whole(model, 2, state)
    model.objects.filter(pk=instance.pk).update(**{column: text})
    return instance


def publish_by_update(model, column, text, state):
    instance = update(model, column, text, "draft")
    model.objects.filter(pk=instance.pk).update(state=state)
    return instance


def bulk_create(model, column, text, state):
    return model.objects.bulk_create([model(**{**values_for(model, 2, state), column: text})])[0]


def bulk_update(model, column, text, state):
    instance = whole(model, 2, state)
    setattr(instance, column, text)
    model.objects.bulk_update([instance], [column])
    return instance


def sql(model, column, text, state):
    instance = whole(model, 2, state)
    quoted = connection.ops.quote_name(column)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {quoted} = %s WHERE id = %s", [text, instance.pk])  # noqa: S608
    return instance


# What a path does before the database is the same for each, so the second one is tried by two of them.
BEFORE = [create, update, publish_by_update, bulk_create, bulk_update]
TRIED = [save, sql, *(pytest.param(path, marks=pytest.mark.once) for path in BEFORE)]


def nothings(path):
    return NOTHING if path in {save, sql} else ["", None, NOTHING[-1]]


def outcome(path, model, column, text, state):
    """Try to write, and take it back; return "refused", or what then stands in the column."""
    try:
        with transaction.atomic():
            instance = path(model, column, text, state)
            found = model.objects.filter(pk=instance.pk).values_list(column, flat=True).get()
            transaction.set_rollback(True)
    except IntegrityError as error:
        assert "published_in_both_languages" in str(error) or "optional_texts" in str(error)
        return "refused"
    return found


@pytest.mark.django_db
@pytest.mark.usefixtures("no_content")
@pytest.mark.parametrize("path", TRIED)
@pytest.mark.parametrize("model", RECORDS)
def test_nothing_is_published_in_one_language_only(model, path):
    tried = 0
    for column in sorted(in_each_language(required(model))):
        for text in nothings(path):
            found = outcome(path, model, column, text, "published")
            tried += 1
            # An empty slug is made from the name, so that there is one.
            if path in {create, save} and column.startswith("slug_") and not text:
                assert found.startswith("chu-2-name"), (column, text)
            else:
                assert found == "refused", (column, text)
    assert tried == 2 * len(required(model)) * len(nothings(path))


@pytest.mark.django_db
@pytest.mark.usefixtures("no_content")
@pytest.mark.parametrize("path", TRIED)
@pytest.mark.parametrize("model", RECORDS)
def test_no_optional_text_is_published_in_one_language_only(model, path):
    for column in sorted(in_each_language(optional(model))):
        for text in nothings(path):
            assert outcome(path, model, column, text, "published") == "refused", (column, text)
    for column in sorted(in_each_language(getattr(model, "language_specific", ()))):
        assert outcome(path, model, column, "", "published") == "", column


@pytest.mark.django_db
@pytest.mark.usefixtures("no_content")
@pytest.mark.parametrize("path", TRIED)
@pytest.mark.parametrize("model", RECORDS)
def test_draft_may_lack_any_text(model, path):
    for column in sorted(in_each_language(translated_fields(model))):
        for text in ("", None, NOTHING[-1]):
            found = outcome(path, model, column, text, "draft")
            if path in {create, save} and column.startswith("slug_") and not text:
                assert found.startswith("chu-2-name")
            else:
                assert found == text, column


@pytest.mark.django_db
@pytest.mark.usefixtures("no_content")
@pytest.mark.parametrize("model", [model for model in RECORDS if optional(model)])
def test_optional_text_may_be_missing_in_both_languages(model):
    instance = whole(model)
    for name in optional(model):
        model.objects.filter(pk=instance.pk).update(**{f"{name}_vi": "", f"{name}_en": None})
    assert model.objects.get().state == "published"


@pytest.mark.django_db
@pytest.mark.usefixtures("no_content")
@pytest.mark.parametrize("model", [model for model in CODES if required(model)])
def test_code_or_child_row_has_its_text_in_both_languages(model):
    instance = whole(model)
    for column in sorted(in_each_language(required(model))):
        for text in NOTHING:
            with pytest.raises(IntegrityError, match="in_both_languages"), transaction.atomic():
                model.objects.filter(pk=instance.pk).update(**{column: text})


@pytest.mark.django_db
@pytest.mark.usefixtures("no_content")
@pytest.mark.parametrize("model", RECORDS)
@pytest.mark.parametrize("values", [{"reviewed_by": "A."}, {"reviewed_on": "2026-11-01"}])
def test_review_has_a_name_and_a_date(model, values):
    instance = whole(model)
    with pytest.raises(IntegrityError, match="review_has_both_name_and_date"), transaction.atomic():
        model.objects.filter(pk=instance.pk).update(**values)
    model.objects.filter(pk=instance.pk).update(reviewed_by="A.", reviewed_on="2026-11-01")
    assert model.objects.get().reviewed_by == "A."


@pytest.mark.django_db
@pytest.mark.usefixtures("no_content")
@pytest.mark.parametrize("model", [model for model in RECORDS if "slug" in translated_fields(model)])
@pytest.mark.parametrize("column", ["slug_vi", "slug_en"])
def test_slug_is_unique_in_its_language(model, column):
    first, second = whole(model, 1), whole(model, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=second.pk).update(**{column: getattr(first, column)})
    other = "slug_en" if column == "slug_vi" else "slug_vi"
    model.objects.filter(pk=second.pk).update(**{column: getattr(first, other)})
    for instance in (first, second):
        model.objects.filter(pk=instance.pk).update(state="draft", **{column: ""})
    assert list(model.objects.values_list(column, flat=True)) == ["", ""]
