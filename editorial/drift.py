"""Whether the two languages of a text still say the same. Pure functions: texts in, standing out; no clock, no query.

A `Pair` keeps the two texts as they last stood in step. A language is outdated as long as the *other* one's live text
differs from what it was then: whatever path wrote it, and however often it has changed since. If it returns to that
text, the pair is in step again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.languages import LANGUAGES, other_language

WORDING, MEANING, SAFETY = "wording", "meaning", "safety"
# From harmless to grave.
SIGNIFICANCES = (WORDING, MEANING, SAFETY)


@dataclass(frozen=True)
class Pair:
    """The texts by language as they last stood in step; whether somebody ever said so; which language is outdated.

    `outdated` gives, by outdated language, the gravest significance of what the other language has changed since.
    """

    texts: Mapping[str, str]
    is_confirmed: bool = False
    outdated: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Event:
    """What wrote the texts: an approved Change (`is_change`) or anything else, which counts as a change of meaning.

    `in_step` says that the writer vouches for both languages saying the same, e.g. a translator who caught up.
    """

    significance: str = MEANING
    is_change: bool = False
    in_step: bool = False


OUTSIDE = Event()


def begin(live, event):
    """Return the Pair of a text that was not there before.

    What a Change brings in both languages is confirmed, as it is where a Change alters both; what comes from elsewhere
    is in step for all we know.
    """
    if not event.is_change:
        return Pair(dict(live))
    nothing = dict.fromkeys(LANGUAGES, "")
    return follow(Pair(nothing), nothing, live, event)


def follow(pair, before, live, event):
    """Return what becomes of `pair` when its live texts turn from `before` into `live`, each a text by language."""
    moved = {language for language in LANGUAGES if not _same(before[language], live[language])}
    if event.is_change and (event.in_step or len(moved) == len(LANGUAGES)):
        return Pair(dict(live), is_confirmed=True)
    texts = dict(pair.texts)
    if event.significance == WORDING:
        # A text that had not changed in meaning still says what it said in step; one that had, does not again.
        texts |= {language: live[language] for language in moved if _same(texts[language], before[language])}
    outdated = {}
    for language in LANGUAGES:
        other = other_language(language)
        if not _same(live[other], texts[other]):
            outdated[language] = gravest(pair.outdated.get(language), event.significance if other in moved else None)
    return Pair(texts, pair.is_confirmed, outdated)


def _same(one, other):
    """Tell whether two texts are the same but for blanks and ends of lines, which nobody translates."""
    return one.split() == other.split()


def confirm(live):
    """Return the Pair of two texts that somebody has read beside each other and found to say the same."""
    return Pair(dict(live), is_confirmed=True)


def gravest(*significances):
    """Return the gravest of `significances`, None left out; without any, a change counts as one of meaning."""
    known = [significance for significance in significances if significance]
    return max(known, key=SIGNIFICANCES.index, default=MEANING)


def match_rows(old, new):
    """Return, for each row of `new`, the index of the row of `old` that it continues, or None.

    A row is a dict of texts by column. Rows are followed by what they say, since they have no other identity: first
    those that stand unchanged, then those that kept one language, then those that kept their place.
    """
    found, free = [None] * len(new), set(range(len(old)))

    def claim(fits):
        for index, row in enumerate(new):
            if found[index] is not None:
                continue
            # The same place first, so that of two equal rows each stays its own.
            places = sorted(free, key=lambda place: (place != index, place))
            match = next((place for place in places if fits(index, row, place)), None)
            if match is not None:
                found[index] = match
                free.discard(match)

    claim(lambda index, row, place: old[place] == row)
    claim(lambda index, row, place: _shares_a_language(old[place], row))
    claim(lambda index, row, place: place == index)
    return found


def _shares_a_language(one, other):
    for language in LANGUAGES:
        ending = f"_{language}"
        texts = [{name: text for name, text in row.items() if name.endswith(ending) and text} for row in (one, other)]
        if texts[0] and texts[0] == texts[1]:
            return True
    return False
