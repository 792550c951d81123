"""What may differ between two texts: each rule's code, how grave it is, and the sentence that an editor reads."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Severity(StrEnum):
    """`safety`: a reader could do the wrong thing. `content`: a reader is told something else."""

    SAFETY = "safety"
    CONTENT = "content"


@dataclass(frozen=True)
class Passage:
    """Words of a rendered text with their place: `text == rendered_text[start:end]`.

    Where one language lacks a counterpart its passage is the paragraph or item in which it was looked for.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Difference:
    """One thing that the two texts state differently: the rule's code, the two passages, and how grave it is."""

    rule: str
    vietnamese: Passage
    english: Passage

    @property
    def severity(self):
        return RULES[self.rule][0]

    @property
    def sentence(self):
        """What to tell the editor, in the language that is active when it is shown."""
        return RULES[self.rule][1]


RULES: dict[str, tuple[Severity, Promise]] = {
    "number": (Severity.SAFETY, _("The two texts state different numbers.")),
    "unit": (Severity.SAFETY, _("The same number has different units.")),
    "limit": (
        Severity.SAFETY,
        _("One text says “at least”, “at most”, “more”, “less” or “about” and the other does not."),
    ),
    "range": (Severity.SAFETY, _("The two texts state different ranges.")),
    "frequency": (Severity.SAFETY, _("The two texts state different frequencies.")),
    "order": (Severity.SAFETY, _("The same numbers stand in another order.")),
    "date": (Severity.CONTENT, _("The two texts state different dates.")),
    "time": (Severity.SAFETY, _("The two texts state different times of day.")),
    "weekday": (Severity.SAFETY, _("The two texts name different days of the week.")),
    "route": (Severity.SAFETY, _("The two texts name different ways to give the medicine.")),
    "negation": (Severity.SAFETY, _("One text says “not”, “never” or “no” where the other does not.")),
    "contrast": (
        Severity.SAFETY,
        _("The two texts say things that exclude each other, such as “before” and “after” or “left” and “right”."),
    ),
    "name": (Severity.SAFETY, _("A name stands in one text and not in the other.")),
    "code": (Severity.SAFETY, _("A name with a number or letter, such as B12, differs.")),
    "phone": (Severity.SAFETY, _("The two texts give different phone numbers.")),
    "address": (Severity.CONTENT, _("The two texts give different web addresses or e-mail addresses.")),
    "paragraphs": (Severity.CONTENT, _("The two texts have different numbers of paragraphs.")),
    "items": (Severity.CONTENT, _("The two lists have different numbers of items.")),
    "headings": (Severity.CONTENT, _("The two texts have different numbers of headings.")),
    "cells": (Severity.CONTENT, _("The two tables have different numbers of cells.")),
    "links": (Severity.CONTENT, _("The two texts have different numbers of links.")),
    "missing": (Severity.CONTENT, _("One of the two texts is empty.")),
}
