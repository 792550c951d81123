"""Typing into a record's form, in a real browser: what is said meanwhile, and that nothing typed is lost."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from playwright.sync_api import expect

from editorial.models import Change
from therapies.models import AdministrationRoute, Condition, Source

pytestmark = [pytest.mark.browser, pytest.mark.once]
LONG = "Take this medicine " + "very " * 20 + "slowly."


class Desk:
    """The browser of one editor: tabs that share what the browser keeps."""

    def __init__(self, browser, site):
        self.site = site
        self.window = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
        self.faults = []

    def sign_in(self, name):
        user = User.objects.filter(username=name).first() or User.objects.create(username=name, is_staff=True)
        user.groups.add(Group.objects.get(name="editor"))
        client = Client()
        client.force_login(user)
        session = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
        self.window.add_cookies([session | {"url": self.site}])

    def sign_out(self):
        self.window.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    def open(self, path):
        tab = self.window.new_page()
        tab.on("pageerror", lambda error: self.faults.append(str(error)))
        tab.on("console", lambda message: self.faults.append(message.text) if "Policy" in message.text else None)
        tab.goto(f"{self.site}/en/admin/therapies/{path}")
        return tab

    def change(self, record):
        return self.open(f"{record._meta.model_name}/{record.pk}/change/")

    def kept(self):
        """Return how many forms the browser keeps something of."""
        tab = self.open("")
        return tab.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kept:')).length")


# Records of these tests' own: loading all content anew for each test takes longer than all the rest.
@pytest.fixture
def condition(transactional_db):
    texts = {"name_vi": "Bệnh thử", "name_en": "Testing disease", "summary_vi": "Để thử.", "summary_en": "For tests."}
    return Condition.objects.create(key="typing", group="liver", state="published", no_source_found=True, **texts)


@pytest.fixture
def route(transactional_db):
    """A draft with one instruction."""
    for key in ("typing-a", "typing-b"):
        Source.objects.create(key=key, title=f"A guideline {key}", kind="guideline", read_through="file")
    route = AdministrationRoute.objects.create(key="typing", status="current", name_vi="Thử", name_en="Test")
    route.instructions.create(section="steps", position=1, text_vi="Nằm xuống.", text_en="Lie down.")
    return route


@pytest.fixture
def desk(browser, live_server):
    desk = Desk(browser, live_server.url)
    desk.sign_in("lan")
    yield desk
    desk.window.close()
    assert desk.faults == []


def notices(tab):
    tab.wait_for_load_state("load")
    return tab.locator(".kept")


# --- what is said while typing -------------------------------------------------------------------


def test_a_wrong_dose_is_told_while_it_is_typed(desk, condition):
    tab = desk.change(condition)
    line = tab.locator(".form-row.field-summary_en")

    tab.fill("#id_summary_vi", "Tiêm 180 microgam.")
    tab.fill("#id_summary_en", "Inject 108 micrograms.")
    line.locator(".differences > .safety").wait_for()

    assert line.locator(".safety > p").all_inner_texts() == ["Safety: The two texts state different numbers."]
    expect(tab.locator(".typing-summary")).to_have_text("In plain words: 1 difference, 0 long sentences")
    tab.fill("#id_summary_en", "Inject 180 micrograms.")
    line.locator(".differences").wait_for(state="detached")
    assert line.locator(".measured").count() == 1


def test_a_long_sentence_is_marked_and_found_in_its_text(desk, condition):
    tab = desk.change(condition)
    tab.fill("#id_summary_en", f"Rest well. {LONG.replace('very', '**very**', 1)}")

    sentence = tab.locator(".field-summary_en .long [data-box=id_summary_en]")
    sentence.wait_for()
    assert sentence.inner_text() == LONG
    sentence.click()

    marked = "[document.activeElement.id, getSelection().toString()]"
    assert tab.evaluate(marked) == ["id_summary_en", LONG.replace("very", "**very**", 1)]


def test_what_is_typed_while_an_answer_is_awaited_is_checked_too(desk, condition):
    held = []
    desk.window.route("**/check-texts/", lambda route: route.continue_() if held else held.append(route))
    tab = desk.change(condition)
    tab.fill("#id_summary_en", LONG)
    with tab.expect_response("**/check-texts/"):
        held[0].continue_()

    tab.locator(".field-summary_en .long").wait_for()


def test_the_switch_of_languages_hides_what_is_said_of_the_other(desk, condition):
    tab = desk.change(condition)
    tab.fill("#id_summary_en", LONG)
    tab.locator(".field-summary_en .long").first.wait_for()

    tab.click(".shown-languages [data-languages=vi]")

    assert tab.locator(".field-summary_en [data-language=en]:visible").count() == 0
    assert tab.locator(".field-summary_en .measured [data-language=vi]:visible").count() == 1


def test_a_row_that_was_added_is_checked_in_its_place(desk, route):
    tab = desk.change(route)
    number = int(tab.input_value("#id_instructions-TOTAL_FORMS"))
    tab.locator("#instructions-group .add-row a").click()
    tab.fill(f"#id_instructions-{number}-text_vi", "Chờ 5 phút.")
    tab.fill(f"#id_instructions-{number}-text_en", "Wait 15 minutes.")

    tab.locator(f"#instructions-{number} .safety").wait_for()

    assert tab.locator(f"#instructions-{number} .safety").count() == 1


def test_who_is_signed_out_or_offline_is_told_while_typing(desk, condition):
    tab = desk.change(condition)
    trouble = tab.locator(".typing-trouble")
    desk.sign_out()
    tab.fill("#id_summary_en", "Text.")
    trouble.get_by_text("You are no longer signed in.").wait_for()

    desk.window.set_offline(True)
    tab.fill("#id_summary_en", "More text.")
    trouble.get_by_text("The site cannot be reached just now.").wait_for()

    desk.window.set_offline(False)
    desk.sign_in("lan")
    tab.fill("#id_summary_en", "Still more text.")
    expect(trouble).to_have_text("")


# --- nothing is lost -----------------------------------------------------------------------------


def test_a_closed_tab_gives_the_text_back_until_it_is_saved(desk, condition):
    was = condition.summary_en
    tab = desk.change(condition)
    tab.fill("#id_summary_en", "Typed, and the tab was closed.")
    tab.close()

    tab = desk.change(condition)
    assert notices(tab).locator("dd").all_inner_texts() == ["Typed, and the tab was closed."]
    assert tab.input_value("#id_summary_en") == was
    tab.click(".kept-take")
    assert tab.input_value("#id_summary_en") == "Typed, and the tab was closed."
    assert notices(tab).count() == 0
    assert desk.kept() == 1
    tab.locator("[name=_save]").first.click()
    tab.wait_for_selector(".messagelist .success")

    assert desk.kept() == 0
    assert notices(desk.change(condition)).count() == 0
    edits = Change.objects.of(condition).open().get().edits.all()
    assert [(edit.column, edit.after) for edit in edits] == [("summary_en", "Typed, and the tab was closed.")]


def test_what_is_not_wanted_is_thrown_away(desk, condition):
    tab = desk.change(condition)
    tab.fill("#id_summary_en", "A bad idea.")
    tab.close()

    tab = desk.change(condition)
    notices(tab).locator(".kept-discard").click()

    assert (notices(tab).count(), desk.kept()) == (0, 0)
    assert tab.input_value("#id_summary_en") == condition.summary_en


def test_added_rows_choices_and_searched_records_come_back(desk, route):
    tab = desk.change(route)
    number = int(tab.input_value("#id_instructions-TOTAL_FORMS")) + 1
    for _row in range(2):
        tab.locator("#instructions-group .add-row a").click()
    tab.fill(f"#id_instructions-{number}-text_en", "Wash your hands.")
    tab.check("#id_no_source_found")
    tab.click("#id_sources + .select2")
    tab.keyboard.type("guideline typing-b")
    tab.locator(".select2-results__option", has_text="typing-b").click()
    tab.close(run_before_unload=False)

    tab = desk.change(route)
    notices(tab).locator(".kept-take").click()

    assert tab.input_value(f"#id_instructions-{number}-text_en") == "Wash your hands."
    assert tab.is_checked("#id_no_source_found")
    assert tab.locator("#id_sources").evaluate("(list) => list.value") == str(Source.objects.get(key="typing-b").pk)
    assert "typing-b" in tab.locator("#id_sources + .select2").inner_text()


def test_a_form_with_errors_is_kept_too(desk):
    tab = desk.open("condition/add/")
    tab.fill("#id_name_en", "A name")
    tab.fill("#id_icd10_code", "nope")
    tab.locator("[name=_save]").first.click()
    tab.wait_for_selector(".wrong-fields")
    tab.close()

    tab = desk.open("condition/add/")

    assert sorted(notices(tab).locator("dd").all_inner_texts()) == ["A name", "nope"]


def test_what_somebody_else_saved_meanwhile_is_not_written_over(desk, condition):
    tab = desk.change(condition)
    tab.fill("#id_summary_en", "Mine.")
    tab.close()
    Condition.objects.filter(pk=condition.pk).update(summary_en="Theirs.")

    tab = desk.change(condition)
    notices(tab).locator(".kept-take").click()
    tab.locator("[name=_save]").first.click()
    tab.wait_for_selector(".clash")

    assert tab.locator(".clash dd").all_inner_texts()[:2] == ["Theirs.", "Mine."]


def test_nobody_else_is_offered_it_and_signing_out_asks_and_removes_it(desk, condition):
    tab = desk.change(condition)
    tab.fill("#id_summary_en", "Private for now.")
    tab.close()
    desk.sign_in("minh")
    assert notices(desk.change(condition)).count() == 0
    desk.sign_in("lan")
    tab = desk.open("")
    asked = []
    tab.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    tab.click("#logout-form button")
    assert (len(asked), desk.kept()) == (1, 1)

    tab.once("dialog", lambda dialog: dialog.accept())
    with tab.expect_navigation():
        tab.click("#logout-form button")

    desk.sign_in("lan")
    assert desk.kept() == 0


def test_old_text_is_forgotten(desk, condition):
    tab = desk.change(condition)
    tab.fill("#id_summary_en", "Long ago.")
    tab.close()
    tab = desk.open("")
    tab.evaluate(
        """for (const key of Object.keys(localStorage)) {
          if (!key.startsWith("kept:")) continue;
          const kept = JSON.parse(localStorage[key]);
          localStorage[key] = JSON.stringify({ ...kept, at: Date.now() - 31 * 24 * 60 * 60 * 1000 });
        }"""
    )

    assert notices(desk.change(condition)).count() == 0
    assert desk.kept() == 0


def test_passwords_and_other_pages_are_never_kept(desk):
    User.objects.filter(username="lan").update(is_superuser=True)
    tab = desk.window.new_page()
    tab.goto(f"{desk.site}/en/admin/auth/user/add/")
    tab.fill("#id_username", "somebody")
    tab.fill("#id_password1", "a secret password")
    tab.close()

    assert desk.kept() == 0


def test_after_the_session_ended_the_text_comes_back_and_is_saved_by_sending_it_once_more(desk):
    tab = desk.open("condition/add/")
    tab.fill("#id_name_en", "A new disease")
    tab.select_option("#id_group", "liver")
    desk.sign_out()
    tab.locator("[name=_save]").first.click()
    tab.wait_for_selector(".given-back")
    assert tab.locator("h1").inner_text() == "You are no longer signed in"
    assert tab.input_value("textarea[name=name_en]") == "A new disease"
    desk.sign_in("lan")
    # Signing in renews the proof that a form is ours.
    desk.window.clear_cookies(name=settings.CSRF_COOKIE_NAME)

    tab.click(".given-back button")
    tab.wait_for_selector(".messagelist .success")

    assert Condition.objects.filter(name_en="A new disease").count() == 1
    assert desk.kept() == 0
