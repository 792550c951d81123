"""The command that notices what was written past the desk, brings the index up to date and lists what is to do."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial import changes, document
from editorial.models import Pairing, Snapshot
from portal.models import IndexEntry, PublicSlug
from tests.editorial import sample
from therapies.models import AdministrationRoute, Condition, Fact, GlossaryTerm, RouteInstruction, Use

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_loaded")]

# What the drafts of the sample lack, whatever a test does.
ALWAYS = [
    "glossaryterm protein: missing: name_vi, summary_vi, summary_en",
    "administrationroute subcut: missing: summary_vi, summary_en, who_gives_it_vi, who_gives_it_en,"
    " typical_schedule_vi, typical_schedule_en",
]


@pytest.fixture
def _loaded(no_content, monkeypatch):
    """The sample as loaded, on 25 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 25, 9, tzinfo=UTC))
    sample.load(sample.SAMPLE)


def check():
    """Run the command, which has something to say; return its lines, those of every test left out, and the last."""
    with pytest.raises(CommandError) as error:
        call_command("check_content", stdout=(said := StringIO()))
    lines = said.getvalue().splitlines()
    return [line for line in lines if line not in ALWAYS], str(error.value)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_text_written_by_sql_is_told_once_and_outdated_until_it_is_mended():
    sql("UPDATE therapies_condition SET summary_en = 'Unseen.'")
    outdated = "condition hep-b: summary: Vietnamese outdated since 2026-11-25 (meaning)"

    assert check() == (
        ["condition hep-b: summary_en: written past the desk", outdated],
        "4 findings. 11 texts were never compared in both languages by anybody.",
    )
    assert check() == ([outdated], "3 findings. 11 texts were never compared in both languages by anybody.")


def test_what_came_through_the_desk_is_not_told():
    an, em = (get_user_model().objects.create_superuser(name) for name in ("an", "em"))
    record = Condition.objects.get()
    seen = {"summary_en": document.digest(record.summary_en)}
    (change,) = changes.propose(
        record, {"summary_en": "New."}, by=an, seen=seen, columns=["summary_en"], significance="safety"
    )
    changes.approve(changes.submit(change, an), em)

    assert check()[0] == ["condition hep-b: summary: Vietnamese outdated since 2026-11-25 (safety)"]


def test_the_gravest_stands_first():
    Pairing.objects.filter(key="peg-2a", path="summary").update(
        vi_outdated_by="meaning", vi_outdated_since=datetime(2026, 11, 3, tzinfo=UTC)
    )
    Pairing.objects.filter(key="use-hep-b").update(
        en_outdated_by="safety", en_outdated_since=datetime(2026, 11, 4, tzinfo=UTC)
    )

    assert check()[0] == [
        "use use-hep-b: summary: English outdated since 2026-11-04 (safety)",
        "interferon peg-2a: summary: Vietnamese outdated since 2026-11-03 (meaning)",
    ]


def test_a_value_without_a_language_is_told_too():
    Condition.objects.update(icd10_code="B18.2")

    assert check()[0] == ["condition hep-b: icd10_code: written past the desk"]


def test_a_row_written_in_bulk_is_told_with_its_list():
    RouteInstruction.objects.update(text_en="Wash.")

    # A draft was never public, so nothing of it is outdated.
    assert check()[0] == ["administrationroute subcut: instructions: written past the desk"]


def test_the_index_finds_what_was_written_in_bulk_and_what_is_named_after_it():
    Condition.objects.update(name_en="Serum hepatitis", slug_en="serum-hepatitis")

    check()

    found = {entry.key: entry.title_en for entry in IndexEntry.objects.matching("serum")}
    assert found == {"hep-b": "Serum hepatitis", "use-hep-b": "Serum hepatitis"}
    slugs = PublicSlug.objects.filter(key="hep-b").values_list("slug", flat=True)
    assert sorted(slugs) == ["hep-b", "hepatitis-b", "serum-hepatitis", "viem-gan-b"]


def test_the_index_forgets_what_was_deleted_by_sql():
    Use.sources.through.objects.all().delete()
    sql("DELETE FROM therapies_use_interferons")
    sql("DELETE FROM therapies_use")

    assert check()[0] == ["use use-hep-b: deleted past the desk"]
    assert list(IndexEntry.objects.filter(key="use-hep-b")) == []
    assert list(Snapshot.objects.filter(key="use-hep-b")) == []


def test_a_record_that_the_log_never_saw_takes_one_line():
    GlossaryTerm.objects.bulk_create(
        [
            GlossaryTerm(
                key="virus", state="published", no_source_found=True, name_vi="Vi rút", name_en="Virus",
                summary_vi="Mầm bệnh.", summary_en="A germ.",
            )
        ]
    )  # fmt: skip

    assert check()[0] == ["glossaryterm virus: a new record: written past the desk"]
    assert [entry.key for entry in IndexEntry.objects.matching("germ")] == ["virus"]


def test_a_rule_that_sql_broke_is_told():
    sql("UPDATE therapies_condition SET icd10_code = 'B181'")

    assert check()[0] == [
        "condition hep-b: icd10_code: written past the desk",
        "condition hep-b: icd10_code: An ICD-10 code looks like B18.1.",
    ]


def test_with_nothing_to_do_it_only_counts_what_was_never_compared():
    fact = Fact.objects.get()
    fact.about = "cytokine"
    fact.save()
    protein = GlossaryTerm.objects.get(key="protein")
    protein.name_vi, protein.summary_vi, protein.summary_en = "Đạm", "Chất.", "A substance."
    protein.save()
    AdministrationRoute.objects.get().delete()
    Pairing.objects.exclude(key="hep-b").delete()
    record = Condition.objects.get()
    texts = document.texts(Condition, document.read(record))
    changes.confirm_pair(record, "name", document.digest(texts["name"]), get_user_model().objects.create_user("an"))

    call_command("check_content", stdout=(said := StringIO()))

    assert said.getvalue() == "Nothing to do. 1 texts were never compared in both languages by anybody.\n"


def test_records_that_stand_as_the_log_knows_them_cost_the_same_however_many_they_are():
    def queries():
        with CaptureQueriesContext(connection) as captured:
            check()
        return len(captured)

    before = queries()
    GlossaryTerm.objects.bulk_create(
        GlossaryTerm(key=f"word-{number}", state="draft", name_vi="x", name_en="x", summary_vi="x", summary_en="x")
        for number in range(10)
    )
    check()

    # One question each: whether another kind of record has the key.
    assert queries() == before + 10
