"""What the tests share: the site's content, a database without it, and static files as they lie in static/.

The database of a test run holds the whole content of fixtures/, loaded once (with xdist: once per worker). A test
asks for one of two fixtures, and so never depends on what ran before it:

* `content` - all records of fixtures/ are there;
* `no_content` - every content table is empty, for this test only.
"""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import translation

FAULTS_OF_CONTENT = []


def pytest_configure():
    # With DEBUG off the site serves collected and hashed files; tests must not need a collectstatic before them.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # The real hasher takes a third of a second for each account, on purpose.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Tests sign in with a password or with none; what comes after it has tests of its own, which turn it on.
    settings.SECOND_FACTOR = False
    # A live server's thread must not keep a connection, or PostgreSQL cannot drop the test database.
    connections.settings["default"]["CONN_MAX_AGE"] = 0
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True


@pytest.fixture(autouse=True)
def own_language():
    """Begin each test in the site's own language: a request leaves behind that of its address."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load fixtures/ once. Faulty content fails the tests that ask for it, not all the others too."""
    with django_db_blocker.unblock():
        try:
            call_command("load_content", verbosity=0)
        except CommandError as error:
            FAULTS_OF_CONTENT.append(str(error))
    yield
    with django_db_blocker.unblock():
        end_other_sessions()


def end_other_sessions():
    """End what a live server's threads left open on PostgreSQL, which otherwise cannot drop the test database."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def content(db):
    """The records of fixtures/; loaded again where a test with transactions of its own has emptied the tables."""
    from therapies.models import Page

    if FAULTS_OF_CONTENT:
        pytest.fail(FAULTS_OF_CONTENT[0], pytrace=False)
    if not Page.objects.exists():
        call_command("load_content", verbosity=0)


@pytest.fixture
def no_content(db):
    """Empty the tables of records and what is derived from them; the rollback after the test brings them back."""
    empty()


def empty():
    """Delete all rows of content, without a look at what protects them."""
    from editorial import fixtures, models
    from portal.models import IndexEntry, PublicSlug

    content = list(reversed(fixtures.content_models()))
    joins = [column.remote_field.through for model in content for column in model._meta.many_to_many]
    log = [models.Edit, models.Claim, models.Change, models.Snapshot, models.Pairing, models.ReviewedText]
    for model in [*joins, *content, *log, models.LoadedRecord, PublicSlug, IndexEntry]:
        model.objects.all()._raw_delete(using="default")
