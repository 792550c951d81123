"""An editor's day, in a real browser: what is entered in the admin alone stands on its pages, in both languages."""

import re

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from editorial.models import Pairing
from therapies.models import Condition, Source

pytestmark = pytest.mark.browser
PASSWORD = "a long password of an editor"


class Desk:
    """The admin as an editor uses it: forms by the names of their fields, buttons, searched choices."""

    def __init__(self, page, site):
        self.page, self.site = page, site

    def sign_in(self, name):
        self.page.goto(f"{self.site}/vi/admin/")
        self.page.fill("#id_username", name)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("[type=submit]")
        self.page.wait_for_selector("#user-tools")

    def add(self, kind):
        self.page.goto(f"{self.site}/vi/admin/therapies/{kind}/add/")

    def type(self, **texts):
        for name, text in texts.items():
            self.page.fill(f"#id_{name.replace('__', '-')}", text)

    def pick(self, **values):
        """Choose from plain lists."""
        for name, value in values.items():
            self.page.select_option(f"#id_{name.replace('__', '-')}", value)

    def search(self, name, words, result=""):
        """Choose from a list that is searched: open it, type, take what says just `result`, else the words."""
        self.page.click(f"#id_{name} + .select2 .select2-selection")
        self.page.keyboard.type(words)
        exact = re.compile(rf"^\s*{re.escape(result or words)}\s*$")
        self.page.locator(".select2-results__option", has_text=exact).first.click()

    def hand_in(self, *, unsourced=True):
        """Send the form for review; return the address of the Change that came of it."""
        if unsourced:
            self.page.check("#id_no_source_found")
        self.page.locator("[name=_submit]").first.click()
        self.page.wait_for_selector("h2#decide")
        return self.page.url

    def open(self, address):
        self.page.goto(address)
        self.page.wait_for_selector("#content-main")

    def step(self, name, **texts):
        """Take the step `name` on the page of a Change."""
        form = self.page.locator(f"form:has([name=step][value={name}])")
        for field, text in texts.items():
            form.locator(f"[name={field}]").fill(text)
        form.locator(f"[name=step][value={name}]").click()
        self.page.wait_for_selector(".messagelist li")

    def told(self):
        return self.page.locator(".messagelist li").all_inner_texts()


@pytest.fixture
def person(visit, live_server, content, django_user_model):
    """A function that signs somebody with these roles in, in a window of their own."""

    def sign_in(name, *roles, is_superuser=False):
        user = django_user_model.objects.create_user(name, password=PASSWORD, is_staff=True, is_superuser=is_superuser)
        user.groups.set(Group.objects.filter(name__in=roles))
        desk = Desk(visit("about:blank", viewport={"width": 1280, "height": 900}), live_server.url)
        desk.sign_in(name)
        return desk

    return sign_in


@pytest.fixture
def desk(person):
    return person("editor", is_superuser=True)


@pytest.fixture
def reviewer(person):
    return person("reviewer", "medical reviewer")


def add_condition(desk):
    desk.add("condition")
    desk.type(name_vi="Bệnh Thử nghiệm", name_en="Testing disease", icd10_code="B99.8")
    desk.type(summary_vi="Một bệnh chỉ để thử.", summary_en="A disease for tests only.")
    desk.pick(group="liver")
    return desk.hand_in()


def add_interferon(desk):
    desk.add("interferon")
    desk.type(name_vi="Interferon omega thử", name_en="Interferon omega test")
    desk.type(summary_vi="Một thuốc chỉ để thử.", summary_en="A medicine for tests only.")
    desk.type(role_today_vi="Chưa có vai trò.", role_today_en="It has no role yet.")
    desk.pick(form="long-acting", status="current")
    desk.search("family", "Alfa (α)")
    return desk.hand_in()


def add_use(desk):
    source = Source.objects.filter(is_article=False).order_by("key").first()
    desk.add("use")
    desk.search("condition", "Bệnh Thử nghiệm")
    desk.search("interferons", "Interferon omega thử")
    desk.type(summary_vi="Dùng để thử ở người lớn.", summary_en="Used for testing in adults.")
    desk.pick(status="current")
    desk.search("sources", source.title, str(source))
    return source, desk.hand_in(unsourced=False)


def add_route(desk):
    desk.add("administrationroute")
    desk.type(name_vi="Nhỏ tai thử", name_en="Ear drops test")
    desk.type(summary_vi="Nhỏ thuốc vào tai.", summary_en="Drops into the ear.")
    desk.type(who_gives_it_vi="Điều dưỡng.", who_gives_it_en="A nurse.")
    desk.type(typical_schedule_vi="Mỗi tuần một lần.", typical_schedule_en="Once a week.")
    desk.pick(status="investigational")
    desk.search("interferons", "Interferon omega thử")
    desk.page.locator("#instructions-group .add-row a").click()
    for row, (vi, en) in enumerate([("Nằm nghiêng.", "Lie on your side."), ("Chờ năm phút.", "Wait five minutes.")]):
        prefix = f"instructions__{row}"
        desk.pick(**{f"{prefix}__section": "steps"})
        desk.type(**{f"{prefix}__position": str(row + 1), f"{prefix}__text_vi": vi, f"{prefix}__text_en": en})
    return desk.hand_in()


