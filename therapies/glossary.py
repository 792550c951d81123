"""Linking medical words to their meaning: each term where it first stands on a page. Pure but for the terms given."""

import re

from portal.prose import map_text


class Linker:
    """Links the terms of one page in one language; knows which terms were linked already.

    `forms` maps each form in running text to the address of its definition, e.g. `{"cytokine": "/en/glossary/#g-…"}`.
    """

    def __init__(self, forms):
        self.addresses = {form.casefold(): address for form, address in forms.items()}
        self.linked = set()
        longest_first = sorted(self.addresses, key=len, reverse=True)
        alternatives = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
        self.pattern = re.compile(rf"(?<![\w&-])(?:{alternatives})(?![\w-])", re.IGNORECASE) if alternatives else None

    @classmethod
    def of(cls, terms):
        """Return a Linker of GlossaryTerms in the active language."""
        return cls({form: term.get_absolute_url() for term in terms for form in term.forms()})

    def link(self, html):
        """Return `html` with a link at the first use of each term that was not linked before on this page."""
        if self.pattern is None:
            return html
        return map_text(html, lambda text: self.pattern.sub(self._link_once, text), outside=("a", "h2", "h3", "h4"))

    def _link_once(self, match):
        address = self.addresses.get(" ".join(match.group().casefold().split()))
        if address is None or address in self.linked:
            return match.group()
        self.linked.add(address)
        return f'<a class="term" href="{address}">{match.group()}</a>'
