"""From what somebody typed to the entries that answer it, best first."""

from dataclasses import dataclass, field

from portal.search import engine, ranking, vocabulary
from portal.search.query import BOLD, Query, meant

# How many candidates the index hands over to be ranked; a query that matches more is too wide to be ranked well.
MOST_CANDIDATES = 300
# A result that answers less than this share (in percent) of what the best one does is noise.
LEAST_SHARE = 35


@dataclass(frozen=True)
class Found:
    """The `keys` of the entries found, best first, and the folded `words` by which they were.

    `is_meant` if other words were typed; `is_near` if no entry holds them all. `like` are words to try when nothing was
    found.
    """

    keys: list = field(default_factory=list)
    words: tuple = ()
    is_meant: bool = False
    is_near: bool = False
    like: list = field(default_factory=list)


def find(text):
    """Return what is Found for `text`: entries that hold every word, or else those that come nearest."""
    query = Query.parse(text)
    if not query:
        return Found()
    ranked = by_every_word(query)
    return Found(_keys(ranked), query.folded) if is_named(ranked) else nearest(query, ranked)


def is_named(ranked):
    """Tell whether the name of the first entry says it."""
    return bool(ranked) and ranked[0][0] <= ranking.LAST_OF_NAMES


def by_every_word(query):
    """Return the ranks of the entries that hold every word of `query`, the last of which may be begun."""
    names = engine.candidates(query.folded, MOST_CANDIDATES, is_begun=True, in_titles=True)
    found = {candidate.key: candidate for candidate in names}
    if len(names) < MOST_CANDIDATES:
        found |= {each.key: each for each in engine.candidates(query.folded, MOST_CANDIDATES, is_begun=True)}
    return sorted(ranking.rank(candidate, query) for candidate in found.values())


def nearest(query, ranked):
    """Return what is Found when no name holds every word of `query`; `ranked` are the texts that do."""
    known = vocabulary.current()
    telling = tuple(query.telling())
    quoted = [rank[-1] for rank in ranked if rank[0] <= ranking.LAST_OF_PHRASES and len(telling) > 2]
    guesses = dict.fromkeys([telling, meant(query.folded, known, BOLD), meant(telling, known, BOLD)])
    for words in [guess for guess in guesses if guess != query.folded]:
        named = by_every_word(Query.of(words))
        if is_named(named):
            return _found([*quoted, *_keys(named), *_keys(ranked)], words, query)
    words = meant(telling, known)
    found = _found([*quoted, *_keys(by_any_word(words, known))], words, query, is_near=not ranked)
    return found if found.keys else Found(words=query.folded, like=known.like(telling))


def _found(keys, words, query, is_near=False):
    return Found(list(dict.fromkeys(keys)), words, not set(words) <= set(query.folded), is_near)


def by_any_word(words, known):
    """Return the ranks of the entries that hold the most telling of `words`."""
    there = [word for word in words if word in known]
    if not there:
        return []
    candidates = engine.candidates(there, MOST_CANDIDATES, in_any=True)
    scores = [(ranking.score(candidate, words, known), candidate) for candidate in candidates]
    best = max((score for score, _ in scores), default=0)
    return sorted((-score, c.prominence, c.position, c.key) for score, c in scores if 100 * score >= LEAST_SHARE * best)


def _keys(ranked):
    return [rank[-1] for rank in ranked]
