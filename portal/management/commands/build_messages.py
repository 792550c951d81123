"""Compile the interface translations, with no gettext needed on the machine."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile every .po file of the project into the .mo file beside it."
    requires_system_checks = []

    def handle(self, **options):
        catalogues = sorted(po for path in settings.LOCALE_PATHS for po in Path(path).glob("*/LC_MESSAGES/*.po"))
        for po in catalogues:
            polib.pofile(str(po)).save_as_mofile(str(po.with_suffix(".mo")))
        self.stdout.write(f"{len(catalogues)} catalogues compiled.")
