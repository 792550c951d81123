"""The addresses of the public pages, in both languages side by side."""

from django.urls import path
from django.utils.functional import lazy
from django.utils.translation import get_language

from therapies import views


def bilingual(vi, en):
    """Return a route that reads `vi` while Vietnamese is active and `en` otherwise."""
    return lazy(lambda: vi if get_language() == "vi" else en, str)()


urlpatterns = [
    path("", views.home, name="home"),
    path(bilingual("benh/", "conditions/"), views.conditions, name="conditions"),
    path(bilingual("benh/<slug:slug>/", "conditions/<slug:slug>/"), views.condition, name="condition"),
    path(bilingual("thuoc/", "medicines/"), views.interferons, name="interferons"),
    path(bilingual("thuoc/<slug:slug>/", "medicines/<slug:slug>/"), views.interferon, name="interferon"),
    path(bilingual("biet-duoc/", "brands/"), views.brands, name="brands"),
    path(bilingual("biet-duoc/<str:slug>/", "brands/<str:slug>/"), views.brand, name="brand"),
    path(bilingual("cach-dung/", "how-it-is-given/"), views.routes, name="routes"),
    path(bilingual("cach-dung/<slug:slug>/", "how-it-is-given/<slug:slug>/"), views.route, name="route"),
    path(bilingual("tac-dung-phu/", "side-effects/"), views.side_effects, name="side-effects"),
    path(bilingual("truoc-khi-dung/", "before-you-start/"), views.precautions, name="precautions"),
    path(bilingual("interferon-la-gi/", "how-it-works/"), views.how_it_works, name="how-it-works"),
    path(bilingual("lich-su/", "history/"), views.history, name="history"),
    path(bilingual("thuat-ngu/", "glossary/"), views.glossary, name="glossary"),
    path(bilingual("noi-tro-giup/", "help/"), views.services, name="services"),
    path(bilingual("noi-tro-giup/<slug:slug>/", "help/<slug:slug>/"), views.service, name="service"),
    path(bilingual("tra-cuu-thuoc/", "drug-information/"), views.drug_information, name="drug-information"),
    path(bilingual("khi-do-va-hien-nay/", "then-and-today/"), views.then_and_today, name="then-and-today"),
    path(bilingual("cau-chuyen/", "stories/"), views.stories, name="stories"),
    path(bilingual("nguon/", "sources/"), views.sources, name="sources"),
    path(bilingual("tim-kiem/", "search/"), views.search, name="search"),
    path(bilingual("tim-kiem/goi-y/", "search/suggestions/"), views.suggestions, name="suggestions"),
    path("<slug:slug>/", views.page, name="page"),
]
