"""Places in a row: "the third", `thứ ba`, "twenty-first", and Roman numbers ("phase III", `pha III`)."""

import re

from editorial.parity import numerals
from editorial.parity.values import Value

TEENS = "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
TENS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split()
WORDS = {word: number for number, word in enumerate(numerals.ENGLISH_ORDINALS, 1)}
WORDS |= {word: number for number, word in enumerate(TEENS, 13)}
WORDS |= {word: 10 * number for number, word in enumerate(TENS, 2)}
_BEFORE = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
ENGLISH = re.compile(
    rf"(?<!\w)(?:(?P<n>\d+)(?:st|nd|rd|th)|(?:(?P<tens>{_BEFORE})[ -])?(?P<word>{'|'.join(WORDS)}))(?![\w])"
)
VIETNAMESE = re.compile(
    r"(?<!\w)(?:lần )?thứ (?:(?P<n>\d+)|(?P<first>nhất)|(?P<nhi>nhì)|(?P<tu>tư)|"
    r"(?P<words>(?:\w+ mươi|mười)(?: (?:một|mốt|hai|ba|bốn|tư|lăm|sáu|bảy|tám|chín))?|hai|ba|bốn|năm|sáu|"
    r"bảy|tám|chín))(?!\w)"
    r"|(?<!\w)(?:mùng|mồng) (?P<day>một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w)"
)
# A third of something, and "every third week", are no places in a row.
PART = re.compile(numerals.PART_TAIL)
EVERY = re.compile(r"(?<!\w)every $")
PERIOD = re.compile(r" (?:hour|day|night|morning|evening|week|month|year)")
ROMAN = re.compile(
    r"(?<!\w)(?:[Pp]hase|[Ss]tage|[Tt]ype|[Gg]rade|[Cc]lass|[Cc]hapter|[Pp]art|[Ll]evel|[Ff]actor|[Pp]ha|"
    r"[Gg]iai đoạn|[Ll]oại|"
    r"[Tt]ýp|[Đđ]ộ|[Cc]hương|[Pp]hần|[Nn]hóm|[Mm]ức|[Qq]uý|[Tt]hế kỷ|[Yy]ếu tố|[Ii]s) (?P<roman>X?(?:IX|"
    r"IV|V?I{0,3}))(?=[.,;:)]| |$)(?<=[IVX])"
)
ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}


def ordinals(canvas, language):
    """Take ordinals and Roman numbers off `canvas`; first and second are soft, being said in many other ways."""
    values = canvas.take(ROMAN, _roman, cased=True)
    if language == "en":
        return values + canvas.take(ENGLISH, _english)
    return values + canvas.take(VIETNAMESE, _vietnamese)


def _value(match, number, soft=None):
    keys = frozenset({(number, number, None), ("ordinal", number)})
    return Value("quantity", keys, match.start(), match.end(), number < 3 if soft is None else soft)


def _english(match):
    before, after = match.string[max(0, match.start() - 20) : match.start()], match.string[match.end() :][:20]
    if match["n"]:
        return _value(match, int(match["n"]))
    every = EVERY.search(before) and PERIOD.match(after)
    if every or re.search(r"(?<!\w)(?:one|two)[ -]$", before):
        return None
    if match["word"] not in {"first", "second"} and re.search(r"(?<!\w)an? $", before) and PART.match(after):
        return None
    tens = (_BEFORE.split("|").index(match["tens"]) + 2) * 10 if match["tens"] else 0
    return _value(match, tens + WORDS[match["word"]])


def _vietnamese(match):
    if words := match["words"] or match["day"]:
        return _value(match, int(numerals.numbers(words, "vi")[0].value))
    return _value(match, int(match["n"] or 1 * bool(match["first"]) or 2 * bool(match["nhi"]) or 4))


def _roman(match):
    digits = [ROMAN_DIGITS[letter] for letter in match["roman"]]
    number = sum(-one if one < following else one for one, following in zip(digits, [*digits[1:], 0], strict=True))
    if match["roman"] == "I" and match.group().split()[0].lower() in {"part", "is"}:
        return None
    return _value(match, number, soft=False)
