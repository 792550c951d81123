"""What a result shows of a text: the sentences around the words found, with these marked. Pure functions."""

import re
from dataclasses import dataclass
from html import unescape

from django.utils.html import escape
from django.utils.safestring import mark_safe

from portal import prose
from portal.search.words import folded_word, spans

LONGEST = 240
BLOCK = re.compile(r"</(?:p|li|h\d|tr|blockquote)>|<br ?/?>")
TAG = re.compile(r"<[^>]*>")
SENTENCE = re.compile(r"(?<=[.!?…:;])\s+|\n+")
# What may stand between two words that are marked as one.
GAP = re.compile(r"[\s-]+")


@dataclass(frozen=True)
class Marker:
    """Marks the folded `words` of a query where they stand; the last of them may be begun."""

    words: tuple

    def is_found(self, word):
        folded = folded_word(word)
        return folded in self.words or (
            bool(self.words) and len(self.words[-1]) > 1 and folded.startswith(self.words[-1])
        )

    def found_in(self, text):
        """Return which of the words stand in `text`, as its readers see them, folded."""
        return {folded_word(text[start:end]) for start, end in spans(text) if self.is_found(text[start:end])}

    def mark(self, html):
        """Return safe HTML with the words marked, neighbours as one."""
        return mark_safe(prose.map_text(html, self._mark_text, outside=()))  # noqa: S308 - as safe as before

    def _mark_text(self, html):
        text, pieces, last = unescape(html), [], 0
        for start, end in self._runs(text):
            pieces += [escape(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
            last = end
        return "".join([*pieces, escape(text[last:])])

    def _runs(self, text):
        runs = []
        for start, end in spans(text):
            if self.is_found(text[start:end]):
                if runs and GAP.fullmatch(text, runs[-1][1], start):
                    runs[-1] = runs[-1][0], end
                else:
                    runs.append((start, end))
        return runs

    def passage(self, text, language):
        """Return the sentences of `text` (Markdown) that tell most of the words, as HTML of one paragraph."""
        if not text.strip():
            return ""
        shown = self.mark(prose.inline(around(sentences(text), self), language))
        return mark_safe(f"<p>{shown}</p>")  # noqa: S308 - escaped by inline


def plain(text):
    """Return Markdown `text` as its readers see it, one line for each paragraph."""
    return unescape(TAG.sub("", BLOCK.sub("\n", prose.render(text))))


def sentences(text):
    """Return the sentences of Markdown `text`."""
    return [" ".join(part.split()) for part in SENTENCE.split(plain(text)) if part.strip()]


def around(parts, marker):
    """Return the sentence in which most words are found, and those after it while they fit; never half a sentence.

    A sentence cut short could lose its "not".
    """
    if not parts:
        return ""
    first = max(range(len(parts)), key=lambda place: (len(marker.found_in(parts[place])), -place))
    if sum(map(len, parts[: first + 1])) < LONGEST:
        first = 0
    last = first + 1
    while last < len(parts) and sum(map(len, parts[first : last + 1])) < LONGEST:
        last += 1
    return f"{'… ' * (first > 0)}{' '.join(parts[first:last])}{' …' * (last < len(parts))}"
