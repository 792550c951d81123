"""The public pages. One shape: get the records, lay them out, render; a view filters nothing itself."""

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from editorial.standing import Standing
from portal import search as site_search
from portal.addresses import Moved, find
from portal.languages import LANGUAGES, other_language
from portal.models import IndexEntry
from therapies import headings, limits, models, presenters, sharing, side_by_side
from therapies.models.base import EvidenceStatus
from therapies.models.use import ConditionGroup

RESULTS_SHOWN, SUGGESTIONS_SHOWN = 20, 8
# The parts of a page that the style guide shows, by template.
STYLEGUIDE = {
    "therapies/styleguide/text.html": gettext_lazy("Text"),
    "therapies/styleguide/statuses.html": gettext_lazy("Evidence status"),
    "therapies/styleguide/care_cards.html": gettext_lazy("Care cards"),
    "therapies/styleguide/callout.html": gettext_lazy("Warning callout"),
    "includes/_do_and_dont.html": gettext_lazy("Do and do not"),
    "therapies/styleguide/lists.html": gettext_lazy("Contents list and summary list"),
    "therapies/styleguide/inset_and_details.html": gettext_lazy("Inset text, details and card"),
    "includes/_fact.html": gettext_lazy("Then and today"),
    "therapies/styleguide/help.html": gettext_lazy("Contact"),
    "therapies/styleguide/drawings.html": gettext_lazy("Drawings"),
}


def introduction(*keys):
    """Return the words at the head of a page: the Page of the first key as `intro`, the others by key."""
    pages = models.Page.objects.introductions(*keys)
    return {"intro": pages.get(keys[0]), "parts": {key.replace("-", "_"): pages.get(key) for key in keys[1:]}}


@require_safe
def home(request):
    conditions = presenters.by_name(models.Condition.objects.published())
    context = introduction("home", "services", "stories") | {
        "groups": presenters.grouped(conditions, "group", ConditionGroup),
        "interferons": models.Interferon.objects.published(),
        "needs": models.Need.objects.with_services(),
        "countries": models.Country.objects.with_services(),
        "advisories": models.Advisory.objects.published()[:3],
        "story": models.Story.objects.published().first(),
    }
    return render(request, "therapies/home.html", context)


@require_safe
def conditions(request):
    records = presenters.by_name(models.Condition.objects.published().with_uses())
    context = introduction("conditions") | {"groups": presenters.grouped(records, "group", ConditionGroup)}
    return render(request, "therapies/conditions.html", context)


def advice():
    """Return what the pages of medicines and of illnesses say alike, by the heading that it belongs to."""
    return {
        "precautions": presenters.by_topic(models.Precaution.objects.published().with_sources()),
        "effects": presenters.by_action(models.SideEffect.objects.published().with_sources()),
        "contacts": models.EmergencyContact.objects.for_page(),
    }


@require_safe
def at_a_glance(request):
    records = presenters.by_name(models.Condition.objects.published().with_uses())
    interferons = models.Interferon.objects.published().select_related("family")
    families, rows = presenters.at_a_glance(records, interferons)
    cells = dict(rows)
    groups = presenters.grouped(records, "group", ConditionGroup)
    context = introduction("at-a-glance") | {
        "families": families,
        "groups": [(value, label, [(record, cells[record]) for record in found]) for value, label, found in groups],
    }
    return render(request, "therapies/at_a_glance.html", context)


@require_safe
def condition(request, slug):
    record = find(models.Condition.objects.for_page(), slug)
    uses = models.Use.objects.published().of_condition(record).for_page()
    uses_today, _ = presenters.by_time(uses)
    general = advice()
    shown = [record, *uses, *(presenters.told(**general) if uses_today else general["contacts"])]
    context = general | {
        "record": record,
        "illnesses": [record],
        "parts": headings.parts(headings.CONDITION, "condition"),
        "uses": uses,
        "uses_today": uses_today,
        "medicines_today": presenters.distinct(item for use in uses_today for item in use.interferons.all()),
        "headline_status": presenters.headline_status(uses),
        "advisories": models.Advisory.objects.published().about_uses(uses),
        "services": models.Service.objects.fitting(models.Condition.objects.filter(pk=record.pk), get_language()),
        "facts": models.Fact.objects.about_records([record.key, *(use.key for use in uses)]),
        "sources": presenters.sources_of(*shown),
        "review": presenters.review_of(shown),
    }
    return render(request, "therapies/condition.html", context)


