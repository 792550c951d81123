"""Random histories of texts and of rows, followed by `editorial.drift` and by the reference side by side.

Each function takes the random numbers to use and a Counter of the standings that came up; it returns
`(faults by kind, steps taken)`.
"""

from collections import Counter

from editorial import drift
from tests.editorial.reference import SIDES, Text, Written, followed

STEPS = 8


def texts(rng, kinds):
    """Follow one text through changes of either or both languages; it often returns to what it was."""
    faults, event, live = Counter(), random_event(rng), {side: f"{side} 0" for side in SIDES}
    if rng.random() < 0.1:
        live[rng.choice(SIDES)] = ""
    pair, text = drift.begin(live, event), Text(written(live, event))
    for _ in range(STEPS):
        compare(pair, text, faults, kinds)
        if rng.random() < 0.1:
            pair = drift.confirm(live)
            text.still_right()
            continue
        before, event = live, random_event(rng)
        sides = rng.choice([["vi"], ["en"], ["vi", "en"], []])
        live = before | {side: f"{side} {rng.randrange(4)}" for side in sides}
        pair = drift.follow(pair, before, live, event)
        text.write(written(live, event))
    compare(pair, text, faults, kinds)
    return faults, STEPS


def rows(rng, kinds):
    """Follow a list of rows that are added, taken away, moved and edited in one language or both, several at a time."""
    faults, count, event = Counter(), iter(range(1000)), random_event(rng)
    live = [fresh_row(count) for _ in range(rng.randrange(5))]
    pairs = [drift.begin(row, event) for row in live]
    known = [Text(written(row, event)) for row in live]
    for _ in range(STEPS):
        before, event = live, random_event(rng)
        live = altered(before, known, rng, count)
        columns = [[{f"text_{side}": row[side] for side in SIDES} for row in listed] for listed in (before, live)]
        found = drift.match_rows(*columns)
        expected = followed(*([tuple(row.values()) for row in listed] for listed in (before, live)))
        if found != expected:
            faults["other"] += 1
        pairs = [
            drift.begin(row, event) if place is None else drift.follow(pairs[place], before[place], row, event)
            for row, place in zip(live, found, strict=True)
        ]
        known = [carried(known, place, row, event) for row, place in zip(live, expected, strict=True)]
        for pair, text in zip(pairs, known, strict=True):
            compare(pair, text, faults, kinds)
    return faults, STEPS


def random_event(rng):
    if rng.random() < 0.3:
        return drift.OUTSIDE
    return drift.Event(rng.choice(drift.SIGNIFICANCES), is_change=True, in_step=rng.random() < 0.15)


def written(live, event):
    return Written(live["vi"], live["en"], event.significance, event.is_change, event.in_step)


def carried(known, place, row, event):
    if place is None:
        return Text(written(row, event))
    known[place].write(written(row, event))
    return known[place]


def fresh_row(count):
    return {side: f"{side} {next(count)}" for side in SIDES}


def altered(before, known, rng, count):
    """Return the rows `before` after up to three alterations, no row edited in both languages by two of them."""
    live, edited = [(dict(row), text) for row, text in zip(before, known, strict=True)], set()
    for _ in range(rng.randrange(4)):
        kind = rng.choice(["edit", "edit", "edit", "return", "both", "insert", "delete", "move"])
        place = rng.randrange(len(live) + 1)
        if kind == "insert":
            live.insert(place, (fresh_row(count), None))
        elif place == len(live):
            continue
        elif kind == "delete":
            del live[place]
        elif kind == "move":
            live.insert(rng.randrange(len(live)), live.pop(place))
        elif id(live[place][0]) not in edited:
            edited.add(id(live[place][0]))
            edit_row(*live[place], kind, rng, count)
    return [row for row, _text in live]


def edit_row(row, text, kind, rng, count):
    """Give `row` a new text in one language or in both, or one that it had before."""
    side = rng.choice(SIDES)
    row[side] = f"{side} {next(count)}"
    if kind == "both":
        row |= fresh_row(count)
    elif kind == "return" and text is not None:
        row[side] = getattr(rng.choice(text.history), side) or row[side]


def compare(pair, text, faults, kinds):
    is_confirmed, outdated = text.standing()
    kinds[("in step", "outdated", "both outdated")[len(outdated)]] += 1
    kinds["never confirmed"] += not is_confirmed
    for side in SIDES:
        if outdated.get(side) != pair.outdated.get(side):
            faults["missed drift" if side in outdated else "false drift"] += 1
    if pair.is_confirmed != is_confirmed:
        faults["false drift" if is_confirmed else "missed drift"] += 1
