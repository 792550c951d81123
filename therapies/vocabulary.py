"""The subject's words that the engine must know: names that may not differ between the languages, terms explained."""

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
    columns = f"name_{language}", f"linked_forms_{language}"
    texts = GlossaryTerm.objects.published().order_by().values_list(*columns)
    forms = [form.strip() for name, linked in texts for form in (name, *(linked or "").split("\n"))]
    return [form for form in forms if form]
