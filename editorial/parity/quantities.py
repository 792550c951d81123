"""Numbers with what belongs to them: units, ranges, limits ("at least") and frequencies ("three times a week").

A text is first rewritten with every number as `#` (and `_` for its further letters), so that one set of patterns
serves figures and words: `3 lần/tuần` and `ba lần/tuần` both read `# lần/tuần`.
"""

import re
from dataclasses import replace

from editorial.parity import numerals
from editorial.parity.frequencies import FREQUENCY_PATTERNS, N
from editorial.parity.idioms import idioms
from editorial.parity.ordinals import ordinals
from editorial.parity.values import Value
from editorial.parity.vocabulary import (
    ADVERBS,
    AFTER_ROWS,
    DENOMINATOR_ROWS,
    DENOMINATORS,
    LIMIT_AFTER,
    LIMIT_BEFORE,
    LIMIT_ROWS,
    PERIODS,
    UNIT,
    UNIT_ROWS,
)

ORDINAL_N = {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
A_PERIOD = re.compile(  # `#__` is "two": no other number of three letters is said after "a day or"
    r"(?<!\w)(?:a|an|the same|each) (?P<period>minute|hour|day|night|week|fortnight|month|"
    r"year)(?P<half> and #_{5}(?!_))?(?P<two> or #__(?!_))?(?!\w)"
)
# "six months to a year": the end of a range, not a rate.
TO_A_PERIOD = re.compile(r"(?<=(?:days|eeks|nths|ours) to )an?(?= (?:hour|day|week|month|year)(?!\w))")
# "a kilogram" is one of it, `a` alone is no number.
A_MEASURE = re.compile(
    r"(?<!\w)an?(?= (?:kilogram|kilo|gram|milligram|microgram|litre|liter|millilitre|milliliter|"
    r"pound)(?!\w))"
)
CURRENCY = re.compile(r"(?:(?P<usd>us\$|\$|usd)|(?P<vnd>vnd|₫)|(?P<eur>€|eur)) ?\Z")
CLAUSE_END = re.compile(r"\s*(?:[.,;:)]|$)")
BARE_PER = re.compile(rf" ?(?:bản sao|copies|tế bào|cells)? ?(?:/ ?| per | mỗi )(?:{DENOMINATOR_ROWS})(?!\w)")
COUNTED_BEFORE = re.compile(rf"{N}(?:[ -][a-zμ%]+){{0,3}}[ ]\Z")
NAMED_PERIOD = re.compile(r"(?<!\w)(?P<period>tuần|tháng|ngày|week|month|day|year)s?(?: thai| thứ)? \Z")
FIVE_AFTER = re.compile(r"(?: (?:ngày|tuần|tháng|giờ|tiếng|người|lần)(?!\w)|\s*(?:[.,;]|$))")
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
ONCE = re.compile(r"(?<!\w)(?P<w>once|twice|thrice)(?!\w)")


def quantities(canvas, language):
    """Take every number with its unit, range, limit and frequency off `canvas`; return Values.

    Kinds: `quantity` with keys (lowest, highest, unit), and `frequency` with keys (times, length of the period, unit).
    """
    values = idioms(canvas, language) + ordinals(canvas, language)
    reading = _Reading(canvas, language)
    return values + reading.frequencies() + reading.quantities()


class _Reading:
    """One text while its numbers are read: `sketch` has `#___` for each number, `at` finds the number by its place."""

    def __init__(self, canvas, language):
        self.canvas, self.language = canvas, language
        found = [n for n in numerals.numbers(canvas.text, language) if self._is_number(n)]
        if language == "en":
            ones = [*TO_A_PERIOD.finditer(canvas.text), *A_MEASURE.finditer(canvas.text)]
            found += [numerals.Number(1, one.start(), one.end(), 1) for one in ones]
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
        if before in (["gấp"], ["bốn"]) and FIVE_AFTER.match(after):
            return True
        if before and (before[0] in known or before[0][-1].isdigit()) and before[0] != "năm":
            return False
        if not UNIT["vi"].match(after) or re.match(r" ?\d", after):
            return False
        return not re.match(r" (?:h|l|m|g|u|từ|số|điều|cách|trẻ|bệnh|thuốc|tên)(?!\w)", after) and not (
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
        keys = {("every", count, round(each * length, 6), unit)}
        if "one" in groups:  # `cách hai ngày` is every second or every third day, `cách ba tuần` every third week
            keys.add(("every", count, round((each - 1) * length, 6), unit))
        keys = frozenset(keys if each > 2 else {("every", count, round(each * length, 6), unit)})
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
        return self._repeat_units(self._share_units(sorted(values, key=lambda value: value.start)))

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
        keys = frozenset({_scaled(low, high, unit, factor)} | self._unit_before(start, low, high, unit))
        return Value("quantity", keys, start, end, False, self._bounds(start, end), ends, (low, high))

    def _unit_before(self, start, low, high, unit):
        """Return the further key of "week 24" and `tuần thai 24–28`, where the unit stands before the number."""
        before = None if unit else NAMED_PERIOD.search(self.canvas.text, max(0, start - 16), start)
        if not before:
            return set()
        unit, factor = PERIODS[before["period"]]
        return {_scaled(low, high, unit, factor)}

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
        keys = {key} | self._unit_before(number.start, value, value, unit)
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
        if not match and (special := self._special_unit(number)):
            return special
        if not match or (not number.digits and len(match.group().strip()) == 1):
            return None
        half = 0.5 if match["half"] else 0
        if match["counted"]:
            return "count", 1, match.end(), half
        row = next(n for n in range(len(UNIT_ROWS[self.language])) if match[f"u{n}"])
        unit, factor = UNIT_ROWS[self.language][row]
        if "mIU" in self.canvas.original[match.start() : match.end()]:
            factor = 10**-3  # not the capital M of a million
        per = _denominator(match)
        return f"{unit}/{per}" if per else unit, factor, match.end(), half

    def _special_unit(self, number):
        """Return the unit of "$30" and of "750/µL", as `_unit_at` does, or None."""
        if currency := CURRENCY.search(self.canvas.text, max(0, number.start - 5), number.start):
            return currency.lastgroup, 1, number.end, 0
        if bare := BARE_PER.match(self.sketch, number.end):
            return f"/{_denominator(bare)}", 1, bare.end(), 0
        return None

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
            key, following = (_measure(value) for value in values[n : n + 2])
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

    def _repeat_units(self, values):
        """Give "up by 50 micrograms to a maximum of 500." its unit: a bare number that ends a clause has the last."""
        for n, value in enumerate(values[1:], 1):
            last, key = values[n - 1], _measure(value)
            if value.soft or len(key) != 3 or key[2] is not None or not CLAUSE_END.match(self.canvas.text, value.end):
                continue
            unit = _measure(last)[2] if len(_measure(last)) == 3 else None
            if unit and unit not in {"count", "times"} and isinstance(key[0], float | int):
                keys = value.keys | {_scaled(key[0], key[1], unit, self._factor_of(last))}
                values[n] = replace(value, keys=keys)
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


def _measure(value):
    """Return the key of a Value that has a unit, if one has."""
    return max(value.keys, key=lambda key: (len(key) == 3 and key[2] is not None, str(key)))


def _denominator(match):
    return next((name for name in DENOMINATORS if match[f"per_{name}"]), None)


def _row(match):
    """Return which row of its table a limit's pattern has matched: the number in the name of its group."""
    return int(match.lastgroup[1:])


def _scaled(low, high, unit, factor):
    return round(low * factor, 6), round(high * factor, 6), "months" if unit == "age" else unit
