"""What the records can tell of themselves."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from portal.models import IndexEntry, PublicSlug
from therapies.models import (
    Brand,
    Condition,
    Fact,
    GlossaryTerm,
    Interferon,
    Organization,
    Page,
    Service,
    ServicePhone,
    Source,
    Story,
    Use,
)
from therapies.models.base import EvidenceStatus
from therapies.models.directory import was_checked_long_ago

pytestmark = pytest.mark.usefixtures("no_content")


def condition(key="hep-b", **values):
    return Condition.objects.create(key=key, group="liver", **values)


def term(**values):
    return GlossaryTerm(**{"key": "t", "no_source_found": True, **values})


# --- brands --------------------------------------------------------------------------------------


@pytest.fixture
def brands():
    Brand.objects.create(
        key="laferon", name="Laferon", other_spellings="La-feron\nЛаферон", article_spelling="Lapheron",
        market_status="unknown", state="draft",
    )  # fmt: skip
    Brand.objects.create(key="laferonbeta", name="Laferonbeta", market_status="unknown")
    Brand.objects.create(key="pegasys", name="Pegasys", market_status="unknown")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Laferon", "laferon"),
        ("la feron", "laferon"),
        ("LA-FERON", "laferon"),
        ("Láferon", "laferon"),
        ("lapheron", "laferon"),
        ("Лаферон", "laferon"),
        ("laferonbeta", "laferonbeta"),
        ("lafero", None),
        ("", None),
        ("---", None),
    ],
)
def test_spelt(brands, text, key):
    found = Brand.objects.spelt(text)
    assert (found and found.key) == key


def test_spelt_looks_only_among_the_brands_asked(brands):
    assert Brand.objects.published().spelt("Laferon") is None
    assert Brand.objects.exclude(key="laferon").spelt("Laferon") is None


def test_a_spelling_leads_to_a_public_brand_unless_a_brand_that_was_public_has_it_as_its_slug(brands):
    Brand.objects.filter(key="laferon").update(state="published", summary_vi="Một thuốc.", summary_en="A medicine.")
    other = Brand.objects.create(key="other", name="Something else", slug="la-feron", market_status="unknown")
    found = [Brand.objects.leading_from(slug) for slug in ("la-feron", "laferon")]
    other.state = "retired"
    other.save()

    assert found == [Brand.objects.get(key="laferon"), None]
    assert Brand.objects.leading_from("la-feron") is None


# --- contacts ------------------------------------------------------------------------------------


def test_public_phones_are_those_that_were_checked():
    service = Service.objects.create(
        key="s", organization=Organization.objects.create(key="o"), verification="verified"
    )
    for position, is_verified in ((2, True), (1, False), (3, False), (4, True)):
        ServicePhone.objects.create(service=service, position=position, number=f"11{position}", is_verified=is_verified)

    assert [phone.number for phone in service.public_phones()] == ["112", "114"]


@pytest.mark.parametrize(
    ("checked_on", "today", "is_long_ago"),
    [
        ("", date(2026, 11, 23), True),
        ("2024-11-23", date(2026, 11, 23), False),
        ("2024-11-22", date(2026, 11, 23), True),
        ("2024-11", date(2026, 11, 28), False),
        ("2024-11", date(2026, 11, 29), True),
        ("2024", date(2026, 12, 28), False),
        ("2024", date(2026, 12, 29), True),
        ("2024-02-29", date(2026, 2, 28), False),
        ("2027", date(2026, 1, 1), False),
    ],
)
def test_was_checked_long_ago(checked_on, today, is_long_ago):
    assert was_checked_long_ago(checked_on, today) is is_long_ago
    assert ServicePhone(checked_on=checked_on).is_stale(today) is is_long_ago


def test_notes_for_editors_do_not_find_a_service():
    organization = Organization.objects.create(key="o")
    Service.objects.create(
        key="s", organization=organization, verification="verified", name_en="Helpline",
        summary_en="Answers questions.", contact_note_en="Asked the switchboard.",
        contact_note_vi="Hỏi tổng đài.", state="draft",
    )  # fmt: skip

    assert [entry.key for entry in IndexEntry.objects.matching("answers")] == ["s"]
    assert list(IndexEntry.objects.matching("switchboard")) == []
    assert list(IndexEntry.objects.matching("tong dai")) == []


# --- publishing ----------------------------------------------------------------------------------


def test_missing_texts_of_an_empty_record():
    assert GlossaryTerm().missing_texts() == ["name_vi", "name_en", "summary_vi", "summary_en"]


def test_missing_texts_of_an_optional_text_in_one_language():
    record = Brand(summary_vi="a", summary_en="b", maker_vi="Nhà máy", market_note_en=" \n")
    assert record.missing_texts() == ["maker_en"]


def test_missing_texts_leaves_out_what_one_language_may_lack():
    record = term(
        name_vi="a", name_en="b", summary_vi="\u00a0", summary_en="d", pronunciation_en="ei", linked_forms_vi="x"
    )
    assert record.missing_texts() == ["summary_vi"]


def test_to_publish_needs_every_text():
    record = term(state="published", name_vi="a", summary_en="d")
    with pytest.raises(ValidationError) as raised:
        record.full_clean()
    assert sorted(raised.value.message_dict) == ["name_en", "summary_vi"]
    record.state = "draft"
    record.full_clean()


def test_to_publish_needs_a_source_that_is_no_old_article():
    who, article = Source(key="who"), Source(key="article", is_article=True)
    record = term(state="published", no_source_found=False)
    for sources in ([], [article]):
        with pytest.raises(ValidationError) as raised:
            record.check_sources(sources)
        assert list(raised.value.message_dict) == ["sources"]
    record.check_sources([article, who])
    record.no_source_found = True
    record.check_sources([article])
    with pytest.raises(ValidationError) as raised:
        record.check_sources([who])
    assert list(raised.value.message_dict) == ["no_source_found"]


def test_story_is_published_only_with_permission():
    story = Story.objects.create(
        key="s", person="A.", organisation_vi="a", organisation_en="b", summary_vi="c", summary_en="d"
    )
    with pytest.raises(IntegrityError, match="story_published_only_with_permission"), transaction.atomic():
        Story.objects.update(state="published")
    Story.objects.update(state="published", permission_given=True)
    story.refresh_from_db()
    assert story.is_published


@pytest.mark.parametrize(
    ("values", "is_right"),
    [
        ({}, True),
        ({"reviewed_by": "A."}, False),
        ({"reviewed_on": date(2026, 11, 1)}, False),
        ({"reviewed_by": "A.", "reviewed_on": date(2026, 11, 1)}, True),
    ],
)
def test_review_has_both_name_and_date(values, is_right):
    record = condition(name_vi="a", name_en="b")
    for name, value in values.items():
        setattr(record, name, value)
    if is_right:
        record.full_clean()
        record.save()
        return
    with pytest.raises(ValidationError) as raised, translation.override("en"):
        record.full_clean()
    assert list(raised.value.message_dict) == ["__all__"]
    with pytest.raises(IntegrityError, match="condition_review_has_both_name_and_date"), transaction.atomic():
        record.save()


# --- keys and slugs ------------------------------------------------------------------------------


def test_key_and_slugs_are_made_from_the_name():
    record = Condition(group="liver", name_vi="Viêm gan siêu vi B", name_en="Hepatitis B")
    record.fill_key_and_slugs()
    assert (record.key, record.slug_vi, record.slug_en) == ("hepatitis-b", "viem-gan-sieu-vi-b", "hepatitis-b")


def test_key_is_made_from_vietnamese_where_there_is_no_english():
    record = Condition(group="liver", name_vi="Đau gan")
    record.fill_key_and_slugs()
    assert (record.key, record.slug_vi, record.slug_en) == ("dau-gan", "dau-gan", "")


def test_key_of_a_record_without_a_name_is_its_kind():
    assert [Condition.objects.create(group="liver").key for _ in range(3)] == [
        "condition",
        "condition-2",
        "condition-3",
    ]


def test_key_and_slugs_that_are_there_stay():
    record = condition("mine", name_en="Hepatitis B", slug_en="hep")
    record.name_en = "Another name"
    record.save()
    assert (record.key, record.slug_en) == ("mine", "hep")


def test_key_that_another_kind_of_record_has_gets_a_number():
    Page.objects.create(key="hepatitis-b", name_en="Page")
    record = Condition.objects.create(group="liver", name_en="Hepatitis B")
    assert record.key == "hepatitis-b-2"
    assert set(IndexEntry.objects.values_list("key", "model")) == {
        ("hepatitis-b", "therapies.page"), ("hepatitis-b-2", "therapies.condition"),
    }  # fmt: skip


def test_given_key_that_another_kind_of_record_has_is_refused():
    Page.objects.create(key="hep-b", name_en="Page")
    with pytest.raises(ValidationError) as raised:
        Condition(key="hep-b", group="liver", name_en="Hepatitis B").full_clean()
    assert list(raised.value.message_dict) == ["key"]


def test_long_name_makes_a_key_and_slugs_that_fit():
    record = Condition.objects.create(group="liver", name_en="word " * 39, name_vi="chữ " * 39)
    assert len(record.key) <= 56
    assert (len(record.slug_en), len(record.slug_vi)) == (99, 99)
    record.full_clean()


def test_slugs_of_a_public_record_are_remembered():
    texts = {"name_vi": "a", "name_en": "b", "summary_vi": "c", "summary_en": "d"}
    record = condition(slug_vi="mot", slug_en="one", **texts)
    assert PublicSlug.objects.count() == 0
    record.state = "published"
    record.save()
    record.slug_en = "two"
    record.save()
    record.state, record.slug_en = "retired", "three"
    record.save()
    record.state, record.slug_en = "draft", "four"
    record.save()
    assert set(PublicSlug.objects.values_list("model", "slug", "key")) == {
        ("therapies.condition", slug, "hep-b") for slug in ("hep-b", "mot", "one", "two", "three")
    }


# --- languages -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en", None])
def test_save_under_either_language_keeps_both(language):
    with translation.override(language):
        record = condition(name_vi="Viêm gan", name_en="Hepatitis")
        record = Condition.objects.get(pk=record.pk)
        record.summary_en = "Liver."
        record.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, name_vi, name_en, slug, slug_en, summary_en FROM therapies_condition")
        assert cursor.fetchall() == [("Viêm gan", "Viêm gan", "Hepatitis", "viem-gan", "hepatitis", "Liver.")]


def test_text_goes_into_the_composed_form():
    record = condition(name_vi="Vie\u0302m gan", name_en="Hepatitis")
    record.full_clean()
    assert record.name_vi == "Viêm gan"


def test_no_language_stands_in_for_the_other():
    record = condition(name_en="Hepatitis")
    with translation.override("vi"):
        assert not record.name
        assert str(record) == "hep-b"
    with translation.override("en"):
        assert str(record) == "Hepatitis"


# --- facts, uses, terms --------------------------------------------------------------------------


def test_facts_about_records():
    article = Source.objects.create(
        key="article", is_article=True, title="a", language="vi", kind="news", read_through="copy"
    )
    texts = {
        "article": article,
        "status": "current",
        "claim_vi": "a",
        "claim_en": "b",
        "today_vi": "c",
        "today_en": "d",
    }
    for key, about, state in [
        ("F1", "hep-b", "published"),
        ("F2", "use-1\nhep-b\npeg", "published"),
        ("F3", "hep-bb\nxhep-b\nhep", "published"),
        ("F4", "hep-b", "draft"),
        ("F5", "", "published"),
        ("F6", "peg", "published"),
    ]:
        Fact.objects.create(key=key, about=about, state=state, **texts)

    def about(*keys):
        return [fact.key for fact in Fact.objects.about_records(keys).order_by("key")]

    assert about("hep-b") == ["F1", "F2"]
    assert about("hep-b", "peg") == ["F1", "F2", "F6"]
    assert about("hep") == ["F3"]
    assert about("nothing") == about("hep.b") == about(".*") == []


def test_about_of_a_fact_names_records_that_are_there():
    condition()
    fact = Fact(key="F", about=" hep-b   hep-z\nhep-y ", status="current")
    with pytest.raises(ValidationError) as raised:
        fact.clean()
    assert list(raised.value.message_dict) == ["about"]
    assert fact.about == "hep-b\nhep-z\nhep-y"
    fact.about = "hep-b"
    fact.clean()


def test_uses_by_status_stand_in_the_order_readers_need():
    record = condition()
    statuses = [*EvidenceStatus.values]
    for status in reversed(statuses):
        for position in (2, 1):
            Use.objects.create(key=f"{status}-{position}", condition=record, status=status, position=position)
    assert statuses == ["current", "sometimes", "superseded", "historical", "investigational"]
    assert [use.key for use in Use.objects.by_status()] == [f"{status}-{n}" for status in statuses for n in (1, 2)]


def test_forms_of_a_term():
    record = GlossaryTerm(name_en="Protein", name_vi="Chất đạm", linked_forms_vi=" chất đạm \n\nprotein\n")
    with translation.override("en"):
        assert record.forms() == ["Protein"]
    with translation.override("vi"):
        assert record.forms() == ["chất đạm", "protein"]
    assert GlossaryTerm().forms() == []


@pytest.mark.parametrize("query", ["Mỹ", "mĩ", "my", "hội quỹ", "Hội quĩ"])
def test_both_ways_of_writing_i_find_a_record(query):
    GlossaryTerm.objects.create(key="fund", name_vi="Hội quỹ Mỹ", name_en="American fund", state="draft")

    assert [entry.key for entry in IndexEntry.objects.matching(query)] == ["fund"]


def test_other_names_of_an_interferon_find_it():
    Interferon.objects.create(
        key="peg", form="long-acting", status="current", name_en="Peginterferon", other_names="PEG-IFN\nPegylated",
        atc_code="L03AB11", state="draft",
    )  # fmt: skip
    for query in ("peg-ifn", "pegylated", "L03AB11", "l03"):
        assert [entry.key for entry in IndexEntry.objects.matching(query)] == ["peg"], query
    assert Interferon.objects.get().other_names_list() == ["PEG-IFN", "Pegylated"]
    assert Interferon().other_names_list() == []
