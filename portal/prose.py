"""From an editor's Markdown to safe HTML, with words of the other language marked as such. Pure functions."""

import re

import nh3
from django.utils.html import escape
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

from portal.languages import is_vietnamese_syllable

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "a", "table", "thead", "tbody"}
TAGS |= {"tr", "th", "td", "hr"}
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")

TAG = re.compile(r"(<[^>]*>)")
RUN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
WORD = re.compile(r"[^\W\d_]+")


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
    """Return the `(start, end)` of each Vietnamese phrase in English `text`.

    A phrase is a run of syllables with marks in it. Syllables without marks count as part of it between two that have
    them ("Ngày mai tươi"), after one if both are capitalised ("Ngày Mai"), and at both ends if nothing but the phrase
    stands there, as in quotes ("giao hoán").
    """
    phrases = []
    for run in RUN.finditer(text):
        words = [match for match in WORD.finditer(text, *run.span())]
        syllables = [is_vietnamese_syllable(word.group()) for word in words]
        marked = [not word.group().isascii() and fits for word, fits in zip(words, syllables, strict=True)]
        if any(marked):
            first, last = marked.index(True), len(marked) - 1 - marked[::-1].index(True)
            if all(syllables):
                first, last = 0, len(words) - 1
            while last + 1 < len(words) and syllables[last + 1] and _capitalised(words[last : last + 2]):
                last += 1
            phrases.append((words[first].start(), words[last].end()))
    return phrases


def _capitalised(words):
    return all(word.group()[0].isupper() for word in words)


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
