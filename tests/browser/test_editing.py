"""An editor's day, in a real browser: what is entered in the admin alone stands on its pages, in both languages."""

import re

import pytest

from therapies.models import Source

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

    def publish(self, *, unsourced=True):
        self.page.select_option("#id_state", "published")
        if unsourced:
            self.page.check("#id_no_source_found")
        self.page.locator("[name=_save]").first.click()
        self.page.wait_for_selector(".messagelist .success")


@pytest.fixture
def desk(visit, live_server, content, django_user_model):
    django_user_model.objects.create_superuser("editor", password=PASSWORD)
    desk = Desk(visit("about:blank", viewport={"width": 1280, "height": 900}), live_server.url)
    desk.sign_in("editor")
    return desk


def add_condition(desk):
    desk.add("condition")
    desk.type(name_vi="Bệnh Thử nghiệm", name_en="Testing disease", icd10_code="B99.8")
    desk.type(summary_vi="Một bệnh chỉ để thử.", summary_en="A disease for tests only.")
    desk.pick(group="liver")
    desk.publish()


def add_interferon(desk):
    desk.add("interferon")
    desk.type(name_vi="Interferon omega thử", name_en="Interferon omega test")
    desk.type(summary_vi="Một thuốc chỉ để thử.", summary_en="A medicine for tests only.")
    desk.type(role_today_vi="Chưa có vai trò.", role_today_en="It has no role yet.")
    desk.pick(form="long-acting", status="current")
    desk.search("family", "Alfa (α)")
    desk.publish()


def add_use(desk):
    source = Source.objects.filter(is_article=False).order_by("key").first()
    desk.add("use")
    desk.search("condition", "Bệnh Thử nghiệm")
    desk.search("interferons", "Interferon omega thử")
    desk.type(summary_vi="Dùng để thử ở người lớn.", summary_en="Used for testing in adults.")
    desk.pick(status="current")
    desk.search("sources", source.title, str(source))
    desk.publish(unsourced=False)
    return source


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
    desk.publish()


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
    desk.publish()


def test_what_is_entered_in_the_admin_stands_on_its_pages(desk, live_server, visit):
    add_condition(desk)
    add_interferon(desk)
    source = add_use(desk)
    add_route(desk)
    add_service(desk)
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
        assert source.title in reader.locator("section.sources").inner_text()
        assert read(paths[1]).locator("h1").inner_text() == interferon
        assert shown[language][0] in reader.locator("#uses ~ article").inner_text()
        assert read(paths[2]).locator("h1").inner_text() == route
        assert reader.locator("ol.steps > li").all_inner_texts() == shown[language][1:]
        assert read(paths[3]).locator("h1").inner_text() == service
        assert reader.locator('a[href="tel:02412345678"]').inner_text() == "024 1234 5678"
        assert paths[0] in links(f"{lists[4]}?q={condition}")


def test_half_a_record_is_not_published(desk, live_server, visit):
    """What lacks its English text stays where it was, and the editor is told which text is missing."""
    desk.add("condition")
    desk.type(name_vi="Bệnh Nửa chừng", summary_vi="Chưa dịch.")
    desk.pick(group="liver", state="published")
    desk.page.check("#id_no_source_found")
    desk.page.locator("[name=_save]").first.click()
    desk.page.wait_for_selector(".wrong-fields")
    wrong = {link.get_attribute("href") for link in desk.page.locator(".wrong-fields a").all()}
    reader = visit(f"{live_server.url}/vi/benh/")

    assert wrong == {"#id_name_en", "#id_summary_en"}
    assert desk.page.input_value("#id_name_vi") == "Bệnh Nửa chừng"
    assert "Nửa chừng" not in reader.content()
