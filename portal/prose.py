"""From an editor's Markdown to safe HTML, with words of the other language marked as such. Pure functions."""

import re
import unicodedata

import nh3
from django.utils.html import escape
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "a", "table", "thead", "tbody"}
TAGS |= {"tr", "th", "td", "hr"}
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")

TAG = re.compile(r"(<[^>]*>)")
# Letters that only Vietnamese has; é, ô, ç and the like may be French and prove nothing.
CERTAIN = set("ăđơư") | {unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in "\u0309\u0303\u0323"}
CERTAIN |= {unicodedata.normalize("NFC", v + t) for v in "ăâêôơư" for t in "\u0300\u0301"}
WORD = re.compile(r"[^\W\d_]+")
# Between two Vietnamese words only blanks and short plain words belong to the same phrase.
GAP = re.compile(r"[ ]+(?:[A-Za-z]{1,6}[ ]+){0,2}\Z")


def render(text):
    """Return Markdown `text` as cleaned HTML; empty text gives an empty string."""
    html = nh3.clean(MARKDOWN.render(text or ""), tags=TAGS, attributes={"a": {"href"}}, link_rel="noopener")
    return mark_safe(html.strip())  # noqa: S308 - nh3 has cleaned it


def map_text(html, function, outside=("a",)):
    """Return `html` with `function` applied to each piece of text that stands in none of the tags `outside`."""
    pieces, depth = [], 0
    for piece in TAG.split(html):
        if piece.startswith("<"):
            name = piece.strip("</>").split(" ")[0].lower()
            if name in outside:
                depth += -1 if piece.startswith("</") else 1
            pieces.append(piece)
        else:
            pieces.append(piece if depth else function(piece))
    return "".join(pieces)


def vietnamese_phrases(text):
    """Return the `(start, end)` of each phrase in `text` that is plainly Vietnamese, e.g. of "Quỹ Ngày mai"."""
    phrases = []
    for word in WORD.finditer(text):
        letters = set(unicodedata.normalize("NFC", word.group()).lower())
        if not any(ord(letter) > 127 for letter in letters):
            continue
        certain = bool(letters & CERTAIN)
        if phrases and GAP.match(text[phrases[-1][1] : word.start()]):
            start, _end, was_certain = phrases.pop()
            phrases.append((start, word.end(), was_certain or certain))
        else:
            phrases.append((word.start(), word.end(), certain))
    return [(start, end) for start, end, certain in phrases if certain]


def mark_vietnamese(text):
    """Return HTML `text` (no tags) with its Vietnamese phrases marked, for pages in English (WCAG 3.1.2)."""
    marked, last = [], 0
    for start, end in vietnamese_phrases(text):
        marked += [text[last:start], f'<span lang="vi">{text[start:end]}</span>']
        last = end
    return "".join([*marked, text[last:]])


def inline(text, language):
    """Return plain `text` as HTML for a heading, link or table cell of a page in `language`."""
    html = escape(text or "")
    return mark_safe(mark_vietnamese(html) if language == "en" else html)  # noqa: S308 - escaped above
