"""What every record of the site has, and how records change."""

from editorial.models.change import (
    Change,
    Claim,
    ConfirmedDifference,
    Edit,
    Pairing,
    ReviewedText,
    Significance,
    Snapshot,
)
from editorial.models.links import LinkCheck
from editorial.models.record import (
    LoadedRecord,
    Publishable,
    Record,
    RecordQuerySet,
    State,
    Translated,
    state_field,
    translated_fields,
)

__all__ = [
    "Change",
    "Claim",
    "ConfirmedDifference",
    "Edit",
    "LinkCheck",
    "LoadedRecord",
    "Pairing",
    "Publishable",
    "Record",
    "RecordQuerySet",
    "ReviewedText",
    "Significance",
    "Snapshot",
    "State",
    "Translated",
    "state_field",
    "translated_fields",
]
