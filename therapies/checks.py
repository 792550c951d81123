"""What a developer can forget when adding a field."""

from django.apps import apps
from django.core.checks import Error, register
from django.db import models

from editorial.models import Translated, translated_fields

# Text that reads the same in both languages: names as printed, spellings, keys.
NOT_PROSE = {"source.title", "interferon.other_names", "brand.other_spellings", "fact.about"}


@register
def prose_is_translated(app_configs, **kwargs):
    """Return an error for each text field that is not registered for translation."""
    errors = []
    for model in apps.get_app_config("therapies").get_models():
        registered = translated_fields(model) if issubclass(model, Translated) else []
        for field in model._meta.fields:
            name = f"{model._meta.model_name}.{field.name}"
            is_column = any(field.name in (f"{bare}_vi", f"{bare}_en") for bare in registered)
            if isinstance(field, models.TextField) and field.name not in registered and not is_column:
                if name not in NOT_PROSE:
                    hint = "Register it in therapies/translation.py."
                    errors.append(Error(f"{name} is prose but is not translated.", hint=hint, id="therapies.E001"))
    return errors
