"""The comparison itself: reading both texts, setting block against block, naming the differences."""

import re
from collections import Counter
from dataclasses import dataclass

from editorial.parity import contrasts, marks, moments, negation, quantities, routes
from editorial.parity.alignment import aligned
from editorial.parity.matching import disordered, match, opposed, same_value
from editorial.parity.rendered import Block, read
from editorial.parity.rules import Difference, Passage
from editorial.parity.sentences import clauses
from editorial.parity.values import Canvas

EVERYWHERE = {"name", "code", "address"}  # said once or five times, it is said
COUNTED = {"paragraph": "paragraphs", "item": "items", "heading": "headings", "cell": "cells"}

# `cứ 100 người thì có 5 người` is "5 in every 100".
RATIO = re.compile(
    r"(?<!\w)(?:(?:cứ|trong|trong số) (?:[^,.;]|[.,](?=\d)){1,30} (?:thì(?: có)?|có)|"
    r"(?P<who>người|bệnh nhân|ca|trẻ|em|phụ nữ) (?:(?:thì )?(?:chỉ |mới )?có|thì) \w+ (?P=who))(?!\w)"
)


@dataclass(frozen=True)
class Reading:
    """All that one text states: its rendered form, language and Values."""

    rendered: object
    language: str
    values: tuple

    def inside(self, block):
        """Return the values that are compared where they stand and stand in `block`."""
        return [v for v in self.values if v.kind not in EVERYWHERE and block.start <= v.start < max(block.end, 1)]

    def everywhere(self, kind):
        return [value for value in self.values if value.kind == kind]

    def passage(self, value):
        """Return the words of a Value (or Block) with their place."""
        return Passage(self.rendered.text[value.start : value.end], value.start, value.end)


def compare(vietnamese, english, names=()):
    """Return the list of `Difference` between the two texts of one field, none where they state the same.

    `vietnamese` and `english` are rendered HTML or plain text; `names` the names and phone numbers to find, each a
    string or a tuple of spellings that mean the same (`("viêm gan B", "hepatitis B")`).
    """
    known = marks.spellings(names)
    vi, en = _read(vietnamese, "vi", known), _read(english, "en", known)
    if not vi.rendered.text.strip() or not en.rendered.text.strip():
        return _missing(vi, en)
    found = _structure(vi, en)
    for kind in sorted(EVERYWHERE):
        found += _repeatable(kind, vi, en)
    for one, other in _facing(vi.rendered, en.rendered):
        by_route = _routes(vi, one, en, other)
        found += _values(vi, one, en, other) + by_route + _negation(vi, one, en, other, kinds=not by_route)
    return sorted(found, key=lambda difference: (difference.vietnamese.start, difference.english.start))


def _read(html, language, known):
    rendered = read(html)
    canvas = Canvas(rendered)
    values = marks.addresses(canvas, rendered.links)
    values += marks.named(canvas, known) + moments.dates(canvas, language) + moments.times(canvas, language)
    values += marks.phones(canvas) + marks.codes(canvas) + moments.weekdays(canvas, language)
    values += quantities.quantities(canvas, language)
    return Reading(rendered, language, tuple(sorted(values, key=lambda value: value.start)))


def _missing(vi, en):
    whole = [Block("text", 0, reading.rendered.text) for reading in (vi, en)]
    if not any(block.text.strip() for block in whole):
        return []
    return [Difference("missing", vi.passage(whole[0]), en.passage(whole[1]))]


def _structure(vi, en):
    """Return the differences in the numbers of paragraphs, items, headings, cells and links."""
    found = []
    for kind, rule in COUNTED.items():
        if vi.rendered.count(kind) != en.rendered.count(kind):
            found.append(Difference(rule, _last(vi, kind), _last(en, kind)))
    if len(vi.rendered.links) != len(en.rendered.links):
        found.append(Difference("links", _last(vi, ""), _last(en, "")))
    return found


def _last(reading, kind):
    blocks = [block for block in reading.rendered.blocks if block.kind == kind] or reading.rendered.blocks
    return reading.passage(blocks[-1])


def _facing(vi, en):
    """Return the blocks that face each other; with other structure, the two whole texts as one pair."""
    if [block.kind for block in vi.blocks] == [block.kind for block in en.blocks]:
        return list(zip(vi.blocks, en.blocks, strict=True))
    return [(Block("text", 0, vi.text), Block("text", 0, en.text))]


def _repeatable(kind, vi, en):
    """Return differences in names, codes or addresses: what one text has and the other has not, or has swapped."""
    one, other = vi.everywhere(kind), en.everywhere(kind)
    counts = Counter(key for value in one for key in value.keys), Counter(key for value in other for key in value.keys)
    swapped = set()
    if sum(counts[0].values()) == sum(counts[1].values()):
        swapped = {key for key in counts[0] | counts[1] if counts[0][key] != counts[1][key]}
    only = [value for value in one if not value.keys & counts[1].keys() or value.keys & swapped]
    others = [value for value in other if not value.keys & counts[0].keys() or value.keys & swapped]
    if swapped:
        only, others = only[:1], others[:1]
    return [_difference(kind, vi, a, en, b) for a, b in _side_by_side(only, others)]


