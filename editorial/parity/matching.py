"""Finding for each value of one text its counterpart in the other, and saying what is left."""

from dataclasses import dataclass, replace
from itertools import islice

from editorial.parity.vocabulary import FORMS

NOT_MEASURED = {None, "count", "times"}
# A counterpart is looked for among so many values: far more than a page has, and a bound on the work for any text.
NEAR = 100
ABOUT = {"~", "~-"}
RULE_OF = {"quantity": "number"}


@dataclass(frozen=True)
class Matched:
    """The counterparts found (`pairs`) and what each text states alone."""

    pairs: tuple
    vietnamese: tuple
    english: tuple


def same(one, other):
    """Say whether two Values state the same, limits included."""
    at_a_time = {one.kind, other.kind} == {"time", "quantity"}  # a time has no limits of its own
    return (at_a_time or _within_the_same(one.bounds, other.bounds)) and same_value(one, other)


def _within_the_same(ours, theirs):
    """Say whether limits agree; "about" may be left unsaid, "at least" may not."""
    return bool(ours & theirs) or ("" in ours | theirs and not (ours | theirs).isdisjoint(ABOUT))


def same_value(one, other):
    """Say whether two Values state the same, whatever limits them."""
    if one.keys & other.keys:
        return True
    if "quantity" in {one.kind, other.kind} <= {"quantity", "date", "phone", "weekday"}:
        return any(_agree(a, b) for a in one.keys for b in other.keys)
    if {one.kind, other.kind} == {"time", "quantity"}:
        clock, quantity = (one, other) if one.kind == "time" else (other, one)
        return any(_minutes(key) & clock.keys for key in quantity.keys if _is_measure(key) and key[0] == key[1])
    return False


def _minutes(key):
    """Return the times of the clock that the key of a quantity may be: "11.45" bare, or a number of hours."""
    if key[2] == "minutes":
        return {key[0], key[0] + 720}
    hour, minute = int(key[0]), round(key[0] % 1 * 100)
    return {60 * hour + minute, 60 * hour + minute + 720} if key[2] is None and 0 < minute < 60 else set()


def _leaves_unit_unsaid(one, other):
    """Say whether `one` is a number in words without the unit of `other`: "nine is still fine"."""
    if not one.spelt or other.soft or _units(one) != {None} or one.figures != other.figures:
        return False
    return one.kind == other.kind and _within_the_same(one.bounds, other.bounds)


def _agree(one, other):
    """Say whether (low, high, unit) agree: a bare number agrees with the same number of things, or of years."""
    if not (_is_measure(one) and _is_measure(other)):
        return False
    if one[:2] != other[:2]:
        return _bare_years(one, other)
    return one[2] == other[2] or (
        {one[2], other[2]} <= NOT_MEASURED | FORMS and not {one[2], other[2]}.isdisjoint(NOT_MEASURED)
    )


def _is_measure(key):
    return isinstance(key, tuple) and len(key) == 3 and isinstance(key[0], int | float)


def _bare_years(one, other):
    """`18 tuổi` is "18": an age may stand without its unit in English."""
    if {one[2], other[2]} != {None, "months"}:
        return False
    bare, months = (one, other) if one[2] is None else (other, one)
    return bare[0] != 1 and (bare[0] * 12, bare[1] * 12) == months[:2]


def match(vietnamese, english):
    """Return the `Matched` Values of the two texts; soft values with no counterpart are left out."""
    vi, en = list(vietnamese), list(english)
    pairs = _pair(vi, en, lambda a, b: a.soft == b.soft and same(a, b))
    pairs += _pair(vi, en, same)
    pairs += _take_apart(vi, en) + _take_apart(en, vi, mirrored=True)
    pairs += _pair(vi, en, lambda a, b: _leaves_unit_unsaid(a, b) or _leaves_unit_unsaid(b, a))
    clashes = _pair(list(vi), list(en), _one_of_two_measures)
    en_has_one = any(value.kind == "quantity" for value in en)
    vi = [a for a in vi if not a.soft or any(a is one for one, _other in clashes)]
    en = [b for b in en if not b.soft or any(b is other for _one, other in clashes)]
    if bool(vi) != bool(en):
        vi, en = _said_once(vi, [one for one, _other in pairs]), _said_once(en, [other for _one, other in pairs])
        vi = [a for a in vi if en_has_one or not _is_pair(a)]
    return Matched(tuple(pairs), tuple(vi), tuple(en))


def _said_once(left, matched):
    """Return what is `left` of a text without what it only says again: "once a day, at the same time each day"."""
    matched = matched[:NEAR]
    return [value for value in left if not any(value.kind == one.kind and same(value, one) for one in matched)]


