"""The subject's words that the engine must know: names that may not differ between the languages, terms explained."""

from django.utils import translation

from editorial import gate, terms
from therapies.models import Brand, GlossaryTerm, Interferon


@gate.register_names
def medicine_names():
    """Return each medicine and brand as the spellings that mean the same."""
    interferons = Interferon.objects.all()
    brands = Brand.objects.all()
    spellings = [(record.name_vi, record.name_en, *record.other_names_list()) for record in interferons]
    spellings += [tuple(brand.spellings()) for brand in brands]
    return [tuple(dict.fromkeys(filter(None, names))) for names in spellings]


@terms.register_terms
def glossary_forms(language):
    """Return the words that open a published definition in `language`, and the terms themselves."""
    with translation.override(language):
        published = GlossaryTerm.objects.published().order_by()
        return [form for term in published for form in [*term.forms(), term.name]]