def add_service(desk):
    desk.add("service")
    desk.search("organization", "211 Canada")
    desk.search("countries", "Việt Nam")
    desk.search("languages", "Tiếng Việt")
    desk.type(name_vi="Đường dây Thử", name_en="Testing line", region_vi="Cần Thơ", region_en="Can Tho")
    desk.type(summary_vi="Trả lời khi thử.", summary_en="It answers in tests.")
    desk.type(languages_note_vi="Tiếng Việt", languages_note_en="Vietnamese")
    desk.type(phones__0__position="1", phones__0__number="024 1234 5678", phones__0__checked_on="2026-01")
    desk.page.check("#id_phones-0-is_verified")
    desk.pick(verification="verified")
    return desk.hand_in()


def approve(reviewer, change):
    reviewer.open(change)
    reviewer.step("approve")


def test_what_is_entered_in_the_admin_and_approved_stands_on_its_pages(desk, reviewer, live_server, visit):
    approve(reviewer, add_condition(desk))
    approve(reviewer, add_interferon(desk))
    source, change = add_use(desk)
    approve(reviewer, change)
    approve(reviewer, add_route(desk))
    approve(reviewer, add_service(desk))
    reader = visit(f"{live_server.url}/vi/")

    def read(path):
        assert reader.goto(live_server.url + path).status == 200, path
        return reader.locator("main")

    def links(path):
        return {link.get_attribute("href") for link in read(path).locator("a").all()}

    names = {
        "vi": ("Bệnh Thử nghiệm", "Interferon omega thử", "Nhỏ tai thử", "Đường dây Thử"),
        "en": ("Testing disease", "Interferon omega test", "Ear drops test", "Testing line"),
    }
    homes = {
        "vi": ("/vi/benh/", "/vi/thuoc/", "/vi/cach-dung/", "/vi/noi-tro-giup/", "/vi/tim-kiem/"),
        "en": ("/en/conditions/", "/en/medicines/", "/en/how-it-is-given/", "/en/help/", "/en/search/"),
    }
    slugs = {
        "vi": ("benh-thu-nghiem", "interferon-omega-thu", "nho-tai-thu", "duong-day-thu"),
        "en": ("testing-disease", "interferon-omega-test", "ear-drops-test", "testing-line"),
    }
    shown = {
        "vi": ["Dùng để thử ở người lớn.", "Nằm nghiêng.", "Chờ năm phút."],
        "en": ["Used for testing in adults.", "Lie on your side.", "Wait five minutes."],
    }
    for language, (condition, interferon, route, service) in names.items():
        lists = homes[language]
        paths = [f"{place}{slug}/" for place, slug in zip(lists, slugs[language], strict=False)]
        assert {paths[0]} <= links(lists[0]) & links(f"/{language}/")
        assert {paths[1]} <= links(lists[1]) & links(f"/{language}/") & links(paths[0])
        assert {paths[2]} <= links(lists[2]) & links(paths[1])
        assert {paths[3]} <= links(f"{lists[3]}?country=VN&language=vi") & links(lists[3])
        assert paths[3] not in links(f"{lists[3]}?country=CA")
        assert read(paths[0]).locator("h1").inner_text() == condition
        assert shown[language][0] in read(paths[0]).inner_text()
        assert source.title in reader.locator("section.sources").text_content()
        assert read(paths[1]).locator("h1").inner_text() == interferon
        assert shown[language][0] in reader.locator("#uses ~ details .card").text_content()
        assert read(paths[2]).locator("h1").inner_text() == route
        assert reader.locator("ol.steps > li").all_inner_texts() == shown[language][1:]
        assert read(paths[3]).locator("h1").inner_text() == service
        assert reader.locator('a[href="tel:02412345678"]').inner_text() == "024 1234 5678"
        assert paths[0] in links(f"{lists[4]}?q={condition}")


def test_half_a_record_is_not_published(desk, live_server, visit):
    """What lacks its English text stays where it was, and the editor is told which text is missing."""
    desk.add("condition")
    desk.type(name_vi="Bệnh Nửa chừng", summary_vi="Chưa dịch.")
    desk.pick(group="liver")
    desk.page.check("#id_no_source_found")
    desk.page.locator("[name=_submit]").first.click()
    desk.page.wait_for_selector(".wrong-fields")
    wrong = {link.get_attribute("href") for link in desk.page.locator(".wrong-fields a").all()}
    reader = visit(f"{live_server.url}/vi/benh/")

    assert wrong == {"#id_name_en", "#id_summary_en"}
    assert desk.page.input_value("#id_name_vi") == "Bệnh Nửa chừng"
    assert "Nửa chừng" not in reader.content()


# --- one text from an edit to the other language catching up --------------------------------------

