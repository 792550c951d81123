"""Many people at one moment, each with a connection of their own: who wins, and that nothing is lost or refused untold.

`python -m bench saving` does more of the same, on a server with several processes, some of which are killed.
"""

import sqlite3
from contextlib import contextmanager
from functools import partial

import pytest
from django.core.management import call_command
from django.db import connections
from pytest_django.live_server_helper import LiveServer

from bench import races
from bench.editors import Person
from editorial import changes, forms, roles
from editorial.models import Change, State
from therapies.models import Condition, Source

# What a test wrote is emptied from the copy, not from the database that other tests share.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

MANY = 8
COLUMN = "summary_en"
FULL = {"name_vi": "Viêm gan", "name_en": "Hepatitis", "summary_vi": "Bệnh ở gan.", "summary_en": "A liver disease."}


@pytest.fixture(scope="module")
def port(django_db_setup, django_db_blocker, tmp_path_factory):
    """The port of a site on a copy of the test database; as long as it runs, we too are connected to the copy."""
    with django_db_blocker.unblock(), copied(connections["default"], tmp_path_factory.mktemp("db")) as name:
        ours, theirs = connections["default"], connections.settings["default"]
        connections.settings["default"] = theirs | {"NAME": name}
        connections["default"] = connections.create_connection("default")
        call_command("migrate", verbosity=0)
        server = LiveServer("127.0.0.1")
        yield server.thread.port
        server.stop()
        connections["default"].close()
        connections.settings["default"], connections["default"] = theirs, ours


@contextmanager
def copied(connection, folder):
    """Yield the name of a database beside that of `connection`, which all tests share in one transaction each.

    On SQLite it is a copy; on PostgreSQL it is empty, since none is copied while a browser's thread looks at it.
    """
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        # In memory, threads would have to share one connection.
        copy = sqlite3.connect(folder / "copy.sqlite3")
        connection.connection.backup(copy)
        copy.close()
        yield str(folder / "copy.sqlite3")
        return
    name = connection.creation.get_test_db_clone_settings("copy")["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield name
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def editors(port):
    return [Person(f"an-editor-{number}", roles.EDITOR, port) for number in range(MANY)]


@pytest.fixture
def reviewers(port):
    return [Person(f"a-reviewer-{number}", roles.REVIEWER, port) for number in range(MANY)]


@pytest.fixture
def record(port):
    """A published record."""
    made = Condition.objects.create(key="hepatitis", group="liver", state=State.PUBLISHED, **FULL)
    about = {"title": "A guideline", "kind": "guideline", "read_through": "file", "state": State.PUBLISHED}
    made.sources.add(Source.objects.create(key="guideline", **about))
    return made


def test_of_many_who_save_one_value_one_wins_and_no_text_is_lost(editors, record):
    rounds = []
    for number in range(3):
        texts = [f"In round {number} editor {editor} wrote this." for editor in range(MANY)]
        rounds.append(races.save_one_value(editors, record, COLUMN, texts))

    # Of those who send their page again one by one, the first is through; the others see a newer text first.
    wanted = races.Round(winners=1, losers=MANY - 1, told=MANY - 1, lost=0, errors=0, refused_again=MANY - 2)
    assert rounds == [wanted] * 3
    assert races.broken_claims() == []


def test_of_many_who_approve_one_change_one_does_and_the_others_are_told(editors, reviewers, record):
    change = races.hand_in(editors[0], record, COLUMN, "A disease of the liver.")

    answers = races.approve_at_once(reviewers, change)

    assert sorted(answer.status for answer in answers) == [200] * (MANY - 1) + [302]
    told = {races.problem(answer) for answer in answers if answer.status == 200}
    assert told == {"Nothing was done yet This change is closed: Approved."}
    record.refresh_from_db()
    assert record.summary_en == "A disease of the liver."
    assert [change.state for change in Change.objects.of(record).filter(origin="desk")] == ["approved"]


def test_what_is_written_while_it_is_approved_becomes_public_for_nobody(editors, reviewers, record):
    for number in range(3):
        read, unread = f"This was read: {number}.", f"Nobody has read this yet: {number}."
        change = races.hand_in(editors[0], record, COLUMN, read)

        approved, edited = races.approve_while_edited(reviewers[0], editors[0], record, change, COLUMN, unread)

        record.refresh_from_db()
        assert edited.is_saved and unread in races.logged(record, COLUMN)
        assert record.summary_en != unread
        assert approved.is_saved == (record.summary_en == read)
        assert approved.is_saved or "This change was edited after you opened it." in races.problem(approved)
        assert races.broken_claims() == []
        for rest in Change.objects.of(record).open():
            changes.withdraw(rest, editors[0].user)


def test_of_many_who_add_a_record_under_one_key_one_does(editors, record):
    path = "/en/admin/therapies/condition/add/"
    opened = [person.get(path).form() for person in editors]
    sent = [form | {"key": "new-and-only", "group": "liver", "_save": "1"} for form in opened]

    answers = races.at_once(lambda person, data: person.post(path, data), editors, sent)

    assert sorted(answer.status for answer in answers) == [200] * (MANY - 1) + [302]
    assert all(answer.soup.select(".errorlist") for answer in answers if answer.status == 200)
    assert Condition.objects.filter(key="new-and-only").count() == 1


STEPS = {
    "hand in": changes.submit,
    "withdraw": changes.withdraw,
    "send back": lambda change, by: changes.send_back(change, by, "Look again."),
}
AFTER = {"hand in": "submitted", "withdraw": "withdrawn", "send back": "sent_back"}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_and_a_save_at_the_same_moment_both_count(editors, record, step):
    author, other = editors[0].user, editors[1].user
    for number in range(8):
        change = propose(record, f"First: {number}.", author)
        if step == "send back":
            changes.submit(change, author)
        works = [partial(STEPS[step], change, author), partial(propose, record, f"Then: {number}.", other)]

        races.at_once(lambda work: work(), works)

        change.refresh_from_db()
        assert change.state == AFTER[step]
        assert f"Then: {number}." in races.logged(record, COLUMN)
        assert races.broken_claims() == []
        for rest in Change.objects.of(record).open():
            changes.withdraw(rest, author)


def propose(record, text, by):
    """Propose `text` as somebody who has just opened the form; return the Change."""
    now = changes.working(record).document
    try:
        return changes.propose(record, now | {COLUMN: text}, by=by, seen=forms.seen(now, now), reason="It is time.")[0]
    except changes.Conflict:
        # The first text was withdrawn just now, so the form is opened again.
        return propose(record, text, by)
