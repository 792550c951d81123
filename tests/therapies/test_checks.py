"""No prose may stand in one language only because somebody forgot to register it."""

from django.core.checks import Error

from therapies import checks


def test_therapies_E001(monkeypatch):
    monkeypatch.setattr(checks, "NOT_PROSE", checks.NOT_PROSE - {"brand.other_spellings"})

    assert checks.prose_is_translated(None) == [
        Error(
            "brand.other_spellings is prose but is not translated.",
            hint="Register it in therapies/translation.py.",
            id="therapies.E001",
        )
    ]


def test_all_prose_is_translated():
    assert checks.prose_is_translated(None) == []