DOSE = {"vi": "Liều là 180 microgam mỗi tuần một lần.", "en": "The dose is 180 micrograms once a week."}


@pytest.fixture
def condition(content):
    """A public record with a dose in both languages that say the same."""
    record = Condition.objects.create(
        key="testing", state="published", group="liver", no_source_found=True,
        name_vi="Bệnh Thử", name_en="Testing disease", summary_vi=DOSE["vi"], summary_en=DOSE["en"],
    )  # fmt: skip
    Pairing.objects.of(record).update(confirmed_at=timezone.now())
    return record


def form_of(record, site):
    return f"{site}/vi/admin/therapies/condition/{record.pk}/change/"


def test_a_text_goes_from_its_author_over_the_gate_and_a_reviewer_to_both_languages(
    condition, person, reviewer, live_server, visit
):
    author = person("author", "editor", "medical reviewer")
    pages = {"vi": f"{live_server.url}/vi/benh/benh-thu/", "en": f"{live_server.url}/en/conditions/testing-disease/"}
    reader = visit(pages["vi"])

    # A wrong dose that is said to be wording only: the gate stops it, the text is kept.
    author.open(form_of(condition, live_server.url))
    author.type(summary_vi="Liều là 810 microgam, tiêm mỗi tuần một lần.", reason="Nói rõ hơn.")
    author.page.check("[name=significance][value=wording]")
    author.page.locator("[name=_submit]").first.click()
    author.page.wait_for_selector("#findings")
    assert author.page.locator(".findings blockquote").all_inner_texts()[:2] == ["810 microgam", "180 micrograms"]
    assert author.page.locator("[name=step][value=approve]").count() == 0

    # Mended, and said to be a change of meaning: handed in, and its author cannot approve it.
    author.open(form_of(condition, live_server.url))
    assert author.page.input_value("#id_summary_vi") == "Liều là 810 microgam, tiêm mỗi tuần một lần."
    author.type(summary_vi="Liều là 180 microgam, tiêm mỗi tuần một lần, vào buổi tối.", reason="Thêm giờ tiêm.")
    author.page.check("[name=significance][value=meaning]")
    change = author.hand_in(unsourced=False)
    assert author.page.locator("[name=step][value=approve]").count() == 0
    reader.goto(pages["vi"])
    assert "buổi tối" not in reader.locator("main").inner_text()

    # Approved by somebody else: public, and the other language says that it may be out of date.
    approve(reviewer, change)
    reader.goto(pages["vi"])
    assert "180 microgam, tiêm mỗi tuần một lần, vào buổi tối" in reader.locator("main").inner_text()
    assert reader.locator(".outdated").count() == 0
    reader.goto(pages["en"])
    notice = reader.locator(".outdated")
    assert notice.count() == 1
    assert notice.locator("details [lang=vi]").text_content().strip().startswith("Liều là 180 microgam, tiêm")

    # The translator reads both, finds the English still right, and the notice is gone.
    translator = person("translator", "translator-en")
    translator.open(f"{live_server.url}/en/admin/translations/")
    translator.page.locator("form:has([name=pair]) button").click()
    translator.page.wait_for_selector(".messagelist .success")
    reader.goto(pages["en"])
    assert reader.locator(".outdated").count() == 0


def test_a_safety_correction_in_one_language_stands_first_in_the_other(condition, person, reviewer, live_server, visit):
    author = person("author", "editor")
    author.open(form_of(condition, live_server.url))
    author.type(summary_en="Do not take this dose. Ask your doctor.", reason="The dose was wrong.")
    author.page.check("[name=significance][value=safety]")

    approve(reviewer, author.hand_in(unsourced=False))

    reader = visit(f"{live_server.url}/vi/benh/benh-thu/")
    section = reader.locator(".outdated.unsafe")
    assert section.locator(".fresh[lang=en]").inner_text() == "Do not take this dose. Ask your doctor."
    assert not section.locator(".old").is_visible()
    section.locator("summary").click()
    assert section.locator(".old").inner_text() == DOSE["vi"]


def test_one_person_takes_a_page_down_at_once_and_two_put_it_back(condition, person, reviewer, live_server, visit):
    author = person("author", "editor")
    page = f"{live_server.url}/vi/benh/benh-thu/"
    reader = visit(page)
    assert reader.locator("h1").inner_text() == "Bệnh Thử"

    author.open(f"{live_server.url}/vi/admin/therapies/condition/{condition.pk}/take-down/")
    author.page.fill("[name=reason]", "Có sai sót.")
    author.page.locator("#content-main form [type=submit]").click()
    author.page.wait_for_selector(".messagelist li")

    assert reader.goto(page).status == 410
    author.open(f"{live_server.url}/vi/admin/therapies/condition/{condition.pk}/put-back/")
    author.page.fill("[name=reason]", "Đã sửa.")
    author.page.locator("#content-main form [type=submit]").click()
    author.page.wait_for_selector("h2#decide")
    assert reader.goto(page).status == 410
    approve(reviewer, author.page.url)
    assert reader.goto(page).status == 200
