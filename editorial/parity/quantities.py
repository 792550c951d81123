"""Numbers with what belongs to them: units, ranges, limits ("at least")."""

import re
from dataclasses import replace

from editorial.parity.frequencies import N, frequencies
from editorial.parity.idioms import idioms
from editorial.parity.ordinals import ordinals
from editorial.parity.sketch import Sketch, scaled
from editorial.parity.values import Value
from editorial.parity.vocabulary import PERIODS, UNIT, UNIT_ROWS

A_PERIOD = re.compile(  # `#__` is "two": no other number of three letters is said after "a day or"
    r"(?<!\w)(?:(?:a|an|the same|each)(?: single| whole| full)?|(?:the|this|that|first|next|"
    r"last)(?= fortnight)) (?P<period>minute|hour|day|night|week|fortnight|month|"
    r"year)(?P<half> and #_{5}(?!_))?(?P<two> or #__(?!_))?(?!\w)"
)
CLAUSE_END = re.compile(r"\s*(?:[.,;:)]|$)")
SENTENCE_END = re.compile(r"[.;:!?](?= )")
COUNTED_BEFORE = re.compile(rf"{N}(?:[ -][a-zμ%]+){{0,3}}[ ]\Z")
NAMED_PERIOD = re.compile(r"(?<!\w)(?P<period>tuần|tháng|ngày|week|month|day|year)s?(?: thai| thứ)? \Z")
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


# "one in five": a fifth, or five and one
ONE_IN = re.compile(
    rf"(?P<one>{N}) (?:\w+ )?(?:in|out of)(?: every)? (?P<of>{N})(?= (?!days?|weeks?|months?|years?|"
    rf"hours?)|\W)"
)


def quantities(canvas, language):
    """Take every number with its unit, range, limit and frequency off `canvas`; return Values.

    Kinds: `quantity` with keys (lowest, highest, unit), and `frequency` with keys (times, length of the period, unit).
    """
    values = idioms(canvas, language) + ordinals(canvas, language)
    sketch = Sketch(canvas, language)
    return values + frequencies(sketch) + _quantities(sketch)


def _quantities(sketch):
    values = _ranges(sketch) + _ones_in(sketch) + (_a_period(sketch) if sketch.language == "en" else _few(sketch))
    for number in sketch.at.values():
        if sketch.text[number.start] == "#":
            values.append(_single(sketch, number))
    if sketch.language == "en":
        values += [_once(sketch, match) for match in ONCE.finditer(sketch.text)]
    values = _share_units(sketch, sorted(values, key=lambda value: value.start))
    return _lend_units(sketch, _repeat_units(sketch, values))


def _once(sketch, match):
    count = {"once": 1, "twice": 2, "thrice": 3}[match["w"]]
    keys = frozenset({(count, count, "times")})
    return Value("quantity", keys, match.start(), match.end(), count == 1, sketch.bounds(match.start(), match.end()))


def _a_period(sketch):
    """Return the Values of "a day": a rate after something counted, else one day, which need not be said."""
    values = []
    for match in list(A_PERIOD.finditer(sketch.text)):
        unit, length = PERIODS[match["period"]]
        bounds = sketch.bounds(match.start(), match.end())
        rate, one = ("every", 1, length, unit), (length, length, unit)
        if match["two"] and sketch.at[match.end() - 3].value == 2:
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
        elif COUNTED_BEFORE.search(sketch.text, max(0, match.start() - 40), match.start()):
            value = Value("frequency", frozenset({rate}), match.start(), match.end())
        else:
            value = Value("quantity", frozenset({rate, one}), match.start(), match.end(), True, bounds)
        values.append(value)
        sketch.hide(match.start(), match.end())
    return values


def _few(sketch):
    """Return the Values of `một, hai ngày` and `hai ba tuần`: "a day or two", "two or three weeks"."""
    values = []
    for match in list(FEW.finditer(sketch.text)):
        low, high = sketch.at[match.start("lo")], sketch.at[match.start("hi")]
        if low.digits or high.digits or high.value - low.value != 1 or high.value > 9:
            continue
        unit, factor, end, _half = sketch.unit_at(high) or (None, 1, high.end, 0)
        values.append(_between(sketch, low.value, high.value, unit, factor, match.start(), end))
        sketch.hide(match.start(), end)
    return values


def _between(sketch, low, high, unit, factor, start, end):
    """Return the Value of a range; its parts are its two ends, for "two or three"."""
    ends = tuple(
        Value("quantity", frozenset({scaled(value, value, unit, factor)}), start, end) for value in (low, high)
    )
    keys = frozenset({scaled(low, high, unit, factor)} | _unit_before(sketch, start, low, high, unit))
    return Value("quantity", keys, start, end, False, sketch.bounds(start, end), ends, (low, high))


def _unit_before(sketch, start, low, high, unit):
    """Return the further key of "week 24" and `tuần thai 24–28`, where the unit stands before the number."""
    before = None if unit else NAMED_PERIOD.search(sketch.canvas.text, max(0, start - 16), start)
    if not before:
        return set()
    unit, factor = PERIODS[before["period"]]
    return {scaled(low, high, unit, factor)}


def _ranges(sketch):
    values = []
    for match in list(RANGE[sketch.language].finditer(sketch.text)):
        if value := _range(sketch, match):
            values.append(value)
            sketch.hide(match.start(), value.end)
    return values