@require_safe
def interferons(request):
    context = introduction("interferons") | {
        "families": models.InterferonFamily.objects.published().with_interferons(),
        "without_family": models.Interferon.objects.published().without_family().with_brands(),
    }
    return render(request, "therapies/interferons.html", context)


@require_safe
def interferon(request, slug):
    record = find(models.Interferon.objects.for_page(), slug)
    uses = models.Use.objects.published().of_interferon(record).for_page()
    uses_today, uses_past = presenters.by_time(uses)
    routes = models.AdministrationRoute.objects.giving(record)
    general = advice()
    shown = [record, *uses, *routes, *presenters.told(**general)]
    context = general | {
        "record": record,
        "parts": headings.parts(headings.MEDICINE, "interferon"),
        "statuses": presenters.grouped(uses_today, "status", EvidenceStatus),
        "uses_past": uses_past,
        "brands": presenters.by_name(models.Brand.objects.published().of_interferon(record)),
        "routes": routes,
        "services": models.Service.objects.fitting(models.Condition.objects.taking_today(record), get_language()),
        "illnesses": presenters.by_name(presenters.distinct(use.condition for use in uses_today)),
        "facts": models.Fact.objects.about_records([record.key]),
        "sources": presenters.sources_of(*shown),
        "review": presenters.review_of(shown),
    }
    return render(request, "therapies/interferon.html", context)


@require_safe
def brands(request):
    records = models.Brand.objects.published().for_list()
    context = introduction("brands") | {"letters": presenters.by_letter(records)}
    return render(request, "therapies/brands.html", context)


@require_safe
def brand(request, slug):
    """A brand's page; any known spelling of the name, the old article's too, leads to it."""
    queryset = models.Brand.objects.for_page()
    spelt = queryset.leading_from(slug)
    if spelt:
        raise Moved(spelt.get_absolute_url())
    record = find(queryset, slug)
    context = {
        "record": record,
        "interferons": record.interferons.all(),
        "facts": models.Fact.objects.about_records([record.key]),
        "sources": presenters.sources_of(record),
        "review": presenters.review_of([record]),
    }
    return render(request, "therapies/brand.html", context)


@require_safe
def routes(request):
    records = models.AdministrationRoute.objects.published()
    context = introduction("routes") | {"statuses": presenters.grouped(records, "status", EvidenceStatus)}
    return render(request, "therapies/routes.html", context)


@require_safe
def route(request, slug):
    record = find(models.AdministrationRoute.objects.for_page(), slug)
    section = models.RouteInstruction.Section
    context = {
        "record": record,
        "steps": record.instructions_of(section.STEPS),
        "storage": record.instructions_of(section.STORAGE),
        "missed_dose": record.instructions_of(section.MISSED_DOSE),
        "interferons": record.interferons.all(),
        "facts": models.Fact.objects.about_records([record.key]),
        "sources": presenters.sources_of(record),
        "review": presenters.review_of([record]),
    }
    return render(request, "therapies/route.html", context)


@require_safe
def side_effects(request):
    records = models.SideEffect.objects.published().with_sources()
    contacts = models.EmergencyContact.objects.for_page()
    context = introduction("side-effects") | {
        "actions": presenters.grouped(records, "action", models.SideEffect.Action),
        "contacts": contacts,
        "sources": presenters.sources_of(*records, *contacts),
        "review": presenters.review_of([*records, *contacts]),
    }
    return render(request, "therapies/side_effects.html", context)


@require_safe
def precautions(request):
    records = models.Precaution.objects.published().with_sources()
    context = introduction("precautions") | {
        "levels": presenters.grouped(records, "level", models.Precaution.Level),
        "sources": presenters.sources_of(*records),
        "review": presenters.review_of(records),
    }
    return render(request, "therapies/precautions.html", context)


