"""Random sequences of steps on the whole desk, each compared with the reference (see `walk`)."""

from collections import Counter

import pytest

from tests.editorial import walk

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def test_random_sequences_are_as_the_reference_says(no_content):
    walk.make_people()
    taken, faulty = Counter(), []
    for way in walk.sequences(range(16), steps=20):
        taken.update(kind for kind, *_what in way.story)
        if way.verdict.faults:
            faulty.append(way.story)

    assert faulty[:1] == []
    # Each kind of step came up often enough to have found something.
    assert min(taken[kind] for kind in ("edit", "submit", "approve", "withdraw", "load", "SQL", "still right")) >= 5
