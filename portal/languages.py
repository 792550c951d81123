"""Vietnamese and English as text: folding for search, sorting for lists, slugs for addresses. Pure functions."""

import re
import unicodedata

from django.conf import settings

LANGUAGES = [code for code, _name in settings.LANGUAGES]

# The order of the Vietnamese alphabet: a letter with its own place sorts after its plain form (TCVN 6909 letters).
VIETNAMESE_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Tone order of Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng, as combining marks.
TONES = "\u0300\u0309\u0303\u0301\u0323"
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


def fold(text):
    """Return `text` for comparing: no marks, lower case, everything that is no letter or digit a single space."""
    return " ".join(re.findall(r"\w+", strip_marks(text).casefold().replace("_", " ")))


def slugify(text):
    """Return `text` as a slug of ASCII words: `Đường tiêm dưới da` becomes `duong-tiem-duoi-da`."""
    return re.sub(r"[^a-z0-9]+", "-", strip_marks(text).lower()).strip("-")


def sort_key(text):
    """Return a key that sorts Vietnamese (and English) words as a dictionary does.

    Letters first (`d` before `đ`, `a ă â`), then tones in the order ngang huyền hỏi ngã sắc nặng.
    """
    letters, tones = [], []
    for character in unicodedata.normalize("NFC", text).casefold():
        base = unicodedata.normalize("NFD", character)
        tone = next((TONES.index(mark) + 1 for mark in base if mark in TONES), 0)
        letter = unicodedata.normalize("NFC", "".join(mark for mark in base if mark not in TONES))
        rank = VIETNAMESE_LETTERS.find(letter)
        letters.append((1, rank) if rank >= 0 else (0, ord(letter[0])) if letter else (0, 0))
        tones.append(tone)
    return letters, tones
