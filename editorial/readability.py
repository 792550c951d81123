"""How hard a text is to read, by sentence and as a whole. Pure functions; nothing is downloaded or remembered.

Whatever shows a figure from here to an editor says which of these two it is.

Established: the Flesch-Kincaid grade of English (J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom,
"Derivation of new readability formulas for Navy enlisted personnel", Research Branch Report 8-75, 1975):
`0.39 × words per sentence + 11.8 × syllables per word − 15.59`, in school years of the United States. It was fitted to
whole passages: the grade of a single short sentence swings by years, so compare texts, not sentences.

Rules of thumb, calibrated on nothing but use: our count of English syllables (which the formula takes as given); the
limits of 20 words and 25 syllables a sentence; the share of Vietnamese syllables outside a list of common words and
the glossary; which words look medical. Published formulas for Vietnamese exist, but are fitted to school books and
literature, and their coefficients could not be verified, so none is used.
"""

import re
from dataclasses import dataclass

from editorial.parity.rendered import read
from editorial.parity.sentences import sentences
from portal.languages import is_vietnamese_syllable

LONGEST = {"en": 20, "vi": 25}

WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
SYLLABLE_VI = re.compile(r"[^\W_]+")
VOWELS = re.compile(r"[aeiouy]+")
# Two vowels that are said apart, so that their group counts twice: "idea", "quiet", "nausea", "diabetes".
APART = re.compile(
    r"(?<![cst])ia(?!ge)|(?<=[cst])ia(?=[bt]|l?[a-z]{4})|io(?!u|n)|(?<=[dr])iu|eo(?=logy|n\b)|ua(?=l|t)|ying\b|iet|(?<=[dr])ea\b|(?<=cr)ea(?=t)"
    r"|(?<=b)eing|eeing|(?<=[aeiou])ier\b|(?<=r)iou|(?<=s)ea\b"
)
# "made", "times", "tired": but "table", "doses", "needed" are said to the end.
SILENT = re.compile(
    r"(?:(?<![aeiouy])(?<![^aeiouy]l)e|(?<![aeiouyscgxz])(?<![^aeiouy]l)(?<!ch)(?<!sh)es|(?<![aeiouytd])ed)\Z"
)
# "safely", "useful", "statement": the e before the ending is not said.
SILENT_INSIDE = re.compile(r"(?<=[aeiou])[^aeiouy]e(?=(?:ly|ful|ment|ments|less)\Z)")
EXCEPTIONS = {"science": 2, "sciences": 3, "diabetes": 4, "people": 2, "every": 2, "everyone": 3, "everything": 3}
NUMBER_WORDS = {"0": 2, "7": 2}  # figures read out one by one: ze-ro, se-ven; all others have one syllable

MEDICAL_EN = re.compile(
    r"\w*(?:itis|oma|omas|emia|aemia|osis|oses|opathy|ectomy|oscopy|ology|algia|penia|uria|plasia|trophy|plasty|lysis"
    r"|genic|tropic|static|mab|mabs|vir|cillin|statin)\Z"
    r"|(?:hepat|neuro|haem|hemo|cardi|immun|cyto|thromb|leuk|lymph|onco|nephr|derm|gastr|myel|fibr|carcin|oste|pharmac"
    r"|antigen|antibod|subcutan|intramusc|intraven)\w*\Z"
)
EVERYDAY = {"pharmacy", "pharmacist", "pharmacists", "technology", "apology", "topic", "us", "uk", "eu", "usa", "tv"}
ABBREVIATION = re.compile(r"(?:[A-Z]{2,6}s?|[A-Z]{2,}-?\d+)\Z")
HEADS_VI = (
    "viêm", "ung thư", "hội chứng", "suy", "xơ", "thiếu máu", "rối loạn", "tăng sinh", "bạch cầu", "tiểu cầu",
    "hồng cầu", "kháng", "miễn dịch", "nhiễm sắc", "tế bào", "men", "u", "bệnh lý", "phác đồ", "sinh thiết",
)  # fmt: skip


@dataclass(frozen=True)
class Sentence:
    """A sentence with its place in the rendered text, its length in words (en) or syllables (vi), and its grade.

    `grade` is the Flesch-Kincaid grade of an English sentence, None for Vietnamese. `unusual` are the words (vi) that
    are neither common nor in the glossary.
    """

    text: str
    start: int
    end: int
    length: int
    too_long: bool
    grade: float | None
    unusual: tuple


@dataclass(frozen=True)
class Readability:
    """What `measure` found: sentences, mean length, grade (en), share of unusual syllables (vi), medical terms."""

    sentences: tuple
    mean_length: float
    grade: float | None
    unusual_share: float | None
    unexplained: tuple

    @property
    def too_long(self):
        return [sentence for sentence in self.sentences if sentence.too_long]


