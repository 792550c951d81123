"""All of fixtures/: it loads, again and again, in either language, by our loader and by Django's own."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from editorial import fixtures
from portal.models import IndexEntry
from tests.editorial import sample
from tests.editorial.sample import dumped, load, tables

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.long]

FILES = sorted(Path(settings.FIXTURE_DIRS[0]).glob("*.yaml"))


def number_of_records():
    return sum(len(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in FILES)


def test_there_is_a_file_for_each_kind_and_no_other():
    assert [path.name for path in FILES] == sorted(map(fixtures.file_name, fixtures.content_models()))
    print(f"{number_of_records()} records in {len(FILES)} files")
    assert number_of_records() > 400


def test_files_are_as_dump_content_writes_them(tmp_path):
    """So that a record edited in the admin and dumped shows as that one change."""
    call_command("dump_content", tmp_path, stdout=sample._Lines())

    for path in FILES:
        assert (tmp_path / path.name).read_text(encoding="utf-8") == path.read_text(encoding="utf-8"), path.name


def test_load_three_times_changes_nothing():
    before = tables()
    for _ in range(3):
        said = load(*FILES, on_conflict="fail")
        assert said == [
            f"0 records created, 0 updated, {number_of_records()} unchanged, 0 kept because they were changed here."
        ]
    assert tables() == before


def test_every_record_keeps_the_rules_of_its_model():
    seen = 0
    for model in fixtures.content_models():
        for record in model.objects.all():
            record.full_clean()
            if hasattr(record, "check_sources"):
                record.check_sources(record.sources.all())
            seen += 1
    assert seen == number_of_records()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_empty_and_load_gives_the_same_in_either_language(language, empty_tables):
    before, text = _entries(), dumped()
    empty_tables()
    with translation.override(language):
        said = load(*FILES)

        assert dumped() == text
    assert said[-1].startswith(f"{number_of_records()} records created, 0 updated")
    assert _entries() == before


def test_stock_loaddata_and_rebuild_give_the_same(empty_tables):
    before, text = _entries(), dumped()
    empty_tables()

    files = [path for path in FILES if path.read_text(encoding="utf-8") != "[]\n"]
    call_command("loaddata", *files, verbosity=0)
    said = sample._Lines()
    call_command("rebuild", stdout=said)

    assert dumped() == text
    assert _entries() == before
    assert len(said.lines) == len(before) + 1
    assert said.lines[-1] == f"{len(before)} records indexed, {len(before)} of them anew."


def _entries():
    return [{**entry, "id": None} for entry in IndexEntry.objects.order_by("key").values()]
