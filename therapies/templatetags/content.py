"""Template tags for the records: prose with glossary links, names, dates as exactly as they are known."""

from django import template
from django.utils import translation
from django.utils.safestring import mark_safe

from portal import prose as text_to_html
from therapies.glossary import Linker
from therapies.models import GlossaryTerm, Page
from therapies.presenters import partial_date

register = template.Library()

# The pages that the foot of every page names, and the texts that every page repeats.
FOOTER_PAGES = ["about", "how-we-review", "privacy", "accessibility", "corrections", "disclaimer", "side-effects"]


def linker_of(request):
    """Return the Linker of the page that `request` gets, made at its first use."""
    if not hasattr(request, "glossary_linker"):
        terms = GlossaryTerm.objects.published()
        request.glossary_linker = Linker({form: term.get_absolute_url() for term in terms for form in term.forms()})
    return request.glossary_linker


@register.simple_tag(takes_context=True)
def prose(context, text, link=True):
    """Render an editor's Markdown; link medical words at their first use on the page unless `link` is False."""
    html = text_to_html.render(text)
    if link:
        html = linker_of(context.request).link(html)
    if translation.get_language() == "en":
        html = text_to_html.map_text(html, text_to_html.mark_vietnamese, outside=())
    return mark_safe(html)  # noqa: S308 - cleaned by render


@register.filter
def named(text):
    """Show a name or title, with words of the other language marked."""
    return text_to_html.inline(text, translation.get_language())


@register.filter
def known_date(value):
    """Show a partial ISO date as exactly as it is known: `2021-06` as "June 2021" or "tháng 6 năm 2021"."""
    return partial_date(value)


@register.simple_tag
def site_pages():
    """Return the pages that every page's foot names, by key with underscores."""
    return {key.replace("-", "_"): page for key, page in Page.objects.introductions(*FOOTER_PAGES).items()}
