"""Words as the search compares them: with their tone marks, and folded. Pure functions."""

import re
import unicodedata
from functools import lru_cache

from portal.languages import TONES, strip_marks

# A letter or digit, and whatever follows it without a gap; marks that could not be composed belong to their letter.
WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")
# What the index engines refuse or cut off is no word that anybody reads.
LONGEST = 64
# Both ways of writing are right: Mỹ and Mĩ, lý and lí, quỹ and quĩ.
I_OR_Y = re.compile(r"(h|k|l|m|s|t|v|qu)y")
# Icelandic and Croatian keyboards and some old encodings have another d with a stroke.
STROKES = str.maketrans("ðÐɖƉ", "đĐđĐ")


def spans(text):
    """Yield `(start, end)` of each word of `text`."""
    return (match.span() for match in WORD.finditer(text))


def split(text):
    """Return the words of `text` as they are written, in NFC."""
    return WORD.findall(unicodedata.normalize("NFC", text))


@lru_cache(100_000)
def exact_word(word):
    """Return `word` for comparing with its marks: in lower case, the tone mark after the last letter.

    So `hòa` and `hoà` are one word, and `hoa` another.
    """
    letters, tones = [], []
    for character in unicodedata.normalize("NFD", word.translate(STROKES).casefold()):
        (tones if character in TONES else letters).append(character)
    plain = unicodedata.normalize("NFC", "".join(letters))
    return (I_OR_Y.sub(r"\1i", plain) if I_OR_Y.fullmatch(plain) else plain)[:LONGEST] + "".join(tones)


@lru_cache(100_000)
def folded_word(word):
    """Return `word` without marks, in lower case: what the index holds."""
    plain = "".join(WORD.findall(strip_marks(exact_word(word)).casefold()))[:LONGEST]
    return I_OR_Y.sub(r"\1i", plain) if I_OR_Y.fullmatch(plain) else plain


def line(words):
    """Return words as one line of the index: a space before and after each, so that ` word ` finds a whole one."""
    return f" {' '.join(words)} "


def lines(texts):
    """Return the lines of several texts, exact and folded; no phrase reaches from one text into the next."""
    exact, folded = [], []
    for text in texts:
        for part in text.split("\n"):
            words = [word for word in split(part) if folded_word(word)]
            if words:
                exact.append(line(map(exact_word, words)))
                folded.append(line(map(folded_word, words)))
    return "\n".join(exact), "\n".join(folded)


def closed(name):
    """Return the words of `name` written as one, e.g. `roferona` for `Roferon-A` and `b181` for `B18.1`."""
    return "".join(map(folded_word, split(name)))
