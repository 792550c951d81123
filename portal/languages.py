"""Vietnamese and English as text: folding for search, sorting for lists, slugs for addresses. Pure functions."""

import re
import unicodedata

from django.conf import settings

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# A language is offered under its own name, never translated.
OWN_NAMES = {"vi": "Tiếng Việt", "en": "English"}
# With the country whose spelling we follow, as Open Graph wants it.
LOCALES = {"vi": "vi_VN", "en": "en_CA"}

# The order of the Vietnamese alphabet: a letter with its own place sorts after its plain form (TCVN 6909 letters).
VIETNAMESE_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Tone order of Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng, as combining marks.
TONES = "\u0300\u0309\u0303\u0301\u0323"
# What shows nothing: a text of these alone is no text. The rules in the database name them too: a change migrates.
BLANK = (
    " \t\n\r\x0b\x0c\u00a0\u00ad\u061c\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u2800\u3000\u3164\ufeff"
)
# Control characters, and marks that turn the direction of writing: invisible, so never meant by who pasted them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]"
)
# How a Vietnamese syllable is spelt, its tone mark aside; French and Spanish names with accents do not fit.
SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
D_WITH_STROKE = str.maketrans("đĐ", "dD")


def other_language(language):
    """Return the other one of the two language codes."""
    return next(code for code in LANGUAGES if code != language)


def strip_marks(text):
    """Return `text` without Vietnamese marks: `Điều trị` becomes `Dieu tri`.

    `đ` has no Unicode decomposition, so it is replaced by hand; the rest is NFD without combining marks.
    """
    decomposed = unicodedata.normalize("NFD", text.translate(D_WITH_STROKE))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def is_vietnamese_syllable(word):
    """Tell whether `word` is spelt like a Vietnamese syllable, with marks or without: `siêu`, `mai`, not `Behçet`."""
    # đ is the one letter that no other language here has, also in abbreviations.
    return "đ" in word.lower() or bool(SYLLABLE.fullmatch(without_tones(word)))


def without_tones(text):
    """Return `text` without tone marks, letters kept: `Ảnh hưởng` becomes `Anh hương`."""
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in TONES))


def fold(text):
    """Return `text` for comparing: no marks, lower case, everything that is no letter or digit a single space."""
    return " ".join(re.findall(r"\w+", strip_marks(text).casefold().replace("_", " ")))


def slugify(text):
    """Return `text` as a slug of ASCII words: `Đường tiêm dưới da` becomes `duong-tiem-duoi-da`."""
    return re.sub(r"[^a-z0-9]+", "-", strip_marks(text).lower()).strip("-")


def sort_key(text):
    """Return a key that sorts Vietnamese (and English) words as a dictionary does.

    Letters first (`d` before `đ`, `a ă â`), then tones in the order ngang huyền hỏi ngã sắc nặng. Whatever is no
    letter or digit counts as a blank, so `alfa-2a` and `alfa 2a` are the same.
    """
    letters, tones = [], []
    for character in unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()):
        marks = unicodedata.normalize("NFD", character)
        letter = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
        if letter and not unicodedata.combining(letter[0]):
            letters.append(_rank(letter))
            tones.append(0)
        if tones:
            tones[-1] = max([tones[-1], *(TONES.index(mark) + 1 for mark in marks if mark in TONES)])
    return letters, tones


def _rank(letter):
    """Return where `letter` sorts: blanks, digits, Vietnamese letters, letters of other scripts."""
    known = letter if letter in VIETNAMESE_LETTERS else strip_marks(letter)
    if known and known in VIETNAMESE_LETTERS:
        return 2, VIETNAMESE_LETTERS.index(known)
    if letter.isalpha():
        return 3, ord(letter[0])
    return (1, ord(letter[0])) if letter.isalnum() else (0, 0)
