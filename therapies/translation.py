"""Which fields stand in both languages. Codes, phones, addresses and dates stand in one column."""

from modeltranslation.translator import TranslationOptions, register

from editorial.models import Record
from therapies import models


def translate(model, *fields):
    """Register the prose `fields` of `model`, and the words under which a record is also searched."""
    if issubclass(model, Record):
        fields = (*fields, "also_searched_as")
    register(model)(type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields}))


translate(models.Source, "note")
translate(models.InterferonFamily, "name", "summary")
translate(models.Interferon, "slug", "name", "summary", "role_today", "status_note")
translate(models.Brand, "maker", "maker_country", "market_note", "summary")
translate(models.Condition, "slug", "name", "summary")
translate(models.Use, "summary", "replaced_by")
translate(models.AdministrationRoute, "slug", "name", "summary", "who_gives_it", "typical_schedule")
translate(models.RouteInstruction, "text")
translate(models.SideEffect, "name", "summary", "what_to_do")
translate(models.Precaution, "name", "summary")
translate(models.Advisory, "name", "summary")
translate(models.EmergencyContact, "name", "summary")
translate(models.EmergencyPhone, "label")
translate(models.Activity, "name", "summary")
translate(models.ComparisonRow, "name", "interferon_text", "antibody_text", "note")
translate(models.ProductionFigure, "name", "figure", "summary")
translate(models.GlossaryTerm, "name", "summary", "pronunciation", "linked_forms")
translate(models.Country, "name")
translate(models.Subdivision, "name")
translate(models.Language, "name")
translate(models.Need, "name")
translate(models.Organization, "name")
translate(models.Service, "slug", "name", "summary", "region", "languages_note", "note", "contact_note")
translate(models.DrugInformationSource, "name", "summary", "languages_note")
translate(models.TimelineEvent, "date_text", "name", "summary")
translate(models.Fact, "claim", "today")
translate(models.Story, "organisation", "summary", "note")
translate(models.Page, "slug", "name", "summary", "body")
