"""What `bench.search` measures on one database, in a process of its own.

`python -m bench.search_on PART KIND FILE [SIZE …]`
"""

import json
import os
import random
import sys
import time
import unicodedata
from collections import defaultdict
from pathlib import Path

import django

from bench import scratch
from bench.search import ROUNDS, SIZES, labelled

PAGE, ASKED = 20, 150


def main():
    part, kind, answer, *sizes = sys.argv[1:]
    with scratch.database(kind) as (address, _cluster):
        os.environ |= scratch.environment(address, scratch.free_port())
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("load_content", verbosity=0)
        found = recall() if part == "recall" else speed([int(size) for size in sizes] or SIZES)
        Path(answer).write_text(json.dumps(found))


def recall():
    """Return what every labelled query finds, as `model:key`, as it stands and in the other normal form."""
    from portal.models import IndexEntry
    from portal.search import find

    names = {key: f"{model}:{key}" for key, model in IndexEntry.objects.published().values_list("key", "model")}
    found = {"known": list(names.values()), "ranks": {}, "other_form": {}}
    for row in labelled():
        query = row["query"]
        form = "NFD" if unicodedata.is_normalized("NFC", query) else "NFC"
        for name, text in (("ranks", query), ("other_form", unicodedata.normalize(form, query))):
            found[name][row["id"]] = [names[key] for key in find(text).keys]
    return found


def speed(sizes):
    """Return the milliseconds of each query, by number of entries and by what answers it.

    `search`, `bare` and `icontains` are asked what the index holds word for word; `nearest` is the search asked the
    other labelled queries, such as typing errors and questions.
    """
    from portal.models import IndexEntry

    chance = random.Random(20261125)  # noqa: S311 - invented entries, the same in every run
    names, sentences = material()
    queries = [row["query"] for row in labelled()]
    IndexEntry.objects.all().delete()
    times, made = {}, 0
    for size in sizes:
        invent(names, sentences, made, size, chance)
        made, times[size] = size, defaultdict(list)
        answered, others = [], []
        for query in chance.sample(queries, len(queries)):
            (answered if bare(query) else others).append(query)
        # It takes up to seconds for each without an index, so that a few tell enough.
        asked = {"search": answered[:ASKED], "bare": answered[:ASKED], "icontains": answered[:20]}
        asked["nearest"] = others[:ASKED]
        for turn in range(ROUNDS + 1):
            for name, chosen in asked.items():
                work = ANSWERS[name]
                for query in chosen:
                    begun = time.perf_counter()
                    work(query)
                    # The first round warms up: caches of the database, vocabulary, folded words.
                    times[size][name] += [1000 * (time.perf_counter() - begun)] * bool(turn)
    return times


def material():
    """Return the names and the sentences of the site's own records, in both languages."""
    from portal.models import IndexEntry
    from portal.search.passages import sentences

    names, said = [], []
    for entry in IndexEntry.objects.published().order_by("key"):
        names += [name for name in (entry.title_vi, entry.title_en) if name]
        said += [line for both in entry.texts.values() for text in both.values() for line in sentences(text)]
    return names, said


def invent(names, sentences, made, size, chance):
    """Add invented entries until there are `size` of them: two names and thirty sentences each."""
    from django.db import connection

    from portal.index import crc32
    from portal.models import IndexEntry
    from portal.search import words

    def entry(number):
        exact_title, folded_title = words.lines(chance.choices(names, k=2))
        exact, folded = words.lines(chance.choices(sentences, k=30))
        return IndexEntry(
            key=f"invented-{number}", model="therapies.fact", state="published", position=number % 100,
            prominence=number % 4, title_vi=folded_title, path_vi=f"/vi/{number}/", folded_title=folded_title,
            exact_title=exact_title, folded=f"{folded_title}\n{folded}", exact=f"{exact_title}\n{exact}",
            checksum=crc32(exact.encode()),
        )  # fmt: skip

    for start in range(made, size, 2000):
        IndexEntry.objects.bulk_create(map(entry, range(start, min(start + 2000, size))), batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def search(query):
    """The whole search function, and the entries of the first page."""
    from portal.models import IndexEntry
    from portal.search import find

    return IndexEntry.objects.found(find(query).keys[:PAGE])


def bare(query):
    """The same words put to the index of the database by hand: the first page of entries that hold all of them."""
    from portal.models import IndexEntry
    from portal.search import engine
    from portal.search.query import Query

    words = Query.parse(query).folded
    with engine.connection.cursor() as cursor:
        cursor.execute(engine.matching_ids(), [engine.expression(words, is_begun=True), PAGE])
        ids = [row[0] for row in cursor.fetchall()]
    return list(IndexEntry.objects.filter(pk__in=ids))


def icontains(query):
    """What a site without a word index does, over words folded already, which helps it."""
    from portal.models import IndexEntry
    from portal.search.query import Query

    entries = IndexEntry.objects.published().order_by("prominence", "position", "key")
    for word in Query.parse(query).folded:
        entries = entries.filter(folded__icontains=word)
    return list(entries[:PAGE])


ANSWERS = {"search": search, "bare": bare, "icontains": icontains, "nearest": search}

if __name__ == "__main__":
    main()
