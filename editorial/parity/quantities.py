"""Numbers with what belongs to them: units, ranges, limits ("at least") and frequencies ("three times a week").

A text is first rewritten with every number as `#` (and `_` for its further letters), so that one set of patterns
serves figures and words: `3 lần/tuần` and `ba lần/tuần` both read `# lần/tuần`.
"""

import re
from dataclasses import replace
from math import prod

from editorial.parity import numerals
from editorial.parity.frequencies import FREQUENCY_PATTERNS, N
from editorial.parity.values import Value
from editorial.parity.vocabulary import (
    ADVERBS,
    AFTER_ROWS,
    LIMIT_AFTER,
    LIMIT_BEFORE,
    LIMIT_ROWS,
    PERIODS,
    UNIT,
    UNIT_ROWS,
)

ORDINAL_N = {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
A_PERIOD = re.compile(  # `#__` is "two": no other number of three letters is said after "a day or"
    r"(?<!\w)(?:a|an|the same|each) (?P<period>minute|hour|day|week|fortnight|month|"
    r"year)(?P<half> and #_{5}(?!_))?(?P<two> or #__(?!_))?(?!\w)"
)
# "six months to a year": the end of a range, not a rate.
TO_A_PERIOD = re.compile(r"(?<=(?:days|eeks|nths|ours) to )an?(?= (?:hour|day|week|month|year)(?!\w))")
COUNTED_BEFORE = re.compile(rf"{N}(?:[ -][a-zμ%]+){{0,3}}[ ]\Z")
FEW = re.compile(r"(?<!\w)(?P<lo>#_*),? (?P<hi>#_*)(?![#_])(?!,? #)")
RANGE = {
    "vi": re.compile(
        rf"(?P<open>(?:từ|giữa) )?(?P<lo>{N})(?P<unit>[^#.,;()]{{0,14}}?)(?P<sign> ?- ?| (?:cho )?(?:đến|tới|lên|"
        rf"xuống|xuống còn|còn)(?: khoảng| đến| tới)? | và )(?P<hi>{N})"
    ),
    "en": re.compile(
        rf"(?P<open>(?:from|between) )?(?P<lo>{N})(?P<unit>[^#.,;()]{{0,14}}?)(?P<sign> ?- ?|"
        rf" (?:up )?to (?:about )?| and | through | until )(?P<hi>{N})"
    ),
}
LISTED = re.compile(r"\s*(?:,|/|,? ?(?:or|and|hoặc|hay|và|rồi|then))\s*(?:and |or |và |hoặc |hay )?(?:lên |tới )?\Z")
VIETNAMESE_ORDINAL = re.compile(
    r"(?<!\w)(?:thứ|lần thứ) (?:(?P<n>\d+)|(?P<first>nhất)|(?P<word>hai|nhì|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười))(?!\w)"
)
ENGLISH_ORDINAL = re.compile(
    rf"(?<!\w)(?:(?P<n>\d+)(?:st|nd|rd|th)|(?P<word>{'|'.join(numerals.ENGLISH_ORDINALS)}))(?![\w])"
)
SCALED_PLURAL = {
    "vi": re.compile(
        r"(?<!\w)(?:hàng|vài|mấy|nhiều) (?P<w>(?:chục|trăm)?(?: ?(?:nghìn|ngàn|triệu(?! chứng)|"
        r"tỷ))?)(?<= )?(?<!\s)(?!\w)"
    ),
    "en": re.compile(
        r"(?<!\w)(?:(?:several|a few) )?(?P<w>(?:(?:dozens|tens|hundreds) of (?:thousands|millions|billions))|"
        r"dozens|tens|hundreds?|thousands?|millions?|billions?)(?!\w)"
    ),
}
SCALE_OF = {"chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "triệu": 10**6, "tỷ": 10**9}
SCALE_OF |= {"dozens": 10, "tens": 10, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
IDIOMS = {
    # a word of number that states none
    "vi": re.compile(
        r"(?<!\w)(?:một (?:số|vài|ít|chút|cách|khi|mình|phần(?! (?:hai|ba|tư|năm|sáu|tám|mười|trăm|\d))|trong|mặt|"
        "loạt|lúc|bên|lần nữa|đôi|hôm|trong những)"
        "|ba mẹ|cha ba|ba lô|nấu chín|đun chín|chín muồi|năm nay|năm ngoái|năm sau|năm trước|hàng năm tháng|"
        "đôi khi|đôi lúc|đôi chút"
        r"|(?<=càng )một|(?<=từng )một|như một|hai vợ chồng|hơn nữa|nửa đêm|tháng năm qua|chu kỳ bán)(?!\w)"
    ),
    "en": re.compile(
        r"(?<!\w)(?:no one|one another|one by one|someone|one(?= of)|any ?one|every ?one|this one|that one|"
        "the one|which one|at once|once again|once more|all at once"
        "|half-life|at first|first of all|first aid|first name|in the first place|the other one|one-off|"
        "back to square one|second-hand|one(?='s)|over time|in time|on time|the (?:next|last|same) one|"
        r"first line|first-line|first(?=,)|per se)(?!\w)"
    ),
}
PAIR_WORDS = {
    "vi": re.compile(r"(?<!\w)(?:cả hai|đôi(?= (?:bên|mắt|vợ))|gấp đôi|một cặp|hai vợ chồng)(?!\w)"),
    "en": re.compile(r"(?<!\w)(?:both|a couple of|twice as|doubled?|double|pair of|either|neither)(?!\w)"),
}
ONCE = re.compile(r"(?<!\w)(?P<w>once|twice|thrice)(?!\w)")


def quantities(canvas, language):
    """Take every number with its unit, range, limit and frequency off `canvas`; return Values.

    Kinds: `quantity` with keys (lowest, highest, unit), and `frequency` with keys (times, length of the period, unit).
    """
    values = _idioms(canvas, language)
    values += _ordinals(canvas, language)
    reading = _Reading(canvas, language)
    return values + reading.frequencies() + reading.quantities()


def _idioms(canvas, language):
    """Hide idioms; return the soft values of words for two and the hard ones of `hàng nghìn`, "thousands"."""
    canvas.take(IDIOMS[language], lambda m: _soft(m, 1))
    values = canvas.take(PAIR_WORDS[language], lambda m: _soft(m, 2))
    return values + canvas.take(SCALED_PLURAL[language], lambda m: _plural(m, language))


def _soft(match, number):
    return Value("quantity", frozenset({(number, number, None)}), match.start(), match.end(), soft=True)


def _plural(match, language):
    if language == "en" and (not match["w"].endswith("s") and not match.group().startswith(("several", "a few"))):
        return None
    words = match["w"].replace(" of ", " ").split()
    scale = prod(SCALE_OF.get(word) or SCALE_OF[word.removesuffix("s")] for word in words)
    if not words:
        return None
    return Value("quantity", frozenset({("about", scale, None)}), match.start(), match.end())


def _ordinals(canvas, language):
    if language == "en":
        return canvas.take(ENGLISH_ORDINAL, _english_ordinal)
    return canvas.take(VIETNAMESE_ORDINAL, _vietnamese_ordinal)


def _english_ordinal(match):
    before = match.string[: match.start()]
    if match["word"] and re.search(r"(?<!\w)every $|(?<!\w)(?:one|two)[ -]$", before):
        return None
    if (
        match["word"] not in {"first", "second"}
        and re.search(r"(?<!\w)an? $", before)
        and re.match(r" of| less| more| lower| as|[.,;)]|$", match.string[match.end() :])
    ):
        return None
    number = int(match["n"]) if match["n"] else numerals.ENGLISH_ORDINALS.index(match["word"]) + 1
    return Value(
        "quantity", frozenset({(number, number, None), ("ordinal", number)}), match.start(), match.end(), number < 3
    )


def _vietnamese_ordinal(match):
    number = (
        1
        if match["first"]
        else int(match["n"] or 0)
        or {"nhì": 2, "mười": 10}.get(match["word"])
        or numerals.VIETNAMESE_DIGITS[match["word"]]
    )
    return Value(
        "quantity", frozenset({(number, number, None), ("ordinal", number)}), match.start(), match.end(), number < 3
    )


class _Reading:
    """One text while its numbers are read: `sketch` has `#___` for each number, `at` finds the number by its place."""

    def __init__(self, canvas, language):
        self.canvas, self.language = canvas, language
        found = [n for n in numerals.numbers(canvas.text, language) if self._is_number(n)]
        if language == "en":
            found += [numerals.Number(1, m.start(), m.end(), 1) for m in TO_A_PERIOD.finditer(canvas.text)]
        self.at = {number.start: number for number in sorted(found, key=lambda number: number.start)}
        sketch = list(canvas.text)
        for number in found:
            sketch[number.start : number.end] = "#" + "_" * (number.end - number.start - 1)
        self.sketch = "".join(sketch)

    def _is_number(self, number):
        """`năm` is five only before something counted and not after a number; elsewhere it is a year."""
        text = self.canvas.text
        if self.language != "vi" or text[number.start : number.end] != "năm":
            return True
        before, after = text[: number.start].split()[-1:], text[number.end :]
        known = {
            *numerals.VIETNAMESE_DIGITS,
            *numerals.VIETNAMESE_SCALES,
            "mười",
            "mươi",
            "rưỡi",
            "hằng",
            "hàng",
            "nhiều",
            "vài",
        }
        if before and (before[0] in known or before[0][-1].isdigit()) and before[0] != "năm":
            return False
        if not UNIT["vi"].match(after) or re.match(r" ?\d", after):
            return False
        return not re.match(r" (?:h|l|m|g|u|từ|số|điều|cách|trẻ|bệnh|thuốc|tên|phân)(?!\w)", after) and not (
            before == ["mỗi"] and after.startswith(" năm")
        )

    def number(self, group):
        """Return the value of a `#___` matched by a pattern's group, 1 where there was none."""
        if not group:
            return 1

        return self.at[group].value

    def hide(self, start, end):
        self.sketch = self.sketch[:start] + "\x01" * (end - start) + self.sketch[end:]

    # Frequencies

    def frequencies(self):
        values = []
        for pattern in FREQUENCY_PATTERNS[self.language]:
            for match in list(pattern.finditer(self.sketch)):
                if "\x01" in match.group() or match.group() not in self.sketch[match.start() : match.end()]:
                    continue
                if value := self._frequency(match):
                    values.append(value)
                    self.hide(match.start(), match.end())
        return sorted(values, key=lambda value: value.start)

    def _frequency(self, match):
        groups = {name: text for name, text in match.groupdict().items() if text}
        period = groups.get("period") or ADVERBS[groups["adverb"]]
        unit, length = PERIODS[period.strip()]
        count = {"once": 1, "twice": 2, "thrice": 3}.get(groups.get("word")) or self._group(match, "count")
        each = self._each(match, groups)
        keys = frozenset({("every", count, round(each * length, 6), unit)})
        parts = self._parts(match, count, each, unit, length)
        return Value(
            "frequency", keys, match.start(), match.end(), bounds=self._bounds(match.start(), match.end()), parts=parts
        )

    def _each(self, match, groups):
        """Return of how many periods a frequency speaks: 2 in "every other day" and `cách ngày`."""
        if "alternate" in groups:
            return 1 + self._group(match, "one") if "one" in groups else 2
        if "other" in groups:
            return {"third": 3, "fourth": 4}.get(groups["other"].strip(), 2)
        if "third" in groups:
            return ORDINAL_N[groups["third"]]
        return self._group(match, "each")

    def _group(self, match, name):
        if name not in match.re.groupindex or match.start(name) < 0:
            return 1
        return self.at[match.start(name)].value

    def _parts(self, match, count, each, unit, length):
        """Return what "three injections a week" and "three times a week" have in common: 3, and a week."""
        at = match.start(), match.end()
        rate = Value("frequency", frozenset({("every", 1, round(each * length, 6), unit)}), *at)
        if count != 1:
            return (Value("quantity", frozenset({(count, count, "times")}), *at), rate)
        if each != 1:
            return (Value("quantity", frozenset({_scaled(each, each, unit, length)}), *at),)
        return ()

    # Quantities

    def quantities(self):
        values = self._ranges() + (self._a_period() if self.language == "en" else self._few())
        for number in self.at.values():
            if self.sketch[number.start] == "#":
                values.append(self._single(number))
        if self.language == "en":
            values += [self._once(match) for match in ONCE.finditer(self.sketch)]
        return self._share_units(sorted(values, key=lambda value: value.start))

    def _once(self, match):
        count = {"once": 1, "twice": 2, "thrice": 3}[match["w"]]
        keys = frozenset({(count, count, "times")})
        return Value("quantity", keys, match.start(), match.end(), count == 1, self._bounds(match.start(), match.end()))

    def _a_period(self):
        """Return the Values of "a day": a rate after something counted, else one day, which need not be said."""
        values = []
        for match in list(A_PERIOD.finditer(self.sketch)):
            unit, length = PERIODS[match["period"]]
            bounds = self._bounds(match.start(), match.end())
            rate, one = ("every", 1, length, unit), (length, length, unit)
            if match["two"] and self.at[match.end() - 3].value == 2:
                value = Value(
                    "quantity", frozenset({(length, 2 * length, unit)}), match.start(), match.end(), bounds=bounds
                )
            elif match["half"]:
                value = Value(
                    "quantity",
                    frozenset({(1.5 * length, 1.5 * length, unit)}),
                    match.start(),
                    match.end(),
                    bounds=bounds,
                )
            elif COUNTED_BEFORE.search(self.sketch, max(0, match.start() - 40), match.start()):
                value = Value("frequency", frozenset({rate}), match.start(), match.end())
            else:
                value = Value("quantity", frozenset({rate, one}), match.start(), match.end(), True, bounds)
            values.append(value)
            self.hide(match.start(), match.end())
        return values

    def _few(self):
        """Return the Values of `một, hai ngày` and `hai ba tuần`: "a day or two", "two or three weeks"."""
        values = []
        for match in list(FEW.finditer(self.sketch)):
            low, high = self.at[match.start("lo")], self.at[match.start("hi")]
            if low.digits or high.digits or high.value - low.value != 1 or high.value > 9:
                continue
            unit, factor, end, _half = self._unit_at(high) or (None, 1, high.end, 0)
            values.append(self._between(low.value, high.value, unit, factor, match.start(), end))
            self.hide(match.start(), end)
        return values

    def _between(self, low, high, unit, factor, start, end):
        """Return the Value of a range; its parts are its two ends, for "two or three"."""
        ends = tuple(
            Value("quantity", frozenset({_scaled(value, value, unit, factor)}), start, end) for value in (low, high)
        )
        key = _scaled(low, high, unit, factor)
        return Value("quantity", frozenset({key}), start, end, False, self._bounds(start, end), ends, (low, high))

    def _ranges(self):
        values = []
        for match in list(RANGE[self.language].finditer(self.sketch)):
            if value := self._range(match):
                values.append(value)
                self.hide(match.start(), value.end)
        return values

    def _range(self, match):
        low, high = self.at[match.start("lo")], self.at[match.start("hi")]
        joined_by_and = match["sign"] in {" và ", " and "}
        if joined_by_and and not (match["open"] or "").startswith(("giữa", "between")):
            return None
        first = self._unit_at(low) if match["unit"].strip() else None
        if match["unit"].strip() and (not first or first[2] != match.end("unit")):
            return None
        unit, factor, end, half = self._unit_at(high) or (None, 1, match.end("hi"), 0)
        lowest = low.value
        if low.scale == 1 and high.scale > 1 and low.value <= high.base:
            lowest = low.value * high.scale
        if first and unit:
            if first[0] != unit:
                return None
            lowest *= first[1] / factor
        if not unit and first:
            unit, factor = first[:2]
        return self._between(lowest, high.value + half, unit, factor, match.start(), end)

    def _single(self, number):
        unit, factor, end, half = self._unit_at(number) or (None, 1, number.end, 0)
        start = number.start
        value = -number.value if self._is_negative(start) else number.value
        key = _scaled(value + half, value + half, unit, factor)
        soft = value == 1 and not number.digits and not half
        keys = {key}
        if soft and unit in {"minutes", "months"}:
            keys.add(("every", 1, *key[1:]))
        return Value(
            "quantity", frozenset(keys), start, end, soft, self._bounds(start, end), figures=(value + half,) * 2
        )

    def _is_negative(self, start):
        before = self.canvas.text[max(0, start - 6) : start]
        return bool(re.search(r"(?:(?:^|[ (])-|âm |minus )\Z", before))

    def _unit_at(self, number):
        """Return (unit, factor, where it ends, half of one) for the unit that follows `number`, or None.

        A unit of one letter needs figures: `5 g`, but not `một u`.
        """
        match = UNIT[self.language].match(self.sketch, number.end)
        if not match or (not number.digits and len(match.group().strip()) == 1):
            return None
        half = 0.5 if match["half"] else 0
        if match["counted"]:
            return "count", 1, match.end(), half
        row = next(n for n in range(len(UNIT_ROWS[self.language])) if match[f"u{n}"])
        unit, factor = UNIT_ROWS[self.language][row]
        return unit, factor, match.end(), half

    def _bounds(self, start, end):
        """Return the readings of the limit set before `start` or after `end`."""
        before = LIMIT_BEFORE[self.language].search(self.sketch, max(0, start - 60), start)
        after = LIMIT_AFTER[self.language].match(self.sketch, end)
        limits = LIMIT_ROWS[self.language][_row(before)] if before else [""]
        if after and "" in limits:
            limits = AFTER_ROWS[self.language][_row(after)]
        return frozenset(limits)

    def _share_units(self, values):
        """Give the numbers of "90 or 180 micrograms" the unit that only the last of them bears."""
        for n in range(len(values) - 2, -1, -1):
            (key,), (following,) = ([*value.keys][:1] for value in values[n : n + 2])
            between = self.canvas.text[values[n].end : values[n + 1].start]
            if len(key) == 3 and len(following) == 3 and key[2] is None and following[2] and LISTED.match(between):
                if isinstance(key[0], str) or isinstance(following[0], str) or values[n].soft:
                    continue
                number = self.at.get(values[n].start)
                following_number = self.at.get(values[n + 1].start)
                scale = 1
                if number and following_number and number.scale == 1 and number.base <= following_number.base:
                    scale = following_number.scale
                factor = self._factor_of(values[n + 1])
                values[n] = replace(
                    values[n], keys=frozenset({key, _scaled(key[0] * scale, key[1] * scale, following[2], factor)})
                )
        return values

    def _factor_of(self, value):
        number = self.at.get(value.start)
        found = self._unit_at(number) if number and self.sketch[number.start] == "#" else None
        if found:
            return found[1]
        ending = UNIT[self.language].search(self.canvas.text, max(0, value.end - 16), value.end)
        if not ending or ending["counted"]:
            return 1
        row = next(n for n in range(len(UNIT_ROWS[self.language])) if ending[f"u{n}"])
        return UNIT_ROWS[self.language][row][1]


def _row(match):
    """Return which row of its table a limit's pattern has matched: the number in the name of its group."""
    return int(match.lastgroup[1:])


def _scaled(low, high, unit, factor):
    return round(low * factor, 6), round(high * factor, 6), "months" if unit == "age" else unit
