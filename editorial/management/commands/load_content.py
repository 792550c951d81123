"""Load the content files: everything is checked, then all of it is written or nothing."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import translation
from tqdm import tqdm

from editorial.loading import load


class Command(BaseCommand):
    help = "Load content files (by default all of fixtures/): everything is checked, then all is written or nothing."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", metavar="FILE", type=Path)
        parser.add_argument(
            "--on-conflict",
            choices=["keep", "update", "fail"],
            default="keep",
            help="what happens to a record that was changed since the last load and differs from the file",
        )

    # So that a list of faults is in one language, the one of this program.
    @no_translations
    def handle(self, *, files, on_conflict, **options):
        paths = files or sorted(Path(settings.FIXTURE_DIRS[0]).glob("*.yaml"))
        if not paths:
            raise CommandError(f"There are no content files in {settings.FIXTURE_DIRS[0]}.")
        # disable=None: the bar shows on a terminal only.
        with translation.override("en"):  # one language for all that this command says
            report = load(paths, on_conflict, lambda entries: tqdm(entries, "Loading", unit=" records", disable=None))
        if report.faults:
            lines = sorted(set(map(str, report.faults)))
            raise CommandError("\n".join([*lines, f"{len(lines)} faults; nothing was loaded."]))
        for kept in report.kept:
            self.stdout.write(f"kept: {kept}")
        self.stdout.write(
            f"{report.created} records created, {report.updated} updated, {report.unchanged} unchanged,"
            f" {len(report.kept)} kept because they were changed here."
        )
