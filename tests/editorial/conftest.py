"""What the tests of content share."""

import pytest

from tests.conftest import empty


@pytest.fixture
def empty_tables(db):
    """A function that empties the tables of content in the middle of a test."""
    return empty
