"""How a page shows where somebody shares its address."""

from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext

from therapies import sharing
from therapies.templatetags.content import standing_of

register = template.Library()


@register.simple_tag(takes_context=True)
def shared(context, languages):
    """Return how the page that is at `languages` (as of `alternates`) shows elsewhere, as plain text.

    That is `address`, `title`, `description`, `picture` (its address), the `words` in the picture, and of a record
    `short`, the permanent address, and `mail`, a link that begins a message. What a reader typed is in none of them: a
    link must not put words of its maker on a card with the site's name.
    """
    record = context.get("record") or context.get("intro")
    match = context.request.resolver_match
    view = match.view_name if match else ""
    picture = sharing.picture_of(view)
    found = {
        "address": next(language["url"] for language in languages if language["is_current"]),
        "title": str(sharing.SITE_NAME),
        "description": "",
        "picture": settings.SITE_URL + static(sharing.path_of(picture)),
        "words": ": ".join(sharing.words_in(picture)),
    }
    if record:
        beside = f" – {gettext('In both languages')}" if view.endswith(sharing.BESIDE) else ""
        found["title"] = record.title + beside
        found["description"] = sharing.description(record, standing_of(context.request))
        found["short"] = settings.SITE_URL + reverse("short-address", args=[record.key])
        found["mail"] = mail(found["title"], found["description"], found["address"])
    return found


def mail(title, *paragraphs):
    """Return a link that begins a message about `title` with the `paragraphs` in it (RFC 6068)."""
    body = "\r\n\r\n".join([title, *paragraphs])
    return f"mailto:?{urlencode({'subject': title, 'body': body}, quote_via=quote, safe='')}"
