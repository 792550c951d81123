"""The words that are explained to readers. The subject registers them; what judges a text asks for them."""

# Functions that take a language and return the forms of words that are explained in it.
_forms = []


def register_terms(function):
    """Let the subject say which words it explains, e.g. those of its glossary."""
    _forms.append(function)
    return function


def explained(language):
    """Return all forms of words that readers of `language` find explained."""
    return [form for function in _forms for form in function(language)]
