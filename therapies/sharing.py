"""What stands for the site elsewhere: the picture beside a shared link, and the icon of a home screen.

`make pictures` draws them, tools/draw.py says how.
"""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from editorial.standing import place_of
from portal.search.passages import plain

SITE_NAME = _("Understanding interferon")
# The pictures by name, with the large words in them; the site's name stands in each.
PICTURES = {
    "site": SITE_NAME,
    "conditions": _("Illnesses"),
    "interferons": _("Medicines"),
    "brands": _("Brand names"),
    "routes": _("How it is given"),
    "side-effects": _("Side effects"),
    "precautions": _("Before you start"),
    "services": _("Help near you"),
}
# Views that have the picture of another; one that stands in neither has that of the site.
LIKE = {
    "condition": "conditions",
    "at-a-glance": "conditions",
    "interferon": "interferons",
    "drug-information": "interferons",
    "brand": "brands",
    "route": "routes",
    "service": "services",
}
BESIDE = "-side-by-side"
# Of the manifest, by file: size in pixels, and whether a phone may cut the edges off.
ICONS = {"icon-192": (192, "any"), "icon-512": (512, "any"), "maskable-512": (512, "maskable")}
# What the icon on a home screen leads to at once, as `(words, view, anchor)`.
SHORTCUTS = [
    (_("Emergency numbers"), "side-effects", "#emergency-numbers"),
    (_("Help near you"), "services", ""),
    (_("Search"), "search", ""),
]


def picture_of(view):
    """Return the name in PICTURES of the picture for the view named `view`."""
    view = view.removesuffix(BESIDE)
    name = LIKE.get(view, view)
    return name if name in PICTURES else "site"


def words_in(picture):
    """Return what is written in `picture`, in the active language, line by line."""
    return list(dict.fromkeys(map(str, [SITE_NAME, PICTURES[picture]])))


def path_of(picture):
    """Return the static path of `picture` in the active language."""
    return f"img/share/{picture}-{get_language()}.png"


def description(record, standing):
    """Return what is said of `record` in one piece of plain text: its summary, or its title where that is unsafe."""
    behind = standing.outdated(place_of(record, record.summary_field))
    if behind and behind.is_unsafe:
        return record.title
    return " ".join(plain(getattr(record, record.summary_field)).split())


def manifest(description):
    """Return the web app manifest in the active language; `description` is plain text."""
    drawn = {"src": static("img/favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    icons = [
        {"src": static(f"img/share/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for name, (size, purpose) in ICONS.items()
    ]
    return {
        "name": str(SITE_NAME),
        "short_name": gettext("Interferon"),
        "description": description,
        "lang": get_language(),
        "dir": "ltr",
        "id": reverse("home"),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "browser",
        "background_color": "#ffffff",
        "theme_color": "#0b5c63",
        "categories": ["health", "medical", "education"],
        "icons": [drawn, *icons],
        "shortcuts": [{"name": str(words), "url": reverse(view) + anchor} for words, view, anchor in SHORTCUTS],
    }
