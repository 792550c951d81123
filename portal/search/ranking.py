"""In which order results come: by whole numbers only, so that both databases rank alike. Pure functions."""

from portal.search.words import line

# How a name or text holds the query, the best first; of each, with the same marks comes before without them.
IS, IS_BEGUN, HOLDS, HOLDS_BEGUN, HAS_WORDS = range(0, 10, 2)
# In texts: the phrase, the phrase begun, all words.
TEXT_HOLDS, TEXT_HOLDS_BEGUN, TEXT_HAS_WORDS = range(10, 16, 2)
LAST_OF_NAMES, LAST_OF_PHRASES = HAS_WORDS + 1, TEXT_HOLDS_BEGUN + 1
# The first names of an entry are its titles, one in each language.
TITLES = 2


def rank_of_name(candidate, query):
    """Return the key by which `candidate` is sorted if one of its names has all words of `query`; else None.

    Its first number is the tier. A name that is the query comes before one that holds it as a phrase, and that before
    one with all its words; titles come before other names.
    """
    tier, place = min(_names(candidate, query), default=(None, 0))
    if tier is None:
        return None
    first_name = candidate.folded_title.split("\n", 1)[0]
    return tier, place >= TITLES, candidate.prominence, first_name.count(" "), candidate.position, candidate.key


def rank_of_text(candidate, query):
    """Return the key by which `candidate`, whose text has all words of `query`, is sorted after all names."""
    phrase, exact = line(query.folded), line(query.exact)
    if phrase in candidate.folded:
        tier = TEXT_HOLDS + (exact not in candidate.exact)
    elif phrase[:-1] in candidate.folded:
        tier = TEXT_HOLDS_BEGUN + (exact[:-1] not in candidate.exact)
    else:
        tier = TEXT_HAS_WORDS + (not _has_words(candidate.exact, query.exact))
    return tier, candidate.prominence, candidate.position, candidate.key


def _names(candidate, query):
    """Yield `(tier, place)` of each name that holds all words of `query`."""
    phrase, exact = line(query.folded), line(query.exact)
    names = zip(candidate.folded_title.split("\n"), candidate.exact_title.split("\n"), strict=True)
    for place, (name, exact_name) in enumerate(names):
        if phrase[:-1] in name:
            tier = _tier_of_phrase(name, phrase)
            yield tier + (exact[: -1 if tier in (IS_BEGUN, HOLDS_BEGUN) else None] not in exact_name), place
        elif _has_words(name, query.folded):
            yield HAS_WORDS + (not _has_words(exact_name, query.exact)), place


def _tier_of_phrase(name, phrase):
    if name == phrase:
        return IS
    if name.startswith(phrase[:-1]) and " " not in name[len(phrase) - 1 : -1]:
        return IS_BEGUN
    return HOLDS if phrase in name else HOLDS_BEGUN


def _has_words(text, words):
    """Tell whether `text` holds all `words`, the last of which may be begun."""
    return f" {words[-1]}" in text and all(f" {word} " in text for word in words[:-1])


def score(candidate, words, vocabulary):
    """Return how well `candidate` answers the telling `words`, of which it need not hold all; 0 if it holds none.

    `words` are folded. Rare words count more, in a name four times as much as in a text, and neighbours of the query
    that are neighbours there count again; so does every word if none of several is missing.
    """
    total = 0
    for place, word in enumerate(words):
        weight = vocabulary.weight(word)
        total += weight * (4 * (f" {word} " in candidate.folded_title) + (f" {word} " in candidate.folded))
        if place:
            pair = f" {words[place - 1]} {word} "
            weight += vocabulary.weight(words[place - 1])
            total += weight * (3 * (pair in candidate.folded_title) + (pair in candidate.folded))
    if len(words) > 2 and all(f" {word} " in candidate.folded for word in words):
        total += 2 * sum(map(vocabulary.weight, words))
    return total and total + _likeness(candidate, words, vocabulary)


def _likeness(candidate, words, vocabulary):
    """Return what the best name adds: more, the less else it says."""
    wanted, best = set(words), 0
    for name in candidate.folded_title.split("\n"):
        weights = [(vocabulary.weight(word), word in wanted) for word in set(name.split())]
        there = sum(weight for weight, is_wanted in weights if is_wanted)
        best = max(best, 4 * there * there // (sum(weight for weight, _ in weights) or 1))
    return best
