"""What a text states, as values that can be compared across languages."""

from dataclasses import dataclass, field

from editorial.parity.rendered import SAME_SIGN


@dataclass(frozen=True)
class Value:
    """One thing stated at `start:end` of a text.

    `kind` says which rule compares it; `keys` holds every reading of it (most have one; `thứ hai` may be "second" or
    "Monday"), and two values are the same when a reading is. A `soft` value (the Vietnamese classifier `một`, the
    English pronoun `one`) may lack a counterpart. `bounds` are the readings of what limits it (`>=`, `~`, or nothing).
    `figures` are its lowest and highest number as written, before units are brought to one measure.
    `spelt` tells that its number is written in words.
    `parts` are the simpler values it can be taken apart into, e.g. "three injections a week" into 3 and "a week".
    """

    kind: str
    keys: frozenset
    start: int
    end: int
    soft: bool = False
    bounds: frozenset = field(default=frozenset({""}))
    parts: tuple = ()
    figures: tuple = ()
    spelt: bool = False


class Canvas:
    """A text with the stretches already understood painted over, so that later rules do not read them again."""

    PAINT = "\x01"

    def __init__(self, rendered):
        self.original = rendered.text
        self.text = rendered.compared

    def paint(self, start, end):
        """Hide `start:end` from the rules still to come."""
        self.paint_all([(start, end)])

    def paint_all(self, places):
        """Hide each `(start, end)` of `places`, building the text anew only once."""
        letters = list(self.text)
        for start, end in places:
            letters[start:end] = self.PAINT * (end - start)
        self.text = "".join(letters)

    def take(self, pattern, read, cased=False):
        """Return the values that `read` makes of the matches of `pattern`, and hide those that it accepts.

        `read` is given the match and returns a Value or None. With `cased` the pattern sees capital letters.
        """
        values, painted = [], []
        for match in pattern.finditer(self.cased() if cased else self.text):
            if self.PAINT not in self.text[match.start() : match.end()] and (value := read(match)):
                values.append(value)
                painted.append((match.start(), value.end))
        if painted:
            self.paint_all(painted)
        return values

    def cased(self):
        """Return the text with its capitals and what is painted over."""
        return "".join(
            paint if paint == self.PAINT else letter
            for letter, paint in zip(self.original.translate(SAME_SIGN), self.text, strict=True)
        )
