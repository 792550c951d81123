"""A pytest plugin for the second database of a run: leaves out what no database can change.

That is each test that needs no database, and those marked `once`, which look at pages that are alike from either.
"""

import pytest

DATABASE = {"db", "transactional_db", "django_db_setup"}


def pytest_collection_modifyitems(config, items):
    """Deselect what has been tested on the first database already."""
    again = [item for item in items if _needs_database(item) and not item.get_closest_marker("once")]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(again)])
    items[:] = again


def _needs_database(item):
    return item.get_closest_marker("django_db") is not None or bool(DATABASE & set(item.fixturenames))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """Let a run pass of which nothing is left: somebody asked for tests that need no database."""
    if session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK
