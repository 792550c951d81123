"""Which sentences of two texts say the same, where one language splits what the other keeps together.

The method is that of Gale and Church: sentences that translate each other are about as long as each other, allowing
for the languages, and those that hold the same figures more likely so.
"""

import re
from itertools import accumulate, product

# One with one, one with two or three, two with two; each but the first has its price, in units of the cost of length.
MOVES = {(1, 1): 0, (1, 2): 1.2, (2, 1): 1.2, (1, 3): 2.6, (3, 1): 2.6, (2, 2): 2.2}
# Beyond so many sentences in one block only equal numbers of them are set side by side: a bound on the work.
MOST = 40
FIGURES = re.compile(r"\d+")


def aligned(ours, theirs):
    """Return groups `(first, past the last, first, past the last)` of the two lists of texts that face each other.

    One group of everything where the lists are too long to compare and of other lengths.
    """
    if len(ours) == len(theirs) and (len(ours) == 1 or len(ours) > MOST):
        return [(n, n + 1, n, n + 1) for n in range(len(ours))]
    if max(len(ours), len(theirs)) > MOST or 1 in (len(ours), len(theirs)):
        return [(0, len(ours), 0, len(theirs))]
    return _path(_Texts(ours), _Texts(theirs)) or [(0, len(ours), 0, len(theirs))]


class _Texts:
    """Texts with the length and the figures of any run of them at hand."""

    def __init__(self, texts):
        self.count = len(texts)
        self.lengths = [0, *accumulate(len(text) + 1 for text in texts)]
        self.found = [set(FIGURES.findall(text)) for text in texts]

    def length(self, start, end):
        return self.lengths[end] - self.lengths[start]

    def figures(self, start, end):
        return set().union(*self.found[start:end])


def _path(ours, theirs):
    """Return the groups of the cheapest way through both texts, or None where no moves lead to the end."""
    ratio = theirs.lengths[-1] / ours.lengths[-1]
    best = {(0, 0): (0.0, None)}
    for i, j in product(range(ours.count + 1), range(theirs.count + 1)):
        for (a, b), price in MOVES.items():
            if (before := best.get((i - a, j - b))) is None:
                continue
            cost = before[0] + price + _cost(ours, theirs, ratio, (i - a, i, j - b, j))
            if (i, j) not in best or cost < best[i, j][0]:
                best[i, j] = cost, (i - a, j - b)
    groups, end = [], (ours.count, theirs.count)
    while end in best and best[end][1]:
        start = best[end][1]
        groups.insert(0, (start[0], end[0], start[1], end[1]))
        end = start
    return groups


def _cost(ours, theirs, ratio, group):
    """Return how ill the runs of `group` go together: by their lengths, and by figures that only one of them has."""
    length, other = ours.length(*group[:2]) * ratio, theirs.length(*group[2:])
    unlike = abs(length - other) / (length + other) ** 0.5 / 2
    figures, others = ours.figures(*group[:2]), theirs.figures(*group[2:])
    return unlike + 0.8 * len(figures ^ others) / max(1, len(figures | others))
