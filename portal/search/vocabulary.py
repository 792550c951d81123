"""The words of all public entries, as one process remembers them: how common each is, and what was meant instead.

Built from the folded columns in Python, so that both databases give the same; built anew when the entries' checksums
say so. Only a query that finds too little needs it.
"""

import math
from collections import Counter, defaultdict
from difflib import get_close_matches
from itertools import pairwise

from django.db.models import Count, Sum

from portal.models import IndexEntry

# More entries than this are not read for their words: one request would wait for it.
MOST_ENTRIES = 20_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# What Vietnamese speakers write for one another, by sound: first letters, then last letters.
SOUNDS_BEFORE = [("ngh", "ng"), ("gh", "g"), ("tr", "c"), ("ch", "c"), ("x", "s"), ("gi", "z"), ("d", "z"), ("r", "z")]
SOUNDS_BEFORE += [("v", "z"), ("qu", "w"), ("k", "c"), ("n", "l")]
SOUNDS_AFTER = [("ng", "n"), ("nh", "n"), ("ch", "c"), ("t", "c")]
# Letters that Telex and VNI keyboards turn into marks; typed too often or elsewhere, they stay.
TELEX = str.maketrans("", "", "sfrxjzw")
DOUBLED = [("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("uw", "u"), ("ow", "o"), ("aw", "a"), ("w", "u")]

_remembered = None


def current():
    """Return the Vocabulary of the entries as they are now."""
    global _remembered
    published = IndexEntry.objects.published()
    stamp = published.aggregate(count=Count("pk"), total=Sum("checksum"))
    if _remembered is None or _remembered[0] != stamp:
        rows = published.order_by("prominence", "position", "key").values_list("folded_title", "folded")
        _remembered = stamp, Vocabulary(rows[:MOST_ENTRIES].iterator())
    return _remembered[1]


class Vocabulary:
    """Folded words with the number of entries that hold each, and pairs of words that stand together in names."""

    def __init__(self, entries):
        self.total, self.counts, self.pairs, self.in_names = 0, Counter(), Counter(), set()
        for names, words in entries:
            self.total += 1
            self.counts.update(set(words.split()))
            for name in names.split("\n"):
                self.pairs.update(pairwise(name.split()))
                self.in_names.update(name.split())
        self.by_first, self.by_sound = defaultdict(list), defaultdict(list)
        for word in sorted(self.counts):
            self.by_first[word[0], len(word)].append(word)
            self.by_sound[sound(word)].append(word)

    def __contains__(self, word):
        return word in self.counts

    def weight(self, word):
        """Return how telling `word` is: 1 for one that every entry holds, more for rarer ones."""
        return 4 + round(16 * math.log2((self.total + 1) / (self.counts.get(word, 0) + 1)))

    def near(self, word, most=8, slips=2):
        """Return `[(cost, other word)]` of words that may have been meant by `word`, the likeliest first."""
        found = {}
        for cost, others in ((1, typed_marks(word)), (1, self.by_sound.get(sound(word), ())), (2, edits(word))):
            for other in others:
                if other in self.counts and other != word:
                    # The first letter is rarely the wrong one, except where two sound alike.
                    found.setdefault(other, cost + (cost > 1 and other[0] != word[0]))
        # Two slips rarely make another word that exists.
        if slips > 1 and len(word) > 5 and word not in self.counts:
            for other in self._alike(word):
                if other not in found and distance(word, other, 2) <= 2:
                    found[other] = 4
        ranked = sorted((cost, word not in self.in_names, -self.counts[word], word) for word, cost in found.items())
        return [(cost, other) for cost, _, _, other in ranked[:most]]

    def _alike(self, word):
        """Yield the words with the first letter of `word` that two slips could make of it, by length and letters."""
        letters = set(word)
        for length in range(len(word) - 2, len(word) + 3):
            yield from (
                other for other in self.by_first[word[0], length] if len(letters.symmetric_difference(other)) < 5
            )

    def like(self, words, most=4):
        """Return words of names that look the most like the first of these, when nothing better is known."""
        found = [like for word in words[:2] for like in get_close_matches(word, sorted(self.in_names), 2, cutoff=0.6)]
        return list(dict.fromkeys(found))[:most]

    def pieces(self, word):
        """Return the two known words that `word` was written together from, or None."""
        cuts = [(word[:cut], word[cut:]) for cut in range(1, len(word))]
        known = [pair for pair in cuts if pair in self.pairs]
        return max(known, key=lambda pair: (self.pairs[pair], len(pair[0])), default=None)


def sound(word):
    """Return how `word` sounds to speakers of any region, roughly: `cham` and `tram` are one."""
    for written, heard in SOUNDS_BEFORE:
        if word.startswith(written):
            word = heard + word[len(written) :]
            break
    for written, heard in SOUNDS_AFTER:
        if word.endswith(written) and len(word) > len(written) + 1:
            word = word[: -len(written)] + heard
            break
    return word.replace("y", "i")


def typed_marks(word):
    """Return what `word` may be if its keyboard wrote marks as letters or digits: `ddaf` is `da`."""
    plain = word[0] + word[1:].translate(TELEX)
    plain = plain.rstrip("0123456789")
    found = {plain, word.rstrip("0123456789")}
    for doubled, single in DOUBLED:
        word, plain = word.replace(doubled, single), plain.replace(doubled, single)
    squeezed = "".join(letter for place, letter in enumerate(word) if not place or word[place - 1] != letter)
    return found | {word, plain, squeezed} - {""}


def edits(word):
    """Yield every word one slip away: a letter left out, swapped with its neighbour, another, one too many."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    for before, after in cuts:
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in LETTERS)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        yield from (before + letter + after for letter in LETTERS)


def distance(one, other, most):
    """Return how many slips lie between two words (Damerau-Levenshtein), or more than `most` when it is more."""
    before, row = [], list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        last, before, row = before, row, [place]
        for spot, wanted in enumerate(other, 1):
            cost = min(before[spot] + 1, row[-1] + 1, before[spot - 1] + (letter != wanted))
            if place > 1 < spot and letter == other[spot - 2] and one[place - 2] == wanted:
                cost = min(cost, last[spot - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
