"""The pages of the desk with much on it: `python -m bench desk`.

On each database in turn (or on the one named: `sqlite`, `postgres`), with 5,000 records and 20,000 Changes, every page
is opened by an editor; the median time, the work of this process in it and the number of queries are printed, which
tests hold constant. A page that takes more than 300 ms fails the run. The times belong to this machine: when others
work on it too, the median says more of them, and the work more of the page.
"""

import itertools
import os
import statistics
import subprocess
import sys
import time
from datetime import timedelta

import django

from bench import scratch

RECORDS, CHANGES, VERSIONS = 5_000, 20_000, 400
ROUNDS = 9
MOST_MILLISECONDS = 300
SENTENCES = "A word that is explained. It says what it means, and what to do. Ask your doctor before you stop. " * 5
# How many of every hundred Changes at the desk are in each state, and what else they are.
STATES = {"approved": 90, "submitted": 3, "draft": 3, "sent_back": 1, "withdrawn": 3}


def main():
    kinds = [word for word in sys.argv[1:] if word in scratch.DATABASES]
    if set(sys.argv[1:]) - set(scratch.DATABASES):
        sys.exit("desk [sqlite | postgres]")
    if len(kinds) == 1:
        sys.exit(measure(kinds[0]))
    # Django reads its settings once, so each database has a process of its own.
    commands = [[sys.executable, "-m", "bench.desk", kind] for kind in scratch.DATABASES]
    sys.exit(max(subprocess.run(command).returncode for command in commands))  # noqa: S603


def measure(kind):
    """Print what the pages cost on a database of that `kind`; return 1 if one costs too much."""
    with scratch.database(kind) as (address, _cluster):
        os.environ |= scratch.environment(address, 8000)
        django.setup()
        scratch.prepare()
        editor, pages = people_and_pages()
        begun = time.monotonic()
        fill(editor)
        filled = time.monotonic() - begun
        print(f"\n{kind}: {RECORDS} records and {CHANGES} changes more, written in {filled:.0f} s")
        print(f"{'page':<34}{'ms':>8}{'work':>8}{'queries':>10}")
        wrong = [name for name, page in pages.items() if not report(name, editor, page)]
        django.db.connections.close_all()
    return 1 if wrong else 0


def people_and_pages():
    """Return the editor who opens the pages, and the pages by name."""
    from django.contrib.auth.models import Group, User

    from therapies.models import GlossaryTerm

    editor = User.objects.create(username="lan", is_staff=True)
    editor.groups.set(Group.objects.filter(name="editor"))
    term = GlossaryTerm.objects.order_by("pk").first()
    kind = "/en/admin/therapies/glossaryterm/"
    return editor, {
        "the desk": "/en/admin/",
        "changes": "/en/admin/changes/",
        "changes waiting": "/en/admin/changes/?state=submitted",
        f"changes by {editor}": f"/en/admin/changes/?author={editor.pk}",
        "changes, last page": "/en/admin/changes/?page=99999",
        "translations": "/en/admin/translations/",
        "translations never confirmed": "/en/admin/translations/?standing=never",
        "never reviewed": "/en/admin/to-do/never-reviewed/",
        "differences confirmed": "/en/admin/confirmed-differences/",
        "links that lead nowhere": "/en/admin/dead-links/",
        f"history of {VERSIONS} versions": f"{kind}{term.pk}/log/",
        "list of glossary terms": kind,
        "the same, searched": f"{kind}?q=word+999",
    }


def signed_in(editor):
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(editor)
    return client


