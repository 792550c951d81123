"""Words that exclude each other: before and after, raise and lower, the left arm and the right, thigh and belly.

Of each group a text may name none, one or several. Two texts contrast where each names one that the other has not.
"""

import re

from editorial.parity import contrast_words
from editorial.parity.values import Value


def _pattern(words):
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def _compiled(groups):
    """Return {language: {group: {concept: (pattern that names it, pattern that excuses it)}}}."""
    compiled = {"vi": {}, "en": {}}
    for group, concepts in groups.items():
        for concept, columns in concepts.items():
            for language, words in zip(compiled, columns, strict=True):
                named, _sign, excusing = words.partition(" ~ ")
                both = f"{named}|{excusing}" if excusing else named
                compiled[language].setdefault(group, {})[concept] = _pattern(named), _pattern(both)
    return compiled


POLES, KINDS = _compiled(contrast_words.POLES), _compiled(contrast_words.KINDS)


def contrasts(vietnamese, english, groups):
    """Return for each group in which the two texts (lower case) contrast a pair of Values of kind `contrast`.

    `groups` is `POLES`, where a "not" in one text makes up for the contrast, or `KINDS`.
    """
    found = []
    for group, concepts in groups["vi"].items():
        theirs = groups["en"][group]
        ours_only = _only(vietnamese, concepts, english, theirs)
        theirs_only = ours_only and _only(english, theirs, vietnamese, concepts)
        if theirs_only:
            found.append((ours_only, theirs_only))
    return found


def shared(vietnamese, english):
    """Return the pairs of Values of the concepts named in both texts: marks that the order of numbers hangs on."""
    pairs = []
    for groups in (POLES, KINDS):
        for group, concepts in groups["vi"].items():
            for concept, (named, _excusing) in concepts.items():
                one, other = named.search(vietnamese), groups["en"][group][concept][0].search(english)
                if one and other:
                    key = frozenset({concept})
                    pairs.append((Value("contrast", key, *one.span()), Value("contrast", key, *other.span())))
    return pairs


def _only(text, concepts, other, others):
    """Return the first concept named in `text` of which `other` says nothing, as a Value, or None."""
    for concept, (named, _excusing) in concepts.items():
        match = named.search(text)
        if match and not others[concept][1].search(other):
            return Value("contrast", frozenset({concept}), match.start(), match.end())
    return None
