"""An address leads to its record for good: from the other language, from before, or to where to read on."""

import pytest
from django.http import Http404
from django.utils import translation

from portal.addresses import Gone, Moved, find, in_each_language, slug_columns
from portal.models import PublicSlug
from therapies.models import Brand, Condition, Source

pytestmark = pytest.mark.usefixtures("no_content")


def condition(key="hep-b", state="published", **values):
    return Condition.objects.create(
        **{
            "key": key, "state": state, "group": "liver", "name_vi": "Viêm gan B", "name_en": "Hepatitis B",
            "summary_vi": "Gan.", "summary_en": "Liver.", "slug_vi": "viem-gan-b", "slug_en": "hepatitis-b", **values,
        }
    )  # fmt: skip


def found(slug, language):
    """Return what `find` makes of `slug`: the record's key, or the exception's name and address."""
    with translation.override(language):
        try:
            return find(Condition.objects.all(), slug).key
        except Moved as moved:
            return f"moved to {moved.url}"
        except Gone as gone:
            return f"gone, read {gone.leads_on}"
        except Http404:
            return "not found"


def test_own_slug():
    condition()
    condition("other", slug_vi="khac", slug_en="other")
    assert found("viem-gan-b", "vi") == "hep-b"
    assert found("hepatitis-b", "en") == "hep-b"


def test_slug_of_the_other_language_leads_to_the_address_in_this_one():
    condition()
    assert found("hepatitis-b", "vi") == "moved to /vi/benh/viem-gan-b/"
    assert found("viem-gan-b", "en") == "moved to /en/conditions/hepatitis-b/"


def test_slug_of_this_language_wins_over_the_same_one_in_the_other():
    condition()
    condition("twin", slug_vi="hepatitis-b", slug_en="viem-gan-b")
    assert found("hepatitis-b", "vi") == "twin"
    assert found("hepatitis-b", "en") == "hep-b"


def test_former_slug_leads_to_the_present_one():
    record = condition()
    for slug in ("hepatitis-b-old", "hepatitis-b-new"):
        record.slug_en = slug
        record.save()
    assert found("hepatitis-b", "en") == "moved to /en/conditions/hepatitis-b-new/"
    assert found("hepatitis-b-old", "en") == "moved to /en/conditions/hepatitis-b-new/"
    assert found("hepatitis-b-old", "vi") == "moved to /vi/benh/viem-gan-b/"


def test_former_slug_that_another_record_has_now_is_that_records():
    first = condition()
    first.slug_en = "hepatitis-b-lasting"
    first.save()
    condition("second", slug_vi="khac", slug_en="hepatitis-b")
    assert found("hepatitis-b", "en") == "second"


def test_former_slug_of_two_records_leads_to_the_later_one():
    for key in ("first", "second"):
        record = condition(key, slug_vi=key)
        record.slug_en = f"{key}-now"
        record.save()
    assert found("hepatitis-b", "en") == "moved to /en/conditions/second-now/"


def test_former_slug_of_another_kind_of_record_leads_nowhere():
    condition()
    PublicSlug.objects.create(model="therapies.interferon", slug="old", key="hep-b")
    assert found("old", "en") == "not found"


def test_retired_record_is_gone_and_leads_on():
    record = condition(state="retired")
    record.slug_en = "hepatitis-b-new"
    record.save()
    for slug in ("hepatitis-b-new", "hepatitis-b", "viem-gan-b"):
        assert found(slug, "en") == "gone, read /en/conditions/"
        assert found(slug, "vi") == "gone, read /vi/benh/"


def test_draft_is_not_found_by_any_slug():
    condition(state="draft")
    condition("published", slug_vi="khac", slug_en="other")
    for language in ("vi", "en"):
        assert found("hepatitis-b", language) == "not found"
        assert found("viem-gan-b", language) == "not found"


def test_slug_of_a_draft_is_not_remembered():
    record = condition(state="draft")
    record.slug_en = "hepatitis-b-new"
    record.state = "published"
    record.save()
    assert found("hepatitis-b", "en") == "not found"


def test_record_put_back_to_draft_was_public_and_is_gone():
    record = condition()
    record.state = "draft"
    record.save()
    for slug in ("hepatitis-b", "viem-gan-b"):
        assert found(slug, "en") == "gone, read /en/conditions/"
        assert found(slug, "vi") == "gone, read /vi/benh/"


def test_nonsense_is_not_found():
    condition()
    for slug in ("", "hep", "HEPATITIS-B", "%", "hepatitis-b' OR 1=1", "x" * 5000):
        assert found(slug, "en") == "not found"


def test_slug_columns_begin_with_the_active_language():
    with translation.override("vi"):
        assert slug_columns(Condition) == ["slug_vi", "slug_en"]
    with translation.override("en"):
        assert slug_columns(Condition) == ["slug_en", "slug_vi"]
    assert slug_columns(Brand) == ["slug"]
    assert slug_columns(Source) == []


def test_in_each_language():
    with translation.override("en"):
        assert in_each_language(translation.get_language) == {"vi": "vi", "en": "en"}
        assert translation.get_language() == "en"
