"""The records, by theme."""

from therapies.models.directory import (
    Country,
    DrugInformationSource,
    Language,
    Need,
    Organization,
    Service,
    ServicePhone,
    Subdivision,
)
from therapies.models.glossary import GlossaryTerm
from therapies.models.history import Fact, Story, TimelineEvent
from therapies.models.interferon import Brand, Interferon, InterferonFamily
from therapies.models.mechanism import Activity, ComparisonRow, ProductionFigure
from therapies.models.page import Page
from therapies.models.route import AdministrationRoute, RouteInstruction
from therapies.models.safety import Advisory, EmergencyContact, EmergencyPhone, Precaution, SideEffect
from therapies.models.source import Source
from therapies.models.use import Condition, Use

__all__ = [
    "Activity",
    "AdministrationRoute",
    "Advisory",
    "Brand",
    "ComparisonRow",
    "Condition",
    "Country",
    "DrugInformationSource",
    "EmergencyContact",
    "EmergencyPhone",
    "Fact",
    "GlossaryTerm",
    "Interferon",
    "InterferonFamily",
    "Language",
    "Need",
    "Organization",
    "Page",
    "Precaution",
    "ProductionFigure",
    "RouteInstruction",
    "Service",
    "ServicePhone",
    "SideEffect",
    "Source",
    "Story",
    "Subdivision",
    "TimelineEvent",
    "Use",
]
