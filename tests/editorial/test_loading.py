"""Loading content: every fault has its own line, and a load with a fault writes nothing."""

from datetime import date

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import translation

from editorial import fixtures
from editorial.models import LoadedRecord
from portal.models import IndexEntry, PublicSlug
from tests.editorial import sample
from tests.editorial.sample import GONE, changed, dumped, faults, load, records, tables, write
from therapies.models import Condition, Fact, GlossaryTerm, Interferon, Service, Source, Use

pytestmark = pytest.mark.usefixtures("no_content")

# --- every fault has its line --------------------------------------------------------------------

BOTH = "This text is needed in both languages before the record can be published."
PHONE = "Write a phone number with digits, spaces or hyphens, e.g. +84 24 3825 3531."
NO_SOURCE = "Name a source, or tick “no source found yet”."
SLUG = "Use small letters without marks, digits and single hyphens."
KEY = "Use letters without marks, digits and hyphens only."
PARTIAL_DATE = "Write the year, the year and month, or the whole date: 2021, 2021-06 or 2021-06-30."
TEXT = "must be text; YAML reads it as {}, so put it in quotes"

# (record, what is changed in it, the one line without the name of the file)
FAULTS = {
    "unknown field": ("hep-b", {"colour": "red"}, "colour: there is no such field"),
    "bare translated field": ("hep-b", {"name": "Viêm gan"}, "name: write name_vi and name_en instead"),
    "primary key among the fields": ("hep-b", {"id": 7}, "id: there is no such field"),
    "time of the change": ("hep-b", {"updated_at": "2026"}, "updated_at: there is no such field"),
    "no where text is wanted": ("hep-b", {"name_vi": False}, f"name_vi: {TEXT.format('bool')}"),
    "octal where text is wanted": ("helpline/1", {"number": 77}, f"number: {TEXT.format('int')}"),
    "whole number as text": ("hep-b", {"name_en": 115}, f"name_en: {TEXT.format('int')}"),
    "fraction as text": ("hep-b", {"name_en": 2.5}, f"name_en: {TEXT.format('float')}"),
    "date as text": ("who-hep-b", {"published_on": date(2024, 3, 1)}, f"published_on: {TEXT.format('date')}"),
    "list as text": ("hep-b", {"name_en": ["a"]}, f"name_en: {TEXT.format('list')}"),
    "mapping as text": ("hep-b", {"name_en": {"a": "b"}}, f"name_en: {TEXT.format('dict')}"),
    "text as whole number": ("hep-b", {"position": "1"}, "position: must be a whole number"),
    "yes as whole number": ("hep-b", {"position": True}, "position: must be a whole number"),
    "negative number": ("hep-b", {"position": -1}, "position: must be from 0 to 32767"),
    "number that only SQLite takes": ("hep-b", {"position": 32768}, "position: must be from 0 to 32767"),
    "text as yes or no": ("hep-b", {"no_source_found": "false"}, "no_source_found: must be true or false"),
    "number as yes or no": ("hep-b", {"no_source_found": 0}, "no_source_found: must be true or false"),
    "text as date": (
        "hep-b",
        {"icd10_checked_on": "2026-11-01"},
        "icd10_checked_on: must be a date such as 2026-11-23, without quotes",
    ),
    "NUL": ("hep-b", {"name_vi": "Viêm\x00 gan"}, "name_vi: contains the character U+0000"),
    "lone surrogate": ("hep-b", {"name_vi": "Viêm\ud800 gan"}, "name_vi: contains the character U+D800"),
    "carriage return": ("hep-b", {"name_vi": "Viêm\rgan"}, "name_vi: contains the character U+000D"),
    "right-to-left override": ("hep-b", {"name_vi": "Viêm \u202egan"}, "name_vi: contains the character U+202E"),
    "isolate": ("hep-b", {"name_vi": "Viêm \u2066gan"}, "name_vi: contains the character U+2066"),
    "byte order mark inside": ("hep-b", {"name_vi": "Viêm \ufeffgan"}, "name_vi: contains the character U+FEFF"),
    "decomposed text": ("hep-b", {"name_vi": "Vie\u0302m gan"}, "name_vi: is not in Unicode form NFC"),
    "reference without brackets": (
        "use-hep-b",
        {"condition": "hep-b"},
        "condition: must be one key in brackets, e.g. [a]",
    ),
    "reference in two brackets": (
        "use-hep-b",
        {"condition": [["hep-b"]]},
        "condition: must be one key in brackets, e.g. [a]",
    ),
    "empty reference": ("use-hep-b", {"condition": []}, "condition: must be one key in brackets, e.g. [a]"),
    "references without brackets": (
        "use-hep-b",
        {"interferons": ["peg-2a"]},
        "interferons: must be a list of keys in brackets, e.g. [[a], [b]]",
    ),
    "references in three brackets": (
        "use-hep-b",
        {"interferons": [[["peg-2a"]]]},
        "interferons: must be a list of keys in brackets, e.g. [[a], [b]]",
    ),
    "references of two kinds of value": (
        "use-hep-b",
        {"interferons": [["peg-2a"], [1]]},
        "interferons: there is no interferon with the key 1",
    ),
    "unknown reference": ("use-hep-b", {"condition": ["hep-z"]}, "condition: there is no condition with the key hep-z"),
    "reference of another kind": (
        "use-hep-b",
        {"condition": ["peg-2a"]},
        "condition: there is no condition with the key peg-2a",
    ),
    "null reference": ("use-hep-b", {"condition": None}, "condition: This field cannot be null."),
    "no reference": ("use-hep-b", {"condition": GONE}, "condition: This field cannot be null."),
    "unknown reference of many": (
        "use-hep-b",
        {"interferons": [["peg-2a"], ["peg-2z"]]},
        "interferons: there is no interferon with the key peg-2z",
    ),
    "only an unknown reference": (
        "use-hep-b",
        {"interferons": [["peg-2z"]]},
        "interferons: there is no interferon with the key peg-2z",
    ),
    "unknown source": (
        "hep-b",
        {"sources": [["who-hep-c"]]},
        "sources: there is no source with the key who-hep-c",
    ),
    "same reference twice": (
        "use-hep-b",
        {"interferons": [["peg-2a"], ["peg-2a"]]},
        "interferons: names the same record twice",
    ),
    "target that may not stand here": (
        "hep-b",
        {"articles": [["who-hep-b"]]},
        "articles: who-hep-b may not stand here",
    ),
    "article that is none": (
        "S1",
        {"article": ["who-hep-b"]},
        "article: source instance with id {who-hep-b} is not a valid choice.",
    ),
    "no interferons": ("use-hep-b", {"interferons": []}, "interferons: must name at least one"),
    "interferons missing": ("use-hep-b", {"interferons": GONE}, "interferons: must name at least one"),
    "address that runs a script": ("who-hep-b", {"url": "javascript:alert(1)"}, "url: Enter a valid URL."),
    "address of a file": ("who-hep-b", {"url": "ftp://example.org/a"}, "url: Enter a valid URL."),
    "phone in words": ("helpline/1", {"number": "call us"}, f"number: {PHONE}"),
    "phone with brackets": ("helpline/1", {"number": "(024) 3825 3531"}, f"number: {PHONE}"),
    "too long": (
        "hep-b",
        {"name_en": "b" * 201},
        "name_en: Ensure this value has at most 200 characters (it has 201).",
    ),
    "slug with marks": ("hep-b", {"slug_vi": "viêm-gan-b"}, f"slug_vi: {SLUG}"),
    "slug with two hyphens": ("hep-b", {"slug_en": "hepatitis--b"}, f"slug_en: {SLUG}"),
    "choice that is none": ("hep-b", {"group": "heart"}, "group: Value 'heart' is not a valid choice."),
    "choice missing": ("hep-b", {"group": GONE}, "group: This field cannot be blank."),
    "state that is none": ("hep-b", {"state": "public"}, "state: Value 'public' is not a valid choice."),
    "bad ICD code": ("hep-b", {"icd10_code": "B181"}, "icd10_code: An ICD-10 code looks like B18.1."),
    "bad ATC code": ("peg-2a", {"atc_code": "L03AB1"}, "atc_code: An ATC code looks like L03AB11."),
    "bad partial date": ("who-hep-b", {"published_on": "2024-13"}, f"published_on: {PARTIAL_DATE}"),
    "half translated": ("hep-b", {"summary_en": GONE}, f"summary_en: {BOTH}"),
    "half translated with blanks": ("hep-b", {"summary_vi": " \n "}, f"summary_vi: {BOTH}"),
    "optional text in one language": ("use-hep-b", {"replaced_by_en": "Tenofovir"}, f"replaced_by_vi: {BOTH}"),
    "code without its name": ("VN", {"name_en": GONE}, f"name_en: {BOTH}"),
    "step in one language": ("subcut/steps/1", {"text_vi": GONE}, "The text is needed in Vietnamese and in English."),
    "published without source": ("hep-b", {"sources": GONE}, f"sources: {NO_SOURCE}"),
    "published with an old article for source": (
        "hep-b",
        {"sources": [["article-vi"]]},
        "sources: An old article does not show what is true today: add another source, or tick the box.",
    ),
    "sources and no source found": (
        "hep-b",
        {"no_source_found": True},
        "no_source_found: There are sources, so “no source found yet” cannot be right.",
    ),
    "review without a reviewer": (
        "hep-b",
        {"reviewed_on": date(2026, 11, 1)},
        "A review needs both the reviewer and the date.",
    ),
    "review without a date": ("hep-b", {"reviewed_by": "A. Nguyen"}, "A review needs both the reviewer and the date."),
    "fact about nothing": ("S1", {"about": "subcut\nhep-z"}, "about: There is no record with the key hep-z."),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_gives_exactly_its_line_and_nothing_is_written(tmp_path, name):
    target, values, line = FAULTS[name]
    path = _as_given(tmp_path / "bad.yaml", changed(target, **values))
    before = tables()

    found = faults(path)

    line = line.replace("{who-hep-b}", _id_in(found))
    assert found == [f"bad.yaml: {target}: {line}"]
    assert tables() == before


def _as_given(path, found):
    """Write records with characters that no well-meaning writer of YAML would put there, as escapes."""
    path.write_text(yaml.safe_dump(found, sort_keys=False), encoding="utf-8")
    return path


def _id_in(lines):
    """Return the number that Django's message names; which one it is depends on the database."""
    return next((word for word in " ".join(lines).split() if word.isdecimal()), "")


NEW = {
    "key with marks": ("viêm-gan", KEY),
    "key that begins with a hyphen": ("-hep", KEY),
    "key with a blank": ("hep b", KEY),
    "key too long": ("h" * 65, "Ensure this value has at most 64 characters (it has 65)."),
}


@pytest.mark.parametrize("name", NEW)
def test_bad_key(tmp_path, name):
    key, message = NEW[name]
    source = {**sample.record(records(), "who-hep-b")["fields"], "key": key}
    path = write(tmp_path / "bad.yaml", [{"model": "therapies.source", "fields": source}])

    assert faults(path) == [f"bad.yaml: {key}: key: {message}"]
    assert Source.objects.count() == 0


def test_key_of_another_kind_of_record(tmp_path):
    found = records()
    page = {"key": "hep-b", "name_en": "Page", "name_vi": "Trang"}
    path = write(tmp_path / "bad.yaml", [*found, {"model": "therapies.page", "fields": page}])

    assert faults(path) == ["bad.yaml: hep-b: key: Another record has this key."]
    assert Condition.objects.count() == 0


def test_same_slug_twice(tmp_path):
    twin = {**sample.record(records(), "hep-b")["fields"], "key": "hep-b-too", "slug_en": "hepatitis-b-too"}
    path = write(tmp_path / "bad.yaml", [*records(), {"model": "therapies.condition", "fields": twin}])

    assert faults(path) == ["bad.yaml: hep-b-too: slug_vi: “viem-gan-b” leads to “Hepatitis B” already."]
    assert Condition.objects.count() == 0


def test_the_same_slug_in_the_two_languages_of_two_records_is_no_fault(tmp_path):
    twin = {
        **sample.record(records(), "hep-b")["fields"],
        "key": "x",
        "slug_en": "viem-gan-b",
        "slug_vi": "hepatitis-b",
    }
    path = write(tmp_path / "good.yaml", [*records(), {"model": "therapies.condition", "fields": twin}])

    assert load(path)[0].startswith("15 records created")


def test_record_twice_in_one_file(tmp_path):
    other = sample.record(changed("hep-b", name_en="Liver disease"), "hep-b")
    path = write(tmp_path / "bad.yaml", [*records(), other])

    for on_conflict in ("keep", "update", "fail"):
        assert faults(path, on_conflict=on_conflict) == ["bad.yaml: hep-b: stands twice"]
    assert Condition.objects.count() == 0


def test_record_twice_in_two_files(tmp_path):
    first = write(tmp_path / "first.yaml")
    second = write(tmp_path / "second.yaml", [sample.record(records(), "hep-b")])

    assert faults(first, second) == ["second.yaml: hep-b: stands twice"]
    assert Condition.objects.count() == 0


def test_story_without_permission_is_not_published(tmp_path):
    story = {"key": "S", "state": "published", "no_source_found": True, "person": "A.", "website": ""}
    story |= {"organisation_vi": "Báo", "organisation_en": "Paper", "summary_vi": "Kể.", "summary_en": "Told."}
    path = write(tmp_path / "bad.yaml", [{"model": "therapies.story", "fields": story}])

    assert faults(path) == ["bad.yaml: S: A story is published only after permission was given."]


def test_what_hangs_on_a_faulty_record_adds_no_line(tmp_path):
    path = write(tmp_path / "bad.yaml", changed("hep-b", colour="red"))
    assert faults(path) == ["bad.yaml: hep-b: colour: there is no such field"]

    path = write(tmp_path / "bad.yaml", changed("peg-2a", atc_code="L03"))
    assert faults(path) == ["bad.yaml: peg-2a: atc_code: An ATC code looks like L03AB11."]

    path = write(tmp_path / "bad.yaml", changed("who-hep-b", url="nowhere"))
    assert faults(path) == ["bad.yaml: who-hep-b: url: Enter a valid URL."]

    path = write(tmp_path / "bad.yaml", changed("hospital", colour="red"))
    assert faults(path) == ["bad.yaml: hospital: colour: there is no such field"]


def test_a_fact_about_a_faulty_record_is_told_that_it_is_not_there(tmp_path):
    path = write(tmp_path / "bad.yaml", changed("subcut", colour="red"))

    assert faults(path) == [
        "bad.yaml: S1: about: There is no record with the key subcut.",
        "bad.yaml: subcut: colour: there is no such field",
    ]


def test_all_faults_of_all_files_come_at_once_and_nothing_is_written(tmp_path):
    load(write(tmp_path / "sample.yaml"))
    before = tables()
    broken = tmp_path / "a.yaml"
    broken.write_bytes(b"\xff")
    shapeless = tmp_path / "b.yaml"
    shapeless.write_text("model: therapies.page", encoding="utf-8")
    found = changed("hep-b", name_en="A new name", icd10_code="B1", group="heart")
    sample.record(found, "helpline/1")["fields"]["number"] = "none"
    sample.record(found, "use-hep-b")["fields"]["interferons"] = [["peg-2z"]]
    sample.record(found, "VN")["fields"]["name_en"] = "Viet Nam"
    wrong = write(tmp_path / "c.yaml", found)

    assert faults(broken, shapeless, wrong) == [
        "a.yaml: byte 0: is not UTF-8",
        "b.yaml: must be a list of records",
        "c.yaml: helpline/1: number: " + PHONE,
        "c.yaml: hep-b: group: Value 'heart' is not a valid choice.",
        "c.yaml: hep-b: icd10_code: An ICD-10 code looks like B18.1.",
        "c.yaml: use-hep-b: interferons: there is no interferon with the key peg-2z",
    ]
    assert tables() == before


def test_faults_are_told_in_one_language(tmp_path):
    path = write(tmp_path / "bad.yaml", changed("hep-b", group="heart"))

    with translation.override("vi"):
        vietnamese = faults(path)
    with translation.override("en"):
        assert faults(path) == vietnamese == ["bad.yaml: hep-b: group: Value 'heart' is not a valid choice."]


def test_a_huge_value_makes_no_huge_line(tmp_path):
    lines = faults(write(tmp_path / "bad.yaml", changed("hep-b", group="h" * 1_000_000)))

    assert len(lines) == 1
    assert len(lines[0]) < 500
    assert lines[0].startswith("bad.yaml: hep-b: group: Value 'hhhh")


def test_no_files_at_all(settings, tmp_path):
    settings.FIXTURE_DIRS = [tmp_path]

    with pytest.raises(CommandError) as raised:
        call_command("load_content")

    assert str(raised.value) == f"There are no content files in {tmp_path}."


# --- loading again -------------------------------------------------------------------------------


def test_first_load_writes_what_the_file_says(tmp_path):
    said = load(write(tmp_path / "sample.yaml"))

    assert said == ["14 records created, 0 updated, 0 unchanged, 0 kept because they were changed here."]
    use = Use.objects.get(key="use-hep-b")
    assert use.condition.key == "hep-b"
    assert [interferon.key for interferon in use.interferons.all()] == ["peg-2a"]
    assert sorted(source.key for source in use.sources.all()) == ["article-vi", "who-hep-b"]
    assert Condition.objects.get(key="hep-b").icd10_checked_on == date(2026, 11, 1)
    assert [term.key for term in GlossaryTerm.objects.get(key="cytokine").related.all()] == ["protein"]
    assert Service.objects.get(key="helpline").phones.get().number == "+84 24 3825 3531"
    assert set(IndexEntry.objects.values_list("key", flat=True)) == {
        "hep-b", "cytokine", "protein", "hospital", "helpline", "peg-2a", "subcut", "use-hep-b", "S1",
    }  # fmt: skip
    slugs = PublicSlug.objects.exclude(slug=F("key"))
    assert set(slugs.values_list("key", "slug")) == {
        ("hep-b", "viem-gan-b"), ("hep-b", "hepatitis-b"), ("peg-2a", "peginterferon-alfa-2a"),
    }  # fmt: skip
    assert LoadedRecord.objects.count() == 14


def test_load_again_changes_nothing(tmp_path):
    path = write(tmp_path / "sample.yaml")
    load(path)
    before, times = tables(), list(Condition.objects.values_list("updated_at"))

    for _ in range(2):
        said = load(path, on_conflict="fail")

        assert said == ["0 records created, 0 updated, 14 unchanged, 0 kept because they were changed here."]
        assert tables() == before
        assert list(Condition.objects.values_list("updated_at")) == times


def test_load_again_what_the_models_complete(tmp_path):
    """A file may leave out what has a default or is made: state, certainty, slugs; may write keys in a row."""
    found = changed("peg-2a", certainty=GONE, slug_vi=GONE, slug_en=GONE, status_note_vi="")
    sample.record(found, "S1")["fields"]["about"] = "protein  subcut"
    path = write(tmp_path / "sample.yaml", found)
    load(path)
    assert Interferon.objects.get().slug_en == "peginterferon-alfa-2a"
    assert Fact.objects.get().about == "protein\nsubcut"

    said = load(path, on_conflict="fail")

    assert said == ["0 records created, 0 updated, 14 unchanged, 0 kept because they were changed here."]


def test_record_unchanged_here_follows_the_file(tmp_path):
    path = write(tmp_path / "sample.yaml")
    load(path)
    write(path, changed("hep-b", name_en="Hepatitis B, lasting", icd10_checked_on=GONE, articles=GONE))

    said = load(path)

    assert said == ["0 records created, 1 updated, 13 unchanged, 0 kept because they were changed here."]
    condition = Condition.objects.get()
    assert (condition.name_en, condition.icd10_checked_on) == ("Hepatitis B, lasting", None)
    assert list(condition.articles.all()) == []


@pytest.fixture
def changed_here(tmp_path):
    """A file that differs from a record which an editor has changed since it was loaded."""
    path = write(tmp_path / "sample.yaml")
    load(path)
    condition = Condition.objects.get()
    condition.summary_vi = "Do biên tập viên viết."
    condition.save()
    return write(path, changed("hep-b", summary_vi="Do tệp viết."))


def test_record_changed_here_is_kept_and_reported(changed_here):
    for _ in range(2):
        said = load(changed_here)

        assert said == [
            "kept: sample.yaml: hep-b: was changed since the last load and differs from the file",
            "0 records created, 0 updated, 13 unchanged, 1 kept because they were changed here.",
        ]
        assert Condition.objects.get().summary_vi == "Do biên tập viên viết."


def test_record_changed_here_is_updated_on_request(changed_here):
    said = load(changed_here, on_conflict="update")

    assert said == ["0 records created, 1 updated, 13 unchanged, 0 kept because they were changed here."]
    assert Condition.objects.get().summary_vi == "Do tệp viết."


def test_record_changed_here_fails_on_request(changed_here):
    before = tables()

    assert faults(changed_here, on_conflict="fail") == [
        "sample.yaml: hep-b: was changed since the last load and differs from the file"
    ]
    assert tables() == before


def test_relation_changed_here_is_kept_too(tmp_path):
    path = write(tmp_path / "sample.yaml")
    load(path)
    Condition.objects.get().articles.clear()

    said = load(path)

    assert said[0] == "kept: sample.yaml: hep-b: was changed since the last load and differs from the file"
    assert Condition.objects.get().articles.count() == 0


def test_record_changed_here_as_in_the_file_is_no_conflict(changed_here):
    Condition.objects.update(summary_vi="Do tệp viết.")

    said = load(changed_here, on_conflict="fail")

    assert said == ["0 records created, 0 updated, 14 unchanged, 0 kept because they were changed here."]


def test_record_made_here_before_the_first_load_is_kept(tmp_path):
    Condition.objects.create(key="hep-b", name_vi="Bản thảo của biên tập viên")

    said = load(write(tmp_path / "sample.yaml"))

    assert said == [
        "kept: sample.yaml: hep-b: was changed since the last load and differs from the file",
        "13 records created, 0 updated, 0 unchanged, 1 kept because they were changed here.",
    ]
    assert Condition.objects.get().name_vi == "Bản thảo của biên tập viên"


def test_record_deleted_here_stays_away(tmp_path):
    path = write(tmp_path / "sample.yaml")
    load(path)
    Fact.objects.get().delete()

    said = load(path)

    assert said == [
        "kept: sample.yaml: S1: was deleted since the last load and differs from the file",
        "0 records created, 0 updated, 13 unchanged, 1 kept because they were changed here.",
    ]
    assert Fact.objects.count() == 0
    assert faults(path, on_conflict="fail") == [
        "sample.yaml: S1: was deleted since the last load and differs from the file"
    ]
    assert load(path, on_conflict="update")[0].startswith("1 records created, 0 updated, 13 unchanged")


def test_a_load_with_a_fault_forgets_nothing(tmp_path):
    """What the last load wrote is still known after a load that failed."""
    path = write(tmp_path / "sample.yaml")
    load(path)
    faults(write(tmp_path / "sample.yaml", changed("hep-b", name_en="New", group="heart")))

    said = load(write(path, changed("hep-b", name_en="New")))

    assert said == ["0 records created, 1 updated, 13 unchanged, 0 kept because they were changed here."]


# --- languages and ways of loading ---------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
def test_load_is_the_same_in_either_language(tmp_path, language):
    with translation.override(language):
        load(write(tmp_path / "sample.yaml"))
        text = dumped()

    assert yaml.safe_load(text.replace("[]\n", "")) == _sorted_as_dumped(records())
    with translation.override("vi"):
        bare = list(Condition.objects.values_list("name", "slug", "summary"))
    assert bare == [("Viêm gan B", "viem-gan-b", "Gan bị viêm do siêu vi B.")]
    assert _bare_column("therapies_condition", "name") == ["Viêm gan B"]


def _bare_column(table, column):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM {table}')  # noqa: S608 - names given above
        return [row[0] for row in cursor.fetchall()]


def _sorted_as_dumped(found):
    order = [model._meta.label_lower for model in fixtures.content_models()]
    found = sorted(found, key=lambda item: (order.index(item["model"]), sample.name_of(item)))
    for item in found:
        if item["model"] not in {
            "therapies.country",
            "therapies.source",
            "therapies.servicephone",
            "therapies.routeinstruction",
        }:
            item["fields"].setdefault("state", "draft")
            item["fields"].setdefault("certainty", "moderate")
        if "sources" in item["fields"]:
            item["fields"]["sources"].sort()
    sample.record(found, "subcut")["fields"] |= {"slug_vi": "tiem-duoi-da", "slug_en": "under-the-skin"}
    return found


def test_stock_loaddata_and_rebuild_give_the_same(tmp_path, empty_tables):
    path = write(tmp_path / "sample.yaml", changed("subcut", slug_vi="tiem", slug_en="skin"))
    load(path)
    entries = list(IndexEntry.objects.order_by("key").values())
    folder = tmp_path / "content"
    call_command("dump_content", folder, stdout=sample._Lines())
    text = dumped()
    empty_tables()
    assert dumped() == "[]\n" * len(fixtures.content_models())

    # Stock loaddata warns of files without records.
    files = [file for file in sorted(folder.glob("*.yaml")) if file.read_text(encoding="utf-8") != "[]\n"]
    call_command("loaddata", *files, verbosity=0)
    call_command("rebuild", stdout=sample._Lines())

    assert dumped() == text
    without_id = [{**entry, "id": None} for entry in IndexEntry.objects.order_by("key").values()]
    assert without_id == [{**entry, "id": None} for entry in entries]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_dump_load_dump(tmp_path, language, empty_tables):
    load(write(tmp_path / "sample.yaml"))
    folder = tmp_path / "content"
    with translation.override(language):
        call_command("dump_content", folder, stdout=sample._Lines())
        first = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
        empty_tables()

        said = load(*sorted(folder.glob("*.yaml")))

        assert said == ["14 records created, 0 updated, 0 unchanged, 0 kept because they were changed here."]
        call_command("dump_content", folder, stdout=sample._Lines())
    assert {path.name: path.read_bytes() for path in sorted(folder.iterdir())} == first
    assert len(first) == len(fixtures.content_models())
