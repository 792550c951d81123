"""Many people at one desk at the same moment, over HTTP: who wins, what the others are told, and what the log holds."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException

from django.db import connection
from django.urls import reverse
from django.utils import translation

from editorial.models import Change, Claim, Edit

FAILURES = (OSError, HTTPException)


def at_once(work, *arguments):
    """Call `work` in as many threads as there are arguments, all at the same moment; return the results in order."""
    gate = threading.Barrier(len(arguments[0]))

    def wait_and_work(*given):
        gate.wait()
        try:
            return work(*given)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(arguments[0])) as pool:
        return list(pool.map(wait_and_work, *arguments))


def address(record, step="change"):
    """Return where the desk changes `record`, or takes another step with it."""
    with translation.override("en"):
        if step == "change":
            return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
        return reverse(f"admin:{step}", args=[record._meta.app_label, record._meta.model_name, record.pk])


def address_of_change(change):
    with translation.override("en"):
        return reverse("admin:change", args=[change.pk])


def logged(record, column):
    """Return every text that the log holds for the value of `column`."""
    name, language = column[:-3], column[-2:]
    edits = Edit.objects.filter(change__in=Change.objects.of(record), field=name, language=language)
    return set(edits.values_list("after", flat=True))


def broken_claims():
    """Return what must never be: values of open Changes that are not claimed, or claimed by another Change."""
    claims = {(claim.model, claim.key, claim.column): claim.change_id for claim in Claim.objects.all()}
    wanted = {
        (edit.change.model, edit.change.key, edit.column): edit.change_id
        for edit in Edit.objects.filter(change__in=Change.objects.open()).select_related("change")
    }
    return sorted(set(claims.items()) ^ set(wanted.items()))


# --- one value, many people ----------------------------------------------------------------------


@dataclass
class Round:
    """What became of several texts that were sent for one value at the same moment."""

    winners: int = 0
    losers: int = 0
    told: int = 0
    lost: int = 0
    errors: int = 0
    refused_again: int = 0


def save_one_value(people, record, column, texts):
    """Let each of `people` save their text into `column` of `record` at once, then the losers again one by one."""
    path = address(record)
    opened = [person.get(path).form() for person in people]
    sent = [form | {column: text, "_save": "1"} for form, text in zip(opened, texts, strict=True)]
    answers = at_once(lambda person, data: person.post(path, data), people, sent)
    won = [text for text, answer in zip(texts, answers, strict=True) if answer.is_saved]
    losers = [each for each in zip(people, texts, answers, strict=True) if not each[2].is_saved]
    found = Round(len(won), len(losers), errors=sum(answer.status >= 500 for answer in answers))
    if won and not set(won) <= logged(record, column):
        found.lost += 1
    for person, text, answer in losers:
        found.told += answer.status == 200 and is_told(answer, column, won[0] if won else None, text)
        found.refused_again += send_until_saved(person, path, column, text, answer)
    found.lost += len(set(texts) - logged(record, column) - set(won))
    return found


def is_told(answer, column, theirs, mine):
    """Tell whether the page shows whose text was faster, what was typed, the way from one to the other, and the box."""
    shown = answer.soup.select_one(".clashes .clash")
    if shown is None or answer.form().get(column) != mine:
        return False
    first, second, difference = shown.select("dd")[:3]
    return [first.text, second.text, *sides(difference)] == [theirs, mine, theirs, mine]


def sides(difference):
    """Return the text before and the text after that a marked difference stands for; blanks count once."""
    found = []
    for other in ("ins", "del"):
        pieces = [piece for piece in difference.find_all(string=True) if piece.find_parent(other) is None]
        found.append(" ".join("".join(pieces).split()))
    return found


def send_until_saved(person, path, column, text, answer, most=3):
    """Send the page that came back again, as its editor would, until it is saved; return how often it was refused."""
    for refused in range(most):
        form = answer.form()
        assert form[column] == text
        answer = person.post(path, form | {"_save": "1"})
        if answer.is_saved:
            return refused
    return most


# --- many values, many people --------------------------------------------------------------------


@dataclass
class Saves:
    """What somebody who saves without pause was told: texts that the site said it has, seconds, and what failed."""

    acknowledged: list = field(default_factory=list)
    seconds: list = field(default_factory=list)
    failures: list = field(default_factory=list)


def keep_saving(person, record, column, is_over, saves):
    """Save one text after the other into `column` of `record` until `is_over` is set, whatever happens meanwhile."""
    path, number = address(record), 0
    while not is_over.is_set():
        try:
            form = person.get(path).form()
            while not is_over.is_set():
                number += 1
                text = f"{form[column].split(' – ')[0]} – {person.user.username}, text {number}"
                _save(person, path, form | {column: text, "_save": "1"}, text, saves)
                form["seen"] = person.get(path).seen()
        except (*FAILURES, AttributeError, TypeError) as failure:
            # No page, or a page without the form: it says that the site cannot save just now.
            saves.failures.append(repr(failure))
            time.sleep(0.05)


def _save(person, path, data, text, saves):
    begun = time.perf_counter()
    answer = person.post(path, data)
    saves.seconds.append(time.perf_counter() - begun)
    if answer.is_saved:
        saves.acknowledged.append(text)
    else:
        saves.failures.append(answer.status)


@contextmanager
def everybody_saving(people, records, column):
    """Let each of `people` save into a record of their own for the length of the block; yield their Saves."""
    is_over, saves = threading.Event(), [Saves() for _person in people]
    threads = [
        threading.Thread(target=keep_saving, args=(person, record, column, is_over, its))
        for person, record, its in zip(people, records, saves, strict=True)
    ]
    for thread in threads:
        thread.start()
    try:
        yield saves
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def lost(records, column, saves):
    """Return the texts that the site acknowledged and that its log does not hold."""
    return [
        text
        for record, its in zip(records, saves, strict=True)
        for text in sorted(set(its.acknowledged) - logged(record, column))
    ]


# --- approving and taking down -------------------------------------------------------------------


def hand_in(person, record, column, text):
    """Let `person` change one value and hand it in; return the Change."""
    path = address(record)
    said = {"significance": "meaning", "reason": "It is time.", column: text, "_submit": "1"}
    answer = person.post(path, person.get(path).form() | said)
    assert answer.is_saved, answer.soup.select_one("#content").text
    return Change.objects.of(record).open().get(opened_by=person.user, state=Change.State.SUBMITTED)


def approval(person, change):
    """Return what `person` would send to approve `change` as it stands."""
    return person.get(address_of_change(change)).form("form#approve") | {"step": "approve"}


def approve_at_once(people, change):
    """Let all `people` approve `change` at once; return their answers."""
    sent = [approval(person, change) for person in people]
    path = address_of_change(change)
    return at_once(lambda person, data: person.post(path, data), people, sent)


def problem(answer):
    """Return what the page says went wrong, as one text."""
    shown = answer.soup.select_one(".problem")
    return " ".join(shown.text.split()) if shown else ""


def approve_while_edited(reviewer, author, record, change, column, text):
    """Let `reviewer` approve `change` while `author` writes `text` into it; return both answers."""
    approving = (address_of_change(change), approval(reviewer, change))
    path = address(record)
    editing = (path, author.get(path).form() | {column: text, "_save": "1"})
    return at_once(lambda person, sent: person.post(*sent), [reviewer, author], [approving, editing])


def take_down(person, record, public_path):
    """Let `person` take `record` down; return the seconds from the click until its public page says that it is gone."""
    path = address(record, "take_down")
    data = person.get(path).form() | {"reason": "It could hurt somebody."}
    done = []
    posting = threading.Thread(target=lambda: done.append(person.post(path, data)))
    begun = time.perf_counter()
    posting.start()
    while person.get(public_path).status != 410:
        assert time.perf_counter() < begun + 60, "The page stays."
    seconds = time.perf_counter() - begun
    posting.join()
    assert done[0].is_saved
    return seconds