def _is_pair(value):
    """Say whether a Value is `hai` of something unmeasured, which English leaves to the plural."""
    return value.spelt and any(key[:2] == (2, 2) and key[2] in NOT_MEASURED for key in value.keys if _is_measure(key))


def _one_of_two_measures(one, other):
    """Say whether both are a soft one of something measured, and of different things: `một tuần` and "one month"."""
    if not (one.soft and other.soft and one.kind == other.kind == "quantity"):
        return False
    ours, theirs = _units(one) - NOT_MEASURED, _units(other) - NOT_MEASURED
    return bool(ours and theirs)


def _pair(vi, en, agree):
    """Take from both lists the values that `agree`, first come first; return them as pairs."""
    pairs, left = [], []
    for one in vi:
        place = next((n for n, other in enumerate(islice(en, NEAR)) if agree(one, other)), None)
        if place is None:
            left.append(one)
        else:
            pairs.append((one, en.pop(place)))
    vi[:] = left
    return pairs


def _take_apart(own, other, mirrored=False):
    """Match "three injections a week" with 3 and "a week", "2 or 3" with 2–3; return the pairs, removing them."""
    pairs = []
    for value in [value for value in own if value.parts]:
        rest, found = list(other), []
        for part in value.parts:
            part = replace(part, bounds=value.bounds)
            counterpart = next((one for one in islice(rest, NEAR) if same(part, one)), None) or next(
                (one for one in islice(rest, NEAR) if same_value(part, one) and "" in one.bounds), None
            )
            if counterpart is None or (_is_range(value) and found and counterpart.start < found[-1].start):
                break
            rest.remove(counterpart)
            found.append(counterpart)
        else:
            own.remove(value)
            other[:] = rest
            pairs += [(one, value) if mirrored else (value, one) for one in found]
    return pairs


def opposed(vietnamese, english):
    """Pair what is left of both texts so that each difference names both passages; return (rule, one, other) triples.

    `one` or `other` is None where the text has nothing that could be meant.
    """
    vi, en, found = list(vietnamese), list(english), []
    for rule, agree in OPPOSITIONS:
        for one, other in _pair(vi, en, agree):
            found.append((rule or _rule(one, other), one, other))
    found += [(_rule(one, one), one, None) for one in vi]
    return found + [(_rule(other, other), None, other) for other in en]


def _is_range(value):
    return value.kind == "quantity" and any(len(key) == 3 and key[0] != key[1] for key in value.keys)


def _units(value):
    return {key[2] for key in value.keys if isinstance(key, tuple) and len(key) == 3}


def _rule(one, other):
    if one.kind != other.kind:
        return one.kind if other.kind == "quantity" else other.kind
    return "range" if _is_range(one) or _is_range(other) else RULE_OF.get(one.kind, one.kind)


OPPOSITIONS = [
    ("limit", same_value),
    ("unit", lambda a, b: a.kind == b.kind == "quantity" and a.figures == b.figures and not _units(a) & _units(b)),
    ("unit", lambda a, b: a.kind == b.kind == "quantity" and a.figures == b.figures),
    (None, lambda a, b: a.kind == b.kind and a.kind != "quantity"),
    (None, lambda a, b: a.kind == b.kind and bool(_units(a) & _units(b)) and _is_range(a) == _is_range(b)),
    (None, lambda a, b: a.kind == b.kind),
    (None, lambda a, b: {a.kind, b.kind} <= {"quantity", "frequency", "time", "weekday"}),
]


def disordered(pairs):
    """Return the first two pairs whose values stand the other way round in the other text, or None.

    Only values of one unit are looked at: "2 tablets for 5 days" may become "for 5 days, 2 tablets".
    """
    ordered = sorted(pairs, key=lambda pair: pair[0].start)
    for n, (one, counterpart) in enumerate(ordered):
        for later, its_counterpart in ordered[n + 1 : n + 1 + NEAR]:
            if its_counterpart.start < counterpart.start and _comparable(one, later):
                return (one, counterpart), (later, its_counterpart)
    return None


def _is_year(value):
    return (
        any(key[2] is None and 1900 <= key[0] < 2100 for key in value.keys if len(key) == 3)
        if value.kind == "quantity"
        else False
    )


def _is_fraction(value):
    """Say whether a Value is a part of something, which is never counted like whole things."""
    return value.kind == "quantity" and any(
        key[2] in NOT_MEASURED and 0 < key[0] < 1 for key in value.keys if _is_measure(key)
    )


def _comparable(one, other):
    if one.kind != other.kind:
        return False
    if _is_year(one) != _is_year(other):
        return False
    if any(key[0] == "ordinal" for value in (one, other) for key in value.keys if isinstance(key, tuple)):
        return False
    if _is_fraction(one) != _is_fraction(other):
        return False
    return not one.keys & other.keys and (one.kind != "quantity" or _units(one) == _units(other))
