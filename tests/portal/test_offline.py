"""The site as one file for readers who keep it on their phone: all that is public, nothing else, and never stale."""

import gzip
import json

import pytest
from django.contrib.staticfiles import finders

from portal import offline
from tests.therapies.crowd import make_crowd
from therapies.models import Condition, GlossaryTerm

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MOST_BYTES = 5_000_000


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.OFFLINE_FOLDER = tmp_path / "offline"
    return settings.OFFLINE_FOLDER


@pytest.fixture
def small(no_content):
    make_crowd(2)


def unpacked(language):
    return json.loads(gzip.decompress(offline.file_of(language).read_bytes()))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_holds_each_public_page_as_an_unknown_reader_gets_it(small, client, language):
    pages = unpacked(language)["pages"]

    for path, html in pages.items():
        assert client.get(path).content.decode() == html, path
    for model in (Condition, GlossaryTerm):
        for record in model.objects.all():
            entry = next(entry for entry in offline.IndexEntry.objects.published() if entry.key == record.key)
            assert getattr(entry, f"path_{language}").split("#")[0] in pages


@pytest.mark.parametrize("state", ["draft", "retired"])
def test_it_holds_nothing_that_is_not_public(small, state):
    hidden = Condition.objects.first()
    hidden.summary_vi = "Bản nháp bí mật."
    hidden.save()
    assert hidden.summary_vi in json.dumps(unpacked("vi"), ensure_ascii=False)

    hidden.state = state
    hidden.save()

    assert hidden.summary_vi not in json.dumps(unpacked("vi"), ensure_ascii=False)


def test_it_holds_no_page_for_members_and_no_page_of_results(small):
    site = unpacked("vi")
    assert [path for path in site["pages"] if "/admin/" in path or "tim-kiem" in path] == []
    assert site["search"] == "/vi/tim-kiem/"


def test_it_is_made_once_for_each_state_of_the_site(small, folder):
    first = offline.file_of("vi")
    made = first.stat().st_mtime_ns
    assert (offline.file_of("vi"), first.stat().st_mtime_ns) == (first, made)

    record = Condition.objects.first()
    record.summary_vi = "Nội dung khác hẳn."
    record.save()

    assert offline.file_of("vi") != first
    assert [file.name for file in folder.iterdir()] == [offline.file_of("vi").name]


@pytest.mark.once
def test_both_languages_of_the_whole_site_are_small_enough_for_a_phone(content):
    files = [offline.file_of(language) for language in ("vi", "en")]

    assert 100_000 < sum(file.stat().st_size for file in files) <= MOST_BYTES


def test_the_file_names_its_version_and_is_asked_for_anew(small, client):
    answer = client.get("/offline/en.gz")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/gzip")
    assert answer.headers["X-Version"] == client.get("/offline/version").json()["version"]
    assert answer.headers["Cache-Control"] == client.get("/worker.js").headers["Cache-Control"] == "no-cache"
    assert gzip.decompress(b"".join(answer.streaming_content)).startswith(b'{"pages"')


@pytest.mark.parametrize("path", ["/offline/fr.gz", "/offline/..%2F.gz"])
def test_there_is_no_other_file(client, path):
    assert client.get(path).status_code == 404


def test_the_page_answers_without_its_text(no_content, client):
    response = client.get("/vi/tren-dien-thoai/")

    assert (response.status_code, b'class="keep"' in response.content) == (200, True)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_manifest_opens_the_site_in_its_language(client, language):
    manifest = client.get(f"/{language}/manifest.webmanifest").json()

    assert (manifest["lang"], manifest["start_url"]) == (language, f"/{language}/")
    assert finders.find(manifest["icons"][0]["src"].removeprefix("/static/"))
