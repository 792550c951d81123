"""From rendered HTML to plain text and its parts: paragraphs, list items, headings, table cells, links."""

import re
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
CELLS = {"td", "th"}
BLOCKS = (
    HEADINGS
    | CELLS
    | {"p", "li", "ul", "ol", "blockquote", "table", "thead", "tbody", "tr", "div", "hr", "dl", "dt", "dd"}
)
A_TAG = re.compile(r"<[a-zA-Z/!]")
PLAIN_ITEM = re.compile(r"\s*(?:[-*•]|\d{1,2}[.)]) +(?=\S)")
PLAIN_HEADING = re.compile(r"#{1,6} +(?=\S)")
# One character for one, so that a position in the compared text is a position in the rendered text.
SAME_SIGN = str.maketrans(
    {**dict.fromkeys("\u00a0\u2007\u2009\u202f\t\r", " "), **dict.fromkeys("‐‑‒–—−", "-"), "’": "'", "µ": "μ"}
)


@dataclass(frozen=True)
class Block:
    """One paragraph, item, heading or cell: its `kind`, where it starts in the text, and its words."""

    kind: str
    start: int
    text: str

    @property
    def end(self):
        return self.start + len(self.text)


@dataclass(frozen=True)
class Rendered:
    """A text as its reader sees it: `text` is all blocks joined by line ends, `links` the addresses linked to."""

    text: str
    blocks: tuple
    links: tuple

    def count(self, kind):
        """Return the number of blocks of `kind`: paragraph, item, heading or cell."""
        return sum(block.kind == kind for block in self.blocks)

    @property
    def compared(self):
        """The text in lower case with one kind of dash and blank; as long as `text`, so that positions agree."""
        return one_for_one_lower(self.text.translate(SAME_SIGN))


def one_for_one_lower(text):
    """Return `text` in lower case, leaving the few letters (e.g. `İ`) whose lower case is longer."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def read(html):
    """Return the `Rendered` text of `html`.

    Text with no tag at all is taken as plain: a blank line ends a paragraph, a line that begins with a hyphen, a
    bullet or `1.` is a list item, one with `#` a heading. So a one-line field needs no rendering.
    """
    html = unicodedata.normalize("NFC", html or "")
    pieces = _pieces_of_html(html) if A_TAG.search(html) else (_pieces_of_plain(html), ())
    blocks, at = [], 0
    for kind, text in pieces[0]:
        blocks.append(Block(kind, at, text))
        at += len(text) + 1
    return Rendered("\n".join(block.text for block in blocks), tuple(blocks), tuple(pieces[1]))


def _pieces_of_html(html):
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    parser.flush()
    return parser.pieces, parser.links


def _pieces_of_plain(text):
    pieces = []
    for line in text.split("\n"):
        if not line.strip():
            pieces.append(None)
        elif heading := PLAIN_HEADING.match(line):
            pieces.append(("heading", line[heading.end() :].strip()))
        elif item := PLAIN_ITEM.match(line):
            pieces.append(("item", line[item.end() :].strip()))
        elif pieces and pieces[-1] and pieces[-1][0] != "heading":
            kind, before = pieces.pop()
            pieces.append((kind, f"{before} {line.strip()}"))
        else:
            pieces.append(("paragraph", line.strip()))
    return [piece for piece in pieces if piece]


class _Blocks(HTMLParser):
    """Gathers `pieces`, each a kind and its words, and `links`."""

    def __init__(self):
        super().__init__()
        self.pieces, self.links, self.open, self.words = [], [], [], []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        elif tag == "br":
            self.words.append(" ")
        elif tag in BLOCKS:
            self.flush()
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.flush()
            if tag in self.open:
                del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def handle_data(self, data):
        self.words.append(data)

    def flush(self):
        """End the block that is open, if it holds any words."""
        text = " ".join("".join(self.words).split())
        self.words = []
        if text:
            self.pieces.append((self.kind(), text))

    def kind(self):
        """Return what the words just read are, by the innermost tag that says so."""
        for tag in reversed(self.open):
            if tag in HEADINGS:
                return "heading"
            if tag in CELLS:
                return "cell"
            if tag == "li":
                return "item"
        return "paragraph"