@require_safe
def how_it_works(request):
    families = models.InterferonFamily.objects.published().with_sources()
    activities = models.Activity.objects.published().with_sources()
    rows = models.ComparisonRow.objects.published().with_sources()
    figures = models.ProductionFigure.objects.published().with_sources()
    records = [*families, *activities, *rows, *figures]
    context = introduction("how-it-works", "activities", "comparison", "production") | {
        "families": families,
        "activities": activities,
        "rows": rows,
        "figures": figures,
        "facts": models.Fact.objects.about_records([record.key for record in records]),
        "sources": presenters.sources_of(*records),
        "review": presenters.review_of(records),
    }
    return render(request, "therapies/how_it_works.html", context)


@require_safe
def history(request):
    events = models.TimelineEvent.objects.published().with_sources()
    context = introduction("history") | {
        "events": events,
        "drawing": presenters.timeline_drawing(events),
        "review": presenters.review_of(events),
        "sources": presenters.sources_of(*events),
    }
    return render(request, "therapies/history.html", context)


@require_safe
def glossary(request):
    terms = models.GlossaryTerm.objects.for_page()
    context = introduction("glossary") | {
        "letters": presenters.by_letter(terms),
        "sources": presenters.sources_of(*terms),
        "review": presenters.review_of(terms),
    }
    return render(request, "therapies/glossary.html", context)


@require_safe
def services(request):
    """The services nearest to what is asked; a limit that the lists do not hold is said to be left out."""
    countries = models.Country.objects.with_services().with_subdivisions()
    languages = models.Language.objects.with_services()
    needs = models.Need.objects.with_services()
    illnesses = presenters.by_name(models.Condition.objects.published())
    asked, unknown = limits.read(request.GET, limits.known(countries, illnesses, needs, languages))
    found = models.Service.objects.nearest(**asked).for_page()
    said = limits.said(asked, found[0].fit if found else 0)
    calling = [f"when-calling-{language}" for language in (get_language(), other_language(get_language()))]
    pages = models.Page.objects.introductions("services", *calling)
    context = {
        "intro": pages.get("services"),
        "calling": [pages[key] for key in calling if key in pages],
        "countries": countries,
        "languages_spoken": languages,
        "needs": needs,
        "illnesses": presenters.grouped(illnesses, "group", ConditionGroup),
        "asked": asked,
        "unknown": unknown,
        "limits": said,
        "left_out": [limit.label for limit in said if not limit.is_met],
        "services": found,
        "sources": presenters.sources_of(*found),
        "review": presenters.review_of(found),
    }
    return render(request, "therapies/services.html", context)


@require_safe
def service(request, slug):
    record = find(models.Service.objects.for_page(), slug)
    key = f"when-calling-{get_language()}"
    calling = models.Page.objects.introductions(key)
    context = {
        "record": record,
        "illnesses": presenters.by_name(models.Condition.objects.published().helped_by(record)),
        "calling": calling.get(key) if record.needs_words(get_language()) else None,
        "review": presenters.review_of([record]),
        "sources": presenters.sources_of(record),
    }
    return render(request, "therapies/service.html", context)


@require_safe
def drug_information(request):
    places = models.DrugInformationSource.objects.published().with_sources()
    context = introduction("drug-information") | {
        "places": places,
        "review": presenters.review_of(places),
        "sources": presenters.sources_of(*places),
    }
    return render(request, "therapies/drug_information.html", context)


@require_safe
def then_and_today(request):
    facts = models.Fact.objects.published().for_page()
    advisories = models.Advisory.objects.published().with_sources()
    context = introduction("then-and-today") | {
        "advisories": advisories,
        "statuses": presenters.grouped(facts, "status", models.Fact.Status),
        "sources": presenters.sources_of(*facts, *advisories),
        "review": presenters.review_of([*facts, *advisories]),
    }
    return render(request, "therapies/then_and_today.html", context)


@require_safe
def stories(request):
    records = models.Story.objects.published().with_sources()
    context = introduction("stories") | {
        "stories": records,
        "review": presenters.review_of(records),
        "sources": presenters.sources_of(*records),
    }
    return render(request, "therapies/stories.html", context)


