"""The subject's words that the engine must know: names that may not differ between the languages, terms explained."""

from editorial import gate
from therapies.models import Brand, Interferon


@gate.register_names
def medicine_names():
    """Return each medicine and brand as the spellings that mean the same."""
    interferons = Interferon.objects.all()
    brands = Brand.objects.all()
    spellings = [(record.name_vi, record.name_en, *record.other_names_list()) for record in interferons]
    spellings += [tuple(brand.spellings()) for brand in brands]
    return [tuple(dict.fromkeys(filter(None, names))) for names in spellings]
