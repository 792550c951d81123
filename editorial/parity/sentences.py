"""Where the sentences of a Vietnamese or English text begin and end."""

import re

# A full stop after these ends no sentence; lower case, without the stop.
ABBREVIATIONS = {"e.g", "i.e", "dr", "mr", "mrs", "ms", "prof", "st", "vs", "etc", "no", "nos", "vol", "fig", "approx"}
ABBREVIATIONS |= {"a.m", "p.m", "u.s", "u.k", "ph.d", "inc", "ltd", "co", "dept", "est", "cf", "al", "tel", "ext", "jr"}
ABBREVIATIONS |= {
    "tp",
    "bs",
    "ts",
    "ths",
    "gs",
    "pgs",
    "ds",
    "đd",
    "ths.bs",
    "bs.ck",
    "ck",
    "q",
    "p",
    "đt",
    "tr",
    "vd",
    "v.v",
    "gs.ts",
    "pgs.ts",
}
# These end a sentence when a capital follows.
ENDING = {"etc", "v.v", "a.m", "p.m", "al", "u.s", "u.k"}
END = re.compile(r"(?:[.!?…]+[\"”’')\]»]*)(?=\s+|$)|\n+|;(?=\s*\n)")
PART = re.compile(r"(?:[^;:–—]|[;:](?! )|(?<! )[–—]|[–—](?! ))+")
LAST_WORD = re.compile(r"[\w.]+$")


def sentences(text):
    """Return the `(start, end)` of each sentence in `text`.

    A stop inside a number, an address, an initial ("Derek C. Burke") or an abbreviation ("e.g.", "TP.HCM", "v.v.")
    ends none, nor does one before a word in lower case.
    """
    found, start = [], 0
    for end in END.finditer(text):
        if "\n" in end.group() or _ends(text, end):
            found.append((start, end.end()))
            start = end.end()
    found.append((start, len(text)))
    trimmed = (_trim(text, *place) for place in found)
    return [(start, end) for start, end in trimmed if start < end]


def clauses(text):
    """Return the `(start, end)` of each sentence in `text`, taken apart at semicolons, colons and spaced dashes."""
    found = []
    for start, end in sentences(text):
        places = [(start + a, start + b) for a, b in (part.span() for part in PART.finditer(text[start:end]))]
        found += [_trim(text, *place) for place in places]
    return [(start, end) for start, end in found if start < end]


def _ends(text, end):
    after = text[end.end() : end.end() + 40].lstrip()
    if after and after[0].islower():
        return False
    if not end.group().startswith(".") or end.group().startswith(".."):
        return True
    word = LAST_WORD.search(text[max(0, end.start() - 20) : end.start()])
    word = word.group().lower() if word else ""
    if word in ABBREVIATIONS:
        return bool(not after or (word in ENDING and after[0].isupper()))
    return not (after and len(word) == 1 and word.isalpha() and text[end.start() - 1].isupper())


def _trim(text, start, end):
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
