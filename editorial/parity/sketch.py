"""A text with its numbers painted over: `#` for each, and `_` for its further letters.

So one set of patterns serves figures and words: `3 lần/tuần` and `ba lần/tuần` both read `# lần/tuần`.
"""

import re

from editorial.parity import numerals
from editorial.parity.vocabulary import (
    AFTER_ROWS,
    DENOMINATOR_ROWS,
    DENOMINATORS,
    HINTS,
    LIMIT_AFTER,
    LIMIT_BEFORE,
    LIMIT_ROWS,
    UNIT,
    UNIT_ROWS,
)

# "six months to a year": the end of a range, not a rate.
TO_A_PERIOD = re.compile(r"(?<=(?:days|eeks|nths|ours) to )an?(?= (?:hour|day|week|month|year)(?!\w))")
# "a kilogram" is one of it, `a` alone is no number.
A_MEASURE = re.compile(
    r"(?<!\w)an?(?= (?:kilogram|kilo|gram|milligram|microgram|litre|liter|millilitre|milliliter|"
    r"pound|teaspoon(?:ful)?|tablespoon(?:ful)?|sachet|tablet|capsule|drop|puff)(?!\w))"
)
CURRENCY = re.compile(r"(?:(?P<dollar>(?:us|ca?|c|a)?\$|usd|cad)|(?P<vnd>vnd|₫)|(?P<eur>€|eur)) ?\Z")
BARE_PER = re.compile(rf"[⁰¹²³⁴-⁹]* ?(?:bản sao|copies|tế bào|cells)? ?(?:/ ?| per | mỗi )(?:{DENOMINATOR_ROWS})(?!\w)")
FIVE_AFTER = re.compile(r"(?: (?:ngày|tuần|tháng|giờ|tiếng|người|lần)(?!\w)|\s*(?:[.,;]|$))")
# "0.75 × 10^9/L" is 0.75 giga a litre.
POWER = re.compile(
    r"(?<=\d) ?[x×*] ?10(?:\^|\*\*)?(?P<power>\d{1,2}|[⁰¹²³⁴-⁹]+)(?: ?(?:/|per) ?(?P<per>lít|litre|"
    r"liter|l|ml|μl)(?!\w))?"
)
GIGA = re.compile(r" ?(?:giga|g)(?: ?/ ?| per )(?:l|lít|litre|liter)(?!\w)")
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
A_WORD = re.compile(r"[^\W\d_\x01]|[<>≥≤]")  # without one nothing can be limited
SYMBOL = re.compile(r" ?(?P<unit>[numkMG]?(?:B|b|Hz|W|J|V|A|Sv|Bq|Eq|mol|bar|cal|bp|dB|Osm))(?!\w)")
CLAUSE_SIGN = re.compile(r"[;:.?!\n]")
THE_ONE = re.compile(
    r"than (?:the|another|a|his|her|"
    r"your)[ -]?\Z"
)  # "shorter than the 48-week course" limits nothing
TO_SIX = re.compile(r"(?:,? sáu| (?:đến|tới|hay|hoặc|-) (?:sáu|bảy|tám|mười))(?! mươi|\w)")
# `mỗi năm ngày` is every five days, `mỗi năm người bệnh` the patients of each year.
TIME_OR_MASS = re.compile(r" (?:ngày|tuần|tháng|giờ|tiếng|phút|ml|mg|kg|lít)(?!\w)")
# Numbered things: `tầng năm` is "floor five".
NUMBERED = {"tầng", "phòng", "cổng", "quầy", "bước", "mục", "lớp", "ghế", "quận", "khu", "chương", "trang", "lầu"}
# Between these and a noun `năm` is five: `tối đa năm mụn`.
LIMITING = {"đa", "thiểu", "khoảng", "chừng", "đủ", "gồm"}
# After these `năm` is a year: `hai mươi năm` is twenty years.
BEFORE_YEARS = {*numerals.VIETNAMESE_DIGITS, *numerals.VIETNAMESE_SCALES, "mười", "mươi", "rưỡi"}
BEFORE_YEARS |= {"hằng", "hàng", "nhiều", "vài"}