def _side_by_side(one, other):
    length = max(len(one), len(other))
    return zip(one + [None] * (length - len(one)), other + [None] * (length - len(other)), strict=True)


def _difference(rule, vi, one, en, other, block=None, facing=None):
    """Return a Difference; where a text has no counterpart the block stands for it, or the whole text."""
    block = block or Block("text", 0, vi.rendered.text)
    facing = facing or Block("text", 0, en.rendered.text)
    return Difference(rule, vi.passage(one or block), en.passage(other or facing))


def _values(vi, block, en, facing):
    matched = match(vi.inside(block), en.inside(facing))
    found = [
        _difference(rule, vi, one, en, other, block, facing)
        for rule, one, other in opposed(matched.vietnamese, matched.english)
    ]
    return found or _order(vi, block, en, facing, matched.pairs)


def _order(vi, block, en, facing, pairs):
    """Return a difference where the same values stand in another order, and what they belong to does not."""
    wrong = disordered([pair for pair in pairs if pair[0].kind != "frequency" and not pair[0].soft])
    if not wrong or RATIO.search(_lower(vi, block)) or disordered(_anchors(vi, block, en, facing)):
        return []
    return [_difference("order", vi, wrong[0][0], en, wrong[0][1], block, facing)]


def _anchors(vi, block, en, facing):
    """Return the pairs of what values hang on: parts of the day, names, codes, routes, contrasts."""
    matched = [
        pair
        for kind in ("part of day", "name", "code", "route")
        for pair in match(_anchor(vi, block, kind), _anchor(en, facing, kind)).pairs
    ]
    return matched + contrasts.shared(_lower(vi, block), _lower(en, facing))


def _anchor(reading, block, kind):
    text = _lower(reading, block)
    if kind == "part of day":
        return moments.parts_of_day(text, reading.language)
    if kind == "route":
        return routes.routes(text, reading.language)
    return [value for value in reading.values if value.kind == kind and block.start <= value.start < block.end]


def _lower(reading, block):
    return reading.rendered.compared[block.start : block.end]


def _moved(value, block):
    """Return the place in the whole text of a Value found in `block`."""
    return Block("words", block.start + value.start, " " * (value.end - value.start))


def _routes(vi, block, en, facing):
    one, other = routes.routes(_lower(vi, block), "vi"), routes.routes(_lower(en, facing), "en")
    only = [a for a in _once(one) if not any(same_value(a, b) for b in other)]
    others = [b for b in _once(other) if not any(same_value(a, b) for a in one)]
    return [
        _difference("route", vi, a and _moved(a, block), en, b and _moved(b, facing), block, facing)
        for a, b in _side_by_side(only, others)
    ]


def _once(values):
    """Return the hard values, the first of each key."""
    return list({value.keys: value for value in reversed(values) if not value.soft}.values())[::-1]


def _negation(vi, block, en, facing, kinds):
    """Return the differences in denials and contrasts of the clauses that face each other.

    What one clause denies and the next one's counterpart denies is one denial, set a clause further.
    """
    found = []
    for one, other in _clauses(block, facing):
        differences, side = _denials(vi, one, en, other, kinds)
        if found and side and found[-1][1] == -side:
            found[-1] = [], 0
        else:
            found.append((differences, side))
    return [difference for differences, _side in found for difference in differences]


def _clauses(block, facing):
    """Return the clauses of two blocks that face each other."""
    ours, theirs = clauses(block.text), clauses(facing.text)
    if not ours or not theirs:
        return [(block, facing)]
    groups = aligned([block.text[slice(*one)] for one in ours], [facing.text[slice(*one)] for one in theirs])
    return [
        (_piece(block, ours[a][0], ours[b - 1][1]), _piece(facing, theirs[c][0], theirs[d - 1][1]))
        for a, b, c, d in groups
    ]


def _piece(block, start, end):
    return Block("clause", block.start + start, block.text[start:end])


def _denials(vi, block, en, facing, kinds):
    """Return the contrasts of two clauses or, where there are none, the denial that one of them lacks.

    With them comes which of the two denies alone: 1 the Vietnamese clause, -1 the English, 0 neither.
    """
    ours, theirs = _lower(vi, block), _lower(en, facing)
    hard, soft = negation.denials(ours, "vi")
    hard_en, soft_en = negation.denials(theirs, "en")
    found = contrasts.contrasts(ours, theirs, contrasts.KINDS) if kinds else []
    poles = contrasts.contrasts(ours, theirs, contrasts.POLES)
    if negation.plain(hard) == negation.plain(hard_en):
        found += poles
    if found:
        pairs = [(_moved(one, block), _moved(other, facing)) for one, other in found]
        return [_difference("contrast", vi, one, en, other) for one, other in pairs], 0
    left, left_en = negation.unanswered((hard, soft), (hard_en, soft_en))
    if len(left) > negation.spread(theirs, hard_en, ours, hard) + len(poles):
        return [_difference("negation", vi, _moved(left[0], block), en, None, block, facing)], 1
    if len(left_en) > negation.spread(ours, hard, theirs, hard_en) + len(poles):
        return [_difference("negation", vi, None, en, _moved(left_en[0], facing), block, facing)], -1
    return [], 0
