"""Write the records back into content files, byte for byte as `load_content` reads them."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from editorial import fixtures


class Command(BaseCommand):
    help = "Write all records into content files, one file per kind, into DIRECTORY (by default fixtures/)."

    def add_arguments(self, parser):
        parser.add_argument("directory", nargs="?", type=Path, default=Path(settings.FIXTURE_DIRS[0]))

    @transaction.atomic
    def handle(self, *, directory, **options):
        directory.mkdir(parents=True, exist_ok=True)
        parts = [directory / f"{fixtures.file_name(model)}.part" for model in fixtures.content_models()]
        try:
            for model, part in zip(fixtures.content_models(), parts, strict=True):
                part.write_text(fixtures.dump(model), encoding="utf-8", newline="\n")
            # Renamed when all are complete, so that a full disk leaves the files that were there.
            for part in parts:
                part.replace(part.with_suffix(""))
        finally:
            for part in parts:
                part.unlink(missing_ok=True)
        self.stdout.write(f"{len(parts)} files written to {directory}.")
