"""The rules of drift one by one, and random histories of texts and rows against the reference."""

import random
from collections import Counter

import pytest

from editorial import drift
from editorial.drift import MEANING, OUTSIDE, SAFETY, WORDING, Event, Pair
from tests.editorial import histories
from tests.editorial.reference import Text, Written, followed

OLD = {"vi": "Gan.", "en": "Liver."}
NEW_VI, NEW_EN, NEW = OLD | {"vi": "Lá gan."}, OLD | {"en": "The liver."}, {"vi": "Lá gan.", "en": "The liver."}


def change(significance, **said):
    return Event(significance, is_change=True, **said)


def after(*steps, start=None):
    """Return the Pair after `steps`, each the texts that it leaves and the event that wrote them."""
    pair, live = start or Pair(OLD), OLD
    for texts, event in steps:
        pair, live = drift.follow(pair, live, texts, event), texts
    return pair


# --- how it begins -------------------------------------------------------------------------------


def test_what_is_loaded_first_is_in_step_but_never_confirmed():
    assert drift.begin(OLD, OUTSIDE) == Pair(OLD)


def test_what_a_change_brings_in_both_languages_is_confirmed():
    assert drift.begin(OLD, change(MEANING)) == Pair(OLD, is_confirmed=True)


def test_what_a_change_brings_in_one_language_leaves_the_other_outdated():
    live = {"vi": "", "en": "Liver."}

    assert drift.begin(live, change(SAFETY)) == Pair({"vi": "", "en": ""}, outdated={"vi": SAFETY})


def test_what_a_change_brings_in_one_language_is_confirmed_if_somebody_vouches():
    live = {"vi": "", "en": "Liver."}

    assert drift.begin(live, change(MEANING, in_step=True)) == Pair(live, is_confirmed=True)


# --- one change ----------------------------------------------------------------------------------


def test_wording_on_one_side_stays_in_step_and_moves_what_counts_as_in_step():
    assert after((NEW_VI, change(WORDING))) == Pair(NEW_VI)


@pytest.mark.parametrize("significance", [MEANING, SAFETY])
@pytest.mark.parametrize(("live", "outdated"), [(NEW_VI, "en"), (NEW_EN, "vi")])
def test_meaning_or_safety_on_one_side_outdates_the_other(live, outdated, significance):
    assert after((live, change(significance))) == Pair(OLD, outdated={outdated: significance})


def test_both_sides_in_one_change_are_confirmed():
    assert after((NEW, change(SAFETY))) == Pair(NEW, is_confirmed=True)


def test_a_translator_may_vouch_for_an_edit_of_one_side():
    assert after((NEW_EN, change(MEANING, in_step=True))) == Pair(NEW_EN, is_confirmed=True)


def test_outside_one_side_counts_as_meaning():
    assert after((NEW_VI, OUTSIDE)) == Pair(OLD, outdated={"en": MEANING})


def test_outside_both_sides_are_outdated_since_nobody_compared_them():
    assert after((NEW, OUTSIDE)) == Pair(OLD, outdated={"vi": MEANING, "en": MEANING})


def test_nobody_can_vouch_from_outside():
    assert after((NEW_VI, Event(MEANING, in_step=True))) == Pair(OLD, outdated={"en": MEANING})


# --- one after another ---------------------------------------------------------------------------


def test_a_text_that_returns_is_in_step_again():
    assert after((NEW_VI, change(SAFETY)), (OLD, OUTSIDE)) == Pair(OLD)


def test_the_gravest_significance_stays_until_the_text_is_in_step():
    third = OLD | {"vi": "Buồng gan."}

    assert after((NEW_VI, change(SAFETY)), (third, change(MEANING))).outdated == {"en": SAFETY}


def test_a_text_that_returned_forgets_how_grave_it_was():
    third = OLD | {"vi": "Buồng gan."}

    assert after((NEW_VI, change(SAFETY)), (OLD, OUTSIDE), (third, change(MEANING))).outdated == {"en": MEANING}


def test_wording_of_a_text_that_changed_in_meaning_does_not_bring_it_back_into_step():
    third = OLD | {"vi": "Buồng gan."}

    assert after((NEW_VI, change(MEANING)), (third, change(WORDING))) == Pair(OLD, outdated={"en": MEANING})


def test_wording_of_the_outdated_side_leaves_it_outdated():
    assert after((NEW_VI, change(SAFETY)), (NEW, change(WORDING))) == Pair(NEW_EN, outdated={"en": SAFETY})


