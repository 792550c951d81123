"""Laws of the house: which way imports run, what the catalogues hold, and that no migration is forgotten."""

import ast
import re
import string
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

from editorial import fixtures

ROOT = Path(settings.BASE_DIR)
MAY_IMPORT = {
    "portal": {"portal"},
    "editorial": {"portal", "editorial"},
    "therapies": {"portal", "editorial", "therapies"},
}
CATALOGUES = sorted(ROOT.glob("locale/**/*.po"))


def imported_apps(path):
    """Return the apps that the module at `path` imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
    return found & set(MAY_IMPORT)


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_imports_run_one_way(app):
    modules = sorted((ROOT / app).rglob("*.py"))
    wrong = {str(path): imported_apps(path) - MAY_IMPORT[app] for path in modules}

    assert {path: apps for path, apps in wrong.items() if apps} == {}
    assert len(modules) > 5


@pytest.mark.parametrize("app", ["portal", "editorial"])
def test_the_engine_has_never_heard_of_interferon(app):
    speaking = [
        str(path)
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts
        and re.search(r"""["']therapies\.|(from|import) therapies""", path.read_text())
    ]

    assert speaking == ([str(ROOT / "portal" / "urls.py")] if app == "portal" else [])


@pytest.mark.django_db
def test_no_migration_is_pending():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_there_are_catalogues():
    assert [path.relative_to(ROOT).as_posix() for path in CATALOGUES if path.name == "django.po"] == [
        "locale/libraries/vi/LC_MESSAGES/django.po",
        "locale/vi/LC_MESSAGES/django.po",
    ]


def placeholders(text):
    """Return what a translation must carry over: printf and brace placeholders, and HTML tags."""
    braces = [name for _text, name, _format, _conversion in string.Formatter().parse(text.replace("{%", "")) if name]
    return sorted([*re.findall(r"%\(\w+\)[sd]|%[sd]", text), *re.findall(r"</?\w+", text), *braces])


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_interface_word_is_translated(path):
    catalogue = polib.pofile(str(path))

    assert catalogue.metadata["Language"] == "vi"
    assert catalogue.metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    assert not catalogue.metadata_is_fuzzy
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


def test_our_translations_carry_every_placeholder_over():
    catalogue = polib.pofile(str(ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"))
    wrong = []
    for entry in catalogue:
        source = entry.msgid_plural or entry.msgid
        translation = entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr
        if placeholders(source) != placeholders(translation):
            wrong.append(entry.msgid)

    assert wrong == []


def test_every_blocktranslate_is_trimmed():
    templates = [*ROOT.glob("templates/**/*.html")]
    untrimmed = [
        f"{path.name}: {tag}"
        for path in templates
        for tag in re.findall(r"{% blocktranslate[^%]*%}", path.read_text())
        if " trimmed" not in tag
    ]

    assert untrimmed == []
    assert len(templates) > 25


def test_every_content_file_belongs_to_one_model():
    expected = [fixtures.file_name(model) for model in fixtures.content_models()]

    assert sorted(path.name for path in (ROOT / "fixtures").iterdir()) == sorted(expected)
