"""The editors' desk: what it shows, what it refuses, and that nothing typed or forged breaks it."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from editorial import changes
from editorial.models import Change, Record, State, Translated, translated_fields
from portal.models import IndexEntry, SignInEvent
from tests import desk
from therapies import models

LANGUAGES = ["vi", "en"]
REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
NAMES = [model._meta.label for model in REGISTERED]
CONTENT = [model for model in REGISTERED if model._meta.app_label == "therapies"]
NEVER_EDITED = [SignInEvent]
NEEDED = "This text is needed in both languages before the record can be published."
FULL = {
    "name_vi": "Viêm gan B",
    "name_en": "Hepatitis B",
    "summary_vi": "Bệnh ở gan.",
    "summary_en": "A liver disease.",
}


@pytest.fixture
def admin_client(client, django_user_model):
    """Sign an administrator in without a password: hashing one would cost more than the rest of a test."""
    client.force_login(django_user_model.objects.create(username="ed", is_staff=True, is_superuser=True))
    return client


def address(model, page, *args, language="en"):
    with translation.override(language):
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def typed(response):
    """Return what a browser would send from the form of `response`."""
    form, data = soup(response).select_one("#content-main form"), {}
    for field in form.select("input[name], textarea[name]"):
        is_box = field.get("type") in {"checkbox", "radio"}
        if not (is_box and not field.has_attr("checked")) and field.get("type") != "submit":
            data[field["name"]] = field.get("value", "on" if is_box else field.text.removeprefix("\n"))
    for field in form.select("select[name]"):
        chosen = [option.get("value", "") for option in field.select("option[selected]")]
        data[field["name"]] = chosen if field.has_attr("multiple") else (chosen or [""])[0]
    return data | {"_save": "1"}


def handed_in(data):
    """Return the same form, sent with the button that hands it in for review."""
    return {name: value for name, value in data.items() if name != "_save"} | {"_submit": "1"}


def errors(response):
    """Return the errors beside the fields of the form, by field."""
    return {name: list(texts) for name, texts in response.context["adminform"].form.errors.items()}


def told(response):
    return [str(message) for message in response.context["messages"]]


def condition(**values):
    return models.Condition.objects.create(**{"key": "hep-b", "group": "liver", **values})


def source(key="who", **values):
    made = {"key": key, "title": "A guideline", "kind": "guideline", "read_through": "file", "state": "published"}
    return models.Source.objects.create(**made | values)


def published_condition(**values):
    record = condition(state=State.PUBLISHED, **{**FULL, **values})
    record.sources.add(source(key=f"source-of-{record.key}"))
    return record


# --- every page ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", REGISTERED, ids=NAMES)
def test_every_list_and_form_opens(admin_client, content, model, language):
    pages = [address(model, "changelist", language=language)]
    if model not in NEVER_EDITED:
        pages.append(address(model, "add", language=language))
    if first := model.objects.first():
        pages.append(address(model, "change", first.pk, language=language))
    assert first or model._meta.app_label in {"auth", "portal"}

    for page in pages:
        response = admin_client.get(page)

        assert response.status_code == 200
        assert soup(response).html["lang"] == language


def test_what_is_registered():
    hidden = {"RouteInstruction", "EmergencyPhone", "ServicePhone"}  # rows in the form of the record they belong to
    assert {model.__name__ for model in REGISTERED} == set(models.__all__) - hidden | {"User", "Group", "SignInEvent"}


@pytest.mark.parametrize("page", ["add", "change"])
@pytest.mark.parametrize("model", CONTENT, ids=[model.__name__ for model in CONTENT])
def test_no_form_has_inline_style_or_script_and_each_text_names_its_language(admin_client, content, model, page):
    args = [model.objects.first().pk] if page == "change" else []

    form = soup(admin_client.get(address(model, page, *args)))

    assert form.select("[style], style, script:not([src])") == []
    assert [tag.name for tag in form.find_all(True) if any(name.startswith("on") for name in tag.attrs)] == []
    assert [tag["src"] for tag in form.select("[src]") if not tag["src"].startswith(("/static/", "/en/admin/"))] == []
    bare = translated_fields(model) if issubclass(model, Translated) else []
    assert [name for name in bare if form.select(f"[name={name}]")] == []
    shown = {f"{name}_{language}": language for name in bare for language in LANGUAGES}
    assert {name: form.select_one(f"[name={name}]")["lang"] for name in shown} == shown
    assert [name for name in shown if form.select_one(f"[name={name}]").has_attr("required")] == []
    for name in bare:  # side by side: in one line of the form
        lines = [form.select_one(f"[name={name}_{language}]").find_parent(class_="form-row") for language in LANGUAGES]
        assert lines[0] is lines[1]


def test_each_text_says_its_language_in_the_language_of_the_interface(admin_client, no_content):
    labels = {
        language: soup(admin_client.get(address(models.Condition, "add", language=language)))
        .select_one("label[for=id_name_en]")
        .text
        for language in LANGUAGES
    }

    assert labels["en"] == "Name (English):"
    assert labels["vi"].endswith("(Tiếng Anh):")


@pytest.mark.parametrize(("language", "other"), [("vi", "en"), ("en", "vi")])
def test_the_other_language_is_one_link_away(admin_client, no_content, language, other):
    page = f"/{language}/admin/therapies/condition/?state__exact=draft"

    links = soup(admin_client.get(page)).select(".interface-languages a")

    assert {link["hreflang"]: link["href"] for link in links} == {
        language: page,
        other: f"/{other}/admin/therapies/condition/?state__exact=draft",
    }
    assert [link["hreflang"] for link in links if link.has_attr("aria-current")] == [language]


# --- writing and publishing ----------------------------------------------------------------------


def test_a_half_translated_draft_can_be_saved(admin_client, no_content):
    page = address(models.Condition, "add")
    data = typed(admin_client.get(page)) | {"group": "liver", "name_vi": "Viêm gan B"}

    response = admin_client.post(page, data)

    assert response.status_code == 302
    record = models.Condition.objects.get()
    assert (record.key, record.state, record.name_vi, record.name_en) == ("viem-gan-b", "draft", "Viêm gan B", None)
    assert (record.slug_vi, record.slug_en) == ("viem-gan-b", "")


def test_publishing_with_gaps_is_refused_beside_the_fields_and_keeps_what_was_typed(admin_client, no_content):
    page = address(models.Condition, "add")
    written = {"group": "liver", "name_vi": "Viêm gan B", "summary_en": "A liver disease."}
    data = handed_in(typed(admin_client.get(page)) | written)

    response = admin_client.post(page, data)

    assert errors(response) == {
        "name_en": [NEEDED],
        "summary_vi": [NEEDED],
        "sources": ["Name a source, or tick “no source found yet”."],
    }
    form = soup(response)
    assert form.select_one("[name=name_vi]")["value"] == "Viêm gan B"
    assert form.select_one("[name=summary_en]").text.strip() == "A liver disease."
    wrong = [link["href"] for link in form.select(".wrong-fields a")]
    assert wrong == ["#id_name_en", "#id_summary_vi", "#id_sources"]
    assert models.Condition.objects.count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("emptied", ["name_vi", "name_en", "summary_vi", "summary_en"])
def test_a_published_text_cannot_be_emptied_in_either_language(admin_client, no_content, language, emptied):
    record = published_condition()
    page = address(models.Condition, "change", record.pk, language=language)
    data = typed(admin_client.get(page)) | {emptied: " \n"}

    response = admin_client.post(page, data)

    assert list(errors(response)) == [emptied]
    record.refresh_from_db()
    assert getattr(record, emptied) == FULL[emptied]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_of_a_draft_can_be_emptied_in_either_language(admin_client, no_content, language):
    record = condition(**FULL)
    page = address(models.Condition, "change", record.pk, language=language)

    admin_client.post(page, typed(admin_client.get(page)) | {"summary_vi": "", "name_en": ""})

    record.refresh_from_db()
    assert (record.summary_vi, record.summary_en) == (None, "A liver disease.")
    assert (record.name_vi, record.name_en) == ("Viêm gan B", None)


def test_what_is_edited_of_a_published_record_waits_in_a_change(admin_client, no_content):
    record = published_condition()
    page = address(models.Condition, "change", record.pk)
    written = {"summary_en": "Something else.", "significance": "safety", "reason": "It was wrong."}

    told_of = told(admin_client.post(page, typed(admin_client.get(page)) | written, follow=True))

    record.refresh_from_db()
    change = Change.objects.get(origin="desk")
    assert told_of == ["Saved as a draft. Readers see nothing of it until somebody else approves it."]
    assert record.summary_en == FULL["summary_en"]
    assert (change.key, change.state, change.significance, change.reason) == (
        "hep-b", "draft", "safety", "It was wrong.",
    )  # fmt: skip
    assert [(edit.column, edit.before, edit.after, edit.author.username) for edit in change.edits.all()] == [
        ("summary_en", FULL["summary_en"], "Something else.", "ed")
    ]


def test_the_form_shows_what_is_open_whose_it_is_and_what_is_live(admin_client, no_content):
    record = published_condition()
    page = address(models.Condition, "change", record.pk)
    admin_client.post(page, typed(admin_client.get(page)) | {"summary_en": "A liver illness.", "icd10_code": "B18.1"})

    form = soup(admin_client.get(page))

    assert form.select_one("[name=summary_en]").text.strip() == "A liver illness."
    panel = form.select_one(".open-changes")
    assert panel.summary.text.startswith("Draft – ed, since ")
    assert [term.text for term in panel.select("dt")] == ["ICD-10 code – ed", "In plain words (English) – ed"]
    assert [term.text for term in panel.select("dd del")] == ["disease"]
    assert "illness" in [term.text for term in panel.select("dd ins")]


def test_handing_in_asks_why_and_then_waits_for_somebody_else(admin_client, no_content):
    record = published_condition()
    page = address(models.Condition, "change", record.pk)
    data = handed_in(typed(admin_client.get(page)) | {"summary_en": "Something else."})

    assert errors(admin_client.post(page, data)) == {
        "reason": ["Please say why, so that the reviewer and the history know."]
    }
    admin_client.post(page, data | {"reason": "It was wrong."})

    assert Change.objects.get(origin="desk").state == "submitted"
    record.refresh_from_db()
    assert record.summary_en == FULL["summary_en"]


def test_two_languages_that_differ_are_saved_but_not_handed_in(admin_client, no_content):
    record = published_condition()
    page = address(models.Condition, "change", record.pk)
    doses = {"summary_vi": "Tiêm 180 microgam.", "summary_en": "Inject 108 micrograms.", "reason": "Dose added."}

    response = admin_client.post(page, handed_in(typed(admin_client.get(page)) | doses), follow=True)

    assert [text.split(":")[0] for text in told(response)] == ["Saved as a draft, but not handed in"]
    change = Change.objects.get(origin="desk")
    assert (change.state, {edit.column for edit in change.edits.all()}) == ("draft", {"summary_vi", "summary_en"})


def test_a_change_stays_as_grave_as_its_author_said_when_they_go_on_with_it(admin_client, no_content):
    record = published_condition()
    page = address(models.Condition, "change", record.pk)
    first = {"summary_en": "Something else.", "significance": "safety", "reason": "It was wrong."}
    admin_client.post(page, typed(admin_client.get(page)) | first)

    admin_client.post(page, typed(admin_client.get(page)) | {"summary_en": "Something else, said better."})

    change = Change.objects.get(origin="desk")
    assert (change.significance, change.reason) == ("safety", "It was wrong.")


@pytest.mark.parametrize("is_article", [True, False])
def test_publishing_needs_a_source_that_is_not_one_of_the_old_articles(admin_client, no_content, is_article):
    record = condition(**FULL)
    page = address(models.Condition, "change", record.pk)
    named = source(is_article=is_article)
    data = typed(admin_client.get(page)) | {"sources": [named.pk]}

    response = admin_client.post(page, handed_in(data))

    assert response.status_code == (200 if is_article else 302)
    record.refresh_from_db()
    assert record.state == "draft"
    assert [change.state for change in Change.objects.of(record).open()] == ([] if is_article else ["submitted"])


def test_a_source_and_the_words_that_there_is_none_exclude_each_other(admin_client, no_content):
    page = address(models.Condition, "add")
    chosen = {"group": "liver", "sources": [source().pk], "no_source_found": "on"}

    response = admin_client.post(page, typed(admin_client.get(page)) | chosen)

    assert list(errors(response)) == ["no_source_found"]


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)
def test_an_empty_form_asks_for_what_it_needs(admin_client, no_content, model):
    page = address(model, "add")

    response = admin_client.post(page, handed_in(typed(admin_client.get(page))))

    assert (response.status_code, model.objects.count()) == (200, 0)
    assert len(errors(response)) > 0


@pytest.mark.parametrize("make", [condition, published_condition])
def test_what_somebody_else_changed_meanwhile_is_not_written_over_unseen(admin_client, no_content, make):
    record = make(**FULL)
    page = address(models.Condition, "change", record.pk)
    mine = typed(admin_client.get(page)) | {"name_en": "Mine"}
    models.Condition.objects.filter(pk=record.pk).update(name_en="Theirs")

    refused = admin_client.post(page, mine)

    assert proposed(record) == "Theirs"
    assert typed(refused)["name_en"] == "Mine"
    shown = soup(refused).select_one(".clash")
    assert shown.h3.text == "Name (English)"
    assert [item.text for item in shown.select("dd")][:2] == ["Theirs", "Mine"]
    assert admin_client.post(page, typed(refused)).status_code == 302
    assert proposed(record) == "Mine"


def proposed(record):
    """Return the English name that the form of `record` would show."""
    return changes.working(models.Condition.objects.get(pk=record.pk)).document["name_en"]


def test_what_somebody_else_changed_beside_it_is_kept(admin_client, no_content):
    record = published_condition()
    page = address(models.Condition, "change", record.pk)
    mine = typed(admin_client.get(page)) | {"name_en": "Mine"}
    admin_client.post(page, typed(admin_client.get(page)) | {"name_vi": "Của người khác"})

    assert admin_client.post(page, mine).status_code == 302
    document = changes.working(record).document
    assert (document["name_vi"], document["name_en"]) == ("Của người khác", "Mine")


def test_a_form_that_does_not_say_what_its_editor_saw_saves_nothing(admin_client, no_content):
    record = published_condition()
    page = address(models.Condition, "change", record.pk)
    data = typed(admin_client.get(page)) | {"name_en": "Forged"}
    del data["seen"]

    assert admin_client.post(page, data).status_code == 200
    assert (proposed(record), Change.objects.filter(origin="desk").count()) == (FULL["name_en"], 0)


@pytest.mark.parametrize(
    "forged",
    ["[1]", '"x"', "5", "null", "x", "[" * 100_000, "9" * 5000, '{"name_en": 1}', '{"name_en": []}', '"\\ud800"'],
    ids=lambda forged: forged[:16],
)
def test_what_nobody_can_have_seen_saves_nothing(admin_client, no_content, forged):
    record = published_condition()
    page = address(models.Condition, "change", record.pk)
    answer = admin_client.post(page, typed(admin_client.get(page)) | {"name_en": "Forged", "seen": forged})

    assert errors(answer) == {"__all__": ["That choice was not understood; nothing was changed."]}
    assert typed(answer)["seen"] == forged
    assert (proposed(record), Change.objects.filter(origin="desk").count()) == (FULL["name_en"], 0)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("state", "published"),
        ("reviewed_by", "Dr Forged"),
        ("reviewed_on", "2026-01-01"),
        ("review_due_on", "2030-01-01"),
    ],
)
def test_what_has_steps_of_its_own_is_not_taken_from_the_form(admin_client, no_content, column, value):
    record = condition(**FULL, no_source_found=True)
    page = address(models.Condition, "change", record.pk)

    admin_client.post(page, typed(admin_client.get(page)) | {column: value, "name_en": "Changed"})

    changed = models.Condition.objects.get(pk=record.pk)
    assert changed.name_en == "Changed"
    assert getattr(changed, column) == getattr(record, column)


def test_the_key_stays_as_it_was_first_given(admin_client, no_content):
    record = condition(**FULL)
    page = address(models.Condition, "change", record.pk)

    response = admin_client.post(page, typed(admin_client.get(page)) | {"key": "forged", "name_en": "Changed"})

    assert response.status_code == 302
    record.refresh_from_db()
    assert (record.key, record.name_en) == ("hep-b", "Changed")


def test_a_fault_of_a_column_that_the_form_does_not_have_is_told_above_it(admin_client, no_content):
    record = condition(**FULL)
    IndexEntry.objects.filter(key="hep-b").update(model="therapies.page")
    page = address(models.Condition, "change", record.pk)

    response = admin_client.post(page, typed(admin_client.get(page)))

    assert errors(response) == {"__all__": ["Another record has this key."]}


def test_the_history_of_a_form_is_the_log_of_the_record(admin_client, no_content):
    record = condition(**FULL)

    response = admin_client.get(address(models.Condition, "history", record.pk))

    assert response["Location"] == f"/en/admin/therapies/condition/{record.pk}/log/"


# --- rows of a record ----------------------------------------------------------------------------


def with_a_source_that_is_gone():
    """Return a public record for which somebody proposed two sources, of which one was deleted since."""
    record, ann = published_condition(), desk.member("ann", "editor")
    source("who")
    source("gone", state="draft")
    change = desk.propose(record, ann, sources=[["who"], ["gone"]], name_en="Hep B")
    models.Source.objects.get(key="gone").delete()
    return record, change


def test_a_form_opens_without_what_was_proposed_and_is_gone(admin_client, no_content):
    record, _change = with_a_source_that_is_gone()
    page = address(models.Condition, "change", record.pk)
    shown = admin_client.get(page)

    assert "source: gone." in soup(shown).select_one(".gone").text
    assert typed(shown)["name_en"] == "Hep B"
    assert admin_client.post(page, typed(shown)).status_code == 302
    assert changes.working(record).document["sources"] == [["who"]]
    assert soup(admin_client.get(page)).select_one(".gone") is None


def test_a_form_opens_without_the_one_that_was_proposed_and_is_gone(admin_client, no_content):
    old = source("old", is_article=True)
    texts = {f"{name}_{code}": "Once." for name in ("claim", "today") for code in LANGUAGES}
    record = models.Fact.objects.create(key="s1", article=old, status="current", state="published", **texts)
    record.sources.add(source("new"))
    gone = source("gone", is_article=True, state="draft")
    change = desk.propose(record, desk.member("ann", "editor"), article=["gone"], claim_en="Then.")
    gone.delete()
    page = address(models.Fact, "change", record.pk)
    shown = admin_client.get(page)

    assert "source: gone." in soup(shown).select_one(".gone").text
    assert (typed(shown)["article"], typed(shown)["claim_en"]) == (str(old.pk), "Then.")
    with pytest.raises(ValidationError, match="source: gone"), translation.override("en"):
        changes.submit(change, change.opened_by)
    assert admin_client.post(page, typed(shown)).status_code == 302
    assert changes.working(record).document["article"] == ["old"]


@pytest.mark.parametrize("page", ["change", "preview", "preview_page"])
def test_a_change_that_names_what_is_gone_is_refused_in_words(admin_client, no_content, page):
    _record, change = with_a_source_that_is_gone()
    language = ["en"] if page == "preview_page" else []
    sent = {"change": {"step": "submit"}}.get(page)
    with translation.override("en"):
        opened = reverse(f"admin:{page}", args=[change.pk, *language])
    admin_client.force_login(change.opened_by)
    answer = admin_client.post(opened, sent) if sent else admin_client.get(opened)

    assert "A record that is named here is no longer there: source: gone" in answer.content.decode()
    assert Change.objects.get(pk=change.pk).state == Change.State.DRAFT


def test_what_names_something_that_is_gone_is_not_approved(no_content):
    _record, change = with_a_source_that_is_gone()
    Change.objects.update(state=Change.State.SUBMITTED)

    with pytest.raises(ValidationError, match="source: gone"), translation.override("en"):
        changes.approve(change, desk.member("rev", "medical reviewer"))


def route_with_steps(*texts):
    route = models.AdministrationRoute.objects.create(key="r", status="current", name_vi="Tiêm", name_en="Injection")
    for number, text in enumerate(texts, 1):
        route.instructions.create(section="steps", position=number, text_vi=f"{text} vi", text_en=text)
    return route


def steps(route):
    return list(route.instructions.order_by("position").values_list("position", "text_en"))


def test_steps_can_exchange_their_numbers_and_a_new_one_comes_last(admin_client, no_content):
    route = route_with_steps("one", "two", "three")
    page = address(models.AdministrationRoute, "change", route.pk)
    new = {"instructions-3-section": "steps", "instructions-3-text_vi": "mới", "instructions-3-text_en": "new"}
    moved = {"instructions-0-position": "2", "instructions-1-position": "1", "instructions-2-text_en": "third"}

    response = admin_client.post(page, typed(admin_client.get(page)) | moved | new)

    assert response.status_code == 302
    assert steps(route) == [(1, "two"), (2, "one"), (3, "third"), (4, "new")]


def test_a_step_can_take_the_number_of_one_that_is_deleted(admin_client, no_content):
    route = route_with_steps("one", "two")
    page = address(models.AdministrationRoute, "change", route.pk)
    changes = {"instructions-0-position": "2", "instructions-1-DELETE": "on"}

    admin_client.post(page, typed(admin_client.get(page)) | changes)

    assert steps(route) == [(2, "one")]


def test_two_steps_with_one_number_are_refused(admin_client, no_content):
    route = route_with_steps("one", "two")
    page = address(models.AdministrationRoute, "change", route.pk)

    response = admin_client.post(page, typed(admin_client.get(page)) | {"instructions-0-position": "2"})

    assert response.status_code == 200
    assert steps(route) == [(1, "one"), (2, "two")]


def test_a_step_that_somebody_else_adds_meanwhile_is_not_overwritten(admin_client, no_content):
    route = route_with_steps("one")
    page = address(models.AdministrationRoute, "change", route.pk)
    new = {"section": "steps", "position": "2", "text_vi": "mới", "text_en": "new"}
    data = typed(admin_client.get(page)) | {f"instructions-1-{name}": value for name, value in new.items()}
    route.instructions.create(section="steps", position=2, text_vi="khác", text_en="other")

    response = admin_client.post(page, data)

    assert [clash.column for _label, clash, _difference in response.context["clashes"]] == ["instructions"]
    assert typed(response)["instructions-1-text_en"] == "new"
    assert steps(route) == [(1, "one"), (2, "other")]


@pytest.mark.parametrize("forged", [{"instructions-TOTAL_FORMS": "0"}, {"instructions-0-DELETE": "on"}])
def test_the_steps_of_a_published_route_wait_with_it_in_a_change(admin_client, no_content, forged):
    route = route_with_steps("one")
    texts = {f"{name}_{code}": "a" for name in ("summary", "who_gives_it", "typical_schedule") for code in LANGUAGES}
    models.AdministrationRoute.objects.filter(pk=route.pk).update(state="published", no_source_found=True, **texts)
    page = address(models.AdministrationRoute, "change", route.pk)

    admin_client.post(page, typed(admin_client.get(page)) | forged)

    assert steps(route) == [(1, "one")]
    assert changes.working(route).document.get("instructions") is None


def test_a_step_in_one_language_is_refused_and_nothing_typed_is_lost(admin_client, no_content):
    route = route_with_steps("one")
    page = address(models.AdministrationRoute, "change", route.pk)
    new = {"instructions-1-section": "steps", "instructions-1-text_en": "new", "name_en": "Under the skin"}

    response = admin_client.post(page, typed(admin_client.get(page)) | new)

    form = soup(response)
    assert form.select_one("[name=instructions-1-text_en]").text.strip() == "new"
    assert form.select_one("[name=name_en]")["value"] == "Under the skin"
    route.refresh_from_db()
    assert (route.name_en, steps(route)) == ("Injection", [(1, "one")])


# --- lists ---------------------------------------------------------------------------------------


def rows(response):
    """Return the cells of the list, by the key of the record."""
    return {record.key: row for record, row in zip(response.context["cl"].result_list, cells(response), strict=True)}


def cells(response):
    for row in soup(response).select("#result_list tbody tr"):
        yield {cell["class"][0].removeprefix("field-"): cell.text.strip() for cell in row.select("th, td")}


def found(client, model, query, language="en"):
    response = client.get(f"{address(model, 'changelist', language=language)}?{query}")
    assert response.status_code == 200
    return sorted(record.key for record in response.context["cl"].result_list)


def test_the_list_says_what_is_missing_and_when_the_review_is_due(admin_client, no_content):
    condition(key="half", name_vi="Viêm gan")
    published_condition(key="whole", reviewed_on=date(2020, 1, 1), reviewed_by="Dr A", review_due_on=date(2021, 1, 2))

    shown = rows(admin_client.get(address(models.Condition, "changelist")))

    half, whole = shown["half"], shown["whole"]
    assert (half["title"], half["state"]) == ("Viêm gan (vi)", "Draft")
    missing = "Name (English), In plain words (Vietnamese), In plain words (English), source"
    assert (half["shown_missing"], half["shown_review"]) == (missing, "Never reviewed")
    assert (whole["title"], whole["state"], whole["shown_missing"]) == ("Hepatitis B", "Published", "–")
    assert whole["shown_review"].startswith("Overdue since ")


def test_a_title_in_the_other_language_is_marked_as_such(admin_client, no_content):
    condition(name_vi="Viêm <b>gan</b>")

    title = soup(admin_client.get(address(models.Condition, "changelist"))).select_one("#result_list th a i")

    assert (title["lang"], title.text) == ("vi", "Viêm <b>gan</b>")


def test_filters(admin_client, no_content):
    condition(key="no-english", name_vi="A", summary_vi="A", no_source_found=True)
    condition(key="no-vietnamese", name_en="B", summary_en=" \n", slug_en="b").sources.add(source(is_article=True))
    reviewed = {"reviewed_on": date(2020, 1, 1), "reviewed_by": "Dr A"}
    published_condition(key="overdue", slug_vi="c", slug_en="c", review_due_on=date(2020, 2, 1), **reviewed)
    published_condition(key="in-date", slug_vi="d", slug_en="d", review_due_on=date(2999, 1, 1), **reviewed)

    def shown(query):
        return found(admin_client, models.Condition, query)

    assert shown("translation=complete") == ["in-date", "overdue"]
    assert shown("translation=vi") == ["no-vietnamese"]
    assert shown("translation=en") == ["no-english", "no-vietnamese"]
    assert shown("sources_named=named") == ["in-date", "overdue"]
    assert shown("sources_named=none_found") == ["no-english"]
    assert shown("sources_named=missing") == ["no-vietnamese"]
    assert shown("review=never") == ["no-english", "no-vietnamese"]
    assert shown("review=overdue") == ["overdue"]
    assert shown("review=in_date") == ["in-date"]
    assert shown("state__exact=draft") == ["no-english", "no-vietnamese"]


@pytest.mark.parametrize("model", [model for model in CONTENT if issubclass(model, Record)], ids=lambda m: m.__name__)
def test_the_filter_agrees_with_what_the_record_says_is_missing(admin_client, content, model):
    record = model.objects.first()
    emptied = translated_fields(model)[-1]
    model.objects.filter(pk=record.pk).update(state="draft", **{f"{emptied}_en": None})
    language_of = {record.key: {name[-2:] for name in record.missing_texts()} for record in model.objects.all()}

    for language in LANGUAGES:
        expected = sorted(key for key, languages in language_of.items() if language in languages)
        assert found(admin_client, model, f"translation={language}&all=") == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", ["viêm gan", "VIEM GAN", "gan viem", "hepatitis", "hep-b", "B18.1", "Đường", "duong"])
def test_search_finds_either_language_with_or_without_marks(admin_client, no_content, language, words):
    condition(icd10_code="B18.1", **{**FULL, "summary_vi": "Bệnh ở gan, lây qua đường máu."})
    condition(key="other", name_vi="Ung thư da", name_en="Melanoma")

    assert found(admin_client, models.Condition, f"q={words}", language) == ["hep-b"]


def test_relations_are_searched_in_the_same_way(admin_client, no_content):
    condition(**FULL)
    condition(key="other", name_vi="Ung thư da", name_en="Melanoma")
    asked = {"app_label": "therapies", "model_name": "use", "field_name": "condition", "term": "viem gan"}

    answer = admin_client.get("/en/admin/autocomplete/", asked).json()

    assert [result["text"] for result in answer["results"]] == ["Hepatitis B"]


def few_of_each(number):
    """Make `number` records of kinds whose lists and forms follow relations."""
    for index in range(models.Condition.objects.count(), number):
        record = published_condition(key=f"c-{index}", slug_vi=f"c-{index}", slug_en=f"c-{index}")
        use = models.Use.objects.create(key=f"u-{index}", condition=record, status="current", summary_vi="a")
        family = models.InterferonFamily.objects.create(key=f"f-{index}", receptor_type="I", name_vi="a")
        medicine = models.Interferon.objects.create(key=f"i-{index}", family=family, form="standard", status="current")
        use.interferons.add(medicine)
        offering = models.Organization.objects.create(key=f"o-{index}", name_vi="a")
        models.Service.objects.create(key=f"s-{index}", organization=offering, verification="verified")
        article = source(key=f"a-{index}", is_article=True)
        models.Fact.objects.create(key=f"t-{index}", article=article, status="current", claim_vi="a")


LISTED = [models.Condition, models.Use, models.Interferon, models.Service, models.Fact]


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_a_list_costs_the_same_number_of_queries_however_long_it_is(
    admin_client, no_content, model, django_assert_num_queries
):
    page = address(model, "changelist")
    of_filters = {models.Interferon: 1, models.Service: 4, models.Fact: 1}  # one for the choices of each relation
    for number in [1, 3, 20]:
        few_of_each(number)
        admin_client.get(page)  # fills the cache of content types
        with django_assert_num_queries(5 + of_filters.get(model, 0)):
            response = admin_client.get(page)
        assert len(response.context["cl"].result_list) == number


# --- ways round ----------------------------------------------------------------------------------


def test_no_action_publishes_or_deletes(admin_client, no_content):
    record = published_condition()
    request = admin_client.get(address(models.Condition, "changelist")).wsgi_request

    for model in CONTENT:
        assert admin.site._registry[model].get_actions(request) == {}
        assert list(admin.site._registry[model].list_editable) == []
    for action in ["publish", "take_down", "back_to_draft", "delete_selected"]:
        data = {"action": action, "_selected_action": [record.pk], "index": 0}
        admin_client.post(address(models.Condition, "changelist"), data)
    assert list(models.Condition.objects.values_list("key", "state")) == [("hep-b", "published")]


def test_a_pop_up_makes_an_unpublished_record(admin_client, no_content):
    page = f"{address(models.Source, 'add')}?_popup=1"
    written = {
        "key": "new",
        "title": "A page",
        "language": "en",
        "kind": "other",
        "read_through": "file",
    }
    forged = {"_popup": "1", "state": "published"}

    response = admin_client.post(page, typed(admin_client.get(page)) | written | forged)

    assert response.templates[0].name == "admin/popup_response.html"
    assert list(models.Source.objects.values_list("key", "state")) == [("new", "draft")]
    assert list(models.Source.objects.published()) == []


@pytest.mark.parametrize(
    ("state", "was_public", "status", "left"),
    [("draft", False, 302, 0), ("draft", True, 403, 1), ("published", True, 403, 1), ("retired", True, 403, 1)],
)
def test_only_what_was_never_public_can_be_deleted(admin_client, no_content, state, was_public, status, left):
    record = published_condition() if was_public else condition(**FULL)
    record.state = state
    record.save()

    response = admin_client.post(address(models.Condition, "delete", record.pk), {"post": "yes"})

    assert (response.status_code, models.Condition.objects.count()) == (status, left)
    assert IndexEntry.objects.filter(key="hep-b").count() == left


def test_a_source_that_a_record_names_cannot_be_deleted(admin_client, no_content):
    record = published_condition()
    models.Source.objects.update(state="draft")
    named, unnamed = record.sources.get(), source(key="unnamed", state="draft")

    response = admin_client.post(address(models.Source, "delete", named.pk), {"post": "yes"})
    admin_client.post(address(models.Source, "delete", unnamed.pk), {"post": "yes"})

    assert response.context["protected"] == ["Condition: Hepatitis B"]
    assert list(models.Source.objects.all()) == [named]


# --- links to the site ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_published_record_links_to_its_page_in_both_languages(admin_client, no_content, language):
    record = published_condition()
    form = soup(admin_client.get(address(models.Condition, "change", record.pk, language=language)))

    links = {link.get("hreflang"): link["href"] for link in form.select(".object-tools a:not(.historylink)")}

    with translation.override("vi"):
        vietnamese = record.get_absolute_url()
    with translation.override("en"):
        english = record.get_absolute_url()
    assert {name: links[name] for name in ("vi", "en")} == {"vi": vietnamese, "en": english}
    assert "/r/hep-b" in {link["href"] for link in form.select(".object-tools a")}
    assert vietnamese.endswith("/viem-gan-b/") and english.endswith("/hepatitis-b/")


def test_a_draft_links_to_no_page(admin_client, no_content):
    form = soup(admin_client.get(address(models.Condition, "change", condition(**FULL).pk)))

    assert [link["class"] for link in form.select(".object-tools a")] == [["historylink"]]


# --- nothing breaks it ---------------------------------------------------------------------------

WHOLE_LIST = "That filter was not understood, so you see the whole list."
SENSELESS = [
    "key__regex=(",
    "updated_at__year=99999999999999",
    "updated_at__year=x",
    "id=99999999999999999999999",
    "id__in=abc",
    "nosuch=1",
]
HARMLESS = ["p=x", "o=999", "o=x.-.9999999999999999999999", "q=%00", "key=%00", "translation=x", "q=" + "a+" * 3000]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("query", SENSELESS)
def test_a_senseless_filter_leads_to_the_whole_list(admin_client, no_content, query):
    condition(**FULL)

    response = admin_client.get(f"{address(models.Condition, 'changelist')}?{query}")

    if response.status_code == 302:
        assert told(admin_client.get(response["Location"])) == [WHOLE_LIST]
    else:
        assert (response.status_code, response.context["cl"].result_count) == (200, 0)


def test_a_page_beyond_the_last_leads_to_the_whole_list(admin_client, no_content):
    for number in range(51):
        condition(key=f"c-{number}", slug_vi=f"c-{number}", slug_en=f"c-{number}")

    response = admin_client.get(f"{address(models.Condition, 'changelist')}?p=99999999999999999999", follow=True)

    assert (told(response), response.context["cl"].result_count) == ([WHOLE_LIST], 51)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("query", HARMLESS)
def test_a_harmless_mistake_in_the_address_shows_a_list(admin_client, no_content, query):
    assert admin_client.get(f"{address(models.Condition, 'changelist')}?{query}").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "query", ["username__regex=(", "date_joined__year=99999999999999", "id=9999999999999999999999"]
)
def test_the_list_of_accounts_is_as_robust(admin_client, no_content, query):
    assert admin_client.get(f"/en/admin/auth/user/?{query}").status_code in {200, 302}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("pk", ["0", "9" * 25, "9" * 5000, "abc", "-1", "1e9"])
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_a_record_that_cannot_be_is_not_found(admin_client, no_content, page, pk):
    response = admin_client.get(f"/en/admin/therapies/condition/{pk}/{page}/")

    assert (response.status_code, response["Location"]) == (302, "/en/admin/")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("chosen", ["abc", "9" * 25, "-1", "\x00", ""])
def test_a_forged_choice_changes_nothing(admin_client, no_content, chosen):
    record = condition(**FULL, no_source_found=True)
    data = {"action": "delete_selected", "_selected_action": [chosen, record.pk], "index": 0}

    response = admin_client.post(address(models.Condition, "changelist"), data, follow=True)

    assert told(response) == ["That choice was not understood; nothing was changed."]
    record.refresh_from_db()
    assert record.state == "draft"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("chosen", ["abc", "9" * 25, "-1", "\x00", "0"])
def test_a_forged_relation_is_refused_beside_its_field(admin_client, no_content, chosen):
    page = address(models.Use, "add")
    data = typed(admin_client.get(page)) | {"condition": chosen, "interferons": [chosen], "sources": [chosen]}

    response = admin_client.post(page, data)

    assert set(errors(response)) == {"condition", "interferons", "sources", "status"}


@pytest.mark.django_db(transaction=True)
def test_a_forged_role_is_refused_beside_its_field(admin_client, no_content):
    page = address(User, "change", User.objects.get().pk)

    response = admin_client.post(page, typed(admin_client.get(page)) | {"groups": ["9" * 25]})

    assert list(errors(response)) == ["groups"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("chosen", ["abc", "9" * 25, "%00", "1,abc"])
def test_a_form_opens_whatever_its_address_proposes(admin_client, no_content, chosen):
    page = address(models.Use, "add")

    assert admin_client.get(f"{page}?condition={chosen}&sources={chosen}&state=x&reviewed_on=x").status_code == 200
