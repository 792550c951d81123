"""What readers are told of a text that is behind the other language, of a review, and of how texts are checked."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from editorial import log
from editorial.models import Pairing, Snapshot, State
from editorial.standing import place_of
from portal.languages import LANGUAGES, other_language
from tests.therapies.crowd import make_crowd
from tests.therapies.test_views import DETAILS, QUERIES, addresses, cost_of
from therapies import models

# Which texts are outdated is asked of both databases in tests/editorial; here it is what a page says of them.
pytestmark = pytest.mark.once

DAY = datetime(2026, 11, 25, 5, tzinfo=UTC)
FACT = [("fact", "claim"), ("fact", "today")]
# Every text that a page shows, and how: as a section, as an entry of a list, as words in a heading or a value.
SHOWN = {
    "home": {"section": [("page home", "body"), ("advisory", "summary"), ("story", "summary")]}
    | {"entry": [("page services", "summary"), ("page side-effects", "summary")]}
    | {"words": [("page home", "name"), ("page services", "name"), ("page stories", "name"), ("advisory", "name")]}
    | {"other words": [("story", "organisation")]},
    "conditions": {"entry": [("condition", "summary")], "section": [("page conditions", "body")]},
    "at-a-glance": {"section": [("page at-a-glance", "body")], "words": [("interferonfamily", "name")]},
    "condition": {
        "section": [
            ("condition", "summary"),
            ("use", "summary"),
            ("use", "replaced_by"),
            ("advisory", "summary"),
            ("precaution", "summary"),
            *FACT,
        ],
        "words": [("condition", "name"), ("advisory", "name"), ("emergencycontact", "name"), ("precaution", "name")],
    },
    "interferons": {
        "section": [("interferonfamily", "summary")],
        "entry": [("interferon", "role_today")],
        "words": [("interferonfamily", "name")],
    },
    "interferon": {
        "section": [("interferon", name) for name in ("summary", "role_today", "status_note")]
        + [("use", name) for name in ("summary", "replaced_by")]
        + [("administrationroute", name) for name in ("who_gives_it", "typical_schedule")]
        + [("precaution", "summary")]
        + FACT,
        "words": [(name, "name") for name in ("interferon", "interferonfamily", "precaution", "emergencycontact")]
        + [("emergencyphone", "label")],
    },
    "brands": {"section": [("page brands", "summary"), ("page brands", "body")], "words": [("page brands", "name")]},
    "brand": {
        "section": [("brand", "summary"), ("brand", "market_note"), ("fact", "today")],
        "words": [("brand", "maker"), ("brand", "maker_country")],
    },
    "routes": {"entry": [("administrationroute", "summary")], "section": [("page routes", "body")]},
    "route": {
        "section": [("administrationroute", name) for name in ("summary", "who_gives_it", "typical_schedule")]
        + [("routeinstruction", "text")],
        "words": [("administrationroute", "name")],
    },
    "side-effects": {
        "section": [("sideeffect", "summary"), ("sideeffect", "what_to_do")],
        "words": [("sideeffect", "name"), ("emergencycontact", "name"), ("emergencyphone", "label")],
    },
    "precautions": {"section": [("precaution", "summary")], "words": [("precaution", "name")]},
    "how-it-works": {
        "section": [("interferonfamily", "summary"), ("activity", "summary"), ("productionfigure", "summary")]
        + [("comparisonrow", name) for name in ("interferon_text", "antibody_text", "note")]
        + [(f"page {key}", "summary") for key in ("activities", "comparison", "production")],
        "words": [("interferonfamily", "name"), ("activity", "name"), ("comparisonrow", "name")]
        + [("productionfigure", "name"), ("productionfigure", "figure")]
        + [(f"page {key}", "name") for key in ("activities", "comparison", "production")],
    },
    "history": {
        "section": [("timelineevent", "summary")],
        "words": [("timelineevent", "date_text"), ("timelineevent", "name")],
    },
    "glossary": {"section": [("glossaryterm", "summary")], "words": [("glossaryterm", "name")]},
    "services": {
        "section": [("service", "summary")]
        + [(f"page when-calling-{language}", name) for language in LANGUAGES for name in ("summary", "body")],
        "words": [("service", "region"), ("service", "languages_note")]
        + [(f"page when-calling-{language}", "name") for language in LANGUAGES],
        "links": [(name, "name") for name in ("country", "subdivision", "condition", "need", "language")],
    },
    "service": {
        "section": [("service", "summary"), ("service", "note")],
        "words": [("service", "name"), ("service", "region"), ("service", "languages_note"), ("organization", "name")],
    },
    "drug-information": {
        "section": [("druginformationsource", "summary")],
        "words": [("druginformationsource", "name"), ("druginformationsource", "languages_note")],
    },
    "then-and-today": {
        "section": [("fact", "claim"), ("fact", "today"), ("advisory", "summary")],
        "words": [("advisory", "name")],
    },
    "stories": {"section": [("story", "summary")], "words": [("story", "organisation")]},
    "sources": {"words": [("source", "note")], "section": [("page sources", "summary")]},
    "search": {"entry": [("condition", "summary"), ("fact", "today")], "section": [("page search", "body")]},
    "page": {"section": [("page about", "summary"), ("page about", "body")], "words": [("page about", "name")]},
}
LAYOUTS = {"section": "section", "entry": "entry", "words": "words", "other words": "words", "links": "words"}


def places():
    """Yield `(view, name, field, layout, whether only links show it)` of each text of each page."""
    for view, kinds in SHOWN.items():
        for kind, texts in kinds.items():
            for name, field in texts:
                yield view, name, field, LAYOUTS[kind], kind == "links"


@pytest.fixture
def crowd(no_content):
    """One record of each kind, whose texts say in each language what and whose they are; none is outdated."""
    with log.writing(log.Cause()):
        make_crowd(1)
        for owner in models.__all__:
            model = getattr(models, owner)
            for record in model.objects.all():
                fill(record, owner)
                record.save()
    # What was known of records that had these keys before.
    Pairing.objects.all().delete()
    Snapshot.objects.all().delete()
    log.notice_all()
    put_in_step()


def fill(record, owner):
    """Give each text of `record` words like "summary of Condition condition-1 in vi"."""
    key = f"{record.key} " if hasattr(record, "key") else ""
    for column in [field.name for field in record._meta.concrete_fields]:
        stem, _, language = column.rpartition("_")
        if language in LANGUAGES and stem not in ("slug", "linked_forms"):
            setattr(record, column, f"{stem} of {owner} {key}in {language}")


def put_in_step():
    """Confirm all texts as they stand."""
    values = {"vi_outdated_since": None, "en_outdated_since": None, "vi_outdated_by": "", "en_outdated_by": ""}
    Pairing.objects.update(**values, confirmed_at=DAY)


def record_called(name):
    """Return the record of the crowd called `page home`, or `condition` for the only one of its kind."""
    kind, _, key = name.partition(" ")
    model = next(getattr(models, owner) for owner in models.__all__ if owner.lower() == kind)
    return model.objects.get(key=key) if key else model.objects.order_by("pk").first()


def outdate(name, field, language, by="meaning"):
    """Mark a text as outdated in `language`; return it by language."""
    record = record_called(name)
    model, key, path = place_of(record, field)
    values = {f"{language}_outdated_since": DAY, f"{language}_outdated_by": by}
    assert Pairing.objects.filter(model=model, key=key, path=path).update(**values) == 1
    return {code: getattr(record, f"{field}_{code}") for code in LANGUAGES}


def page(client, view, language, words="of"):
    path = addresses(language)[view] + (f"?q={words}" if view == "search" else "")
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words_of(element):
    """Return the text of an element with single blanks."""
    return " ".join(element.get_text().split())


DATES = {"vi": "ngày 25 tháng 11 năm 2026", "en": "25 November 2026"}
SAID = {
    ("vi", "section"): "Bản tiếng Anh của phần này đã được sửa vào {date}."
    " Bản tiếng Việt dưới đây có thể không còn đúng.",
    ("en", "section"): "The Vietnamese text of this section was changed on {date}. This English text may be out of"
    " date.",
    ("vi", "entry"): "Bản tiếng Anh đã được sửa vào {date}; bản tiếng Việt này có thể không còn đúng",
    ("en", "entry"): "Changed in Vietnamese on {date}; this English text may be out of date",
    ("vi", "words"): "Bản tiếng Anh đã được sửa vào {date}; bản tiếng Việt ở trên có thể không còn đúng."
    " Bản tiếng Anh:",
    ("en", "words"): "Changed in Vietnamese on {date}; the English words may be out of date. In Vietnamese:",
}
UNSAFE = {
    ("vi", "section"): "Phần này đã được sửa vì lý do an toàn vào {date}."
    " Bản mới chưa có bằng tiếng Việt, nên ở đây là bản tiếng Anh.",
    ("en", "section"): "This section was changed for safety on {date}."
    " The new text is not in English yet, so it stands here in Vietnamese.",
    ("vi", "words"): "Đã được sửa vì lý do an toàn vào {date}."
    " Bản mới chưa có bằng tiếng Việt, nên ở đây là bản tiếng Anh.",
    ("en", "words"): "Changed for safety on {date}."
    " The new words are not in English yet, so they stand here in Vietnamese.",
}
FOLDED = {
    ("vi", "section"): "Bản tiếng Việt cũ: đừng làm theo",
    ("en", "section"): "Old English text: do not rely on it",
    ("vi", "words"): "Bản tiếng Việt cũ: đừng dùng",
    ("en", "words"): "Old English words: do not rely on them",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_changed_in_meaning_stands_with_a_notice_and_the_other_language(client, crowd, language):
    other, shown, expected = other_language(language), {}, {}
    for view, name, field, layout, is_alone in places():
        texts = outdate(name, field, language)
        notices = page(client, view, language, name.split()[0]).select(".outdated")
        put_in_step()

        shown[view, name, field] = [described(notice, layout) for notice in notices]
        said = SAID[language, layout].format(date=DATES[language])
        if layout == "words":
            own = f"{texts[language]}: " if is_alone else ""
            wanted = ("note", f"{own}{said} {texts[other]}", other, texts[other])
        else:
            wanted = ("note", said, other, texts[other], texts[language])
        expected[view, name, field] = [wanted]

    assert shown == expected
    assert len(shown) > 90


def described(notice, layout):
    """Return the role of a notice, what it says, the other language and its text; what stands beside a long one."""
    if layout == "words":
        (fresh,) = notice.select("[lang]")
        return notice["role"], words_of(notice), fresh["lang"], words_of(fresh)
    said = notice.select_one("p" if layout == "section" else "summary")
    (fresh,) = notice.select("details:not([open]) > [lang]")
    beside = notice.find_next_sibling() if layout == "section" else notice.find_previous_sibling()
    return notice["role"], words_of(said), fresh["lang"], words_of(fresh), words_of(beside)


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_change_for_safety_the_fresh_text_stands_first_and_the_old_one_is_folded(client, crowd, language):
    other, shown, expected = other_language(language), {}, {}
    for view, name, field, layout, is_alone in places():
        texts = outdate(name, field, language, by="safety")
        soup = page(client, view, language, name.split()[0])
        put_in_step()

        (notice,) = soup.select(".outdated")
        old = notice.select_one("details:not([open])").extract()
        said = words_of(notice.select_one("p[role=note]"))
        for link in soup.select("a, nav, option, title"):
            link.extract()
        is_fresh = texts[other] in [words_of(piece) for piece in soup.select(f'[lang="{other}"]')]
        is_old = f" {texts[language]} " in f" {words_of(soup)} "
        shown[view, name, field] = (notice["class"][-1], said, words_of(old), is_fresh, is_old)
        kind = "words" if layout == "words" else "section"
        wanted = UNSAFE[language, kind].format(date=DATES[language]) + (f" {texts[other]}" if is_alone else "")
        expected[view, name, field] = ("unsafe", wanted, f"{FOLDED[language, kind]} {texts[language]}", True, False)

    assert shown == expected
    assert len(shown) > 90


@pytest.mark.parametrize("by", ["meaning", "safety"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_of_the_fresh_language_see_no_notice(client, crowd, by, language):
    fresh = other_language(language)

    def shown():
        """Return each page in the fresh language, without what the glossary shows of the other one."""
        soups = {view: page(client, view, fresh) for view in SHOWN}
        for text in soups["glossary"].select(".in-other"):
            text.extract()
        return {view: str(soup) for view, soup in soups.items()}

    before = shown()

    Pairing.objects.update(**{f"{language}_outdated_since": DAY, f"{language}_outdated_by": by})

    assert {view for view in SHOWN if page(client, view, language).select("main .outdated")} == set(SHOWN)
    assert shown() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_says_in_the_other_language_what_is_outdated_there(client, crowd, language):
    other = other_language(language)
    for field, notice in (("name", ".in-other > p:first-child strong"), ("summary", ".in-other .outdated [role=note]")):
        assert page(client, "glossary", language).select(notice) == []
        outdate("glossaryterm", field, other)
        assert len(page(client, "glossary", language).select(notice)) == 1
        put_in_step()


def test_a_saved_text_is_outdated_at_once_until_it_is_as_it_was(client, crowd):
    record = models.Condition.objects.get()
    was = record.summary_en

    def notices():
        return {language: len(page(client, "condition", language).select(".outdated")) for language in LANGUAGES}

    record.summary_en = "Something else."
    record.save()
    assert notices() == {"vi": 1, "en": 0}
    record.summary_en = was
    record.save()
    assert notices() == {"vi": 0, "en": 0}


def test_a_notice_stands_at_its_own_row(client, content):
    route = models.AdministrationRoute.objects.get(key="r-subcutaneous")
    rows = route.instructions_of("steps")
    rows[2].text_en = "A new step."
    rows[2].save()

    with translation.override("vi"):
        path = route.get_absolute_url()
    soup = BeautifulSoup(client.get(path).content, "html.parser")

    items = soup.select("ol.steps > li")
    assert [number for number, item in enumerate(items) if item.select(".outdated")] == [2]
    assert words_of(soup.select_one(".outdated [lang=en]")) == "A new step."
    assert len(items) == len(rows) > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_disclaimer_of_every_page_says_that_it_is_outdated(client, crowd, language):
    texts = outdate("page disclaimer", "summary", language)

    for view in SHOWN:
        (notice,) = page(client, view, language).select("footer .outdated")
        assert words_of(notice).endswith(texts[other_language(language)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unsafe_summary_does_not_describe_the_page_to_others(client, crowd, language):
    def described(view):
        return page(client, view, language).select_one('meta[name="description"]')["content"]

    for view, model in DETAILS.items():
        record = model.objects.order_by("pk").first()
        with translation.override(language):
            title, summary = record.title, record.summary
        assert described(view) == summary
        outdate(record._meta.model_name, "summary", language)
        assert described(view) == summary
        outdate(record._meta.model_name, "summary", language, by="safety")
        assert described(view) == title


def test_vietnamese_words_of_an_english_text_are_marked_on_a_vietnamese_page_too(client, crowd):
    models.Condition.objects.update(summary_en="A word such as giải độc.", summary_vi="Câu tiếng Việt.")
    Pairing.objects.update(vi_outdated_since=DAY, vi_outdated_by="safety")

    soup = page(client, "condition", "vi")

    (fresh,) = [piece for piece in soup.select(".fresh") if "A word" in piece.get_text()]
    assert [words_of(piece) for piece in fresh.select("[lang=vi]")] == ["giải độc"]


# --- never compared --------------------------------------------------------------------------------

NEVER = {
    "vi": "Chưa có ai đối chiếu toàn bộ trang này giữa bản tiếng Việt và bản tiếng Anh.",
    "en": "Nobody has compared all of this page in Vietnamese and English yet.",
}


def says_never(client, view, language):
    """Tell whether the review box of the page says that the languages were not compared."""
    lines = [words_of(line) for line in page(client, view, language).select("main .review p")]
    assert lines.count(NEVER[language]) == len([line for line in lines if line in NEVER.values()]) < 2
    return NEVER[language] in lines


WITH_REVIEW = sorted(SHOWN.keys() - {"search", "sources"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_once_that_nobody_has_compared_it(client, crowd, language):
    assert [view for view in WITH_REVIEW if says_never(client, view, language)] == []
    Pairing.objects.update(confirmed_at=None)
    assert [view for view in WITH_REVIEW if says_never(client, view, language)] == WITH_REVIEW


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_texts_that_the_page_shows_count(client, crowd, language):
    Pairing.objects.exclude(path="typical_schedule").update(confirmed_at=DAY)
    Pairing.objects.filter(path="typical_schedule").update(confirmed_at=None)

    assert {view for view in WITH_REVIEW if says_never(client, view, language)} == {"route", "interferon"}
    Pairing.objects.update(confirmed_at=DAY)
    Pairing.objects.filter(path__startswith="instructions/").update(confirmed_at=None)
    assert {view for view in WITH_REVIEW if says_never(client, view, language)} == {"route"}


def test_a_page_with_a_notice_says_no_more(client, crowd):
    Pairing.objects.update(confirmed_at=None)
    outdate("condition", "summary", "vi")

    assert {language: says_never(client, "condition", language) for language in LANGUAGES} == {"vi": False, "en": True}


def test_content_that_was_just_loaded_says_so(client, content):
    for language in LANGUAGES:
        with translation.override(language):
            path = models.Condition.objects.get(key="hep-b").get_absolute_url()
        soup = BeautifulSoup(client.get(path).content, "html.parser")
        assert NEVER[language] in [words_of(line) for line in soup.select("main .review p")]
        assert soup.select(".outdated") == []


# --- what it costs ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("by", ["meaning", "safety"])
def test_notices_cost_no_query_each(client, no_content, size, by):
    make_crowd(size)
    Pairing.objects.update(vi_outdated_since=DAY, vi_outdated_by=by)

    saved = {view: QUERIES[view] - cost_of(client, path) for view, path in addresses("vi").items()}

    # A page with notices does not ask whether all of it was compared, and folded texts ask for no glossary,
    # unless the page has other words that do.
    compared = {view: int(view in WITH_REVIEW) for view in QUERIES}
    linked = {view: int(by == "safety" and view not in ("brand", "brands")) for view in QUERIES}
    assert saved == {view: compared[view] + linked[view] for view in QUERIES}


# --- reviews ---------------------------------------------------------------------------------------

REVIEWED = {"reviewed_on": date(2026, 5, 2), "reviewed_by": "Dr. Test"}
CHANGED = {
    "vi": "Nội dung đã được sửa vào ngày 25 tháng 11 năm 2026, sau lần duyệt này, và chưa được duyệt lại.",
    "en": "The text was changed on 25 November 2026, after this review, and has not been reviewed again.",
}


def is_hidden(soup):
    return soup.select('meta[name="robots"][content="noindex"]') != []


# The records whose texts a condition's page of the crowd shows.
ON_A_CONDITION = [models.Precaution, models.EmergencyContact, models.Use, models.Condition]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("changed", ON_A_CONDITION)
def test_a_review_that_the_text_has_outlived_says_so(client, crowd, settings, changed, language):
    settings.PUBLISHER_NAME = "Somebody"
    for model in ON_A_CONDITION:
        model.objects.update(**REVIEWED)
    soup = page(client, "condition", language)
    assert (soup.select("main .review strong"), is_hidden(soup)) == ([], False)
    assert "Dr. Test" in soup.select_one(".review").get_text()

    changed.objects.update(changed_since_review=DAY)

    soup = page(client, "condition", language)
    assert [words_of(line) for line in soup.select("main .review strong")] == [CHANGED[language]]
    assert "Dr. Test" in soup.select_one(".review").get_text()
    assert is_hidden(soup)


def test_a_change_in_meaning_ends_the_review_of_its_page(client, crowd):
    for record in [model.objects.get() for model in ON_A_CONDITION]:
        record.reviewed_on, record.reviewed_by = REVIEWED.values()
        record.save()
    record.summary_vi, record.summary_en = "Câu mới.", "A new sentence."
    record.save()

    for language, words in (("vi", "chưa được duyệt lại"), ("en", "has not been reviewed again")):
        assert words in words_of(page(client, "condition", language).select_one("main .review strong"))


# --- four eyes -------------------------------------------------------------------------------------

ALONE = {
    "vi": "Nội dung trên trang này do một người đăng. Không có người thứ hai kiểm tra lại.",
    "en": "The texts on this site are published by one person. No second person checks them.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_site_kept_by_one_person_says_so(client, crowd, settings, language):
    for four_eyes in (True, False):
        settings.EDITORIAL_FOUR_EYES = four_eyes
        saying = {view for view in SHOWN if ALONE[language] in words_of(page(client, view, language).footer)}
        assert saying == (set() if four_eyes else set(SHOWN))
        assert len(SHOWN) == len(QUERIES)


# --- taken down ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_record_that_was_taken_down_answers_so_at_its_permanent_address(client, crowd, language):
    kinds = [getattr(models, name) for name in models.__all__]
    kinds = [model for model in kinds if hasattr(model, "remember_slugs")]
    answers = {}
    for model in kinds:
        record = model.objects.order_by("pk").first()
        record.state = State.RETIRED
        record.save()
        response = client.get(f"/r/{record.key}", headers={"accept-language": language})
        soup = BeautifulSoup(response.content, "html.parser")
        leads_on = soup.select_one("main section li a")
        answers[model.__name__] = (response.status_code, soup.html["lang"], leads_on["href"])

    assert set(answers.values()) == {(410, language, f"/{language}/")}
    assert len(answers) == 21


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_shows_a_text_of_a_record_that_was_taken_down(client, crowd, language):
    kinds = [getattr(models, name) for name in models.__all__]
    kinds = [model for model in kinds if hasattr(model, "missing_texts") and model not in DETAILS.values()]
    kinds.remove(models.Page)

    def shown():
        texts = {view: str(page(client, view, language)) for view in SHOWN}
        return {view: {model for model in kinds if f" of {model.__name__} " in html} for view, html in texts.items()}

    before = shown()
    for model in kinds:
        for record in model.objects.all():
            record.state = State.RETIRED
            record.save()

    assert shown() == {view: set() for view in SHOWN}
    assert set.union(*before.values()) == set(kinds)


def test_no_page_shows_a_source_that_was_taken_down(client, crowd):
    for source in models.Source.objects.all():
        source.title, source.publisher, source.is_article = "A title of a source", "A publisher", True
        source.save()
    paths = [path for language in LANGUAGES for path in addresses(language).values()]
    shown = [path for path in paths if "A title of a source" in client.get(path).content.decode()]
    models.Source.objects.update(state=State.RETIRED)

    texts = [client.get(path).content.decode() for path in paths]

    assert [text for text in texts if "A title of a source" in text or "A publisher" in text] == []
    assert len(shown) > 20
    with translation.override("en"):
        assert client.get(reverse("sources")).status_code == 200
