"""Columns that more than one kind of record has: permanent keys, partial dates, web addresses."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEY = RegexValidator(r"\A[A-Za-z0-9][A-Za-z0-9-]*\Z", _("Use letters without marks, digits and hyphens only."))
SLUG = RegexValidator(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", _("Use small letters without marks, digits and single hyphens."))
PARTIAL_DATE = RegexValidator(
    r"\A[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\Z",
    _("Write the year, the year and month, or the whole date: 2021, 2021-06 or 2021-06-30."),
)


def not_in_future(value):
    """Raise ValidationError if `value`, a date or a partial date such as `2021-06`, lies after today."""
    today = timezone.localdate().isoformat()
    if value and str(value) > today[: len(str(value))]:
        raise ValidationError(_("This date lies in the future."))


class PartialDateField(models.CharField):
    """A date as exactly as it is known, in ISO 8601: `2021`, `2021-06` or `2021-06-30`."""

    default_validators = [PARTIAL_DATE, not_in_future]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 10, "blank": True, **kwargs})


class WebAddressField(models.URLField):
    """An http or https address; what editors type without a scheme is taken for https."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})
