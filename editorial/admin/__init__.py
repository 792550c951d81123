"""The editors' side of every record: both languages beside each other, what is missing, and what may not happen.

Knows of no subject: `therapies.admin` says which records there are.
"""

from editorial.admin import accounts  # noqa: F401 - importing registers them
from editorial.admin.records import RecordAdmin, TranslatedAdmin, TranslatedInline
from editorial.admin.wording import label, label_of, label_of_path, language_name, shown_title

__all__ = [
    "RecordAdmin",
    "TranslatedAdmin",
    "TranslatedInline",
    "label",
    "label_of",
    "label_of_path",
    "language_name",
    "shown_title",
]