@require_safe
def sources(request):
    kinds = models.Source.Kind
    context = introduction("sources") | {"kinds": presenters.grouped(models.Source.objects.published(), "kind", kinds)}
    return render(request, "therapies/sources.html", context)


@require_safe
def search(request):
    """Whatever is typed is answered: by what holds it, by what comes nearest, or by the ways in."""
    query = request.GET.get("q", "").strip()[:200]
    found = site_search.find(query)
    entries = IndexEntry.objects.found(found.keys[:RESULTS_SHOWN])
    context = introduction("search") | {
        "query": query,
        "results": presenters.results(entries, found.words),
        "meant": presenters.spelt(found.words, entries) if found.is_meant else "",
        "found": found,
        "has_more": len(found.keys) > RESULTS_SHOWN,
    }
    return render(request, "therapies/search.html", context)


@require_safe
@cache_control(public=True, max_age=300)
def suggestions(request):
    """What a query that is being typed finds first, for `static/js/suggest.js`."""
    found = site_search.find(request.GET.get("q", "").strip()[:200])
    entries = IndexEntry.objects.found(found.keys[:SUGGESTIONS_SHOWN])
    shown = [(result.title, result.kind, result.path) for result in presenters.results(entries, found.words)]
    return JsonResponse({"suggestions": shown})


@require_safe
def on_my_phone(request):
    context = introduction("offline")
    shown = list(filter(None, [context["intro"]]))
    return render(request, "therapies/offline.html", context | {"review": presenters.review_of(shown)})


@require_safe
def manifest(request):
    """What a browser needs to put the site on the home screen, in the language of the address."""
    intro = introduction("home")["intro"]
    about = sharing.manifest(sharing.description(intro, Standing(get_language())) if intro else "")
    return JsonResponse(about, content_type="application/manifest+json")


@require_safe
def page(request, slug):
    record = find(models.Page.objects.all(), slug)
    if record.get_absolute_url() != request.path:
        raise Moved(record.get_absolute_url())
    return render(request, "therapies/page.html", {"record": record, "review": presenters.review_of([record])})


@require_safe
def in_both_languages(request, slug, model):
    """The page of a record of `model`, a class, with both languages beside each other."""
    try:
        record = find(model.objects.for_page(), slug)
    except Moved as moved:
        raise Moved(moved.url + side_by_side.ADDRESS[get_language()]) from None
    if not side_by_side.address(record):
        raise Moved(record.get_absolute_url())
    parts = side_by_side.parts_of(record)
    texts = [text for part in parts for line in part.lines for text in line.texts]
    reviewed = [shown for shown, _field in texts if hasattr(shown, "reviewed_on")]
    context = {
        "record": record,
        "address": lambda: side_by_side.address(record),
        "parts": parts,
        "phones": record.public_phones() if isinstance(record, models.Service) else [],
        "questions": None if model is models.Page else side_by_side.questions(),
        "notes_heading": gettext_lazy("My notes"),
        "review": presenters.review_of([record, *reviewed]),
    }
    return render(request, "therapies/side_by_side.html", context)


@require_safe
def styleguide(request):
    """Every part of a page in both languages side by side, for those who build it; readers do not get it."""
    if not settings.DEBUG:
        raise Http404
    route = models.AdministrationRoute.objects.published()[:1].get()
    pictures = models.RouteInstruction.Picture.values
    context = advice() | {
        "parts": STYLEGUIDE.items(),
        "languages_of_site": LANGUAGES,
        "use": models.Use.objects.published().for_page()[:1].get(),
        "route": route,
        "actions": presenters.grouped(models.SideEffect.objects.published(), "action", models.SideEffect.Action),
        "advisory": models.Advisory.objects.published()[:1].get(),
        "fact": models.Fact.objects.published().for_page()[:1].get(),
        "service": models.Service.objects.published().for_page()[:1].get(),
        "headings": headings.MEDICINE,
        "statuses": EvidenceStatus.choices,
        "pictures": [f"includes/pictures/{picture}.html" for picture in pictures],
        "drawing": presenters.timeline_drawing(models.TimelineEvent.objects.published()),
    }
    return render(request, "therapies/styleguide.html", context)