def measure(html, language, glossary=(), common=()):
    """Return the `Readability` of rendered text in `language` ("en" or "vi").

    `glossary` are the forms that the glossary explains, `common` the words taken as known (one to four syllables);
    both in the language of the text.
    """
    rendered = read(html)
    known = _known([*glossary, *common]) if language == "vi" else None
    found = tuple(
        _sentence(rendered.text, block.start + start, block.start + end, language, known)
        for block in rendered.blocks
        for start, end in sentences(block.text)
    )
    found = tuple(sentence for sentence in found if sentence.length)
    terms = tuple(medical_terms(rendered.text, language, glossary))
    if not found:
        return Readability((), 0.0, None, None, terms)
    mean = sum(sentence.length for sentence in found) / len(found)
    if language == "en":
        return Readability(found, mean, text_grade([sentence.text for sentence in found]), None, terms)
    unusual = sum(len(word.split()) for sentence in found for word in sentence.unusual)
    return Readability(found, mean, None, unusual / sum(sentence.length for sentence in found), terms)


def _sentence(text, start, end, language, known):
    words = text[start:end]
    if language == "en":
        length, unusual, grade = len(WORD.findall(words)), (), text_grade([words])
    else:
        length, unusual, grade = len(SYLLABLE_VI.findall(words)), tuple(unusual_words(words, known)), None
    return Sentence(words, start, end, length, length > LONGEST[language], grade, unusual)


# English


def text_grade(texts):
    """Return the Flesch-Kincaid grade of English sentences, None where they hold no word."""
    words = [word for text in texts for word in WORD.findall(text)]
    if not words:
        return None
    return flesch_kincaid(len(words), len(texts), sum(map(syllables, words)))


def flesch_kincaid(words, sentence_count, syllable_count):
    """Return the Flesch-Kincaid grade (1975) for counts above zero."""
    return 0.39 * words / sentence_count + 11.8 * syllable_count / words - 15.59


def syllables(word):
    """Return how many syllables an English word has, at least one: a rule of thumb.

    Groups of vowels are counted, less a silent ending ("made", "tired", "times"), plus vowels said apart ("idea").
    Figures are read out one by one; the parts of a hyphened word are counted each.
    """
    word = re.sub(r"['’](?:s\Z)?", "", word.lower())
    return sum(_syllables(part) for part in re.split(r"[-.,]", word) if part) or 1


def _syllables(word):
    if word.isdigit():
        return sum(NUMBER_WORDS.get(figure, 1) for figure in word)
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    count = len(VOWELS.findall(word)) + len(APART.findall(word)) - len(SILENT_INSIDE.findall(word))
    if SILENT.search(word) and count > 1:
        count -= 1
    return max(count, 1)


# Vietnamese


def _known(forms):
    """Return `{number of syllables: set of words}` for `unusual_words`."""
    known = {}
    for form in forms:
        parts = tuple(SYLLABLE_VI.findall(form.lower()))
        known.setdefault(len(parts), set()).add(parts)
    return known


def unusual_words(text, known):
    """Return the runs of syllables of `text` that no known word covers; the longest known word is taken first.

    Figures are known. `known` is `{number of syllables: set of tuples of syllables}`.
    """
    parts = SYLLABLE_VI.findall(text.lower())
    runs, run, at = [], [], 0
    while at < len(parts):
        size = 1 if parts[at].isdigit() else _longest(parts, at, known)
        if size:
            runs, run = ([*runs, run] if run else runs), []
        else:
            run = [*run, parts[at]]
        at += size or 1
    return [" ".join(run) for run in ([*runs, run] if run else runs)]


def _longest(parts, at, known):
    sizes = sorted(known, reverse=True)
    return next((size for size in sizes if size and tuple(parts[at : at + size]) in known[size]), 0)


# Terms


def medical_terms(text, language, glossary=()):
    """Return the words of `text` that look medical and that no glossary form explains, each once, in order.

    A rule of thumb. English: Greek and Latin beginnings and endings ("hepat…", "…itis"), and abbreviations in
    capitals. Vietnamese: words that start with a medical head (`viêm …`, `hội chứng …`) with the two syllables that
    follow, abbreviations, and small-lettered words that are not Vietnamese in shape (`cytokine`).
    """
    explained = {form.lower() for form in glossary}
    looking = _english_terms(text) if language == "en" else _vietnamese_terms(text, explained)
    found = dict.fromkeys(term for term in looking if not _is_explained(term.lower(), explained))
    return list(found)


def _is_explained(term, explained):
    singular = re.sub(r"s\Z", "", term)
    return any(
        term == form or singular == form or re.search(rf"(?<!\w){re.escape(term)}(?!\w)", form) for form in explained
    )


def _english_terms(text):
    for word in re.findall(r"[^\W\d_][\w-]*", text):
        if word.lower() in EVERYDAY:
            continue
        if ABBREVIATION.match(word) or (MEDICAL_EN.match(word.lower()) and len(word) > 5):
            yield word


def _vietnamese_terms(text, explained):
    for match in re.finditer(r"[^\W\d_][\w-]*", text):
        word = match.group()
        if word.lower() not in EVERYDAY and (ABBREVIATION.match(word) or _is_foreign(word)):
            yield word
    for match in HEAD_VI.finditer(text):
        phrase = match.group()
        if not any(phrase.lower().startswith(form) for form in explained):
            yield phrase


def _is_foreign(word):
    return word.islower() and len(word) > 2 and not any(is_vietnamese_syllable(part) for part in word.split("-"))


HEAD_VI = re.compile(rf"(?<!\w)(?:{'|'.join(HEADS_VI)})(?: [^\W\d_]+){{1,2}}(?!\w)", re.IGNORECASE)