class Sketch:
    """`text` has `#___` for each number of the canvas; `at` finds the number by its place."""

    def __init__(self, canvas, language):
        self.canvas, self.language = canvas, language
        powers = [power.span() for power in POWER.finditer(canvas.text)]
        found = [n for n in numerals.numbers(canvas.text, language) if self._is_number(n)]
        found = [n for n in found if not any(start <= n.start < end for start, end in powers)]
        if language == "en":
            ones = [*TO_A_PERIOD.finditer(canvas.text), *A_MEASURE.finditer(canvas.text)]
            found += [numerals.Number(1, one.start(), one.end(), 1) for one in ones]
        self.at = {number.start: number for number in sorted(found, key=lambda number: number.start)}
        letters = list(canvas.text)
        for number in found:
            letters[number.start : number.end] = "#" + "_" * (number.end - number.start - 1)
        self.text = "".join(letters)

    def _is_number(self, number):
        """`năm` is five only before something counted and not after a number; elsewhere it is a year."""
        text = self.canvas.text
        if self.language != "vi" or text[number.start : number.end] != "năm":
            return True
        before, after = text[max(0, number.start - 20) : number.start].split()[-1:], text[number.end : number.end + 60]
        if before in (["gấp"], ["bốn"]) and FIVE_AFTER.match(after):
            return True
        if before and before[0] in LIMITING and re.match(r" [^\W\d]+", after) and not UNIT["vi"].match(after):
            return True
        if before and before[0] in NUMBERED and not re.match(r" ?\d", after):
            return True
        if TO_SIX.match(after) and not (before and before[0] in {"mỗi", "hằng", "hàng", "cả", "một"}):
            return True
        if before and (before[0] in BEFORE_YEARS or before[0][-1].isdigit()) and before[0] != "năm":
            return False
        if before == ["mỗi"] and not TIME_OR_MASS.match(after):
            return False
        if not UNIT["vi"].match(after) or re.match(r" ?\d", after):
            return False
        return not re.match(r" (?:h|l|m|g|u|từ|số|điều|cách|trẻ|bệnh|thuốc|tên)(?!\w)", after) and not (
            before == ["mỗi"] and after.startswith(" năm")
        )

    def hide(self, start, end):
        self.text = self.text[:start] + "\x01" * (end - start) + self.text[end:]

    def bounds(self, start, end):
        """Return the readings of the limit set before `start` or after `end`."""
        if not A_WORD.search(self.text, max(0, start - 60), end + 40):
            return frozenset({""})
        before = LIMIT_BEFORE[self.language].search(self.text, max(0, start - 60), start)
        after = LIMIT_AFTER[self.language].match(self.text, end)
        limits = LIMIT_ROWS[self.language][_row(before)] if before else [""]
        if after and "" in limits:
            limits = AFTER_ROWS[self.language][_row(after)]
        elif not before:
            limits = ["", *self._hinted(start, end)]
        elif "" not in limits and THE_ONE.search(before.group()):
            limits = ["", *limits]
        return frozenset(limits)

    def _hinted(self, start, end):
        """Return the limits that the clause around `start:end` may set in words further off, as "limit it to 5"."""
        first, last = max(0, start - 50), end + 30
        before = CLAUSE_SIGN.split(self.text[first:start])[-1]
        around = before + "#" + CLAUSE_SIGN.split(self.text[end:last])[0]
        return [limit for limit, pattern in HINTS[self.language].items() if pattern.search(around)]

    def unit_at(self, number):
        """Return (unit, factor, where it ends, half of one) for the unit that follows `number`, or None.

        A unit of one letter needs figures: `5 g`, but not `một u`.
        """
        match = UNIT[self.language].match(self.text, number.end)
        if not match and (special := self._special_unit(number)):
            return special
        if not match or not (number.digits or self._is_long(match)):
            return None
        half = 0.5 if match["half"] else 0
        if match["counted"]:
            per = denominator(match)
            return f"/{per}" if per else "count", 1, match.end(), half
        row = next(n for n in range(len(UNIT_ROWS[self.language])) if match[f"u{n}"])
        unit, factor = UNIT_ROWS[self.language][row]
        if "mIU" in self.canvas.original[match.start() : match.end()]:
            factor = 10**-3  # not the capital M of a million
        per = denominator(match)
        return f"{unit}/{per}" if per else unit, factor, match.end(), half

    def _is_long(self, match):
        """Say whether a unit may follow a number in words: one of a letter may not, but for the capital of "one L"."""
        unit = self.canvas.original[match.start() : match.end()].strip()
        return len(unit) > 1 or unit == "L"

    def _special_unit(self, number):
        """Return the unit of "$30", "750/µL" and of symbols in no table ("300 MB"), as `unit_at` does, or None."""
        if currency := CURRENCY.search(self.canvas.text, max(0, number.start - 5), number.start):
            return currency.lastgroup, 1, number.end, 0
        if power := POWER.match(self.canvas.text, number.end):
            per = (power["per"] or "").replace("lít", "l")[:2].replace("li", "l")
            return f"10^{power['power'].translate(SUPERSCRIPTS)}/{per}", 1, power.end(), 0
        if number.digits and (giga := GIGA.match(self.canvas.text, number.end)):
            return "10^9/l", 1, giga.end(), 0
        if bare := BARE_PER.match(self.text, number.end):
            return f"/{denominator(bare)}", 1, bare.end(), 0
        if symbol := SYMBOL.match(self.canvas.original, number.end):
            return symbol["unit"], 1, symbol.end(), 0
        return None

    def _is_negative(self, start):
        before = self.canvas.text[max(0, start - 6) : start]
        return bool(re.search(r"(?:(?:^|[ (])-|âm |minus )\Z", before))


def denominator(match):
    return next((name for name in DENOMINATORS if match[f"per_{name}"]), None)


def _row(match):
    """Return which row of its table a limit's pattern has matched: the number in the name of its group."""
    return int(match.lastgroup[1:])


def scaled(low, high, unit, factor):
    return round(low * factor, 6), round(high * factor, 6), "months" if unit == "age" else unit
