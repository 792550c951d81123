"""What is said of texts while they are typed: the gate's differences and how hard they are to read."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.test import Client

from editorial import document, gate
from editorial.models import ConfirmedDifference
from editorial.pages import checking
from therapies.models import AdministrationRoute, Condition, GlossaryTerm, Page

ADDRESS = "/en/admin/check-texts/"
CONDITION = {"model": "therapies.condition", "record": ""}
WRONG = {"summary_vi": "Tiêm 180 microgam.", "summary_en": "Inject 108 micrograms."}
LONG_EN = "This is " + "very " * 20 + "long."
LONG_VI = "Câu này " + "rất " * 25 + "dài."


@pytest.fixture
def editor(db):
    return staff("editor")


def staff(role):
    user = User.objects.create(username=role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def signed_in(client, editor):
    client.force_login(editor)
    return client


def found(response):
    """Return what the answer says of each text."""
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    return {text["data-text"]: text for text in page.select(".checked")}


def words(tags):
    return [" ".join(tag.text.split()) for tag in tags]


def test_a_wrong_dose_is_shown_with_both_passages(signed_in, no_content):
    text = found(signed_in.post(ADDRESS, CONDITION | WRONG))["summary"]

    assert words(text.select(".differences > .safety > p")) == ["Safety: The two texts state different numbers."]
    passages = text.select(".differences .passage")
    assert [(passage["data-box"], passage["lang"], passage.text) for passage in passages] == [
        ("id_summary_vi", "vi", "180 microgam"),
        ("id_summary_en", "en", "108 micrograms"),
    ]
    assert text["data-summary"] == "In plain words: 1 difference, 0 long sentences"


def test_it_speaks_the_language_of_the_desk(signed_in, no_content):
    text = found(signed_in.post("/vi/admin/check-texts/", CONDITION | WRONG))["summary"]

    assert words(text.select(".differences > .safety > p")) == ["An toàn: Hai bản ghi các con số khác nhau."]


def test_equal_texts_differ_in_nothing(signed_in, no_content):
    same = {"summary_vi": "Tiêm 0,5 mg.", "summary_en": "Inject 0.5 mg.", "name_vi": "Viêm gan B", "name_en": ""}

    texts = found(signed_in.post(ADDRESS, CONDITION | same))

    assert list(texts) == ["name", "summary"]
    assert texts["summary"].select(".differences") == []
    assert words(texts["name"].select(".differences p")) == ["Differs: One of the two texts is empty."]


def test_what_could_harm_stands_first(signed_in, no_content):
    sent = {"summary_vi": "Gặp www.a.org\n\nTiêm 2 mg", "summary_en": "See www.b.org\n\nInject 3 mg"}

    differences = found(signed_in.post(ADDRESS, CONDITION | sent))["summary"].select(".differences > li")

    assert [difference["class"] for difference in differences] == [["safety"], ["content"]]


def test_a_confirmed_difference_is_marked_until_a_text_changes(signed_in, editor, no_content):
    record = Condition.objects.create(key="hep-b", group="liver", **WRONG)
    gate.confirm(record, gate.findings(record, document.read(record), ["summary"])[0], "As printed.", "Lan")
    sent = CONDITION | WRONG | {"record": record.pk}

    text = found(signed_in.post(ADDRESS, sent))["summary"]
    assert words(text.select(".confirmed > p")) == [
        "Confirmed: The two texts state different numbers.", "Lan: As printed.",
    ]  # fmt: skip
    assert text["data-summary"] == "In plain words: 0 differences, 0 long sentences"
    text = found(signed_in.post(ADDRESS, sent | {"summary_en": "Inject 108 micrograms now."}))["summary"]
    assert len(text.select(".confirmed")) == 0
    assert len(text.select(".safety")) == 1


def test_line_ends_of_a_browser_do_not_undo_a_confirmation(signed_in, no_content):
    lines = {"summary_vi": "Tiêm 180 microgam.\n\nHết.", "summary_en": "Inject 108 micrograms.\n\nThe end."}
    record = Condition.objects.create(key="hep-b", group="liver", **lines)
    gate.confirm(record, gate.findings(record, document.read(record), ["summary"])[0], "As printed.", "Lan")
    sent = {name: f" {text} ".replace("\n", "\r\n") for name, text in lines.items()}

    text = found(signed_in.post(ADDRESS, CONDITION | sent | {"record": record.pk}))["summary"]

    assert len(text.select(".confirmed")) == 1


def test_rows_are_checked_at_their_place(signed_in, no_content):
    sent = {
        "model": "therapies.administrationroute",
        "instructions-2-text_vi": "Chờ 5 phút.",
        "instructions-2-text_en": "Wait 15 minutes.",
        "instructions-2-position": "3",
    }

    texts = found(signed_in.post(ADDRESS, sent))

    assert list(texts) == ["instructions-2-text"]
    assert len(texts["instructions-2-text"].select(".safety")) == 1


def test_how_hard_it_is_to_read_is_said_by_language_with_where_that_comes_from(signed_in, no_content):
    sent = {"summary_vi": f"Ngắn thôi. {LONG_VI}", "summary_en": f"The cat sat. {LONG_EN}"}

    vietnamese, english = found(signed_in.post(ADDRESS, CONDITION | sent))["summary"].select(".measured > div")

    assert (vietnamese["data-language"], english["data-language"]) == ("vi", "en")
    assert words(vietnamese.select("p")) == [
        "Vietnamese: 15 syllables a sentence (a rule of thumb)",
        "Over 25 syllables (a rule of thumb); can it be two sentences?",
    ]
    assert words(english.select("p")) == [
        "English: reading grade 10 (Flesch–Kincaid, an established formula)",
        "Over 20 words (a rule of thumb); can it be two sentences?",
    ]
    assert words(vietnamese.select("li")) == [f"{LONG_VI} (28)"]
    assert words(english.select("li")) == [f"{LONG_EN} (23)"]


def test_names_are_compared_but_not_measured(signed_in, no_content):
    texts = found(signed_in.post(ADDRESS, CONDITION | {"name_vi": "Viêm gan B", "name_en": "Hepatitis C"}))

    assert len(texts["name"].select(".differences > li")) == 1
    assert texts["name"].select(".measured") == []


def test_medical_words_are_listed_unless_the_glossary_explains_them(signed_in, no_content):
    sent = {"summary_vi": "Cytokine và interleukin.", "summary_en": "Cirrhosis and fibrosis."}
    for key, state in (("fibrosis", "published"), ("cirrhosis", "draft")):
        names = {"name_vi": key, "name_en": key, "summary_vi": "Giải nghĩa.", "summary_en": "Meaning."}
        GlossaryTerm.objects.create(key=key, state=state, no_source_found=True, **names)

    english = found(signed_in.post(ADDRESS, CONDITION | sent))["summary"].select_one('.measured [data-language="en"]')

    assert [term.text for term in english.select("span[lang=en]")] == ["Cirrhosis"]


def test_typed_markup_is_shown_as_text(signed_in, no_content):
    sent = {
        "summary_vi": "<script>alert(1)</script> 1 mg",
        "summary_en": "<img src=x onerror=y> 2 mg",
        "name_vi": "<b>",
    }

    html = signed_in.post(ADDRESS, CONDITION | sent).content.decode()

    assert [tag for tag in ("<script", "<img", "<b>") if tag in html] == []


# --- who may ask, and what makes no sense --------------------------------------------------------


@pytest.mark.parametrize("role", ["translator-vi", "translator-en", "medical reviewer", "administrator"])
def test_who_may_change_a_record_may_ask(client, no_content, role):
    client.force_login(staff(role))

    assert list(found(client.post(ADDRESS, CONDITION | WRONG))) == ["summary"]


def test_who_may_not_change_it_may_not_ask(client, no_content):
    client.force_login(User.objects.create(username="guest", is_staff=True))

    response = client.post(ADDRESS, CONDITION | WRONG)

    assert response.status_code == 403
    assert "108 micrograms" not in response.content.decode()


@pytest.mark.parametrize("is_reader", [True, False])
def test_nobody_else_gets_further_than_the_door(client, db, is_reader):
    if is_reader:
        client.force_login(User.objects.create(username="reader"))

    response = client.post(ADDRESS, CONDITION | WRONG)

    assert (response.status_code, response["Location"]) == (302, f"/en/admin/login/?next={ADDRESS}")


def test_it_is_never_fetched_by_a_link(signed_in):
    assert signed_in.get(ADDRESS).status_code == 405


def test_it_wants_the_proof_of_a_form_of_ours(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    assert client.post(ADDRESS, CONDITION | WRONG).status_code == 403


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "This kind of record is not known."),
        ({"model": "auth.user"}, "This kind of record is not known."),
        ({"model": "therapies.routeinstruction"}, "This kind of record is not known."),
        ({"model": "therapies.condition\x00"}, "This kind of record is not known."),
        (CONDITION | {"record": "0"}, "This record is not there any more."),
        (CONDITION | {"record": "x\x00"}, "This record is not there any more."),
        (CONDITION | {"record": "9" * 30}, "This record is not there any more."),
        (
            CONDITION | {"summary_vi": "a" * (checking.MOST_OF_ONE + 1)},
            "These texts are too long to be checked while you type; handing in checks them.",
        ),
        (
            {"model": "therapies.administrationroute"}
            | {f"instructions-{row}-text_vi": "a" * checking.MOST_OF_ONE for row in range(5)},
            "These texts are too long to be checked while you type; handing in checks them.",
        ),
        (
            {"model": "therapies.administrationroute", "instructions-9999-text_vi": "x"},
            "There are too many rows.",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(signed_in, no_content, sent, told):
    response = signed_in.post(ADDRESS, sent)

    assert (response.status_code, response["Content-Type"]) == (400, "text/plain")
    assert response.content.decode() == told


def test_fields_that_are_no_texts_are_not_looked_at(signed_in, no_content):
    odd = {"state": "published", "key": "x", "slug_vi": "a-1", "instructions-0-text_vi": "1", "summary_xx": "1"}

    assert found(signed_in.post(ADDRESS, CONDITION | odd)) == {}


def test_odd_characters_do_no_harm(signed_in, no_content):
    odd = {"summary_vi": "\x00\u202e 5\ufffd", "summary_en": "\x00" * 50 + "𝟝 ½ ٣"}

    assert list(found(signed_in.post(ADDRESS, CONDITION | odd))) == ["summary"]


def test_nothing_is_written(signed_in, no_content, django_assert_num_queries):
    record = Condition.objects.create(key="hep-b", group="liver", **WRONG)
    sent = CONDITION | {"record": record.pk, "summary_vi": "Khác.", "summary_en": "Other."}

    # Who asks and what they may, four; the record, its confirmations, two kinds of names, terms in each language.
    with django_assert_num_queries(10) as queries:
        found(signed_in.post(ADDRESS, sent))

    assert {query["sql"].split()[0] for query in queries.captured_queries} == {"SELECT"}
    record.refresh_from_db()
    assert (record.summary_en, ConfirmedDifference.objects.count()) == (WRONG["summary_en"], 0)


@pytest.mark.parametrize("model", [AdministrationRoute, Page])
def test_all_texts_of_a_real_record_are_answered(signed_in, content, model):
    record = document.with_everything(model.objects.all()).first()
    texts = document.texts(model, document.read(record))
    sent = {
        f"{path.replace('/', '-')}_{language}": text for path, pair in texts.items() for language, text in pair.items()
    }

    answered = found(signed_in.post(ADDRESS, sent | {"model": model._meta.label_lower, "record": record.pk}))

    assert list(answered) == [path.replace("/", "-") for path in texts]
