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


def unanswered(ours, theirs):
    """Return the denials of each of two texts that the other does not answer; one of the two lists is empty.

    `ours` and `theirs` are what `denials` returns. A denial is answered by one of its own row, else by one of its kind
    (a clause turned round, or a word with a denial in it), else by one that may translate it, else by a soft word.
    """
    (hard, soft), (others, their_soft) = ours, theirs
    left, their_left = list(hard), list(others)
    for alike in (_same_row, _same_kind, _interchangeable):
        left, their_left = _unpaired(left, their_left, alike)
    left, their_left = _unexcused(left, their_soft, soft), _unexcused(their_left, soft, their_soft)
    left, their_left = _unpaired(left, their_left, lambda _one, _other: True)
    return _demanding(left), _demanding(their_left)


def _demanding(left):
    """Return those of `left` that must be answered; some words have too many translations to insist on one."""
    return [value for value in left if not value.keys & words.UNDEMANDING]


def _same_row(one, other):
    return one.keys == other.keys


def _is_word(value):
    """Say whether a denial is one word's, as "sugar-free", and does not turn its clause round."""
    return bool(value.keys & words.LEXICAL)


def _same_kind(one, other):
    return _is_word(one) == _is_word(other)


def _interchangeable(one, other):
    """Say whether both may translate each other: "unless" is "if not" and no "never"."""
    names = one.keys | other.keys
    return bool(names & {"no", "yet"}) or "unless" not in names


def _unpaired(left, their_left, alike):
    """Return what remains of both lists when each value has taken one of the other list that is `alike`."""
    their_left, remaining = list(their_left), []
    for value in left:
        if counterpart := next((one for one in their_left if alike(one, value)), None):
            their_left.remove(counterpart)
        else:
            remaining.append(value)
    return remaining, their_left


def _unexcused(left, their_soft, own_soft):
    """Return those of the denials `left` that no soft word of the other text answers."""
    left, their_soft = _answered_by_namesakes(left, their_soft)
    for name in _free(their_soft, own_soft):
        answered = next((value for value in left if value.keys & words.ANSWERS[name]), None)
        if answered:
            left.remove(answered)
    return left


def _answered_by_namesakes(left, soft):
    """Return what remains of both when each of `left` has taken a word of its own row in `soft`: "lack of", `thiếu`."""
    left, free = _unpaired(left, [one for one in soft if not one.parts], _same_row)
    return left, free + [one for one in soft if one.parts]


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
    where it is said once, an "or" or "and" follows. Only a denial that turns its clause round spreads.
    """
    hard, other = ([value for value in values if not _is_word(value)] for values in (hard, other))
    if not hard:
        return 0
    again = sum(bool(words.JOINED.search(other_text[max(0, value.start - 40) : value.start])) for value in other[1:])
    return again if words.SPREADING.search(text[hard[0].start :]) else 0
