"""Template tags for the records: texts with glossary links and notices, names, dates as exactly as they are known.

A text of a record is shown by `text` (a section), `brief` (an entry of a list) or `words` with `outdated` below it (a
heading or value). All of them tell the reader when the other language has moved on; only links and the page's title do
without, since they lead to where it is said.
"""

from django import template
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import pgettext_lazy

from editorial.standing import Standing, place_of
from portal import prose
from portal.index import text_in
from portal.languages import LANGUAGES, other_language
from therapies.glossary import Linker
from therapies.models import GlossaryTerm, Page
from therapies.presenters import partial_date

register = template.Library()

# The pages that the foot of every page names, and the texts that every page repeats.
FOOTER_PAGES = ["questions", "offline", "about", "how-we-review", "privacy", "accessibility", "corrections"]
FOOTER_PAGES += ["disclaimer", "side-effects"]
# Translators: names of languages in the middle of a sentence, as in "the English text".
LANGUAGE_NAMES = {"vi": pgettext_lazy("in a sentence", "Vietnamese"), "en": pgettext_lazy("in a sentence", "English")}


def linker_of(request):
    """Return the Linker of the page that `request` gets, made at its first use."""
    if not hasattr(request, "glossary_linker"):
        request.glossary_linker = Linker.of(GlossaryTerm.objects.published())
    return request.glossary_linker


def standing_of(request):
    """Return the Standing of the page that `request` gets, made at its first use."""
    if not hasattr(request, "standing"):
        request.standing = Standing(translation.get_language())
    return request.standing


# --- texts of records ------------------------------------------------------------------------------


def both_of(record, field):
    """Return a text of `record` by language."""
    return {language: text_in(record, field, language) for language in LANGUAGES}


def as_prose(text, language):
    """Return an editor's Markdown as HTML, in which Vietnamese words of an English text are marked."""
    html = prose.render(text)
    if language == "en":
        html = prose.map_text(html, prose.mark_vietnamese, outside=())
    return mark_safe(html)  # noqa: S308 - cleaned by render


def notice(layout, behind, texts, render, **more):
    """Return the words about a text that is `behind` (Outdated), with `texts` (by language) as `render` shows them."""
    own = translation.get_language()
    other = other_language(own)
    context = {
        "outdated": behind,
        "own": own,
        "other": other,
        "own_name": LANGUAGE_NAMES[own],
        "other_name": LANGUAGE_NAMES[other],
        "own_text": render(texts[own], own),
        "other_text": render(texts[other], other),
        **more,
    }
    return render_to_string(f"includes/_outdated_{layout}.html", context)


def passage(context, place, texts, layout, link=False, excerpt=as_prose):
    """Return a text, by language in `texts`, with what its reader must know; `link` its medical words.

    `excerpt` shows it where it is not unsafe; the notices show both texts whole.
    """
    language = translation.get_language()
    behind = standing_of(context.request).outdated(place)
    if behind and behind.is_unsafe:
        return notice(layout, behind, texts, as_prose)
    shown = excerpt(texts[language], language)
    if link:
        shown = mark_safe(linker_of(context.request).link(shown))  # noqa: S308 - as safe as before
    if behind is None:
        return shown
    said = notice(layout, behind, texts, as_prose)
    return shown + said if layout == "entry" else said + shown


@register.simple_tag(takes_context=True)
def text(context, record, field, link=True):
    """Show a text of `record`, Markdown; link medical words at their first use on the page unless `link` is False."""
    return passage(context, place_of(record, field), both_of(record, field), "section", link) if record else ""


@register.simple_tag(takes_context=True)
def brief(context, record, field):
    """Show a text of `record` as an entry of a list, with little room for notices; link medical words like `text`."""
    return passage(context, place_of(record, field), both_of(record, field), "entry", link=True) if record else ""


@register.simple_tag(takes_context=True)
def linked(context, words):
    """Show words of the interface with the medical ones linked like those of a record's text."""
    return mark_safe(linker_of(context.request).link(escape(words)))  # noqa: S308 - escaped here


@register.simple_tag(takes_context=True)
def found(context, result):
    """Show the passage of a search result (presenters.Result), like an entry of a list."""
    return passage(context, result.place, result.texts, "entry", excerpt=result.marker.passage)


@register.filter
def found_title(result):
    """Show the title of a search result with the words marked that found it."""
    return result.marker.mark(prose.inline(result.title, translation.get_language()))


@register.filter
def found_elsewhere(result, part):
    """Show the `other_title` or `other_text` of a search result, which the other language alone has."""
    language, text = result.other_language, getattr(result, part)
    is_title = part == "other_title"
    return result.marker.mark(prose.inline(text, language)) if is_title else result.marker.passage(text, language)


@register.simple_tag(takes_context=True)
def words(context, record, field):
    """Show a name or value of `record` inline; after a change for safety, as the other language has it.

    `outdated` must follow where there is room for a notice.
    """
    if not record:
        return ""
    language = translation.get_language()
    behind = standing_of(context.request).outdated(place_of(record, field))
    if behind and behind.is_unsafe:
        other = other_language(language)
        html = prose.inline(text_in(record, field, other), other)
        return mark_safe(f'<span lang="{other}">{html}</span>')  # noqa: S308 - escaped by inline
    return prose.inline(text_in(record, field, language), language)


@register.simple_tag(takes_context=True)
def outdated(context, record, *fields, alone=False):
    """Say what readers must know of the names or values of `record` that `words` showed above; mostly nothing.

    `alone` if nothing but links shows them.
    """
    notices = []
    for field in fields if record else ():
        behind = standing_of(context.request).outdated(place_of(record, field))
        if behind:
            notices.append(notice("words", behind, both_of(record, field), prose.inline, alone=alone))
    return mark_safe("".join(notices))  # noqa: S308 - rendered by templates


@register.simple_tag(takes_context=True)
def is_outdated(context, record, field):
    """Tell whether a text of `record` is behind the other language, and so no longer its pair part by part."""
    return standing_of(context.request).outdated(place_of(record, field)) is not None


@register.simple_tag(takes_context=True)
def is_compared(context):
    """Tell whether both languages of all that the page has shown so far were compared by somebody."""
    return standing_of(context.request).is_compared()


# --- names and dates -------------------------------------------------------------------------------


@register.filter
def named(text):
    """Show a name or title, with words of the other language marked."""
    return prose.inline(text, translation.get_language())


@register.filter
def known_date(value):
    """Show a partial ISO date as exactly as it is known: `2021-06` as "June 2021" or "tháng 6 năm 2021"."""
    return partial_date(value)


@register.simple_tag
def site_pages():
    """Return the pages that every page's foot names, by key with underscores."""
    return {key.replace("-", "_"): page for key, page in Page.objects.introductions(*FOOTER_PAGES).items()}
