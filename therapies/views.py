"""The public pages. One shape: get the records, lay them out, render; a view filters nothing itself."""

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal import search as site_search
from portal.addresses import Moved, find
from portal.models import IndexEntry
from therapies import models, presenters
from therapies.models.base import EvidenceStatus
from therapies.models.use import ConditionGroup

RESULTS_SHOWN, SUGGESTIONS_SHOWN = 20, 8


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


@require_safe
def condition(request, slug):
    record = find(models.Condition.objects.for_page(), slug)
    uses = models.Use.objects.published().of_condition(record).for_page()
    context = {
        "record": record,
        "uses": uses,
        "headline_status": presenters.headline_status(uses),
        "advisories": models.Advisory.objects.published().about_uses(uses),
        "facts": models.Fact.objects.about_records([record.key, *(use.key for use in uses)]),
        "sources": presenters.sources_of(record, *uses),
        "review": presenters.review_of([record, *uses]),
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
    brands = presenters.by_name(models.Brand.objects.published().of_interferon(record))
    context = {
        "record": record,
        "uses": uses,
        "statuses": presenters.grouped(uses, "status", EvidenceStatus),
        "brands": brands,
        "routes": models.AdministrationRoute.objects.giving([record]),
        "precautions": models.Precaution.objects.published(),
        "emergencies": models.SideEffect.objects.emergencies(),
        "facts": models.Fact.objects.about_records([record.key]),
        "sources": presenters.sources_of(record, *uses),
        "review": presenters.review_of([record, *uses]),
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
    """Services by country, language and need; an unknown code shows nothing found rather than everything."""
    chosen = {name: request.GET.get(name, "")[:32] for name in ("country", "language", "need")}
    found = models.Service.objects.offered(**chosen).for_page()
    context = introduction("services") | {
        "chosen": chosen,
        "countries": models.Country.objects.with_services(),
        "languages_spoken": models.Language.objects.with_services(),
        "needs": models.Need.objects.with_services(),
        "services": found,
        "sources": presenters.sources_of(*found),
        "review": presenters.review_of(found),
    }
    return render(request, "therapies/services.html", context)


@require_safe
def service(request, slug):
    record = find(models.Service.objects.for_page(), slug)
    context = {"record": record, "review": presenters.review_of([record]), "sources": presenters.sources_of(record)}
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
def page(request, slug):
    record = find(models.Page.objects.all(), slug)
    if record.get_absolute_url() != request.path:
        raise Moved(record.get_absolute_url())
    return render(request, "therapies/page.html", {"record": record, "review": presenters.review_of([record])})
