"""Template tags that any page needs: the page's address in each language, and languages by name."""

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from portal.addresses import in_each_language, named_view
from portal.languages import LOCALES, OWN_NAMES

register = template.Library()


@register.simple_tag(takes_context=True)
def alternates(context):
    """Return this page in each language, the reader's too, as `{language, locale, name, path, url, is_current}`.

    A page of a record lives where the record says, or its `address` in the context: a callable.
    """
    request = context["request"]
    record = context.get("record")
    match = request.resolver_match
    address = record.get_absolute_url if record else named_view(match) if match else lambda: reverse("home")
    address = context.get("address", address)
    try:
        paths = in_each_language(address)
    except NoReverseMatch:
        paths = in_each_language(lambda: reverse("home"))
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return [
        {
            "language": language,
            "locale": LOCALES[language],
            "name": OWN_NAMES[language],
            "path": path + query,
            "url": settings.SITE_URL + path,
            "is_current": language == translation.get_language(),
        }
        for language, path in paths.items()
    ]
