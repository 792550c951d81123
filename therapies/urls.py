"""The addresses of the public pages, in both languages side by side."""

from django.urls import path
from django.utils.functional import lazy
from django.utils.translation import get_language

from therapies import models, side_by_side, views


def bilingual(vi, en):
    """Return a route that reads `vi` while Vietnamese is active and `en` otherwise."""
    return lazy(lambda: vi if get_language() == "vi" else en, str)()


def with_both(vi, en, view, name, model):
    """Return the routes of a record's page and of the page that has both languages beside each other."""
    both = bilingual(vi + side_by_side.ADDRESS["vi"], en + side_by_side.ADDRESS["en"])
    beside = path(both, views.in_both_languages, {"model": model}, name=f"{name}-side-by-side")
    return [path(bilingual(vi, en), view, name=name), beside]


urlpatterns = [
    path("", views.home, name="home"),
    path(bilingual("benh/", "conditions/"), views.conditions, name="conditions"),
    *with_both("benh/<slug:slug>/", "conditions/<slug:slug>/", views.condition, "condition", models.Condition),
    path(bilingual("benh-va-interferon/", "at-a-glance/"), views.at_a_glance, name="at-a-glance"),
    path(bilingual("thuoc/", "medicines/"), views.interferons, name="interferons"),
    *with_both("thuoc/<slug:slug>/", "medicines/<slug:slug>/", views.interferon, "interferon", models.Interferon),
    path(bilingual("biet-duoc/", "brands/"), views.brands, name="brands"),
    *with_both("biet-duoc/<str:slug>/", "brands/<str:slug>/", views.brand, "brand", models.Brand),
    path(bilingual("cach-dung/", "how-it-is-given/"), views.routes, name="routes"),
    *with_both(
        "cach-dung/<slug:slug>/", "how-it-is-given/<slug:slug>/", views.route, "route", models.AdministrationRoute
    ),
    path(bilingual("tac-dung-phu/", "side-effects/"), views.side_effects, name="side-effects"),
    path(bilingual("truoc-khi-dung/", "before-you-start/"), views.precautions, name="precautions"),
    path(bilingual("interferon-la-gi/", "how-it-works/"), views.how_it_works, name="how-it-works"),
    path(bilingual("lich-su/", "history/"), views.history, name="history"),
    path(bilingual("thuat-ngu/", "glossary/"), views.glossary, name="glossary"),
    path(bilingual("noi-tro-giup/", "help/"), views.services, name="services"),
    *with_both("noi-tro-giup/<slug:slug>/", "help/<slug:slug>/", views.service, "service", models.Service),
    path(bilingual("tra-cuu-thuoc/", "drug-information/"), views.drug_information, name="drug-information"),
    path(bilingual("khi-do-va-hien-nay/", "then-and-today/"), views.then_and_today, name="then-and-today"),
    path(bilingual("cau-chuyen/", "stories/"), views.stories, name="stories"),
    path(bilingual("nguon/", "sources/"), views.sources, name="sources"),
    path(bilingual("tim-kiem/", "search/"), views.search, name="search"),
    path(bilingual("tim-kiem/goi-y/", "search/suggestions/"), views.suggestions, name="suggestions"),
    path(bilingual("tren-dien-thoai/", "on-my-phone/"), views.on_my_phone, name="offline"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("styleguide/", views.styleguide, name="styleguide"),
    *with_both("<slug:slug>/", "<slug:slug>/", views.page, "page", models.Page),
]
