"""Numbers in digits and in words, Vietnamese and English, as values. Nothing here knows what is counted."""

import re
from dataclasses import dataclass

VIETNAMESE_DIGITS = {"một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5}
VIETNAMESE_DIGITS |= {"sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
VIETNAMESE_SCALES = {"chục": 10, "tá": 12, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10000}
VIETNAMESE_SCALES |= {"triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
ENGLISH_WORDS = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
ENGLISH_WORDS |= dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True)
)
ENGLISH_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
ENGLISH_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
ENGLISH_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
FRACTION_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

DIGITS = r"\d{1,3}(?:[., ]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)?"

_D = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
_LAST = "một|mốt|hai|ba|bốn|tư|lăm|nhăm|sáu|bảy|bẩy|tám|chín"  # not `năm`: `mười năm` is ten years
_FOUR = "tư(?! (?:vấn|nhân|thế|cách|liệu|tưởng|duy|thục))"
_SHORT = rf"(?!một)(?:{_D}) (?:lăm|mốt|nhăm|{_FOUR})(?!\w)"  # `hai lăm`, said for `hai mươi lăm`
_TENS = (
    rf"(?:(?:{_D}) mươi(?: (?:{_LAST}))?|(?:một|hai|ba|bốn|năm) chục (?:{_LAST})(?! trăm)|mười(?: (?:{_LAST}))?|"
    rf"{_SHORT})"
)
_HUNDREDS = rf"(?:{_D}) trăm(?: (?:lẻ|linh) (?:{_D}|tư)| {_TENS})?"
_CHUNK = rf"(?:{_HUNDREDS}|{_TENS}|(?:{_D}))"
_BIG = "nghìn|ngàn|vạn|triệu(?! chứng)|tỷ|tỉ(?! lệ| số)"
_WORDS = rf"{_CHUNK}(?: (?:chục|tá(?! tràng| dược)|{_BIG}))*(?: (?:{_CHUNK}) (?:{_BIG}))*(?:(?<=[nu]) {_HUNDREDS})?"
VIETNAMESE = re.compile(
    rf"(?<![\w])(?P<fraction>(?:{_D}|\d+) phần (?:{_D}|tư|mười|\d+(?![.,]\d)))(?!\w)"
    rf"|(?<!\w)(?P<half>nửa (?:triệu(?! chứng)|tỷ|tỉ)|một nửa|nửa|gấp rưỡi)(?! đêm)(?!\w)"
    rf"|(?<!\w)(?P<words>{_WORDS})(?P<more>(?<=[nuỷỉ]) rưỡi)?(?!\w)"
    rf"|(?<![\d.,]|\w)(?P<digits>{DIGITS})(?P<scale>(?: (?:chục|trăm|{_BIG})(?!\w))+)?(?P<rest>(?<=[nuỷỉ]) rưỡi)?"
    r"|(?P<sign>[½¼¾⅓⅔])"
)
_SMALL = "|".join(ENGLISH_WORDS)
_TENS_EN = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SCALES_EN = "hundred|thousand|million|billion|dozen"
_CHUNK_EN = rf"(?:(?:{_TENS_EN})(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|(?:{_SMALL}))(?![\w])"
_ENGLISH_WORDS = (
    rf"(?:{_CHUNK_EN}|a(?= (?:{_SCALES_EN})(?!\w)))"
    rf"(?:(?:[ -](?:{_SCALES_EN})(?!\w))+(?:(?: and)? {_CHUNK_EN}(?=(?: (?:{_SCALES_EN}))*))?)*"
)
# What follows "a third" where it is a part and no place in a row.
PART_TAIL = (
    r" of| less| more| lower| as| (?:have|had|has|get|got|are|is|were|was|will|do|did|feel|felt|need|needed|stop\w*|"
    r"respond\w*|report\w*)(?!\w)|[.,;)]|$"
)
ENGLISH = re.compile(
    r"(?<![\w])(?P<fraction>(?:one|two|three)[ -](?:third|quarter|fifth|sixth|eighth|tenth)s?(?: of "
    r"an?(?= (?:hour|day|year|tablet)))?|an? (?:(?<!once a )(?<!twice a )(?<!times a )quarter(?: of an?(?= (?:hour|"
    r"day|year|tablet)))?|"
    rf"(?:third|fifth|sixth|eighth|tenth)(?={PART_TAIL})))(?!\w)"
    r"|(?<!\w)(?P<half>half a dozen|half a million|(?:a |one )?half(?: (?:of )?an?(?= \w))?(?! past|-li|ves))(?!\w)"
    rf"|(?<!\w)(?P<words>{_ENGLISH_WORDS})(?P<more> and a half(?: (?P<scale_after>hundred|thousand|million|"
    rf"billion))?)?(?!\w)"
    rf"|(?<![\d.,]|\w)(?P<digits>{DIGITS})(?P<scale>(?:[ -](?:dozen|hundred|thousand|million|billion))+(?!\w))?"
    r"(?P<rest> and a half)?|(?P<sign>[½¼¾⅓⅔])"
)


@dataclass(frozen=True)
class Number:
    """A number at `start:end`: `value` = `base` × `scale`; `digits` tells whether it is written in figures."""

    value: float
    start: int
    end: int
    base: float
    scale: int = 1
    digits: bool = False


def digits_value(text, language):
    """Return the value of figures as `language` writes them: `2.000` is 2000 in Vietnamese and 2 in English.

    A blank groups thousands in both. A sign that can only be the other language's decimal sign (`0.5` in Vietnamese,
    where thousands would need three figures) is read as that.
    """
    thousands, decimal = (".", ",") if language == "vi" else (",", ".")
    text = text.replace(" ", "")
    if text.count(thousands) == 1 and decimal not in text and not re.search(rf"\d{re.escape(thousands)}\d{{3}}$", text):
        return float(text.replace(thousands, "."))
    return float(re.sub(rf"\.(?=.*\.)|{re.escape(thousands)}", "", text).replace(decimal, "."))


def numbers(text, language):
    """Return the `Number`s in `text` (lower case), in order. After a dollar sign figures are English everywhere."""
    pattern, read = (VIETNAMESE, _vietnamese) if language == "vi" else (ENGLISH, _english)
    return [number for match in pattern.finditer(text) for number in read(match)]


def _vietnamese(match):
    if match["fraction"]:
        above, below = match["fraction"].split(" phần ")
        value = _vietnamese_word(above) / _vietnamese_word(below)
        return [_plain(match, value)]
    if match["half"]:
        scale = VIETNAMESE_SCALES.get(match["half"].split()[-1], 1)
        return [_plain(match, 1.5 if "rưỡi" in match["half"] else 0.5 * scale)]
    if match["sign"]:
        return [_plain(match, FRACTION_SIGNS[match["sign"]])]
    if match["digits"]:
        return [_in_digits(match, "vi", VIETNAMESE_SCALES, match["rest"])]
    return [_scaled(match, match["words"].split(), VIETNAMESE_SCALES, _vietnamese_value, match["more"])]


def _vietnamese_word(word):
    return 10 if word == "mười" else VIETNAMESE_DIGITS.get(word) or int(word)


def _plain(match, value):
    return Number(round(value, 6), match.start(), match.end(), value, 1, False)


def _in_digits(match, language, scales, half):
    dollars = match.string[max(0, match.start() - 1) : match.start()] == "$"
    base = digits_value(match["digits"], "en" if dollars else language)
    scale = 1
    for word in (match["scale"] or "").replace("-", " ").split():
        scale *= scales[word]
    base += 0.5 if half else 0
    return Number(round(base * scale, 6), match.start(), match.end(), base, scale, True)


def _scaled(match, words, scales, value_of, half):
    """Return the number that `words` make; a scale at the end is kept apart, for `two to three million`."""
    scale, head = 1, list(words)
    while len(head) > 1 and scales.get(head[-1], 0) >= 1000:
        scale *= scales[head.pop()]
    if any(scales.get(word, 0) >= 1000 for word in head):
        head, scale = list(words), 1
    base = value_of(head) + (0.5 if half else 0)
    return Number(round(base * scale, 6), match.start(), match.end(), base, scale, False)


def _vietnamese_value(words):
    total = current = 0
    for word in words:
        if word == "mười":
            current += 10
        elif word in {"mươi", "chục"} and 0 < current % 10:
            current += current % 10 * 9
        elif VIETNAMESE_SCALES.get(word, 0) >= 1000:
            total, current = total + current * VIETNAMESE_SCALES[word], 0
        elif word in VIETNAMESE_SCALES:
            current *= VIETNAMESE_SCALES[word]
        elif word in {"lăm", "mốt", "nhăm", "tư"} and 2 <= current <= 9:
            current = current * 10 + VIETNAMESE_DIGITS[word]  # `hai lăm` is short for `hai mươi lăm`
        else:
            current += VIETNAMESE_DIGITS.get(word, 0)
    return total + current


def _english(match):
    if match["fraction"]:
        above, below = re.split(r"[ -]", match["fraction"])[:2]
        value = {"a": 1, "an": 1}.get(above) or ENGLISH_WORDS[above]
        return [_plain(match, value / ENGLISH_PARTS[below.removesuffix("s")])]
    if match["half"]:
        return [_plain(match, {"half a dozen": 6, "half a million": 500000}.get(match["half"], 0.5))]
    if match["sign"]:
        return [_plain(match, FRACTION_SIGNS[match["sign"]])]
    if match["digits"]:
        return [_in_digits(match, "en", ENGLISH_SCALES, match["rest"])]
    words = match["words"].replace("-", " ").split()
    (number,) = [_scaled(match, words, ENGLISH_SCALES, _english_value, match["more"])]
    if match["scale_after"]:  # "one and a half million"
        scale = ENGLISH_SCALES[match["scale_after"]]
        return [Number(number.value * scale, match.start(), match.end(), number.base, scale)]
    return [number]


def _english_value(words):
    total = current = 0
    for word in words:
        if word == "a":
            current = 1
        elif ENGLISH_SCALES.get(word, 0) >= 1000:
            total, current = total + max(current, 1) * ENGLISH_SCALES[word], 0
        elif word in ENGLISH_SCALES:
            current = max(current, 1) * ENGLISH_SCALES[word]
        else:
            current += ENGLISH_WORDS.get(word, 0)
    return total + current