def queries(editor, page):
    """Return how many queries `page` costs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(editor)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(page)
    assert response.status_code == 200, page
    return len(captured)


def report(name, editor, page):
    """Print what `page` costs; tell whether that is little enough."""
    client, asked = signed_in(editor), queries(editor, page)
    times = [seconds(lambda: client.get(page)) for _round in range(ROUNDS)]
    took, work = (1000 * statistics.median(column) for column in zip(*times, strict=True))
    is_fine = took <= MOST_MILLISECONDS
    print(f"{name:<34}{took:>8.0f}{work:>8.0f}{asked:>10}{'' if is_fine else '   TOO MUCH'}", flush=True)
    return is_fine


def seconds(work):
    """Return how long `work` took by the clock, and how long this process worked at it."""
    begun = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun[0], time.process_time() - begun[1]


# --- what there is -------------------------------------------------------------------------------


def fill(editor):
    """Write many records as a load does, and many Changes of them."""
    from django.core.management import call_command

    from editorial import log
    from editorial.models import Change
    from therapies import models

    terms = write_records(models.GlossaryTerm, RECORDS * 2 // 5)
    conditions = write_records(models.Condition, RECORDS * 3 // 10, group="liver")
    effects = write_records(models.SideEffect, RECORDS * 3 // 10, frequency="common", action="self_care")
    for model in (models.GlossaryTerm, models.Condition, models.SideEffect):
        log.notice(model.objects.all(), log.Cause(Change.Origin.LOAD))
    call_command("rebuild", verbosity=0)
    write_changes(editor, [*terms, *conditions, *effects])
    write_versions(editor, models.GlossaryTerm.objects.order_by("pk").first())
    write_standing()


def write_records(model, number, **values):
    """Write public records of `model` that rest on a source, in bulk; return them."""
    from editorial.models import translated_fields
    from therapies.models import Source

    names = translated_fields(model)
    records = []
    for index in range(number):
        texts = {f"{name}_{code}": text_for(model, name, index) for name in names for code in ("vi", "en")}
        texts |= {"name_vi": f"Từ {index}", "name_en": f"Word {index}"}
        key = f"{model._meta.model_name}-{index}"
        texts |= {column: key for column in ("slug_vi", "slug_en") if column in texts}
        records.append(model(key=key, state="published", **texts, **values))
    records = model.objects.bulk_create(records, batch_size=500)
    through, source = model.sources.through, Source.objects.first()
    owner = model.sources.field.m2m_field_name()
    through.objects.bulk_create([through(**{owner: record, "source": source}) for record in records], batch_size=500)
    return records


def text_for(model, name, index):
    return f"{index} {SENTENCES}"[: model._meta.get_field(name).max_length]


def write_changes(editor, records):
    """Write Changes until there are as many as we want, of these records in turn and in all states."""
    from django.utils import timezone

    from editorial.models import Change

    states = itertools.cycle([state for state, number in STATES.items() for _each in range(number)])
    now, missing = timezone.now(), CHANGES - VERSIONS - RECORDS
    found = []
    for index, record, state in zip(range(missing), itertools.cycle(records), states, strict=False):
        is_closed = state in ("approved", "withdrawn")
        change = about(record, state=state, opened_by=editor, opened_at=now - timedelta(minutes=index))
        change.submitted_at = None if state == "draft" else now - timedelta(minutes=index)
        change.closed_at = now - timedelta(minutes=index) if is_closed else None
        change.significance = ("meaning", "wording", "safety")[index % 3]
        change.origin = "outside" if is_closed and index % 50 == 0 else "desk"
        change.override_reason = "Nobody else was there." if state == "approved" and index % 400 == 1 else ""
        change.look_back = state == "approved" and index % 400 == 2
        found.append(change)
    write_edits(Change.objects.bulk_create(found, batch_size=500), editor)


def about(record, **values):
    from editorial.models import Change

    return Change(model=record._meta.label_lower, key=record.key, reason="A guideline of this year", **values)


def write_edits(changes, editor):
    """Write an Edit of one text for each of `changes`."""
    from editorial.models import Edit

    texts = {"field": "summary", "language": "en", "before": SENTENCES, "after": SENTENCES.replace("stop", "begin")}
    Edit.objects.bulk_create([Edit(change=change, author=editor, **texts) for change in changes], batch_size=500)


def write_versions(editor, record):
    """Write a long history of one record."""
    from django.utils import timezone

    from editorial.models import Change

    closed = {"state": "approved", "opened_by": editor, "closed_by": editor}
    days = (timezone.now() - timedelta(days=number) for number in range(VERSIONS))
    write_edits(Change.objects.bulk_create([about(record, **closed, closed_at=day) for day in days]), editor)


def write_standing():
    """Let every tenth text be outdated; confirm differences; let links fail."""
    from django.db.models import F
    from django.utils import timezone

    from editorial.models import ConfirmedDifference, LinkCheck, Pairing
    from therapies.models import Source

    outdated = Pairing.objects.annotate(tenth=F("pk") % 10)
    outdated.filter(tenth=1).update(vi_outdated_since=timezone.now(), vi_outdated_by="safety", en="An old text.")
    outdated.filter(tenth=2).update(en_outdated_since=timezone.now(), en_outdated_by="meaning", vi="Chữ cũ.")
    confirmed = [
        ConfirmedDifference(
            key=str(number),
            model="therapies.glossaryterm",
            record_key=f"glossaryterm-{number}",
            path="summary",
            rule="number",
            texts="x",
            reason="It is right.",
            signed="unreviewed" if number % 2 else "Lan",
        )
        for number in range(500)
    ]
    ConfirmedDifference.objects.bulk_create(confirmed)
    urls = set(Source.objects.exclude(url="").values_list("url", flat=True))
    now = timezone.now()
    checks = [LinkCheck(url=url, status=404, checked_at=now, failing_since=now) for url in sorted(urls)]
    LinkCheck.objects.bulk_create(checks)


if __name__ == "__main__":
    main()
