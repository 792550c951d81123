"""Which words of a text deny, and whether the denials of two texts answer each other."""

from dataclasses import replace

from editorial.parity import denial_words as words
from editorial.parity.values import Value

LANGUAGES = ("vi", "en")
IDIOMS = {language: words.one_of(words.IDIOMS[language]) for language in LANGUAGES}
SET_PHRASES = {language: words.one_of(words.SET_PHRASES[language]) for language in LANGUAGES}
LIMITS = {language: words.one_of(words.LIMITS[language]) for language in LANGUAGES}
DENIALS = {language: words.by_name(words.DENIALS[language]) for language in LANGUAGES}
POSSIBLE = {language: words.by_name(words.POSSIBLE[language]) for language in LANGUAGES}
ECHOES = {language: words.by_name(words.ECHOES[language]) for language in LANGUAGES}


def denials(text, language):
    """Return the words of `text` (lower case) that deny and those that only may, as Values of kind `negation`.

    The key of each is the name of its row in the tables of `denial_words`.
    """
    text = IDIOMS[language].sub(_painted, text)
    if language == "vi":
        text = words.QUESTION.sub(_without_tag, text)
    soft = [_value("limit", match, soft=True) for match in LIMITS[language].finditer(text)]
    text = LIMITS[language].sub(_denial_painted, text)
    soft += [_value("un", match, soft=True) for match in SET_PHRASES[language].finditer(text)]
    text = SET_PHRASES[language].sub(_painted, text)
    hard = _named(DENIALS[language], words.DENIALS[language], text)
    text = DENIALS[language].sub(_painted, text)
    soft += [replace(value, soft=True) for value in hard[1:] if "nor" in value.keys]  # "not A, nor B" is one denial
    hard = hard[:1] + [value for value in hard[1:] if "nor" not in value.keys]
    soft += _named(ECHOES[language], words.ECHOES[language], text, soft=True, parts=("echo",))
    soft += _named(POSSIBLE[language], words.POSSIBLE[language], text, soft=True)
    return hard, soft


def _named(pattern, table, text, **more):
    rows = list(table)
    return [_value(rows[int(match.lastgroup[1:])], match, **more) for match in pattern.finditer(text)]


def _value(name, match, **more):
    return Value("negation", frozenset({name}), match.start(), match.end(), **more)


def _painted(match):
    return "\x01" * len(match.group())


def _denial_painted(match):
    """Paint a limit over, but leave "only", which says more than that."""
    return match.group() if match.group() in {"only", "chỉ"} else _painted(match)


def _without_tag(match):
    start, end = match.start("tag") - match.start(), match.end("tag") - match.start()
    return match.group()[:start] + "\x01" * (end - start) + match.group()[end:]


def plain(hard):
    """Return how many of the denials `hard` turn a whole clause round, as "not" does and "sugar-free" does not."""
    return sum(not value.keys & words.LEXICAL for value in hard)


def unanswered(hard, theirs, own_soft, their_soft):
    """Return the denials `hard` of one text that neither a denial (`theirs`) nor a soft word of the other answers."""
    left, their_soft = _answered_by_namesakes(_beyond(hard, theirs), their_soft)
    for name in _free(their_soft, own_soft):
        answered = next((value for value in left if value.keys & words.ANSWERS[name]), None)
        if answered:
            left.remove(answered)
    return left


def _answered_by_namesakes(left, soft):
    """Return what remains of both when each of `left` has taken a word of its own row in `soft`: "lack of", `thiếu`."""
    soft, remaining = list(soft), []
    for value in left:
        if namesake := next((one for one in soft if one.keys == value.keys and not one.parts), None):
            soft.remove(namesake)
        else:
            remaining.append(value)
    return remaining, soft


def _beyond(hard, theirs):
    """Return as many of `hard` as there are more of them than of `theirs`, of other rows where there is a choice."""
    surplus = len(hard) - len(theirs)
    names = [name for value in theirs for name in value.keys]
    unlike, like = [], []
    for value in hard:
        (name,) = value.keys
        if name in names:
            names.remove(name)
            like.append(value)
        else:
            unlike.append(value)
    return (unlike + like[::-1])[: max(surplus, 0)]


def _free(soft, other):
    """Return the rows of the words `soft` that have no counterpart in `other`, as "stop" has in `ngừng`.

    Each word of `other` is the counterpart of one, of its own row if there is one; each limit stands for itself.
    """
    names = [name for value in soft if not value.parts for name in value.keys]
    echoed = {name for value in soft if value.parts for name in value.keys}
    theirs = [
        name
        for value in sorted(other, key=lambda value: bool(value.parts))
        for name in value.keys - {"limit"}
        if not (value.parts and name in echoed)
    ]
    for like in (str, lambda name: words.KIN.get(name, name)):
        kept = []
        for name in theirs:
            if counterpart := next((one for one in names if like(one) == like(name)), None):
                names.remove(counterpart)
            else:
                kept.append(name)
        theirs = kept
    return names


def spread(text, hard, other_text, other):
    """Return how many of the denials `other` are one denial of `text` said again.

    `Không lắc, không để đông đá` is "do not shake or freeze": the second stands right after a comma or an "and", and
    where it is said once, an "or" or "and" follows.
    """
    if not hard:
        return 0
    again = sum(bool(words.JOINED.search(other_text[max(0, value.start - 40) : value.start])) for value in other[1:])
    return again if words.SPREADING.search(text[hard[0].start :]) else 0