def test_catching_up_without_a_word_outdates_both_sides():
    found = after((NEW_VI, change(SAFETY)), (NEW, change(MEANING)))

    assert found == Pair(OLD, outdated={"en": SAFETY, "vi": MEANING})


def test_catching_up_and_vouching_is_in_step():
    assert after((NEW_VI, change(SAFETY)), (NEW, change(MEANING, in_step=True))) == Pair(NEW, is_confirmed=True)


def test_still_right_is_in_step():
    assert drift.confirm(NEW_VI) == Pair(NEW_VI, is_confirmed=True)


def test_a_confirmed_pair_stays_confirmed_while_it_is_outdated():
    start = Pair(OLD, is_confirmed=True)

    assert after((NEW_VI, OUTSIDE), start=start) == Pair(OLD, is_confirmed=True, outdated={"en": MEANING})


def test_nothing_changed_changes_nothing():
    outdated = Pair(OLD, outdated={"en": SAFETY})

    assert drift.follow(outdated, NEW_VI, NEW_VI, change(WORDING)) == outdated


def test_gravest():
    assert drift.gravest(WORDING, SAFETY, None, MEANING) == SAFETY
    assert drift.gravest(None, WORDING) == WORDING
    assert drift.gravest(None, None) == MEANING


# --- rows ----------------------------------------------------------------------------------------


def rows(*texts):
    return [{"text_vi": vi, "text_en": en} for vi, en in texts]


A, B, C = ("a", "A"), ("b", "B"), ("c", "C")


@pytest.mark.parametrize(
    ("new", "places"),
    [
        ([A, B, C], [0, 1, 2]),
        ([C, A, B], [2, 0, 1]),
        ([B, C], [1, 2]),
        ([("x", "X"), A, B, C], [None, 0, 1, 2]),
        ([A, B, C, ("x", "X")], [0, 1, 2, None]),
        # Edited in one language while the rows move.
        ([("c2", "C"), ("a", "A2"), B], [2, 0, 1]),
        ([("b", "B2"), ("c2", "C")], [1, 2]),
        # Two new texts go on in the place of a row that is gone.
        ([A, ("x", "X"), C], [0, 1, 2]),
        ([C, ("x", "X"), A], [2, 1, 0]),
        ([], []),
    ],
)
def test_rows_are_followed_by_what_they_say(new, places):
    assert drift.match_rows(rows(A, B, C), rows(*new)) == places
    assert followed([A, B, C], new) == places


def test_of_equal_rows_each_stays_in_its_place():
    assert drift.match_rows(rows(A, A, B), rows(A, B, A)) == [0, 2, 1]


def test_rows_without_texts_keep_their_places():
    assert drift.match_rows([{}, {}], [{}, {}, {}]) == [0, 1, None]


def test_an_empty_text_is_not_what_two_rows_share():
    assert drift.match_rows(rows(("", "A"), ("", "B")), rows(("", "X"), ("", "A"))) == [None, 0]


# --- against the reference -----------------------------------------------------------------------


def test_the_reference_tells_what_it_should():
    text = Text(Written("Gan.", "Liver."))
    text.write(Written("Lá gan.", "Liver.", SAFETY, by_change=True))
    assert text.standing() == (False, {"en": SAFETY})

    text.write(Written("Lá gan.", "The liver.", MEANING, by_change=True, vouched=True))
    assert text.standing() == (True, {})

    text.write(Written("Lá gan.", "Livers."))
    assert text.standing() == (True, {"vi": MEANING})


@pytest.mark.parametrize("history", [histories.texts, histories.rows])
def test_random_histories_are_as_the_reference_says(history):
    faults, steps, kinds = Counter(), 0, Counter()
    for seed in range(2000):
        found, taken = history(random.Random(seed), kinds)  # noqa: S311 - the same in every run
        faults.update(found)
        steps += taken

    assert faults == Counter()
    assert steps == 2000 * histories.STEPS
    # The histories are not all the same: each standing came up often.
    assert min(kinds[kind] for kind in ("in step", "outdated", "both outdated", "never confirmed")) > 500


def test_blanks_and_line_ends_neither_outdate_nor_confirm():
    in_step = {"vi": "Gan bị viêm.", "en": "An inflamed liver."}
    pair = drift.Pair(in_step)
    live = {"vi": "Gan bị sưng.", "en": "An inflamed  liver.\n"}

    followed = drift.follow(pair, in_step, live, drift.Event(is_change=True))

    assert (followed.is_confirmed, followed.outdated) == (False, {"en": "meaning"})
