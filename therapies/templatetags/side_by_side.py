"""Template tags for pages in both languages: a text in each of them, and the way there."""

import segno
from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from editorial import log
from editorial.standing import Standing, place_of
from portal import prose
from portal.index import text_in
from portal.languages import LANGUAGES, other_language
from therapies import side_by_side
from therapies.templatetags.content import as_prose, standing_of

register = template.Library()


def standing_in(request, language):
    """Return the Standing of the page that `request` gets in `language`: the page's own, or a second one."""
    own = standing_of(request)
    if language == own.language:
        return own
    if not hasattr(request, "other_standing"):
        request.other_standing = Standing(language)
    return request.other_standing


def reading_order():
    """Return the languages, the reader's own first."""
    own = translation.get_language()
    return [own, other_language(own)]


@register.simple_tag
def address_of_both(record):
    """Return the address of the page of `record` in both languages; None where there is none."""
    return side_by_side.address(record) if record else None


@register.simple_tag
def in_both(text):
    """Return `text` of the interface in each language as `[{language, text}]`, the reader's own first."""
    found = []
    for language in reading_order():
        with translation.override(language):
            found.append({"language": language, "text": str(text)})
    return found


@register.simple_tag
def in_order(texts):
    """Return `texts` (by language) laid out like `in_both`."""
    return [{"language": language, "text": prose.inline(texts[language], language)} for language in reading_order()]


@register.simple_tag
def titles(record):
    """Return the title of `record` laid out like `in_both`; it is the same twice if it has one only."""
    return in_order({language: text_in(record, record.title_field, language) for language in LANGUAGES})


@register.simple_tag(takes_context=True)
def both(context, line):
    """Show a Line in both languages beside each other; what is outdated says so in its own language."""
    cells = [(code, _cell(line, code, standing_in(context.request, code))) for code in reading_order()]
    return format_html_join("", '<div lang="{}">{}</div>', cells)


@register.simple_tag(takes_context=True)
def in_other_language(context, record, field, in_a_row=False):
    """Show a text of `record`, a name if `in_a_row`, in the other language; if it is outdated there, it says so."""
    language = other_language(translation.get_language())
    line = side_by_side.Line([(record, field)], in_a_row=in_a_row)
    return _cell(line, language, standing_in(context.request, language))


def _cell(line, language, standing):
    with translation.override(language):
        label, join = line.label(), _in_a_row if line.in_a_row else _below_each_other
        return join(label, [_text(record, field, language, standing, line.in_a_row) for record, field in line.texts])


def _in_a_row(label, texts):
    head = format_html("<strong>{}:</strong> ", label) if label else ""
    return format_html("<p>{}{}</p>", head, format_html_join("; ", "{}", ((text,) for text in texts)))


def _below_each_other(label, texts):
    head = format_html("<p><strong>{}</strong></p>", label) if label else ""
    return format_html_join("", "{}", ((html,) for html in [head, *texts]))


def _text(record, field, language, standing, is_name):
    text = text_in(record, field, language)
    shown = prose.inline(text, language) if is_name else as_prose(text, language)
    behind = standing.outdated(place_of(record, field))
    if behind is None:
        return shown
    layout = "inline" if is_name else "beside"
    return render_to_string("includes/_outdated_beside.html", {"outdated": behind, "text": shown, "layout": layout})


@register.simple_tag
def on_paper(*records):
    """Return what only paper shows: the permanent `address` of the first of `records` there is, its `qr` code, `as_of`.

    `as_of` is when anything on the site last changed. None without a record.
    """
    record = next(filter(None, records), None)
    if record is None:
        return None
    address = settings.SITE_URL + reverse("short-address", args=[record.key])
    # On paper of a sheet that was folded or stained a quarter of the code may be lost.
    code = segno.make(address, error="q").svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None)
    return {"address": address, "qr": mark_safe(code), "as_of": log.newest() or record.updated_at}  # noqa: S308 - segno's own