def _range(sketch, match):
    low, high = sketch.at[match.start("lo")], sketch.at[match.start("hi")]
    joined_by_and = match["sign"] in {" và ", " and "}
    if joined_by_and and not (match["open"] or "").startswith(("giữa", "between")):
        return None
    first = sketch.unit_at(low) if match["unit"].strip() else None
    if match["unit"].strip() and (not first or first[2] != match.end("unit")):
        return None
    unit, factor, end, half = sketch.unit_at(high) or (None, 1, match.end("hi"), 0)
    lowest = low.value
    if low.scale == 1 and high.scale > 1 and low.value <= high.base:
        lowest = low.value * high.scale
    if first and unit:
        if first[0] != unit:
            return None
        lowest *= first[1] / factor
    if not unit and first:
        unit, factor = first[:2]
    return _between(sketch, lowest, high.value + half, unit, factor, match.start(), end)


def _ones_in(sketch):
    """Return the Values of "one in five" and "1 out of 10 people", which Vietnamese says in parts or as a fraction."""
    values = []
    for match in list(ONE_IN.finditer(sketch.text)) if sketch.language == "en" else []:
        one, of = sketch.at[match.start("one")], sketch.at[match.start("of")]
        if one.value != 1 or of.value < 2:
            continue
        place = match.start(), match.end()
        share = round(1 / of.value, 6)
        keys = frozenset({(share, share, None), (round(100 * share, 6),) * 2 + ("percent",)})
        parts = tuple(Value("quantity", frozenset({(n, n, None)}), *place) for n in (one.value, of.value))
        values.append(Value("quantity", keys, *place, False, sketch.bounds(*place), parts))
        sketch.hide(*place)
    return values


def _single(sketch, number):
    unit, factor, end, half = sketch.unit_at(number) or (None, 1, number.end, 0)
    start = number.start
    value = -number.value if sketch._is_negative(start) else number.value
    key = scaled(value + half, value + half, unit, factor)
    soft = value in (0, 1) and not number.digits and not half
    keys = {key} | _unit_before(sketch, number.start, value, value, unit)
    if soft and unit in {"minutes", "months"}:
        keys.add(("every", 1, *key[1:]))
    if not number.digits and 0 < value < 1 and not unit:
        keys.add((round(100 * value, 6), round(100 * value, 6), "percent"))
    bounds = sketch.bounds(start, end) | ({""} if soft else set())
    figures = (value + half,) * 2
    return Value("quantity", frozenset(keys), start, end, soft, bounds, figures=figures, spelt=not number.digits)


def _share_units(sketch, values):
    """Give the numbers of "90 or 180 micrograms" the unit that only the last of them bears."""
    for n in range(len(values) - 2, -1, -1):
        key, following = (_measure(value) for value in values[n : n + 2])
        between = sketch.canvas.text[values[n].end : values[n + 1].start]
        if len(key) == 3 and len(following) == 3 and key[2] is None and following[2] and LISTED.match(between):
            if isinstance(key[0], str) or isinstance(following[0], str) or values[n].soft:
                continue
            number = sketch.at.get(values[n].start)
            following_number = sketch.at.get(values[n + 1].start)
            scale = 1
            if number and following_number and number.scale == 1 and number.base <= following_number.base:
                scale = following_number.scale
            factor = _factor_of(sketch, values[n + 1])
            values[n] = replace(
                values[n], keys=frozenset({key, scaled(key[0] * scale, key[1] * scale, following[2], factor)})
            )
    return values


def _repeat_units(sketch, values):
    """Give "up by 50 micrograms to a maximum of 500." its unit: a bare number that ends a clause has the last."""
    for n, value in enumerate(values[1:], 1):
        key = _measure(value)
        if value.soft or len(key) != 3 or key[2] is not None or not CLAUSE_END.match(sketch.canvas.text, value.end):
            continue
        if not isinstance(key[0], float | int):
            continue
        for last in values[max(0, n - 3) : n]:
            unit = _measure(last)[2] if len(_measure(last)) == 3 else None
            if unit and unit not in {"count", "times"}:
                keys = values[n].keys | {scaled(key[0], key[1], unit, _factor_of(sketch, last))}
                values[n] = replace(value, keys=keys)
    return values


def _lend_units(sketch, values):
    """Let a bare number mean the unit of the next measure: "the limit is 135 for men and 120 g/L for women"."""
    lent, following = [], None
    for value in reversed(values):
        key = _measure(value)
        if len(key) == 3 and isinstance(key[0], float | int):
            if key[2] not in {None, "count", "times"}:
                following = key[2], _factor_of(sketch, value)
            elif key[2] is None and following and _in_figures(sketch, value, lent[-1]):
                value = replace(value, keys=value.keys | {scaled(key[0], key[1], *following)})
        lent.append(value)
    return lent[::-1]


def _in_figures(sketch, value, next_value):
    """Say whether a Value is written in figures, and its sentence goes on to `next_value`."""
    text = sketch.canvas.text
    return text[value.start].isdigit() and not SENTENCE_END.search(text, value.end, next_value.start)


def _factor_of(sketch, value):
    number = sketch.at.get(value.start)
    found = sketch.unit_at(number) if number and sketch.text[number.start] == "#" else None
    if found:
        return found[1]
    ending = UNIT[sketch.language].search(sketch.canvas.text, max(0, value.end - 16), value.end)
    if not ending or ending["counted"]:
        return 1
    row = next(n for n in range(len(UNIT_ROWS[sketch.language])) if ending[f"u{n}"])
    return UNIT_ROWS[sketch.language][row][1]


def _measure(value):
    """Return the key of a Value that has a unit, if one has."""
    return max(value.keys, key=lambda key: (len(key) == 3 and key[2] is not None, str(key)))
