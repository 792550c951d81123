"""From what somebody typed to the entries that answer it, best first."""

from dataclasses import dataclass, field

from portal.search import engine, ranking, vocabulary
from portal.search.query import BOLD, Query, meant

# How many candidates the index hands over to be ranked: with their names alone, or with their whole text. A query that
# matches more is too wide to be ranked well.
MOST_NAMES, MOST_TEXTS = 200, 100
# With so many that have it in a name nobody reads on to those that have it in the text.
ENOUGH = 21
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
    return Found(_keys(ranked), query.folded) if holds(ranked, ranking.LAST_OF_PHRASES) else nearest(query, ranked)


def holds(ranked, last_tier):
    """Tell whether the first entry holds the query in one of the tiers up to `last_tier`."""
    return bool(ranked) and ranked[0][0] <= last_tier


def by_every_word(query):
    """Return the ranks of the entries that hold every word of `query`, the last of which may be begun."""
    names = engine.candidates(query.folded, MOST_NAMES, is_begun=True, in_titles=True)
    ranked = sorted(filter(None, (ranking.rank_of_name(candidate, query) for candidate in names)))
    if len(ranked) >= ENOUGH:
        return ranked
    named = {rank[-1] for rank in ranked}
    texts = engine.candidates(query.folded, MOST_TEXTS, is_begun=True)
    return ranked + sorted(ranking.rank_of_text(each, query) for each in texts if each.key not in named)


def nearest(query, ranked):
    """Return what is Found when nothing holds `query` as it is; `ranked` are the texts with all its words."""
    known = vocabulary.current()
    telling = tuple(query.telling())
    guesses = dict.fromkeys([telling, meant(query.folded, known, BOLD), meant(telling, known, BOLD)])
    for words in [guess for guess in guesses if guess != query.folded]:
        named = by_every_word(Query.of(words))
        if holds(named, ranking.LAST_OF_NAMES):
            return _found([*_keys(named), *_keys(ranked)], words, query)
    words = meant(telling, known)
    found = _found([*_keys(by_any_word(words, known))], words, query, is_near=not ranked)
    return found if found.keys else Found(words=query.folded, like=known.like(telling))


def _found(keys, words, query, is_near=False):
    return Found(list(dict.fromkeys(keys)), words, not set(words) <= set(query.folded), is_near)


def by_any_word(words, known):
    """Return the ranks of the entries that hold the most telling of `words`."""
    there = [word for word in words if word in known]
    if not there:
        return []
    candidates = engine.candidates(there, MOST_NAMES, in_any=True)
    scores = [(ranking.score(candidate, words, known), candidate) for candidate in candidates]
    best = max((score for score, _ in scores), default=0)
    return sorted((-score, c.prominence, c.position, c.key) for score, c in scores if 100 * score >= LEAST_SHARE * best)


def _keys(ranked):
    return [rank[-1] for rank in ranked]
