"""The nine headings of a medicine and of an illness, after those that readers know from the NHS.

The anchors are the same in both languages, so that a link to one of them holds in either.
"""

from django.utils.translation import gettext_lazy as _

MEDICINE = {
    "about": _("About this medicine"),
    "key-facts": _("Key facts"),
    "who-can-take-it": _("Who can and cannot take it"),
    "how-and-when": _("How and when to take it"),
    "side-effects": _("Side effects"),
    "coping": _("Coping with side effects"),
    "pregnancy": _("Pregnancy and breastfeeding"),
    "other-medicines": _("Other medicines, herbs, alcohol and vaccines"),
    "questions": _("Common questions"),
}
CONDITION = MEDICINE | {
    "about": _("About this illness"),
    "key-facts": _("Is interferon used for it today?"),
    "who-can-take-it": _("Who can and cannot take interferon"),
    "how-and-when": _("How and when to take interferon"),
}


def parts(headings, kind):
    """Return `[(anchor, label, templates)]` of a page; the first template that exists fills the heading.

    `kind` is the folder of what only pages of that kind say, e.g. `condition`; they share the rest.
    """
    folders = (f"therapies/{kind}", "therapies/headings")
    return [(anchor, label, [f"{folder}/{anchor}.html" for folder in folders]) for anchor, label in headings.items()]
