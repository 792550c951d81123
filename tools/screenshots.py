"""Take the pictures of docs/editors.md: a day at the desk, on a site of its own of which nothing stays, in a browser.

    screenshots.py              all of them, into docs/screenshots/{vi,en}/
    screenshots.py vi           those in one language

The people are invented, no medical review is put on record, and the secrets that the pictures show end with the site.
"""

import os
import secrets
import shutil
import signal
import sqlite3
import sys
import tempfile
from base64 import b32decode
from contextlib import closing
from pathlib import Path

from browser import find_chromium
from person import PHONE, Person, code_of

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import scratch  # noqa: E402 - a site of its own is what measurements need too

PICTURES = ROOT / "docs" / "screenshots"
# Letters in one grey instead of many colours: the pictures stay small, and are the same on every screen.
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-lcd-text", "--hide-scrollbars"]
OPERATORS = ["EMAIL_URL", "EMAIL_FROM", "ALLOWED_HOSTS", "BEHIND_PROXY", "HSTS_PRELOAD", "EDITORIAL_FOUR_EYES"]
OPERATORS += ["PUBLISHER_NAME", "PUBLISHER_EMAIL"]
NARROW = {"width": 700, "height": 800}
PASSWORD = secrets.token_urlsafe(12)
KEY = secrets.token_hex(20)  # of everybody's authenticator app

# Whom the pictures name: roles, not people.
PEOPLE = {
    "en": {"editor": "editor", "translator": "translator", "reviewer": "reviewer", "head": "administrator"},
    "vi": {"editor": "biên-tập", "translator": "người-dịch", "reviewer": "người-duyệt", "head": "quản-trị"},
}
ROLES = {
    "editor": ["editor"],
    "translator": ["translator-vi", "translator-en"],
    "reviewer": ["medical reviewer"],
    "head": ["administrator", "editor"],
}
ROLE_NAMES = ["administrator", "editor", "medical reviewer", "translator-en", "translator-vi"]  # as the form lists them
NEWCOMER = {"en": "A new reviewer (example)", "vi": "Người duyệt mới (ví dụ)"}
TIRED, APPETITE, FLU, HAIR = "se-tired", "se-appetite", "se-flu-like", "se-hair"
SEARCHED = {"vi": "met moi", "en": "tired"}
# The text of "what to do" for tiredness: English as it is typed in turn, then the Vietnamese that catches up.
LONG = (
    "Plan rest after injection days and let your family help with the cooking, the shopping and the housework until you"
    " feel that your strength is coming back. Tell the team if you cannot do normal things for 2 weeks."
)
OTHER_WORDS = "Plan rest after injection days. Tell the team if you cannot do normal things for seven days."
RIGHT = (
    "Plan rest after injection days and let your family help. Tell the team if you cannot do normal things for a week."
)
CAUGHT_UP = (
    "Sắp xếp thời gian nghỉ ngơi sau ngày tiêm và nhờ người nhà giúp. Báo cho nhóm điều trị nếu cả tuần không làm được"
    " việc thường ngày."
)
# What else is typed, in the language of the pictures.
WORDS = {
    "en": {
        "clearer": "Says more clearly how long.",
        "help": "Readers asked what their family can do.",
        "caught up": "The Vietnamese now says it too.",
        "first": "You may eat less than usual and lose some weight.",
        "second": "You may eat less and slowly lose weight.",
        "same": "“Seven days” and “cả tuần” are the same length of time.",
        "typed": "Fever, chills and aches, as if you had the flu.",
        "down": "Example: the text mixes up two medicines.",
        "urgent": "Example: the phone number in this text is wrong, and nobody else can be reached tonight.",
    },
    "vi": {
        "clearer": "Nói rõ hơn là bao lâu.",
        "help": "Người đọc hỏi gia đình có thể giúp gì.",
        "caught up": "Bản tiếng Việt nay cũng ghi điều này.",
        "first": "Bạn có thể ăn ít hơn bình thường và sút cân một chút.",
        "second": "Bạn có thể ăn ít hơn và sút cân dần dần.",
        "same": "“Seven days” và “cả tuần” dài như nhau.",
        "typed": "Sốt, ớn lạnh, đau nhức như bị cúm.",
        "down": "Ví dụ: nội dung nhầm hai thuốc với nhau.",
        "urgent": "Ví dụ: số điện thoại trong bài bị sai và tối nay không liên lạc được với ai khác.",
    },
}


# --- a site of its own ---------------------------------------------------------------------------


def set_environment(database: Path) -> None:
    """Let the site read what it needs, and nothing of what an operator has set."""
    for name in OPERATORS:
        os.environ.pop(name, None)
    # With DEBUG the static files are served as they stand.
    more = {"SECOND_FACTOR": "on", "DEBUG": "on"}
    os.environ |= scratch.environment(f"sqlite:///{database}", scratch.free_port()) | more


def prepare() -> None:
    """Fill the database of the environment with the content and the invented people."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("build_messages", verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)
    leave_few_unconfirmed()
    for names in PEOPLE.values():
        for person, name in names.items():
            add_person(name, ROLES[person], is_superuser=person == "head")
    connections.close_all()


def leave_few_unconfirmed() -> None:
    """Let all pairs of texts but those of one record be confirmed, since a first load confirms none, in any order."""
    from django.utils import timezone

    from editorial.models import Pairing

    Pairing.objects.exclude(key=FLU).update(confirmed_at=timezone.now())


def add_person(name: str, roles: list[str], is_superuser: bool) -> None:
    """Make an account that signs in with PASSWORD, and with a code of KEY where its roles need one."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from portal.accounts.second_factor import is_required

    user = get_user_model().objects.create_user(name, password=PASSWORD, is_staff=True, is_superuser=is_superuser)
    user.groups.set(Group.objects.filter(name__in=roles))
    if is_required(user):
        TOTPDevice.objects.create(user=user, name="app", key=KEY)


# --- the day -------------------------------------------------------------------------------------


class Day:
    """One day at the desk in one language: who does what, and the pictures of it, in the order in which it happens."""

    def __init__(self, browser, language: str):
        self.browser, self.language, self.words = browser, language, WORDS[language]
        self.text = f"summary_{language}"

    def window(self, **options) -> Person:
        return Person(self.browser, os.environ["SITE_URL"], self.language, PICTURES / self.language, **options)

    def person(self, person: str, **options) -> Person:
        return self.window(**options).sign_in(PEOPLE[self.language][person], PASSWORD, KEY)

    def take_all(self) -> None:
        self.head, self.editor = self.person("head"), self.person("editor")
        self.translator, self.reviewer = self.person("translator"), self.person("reviewer")
        for part in (
            self.somebody_new, self.finding, self.typing, self.another_was_faster, self.signed_out, self.closed_tab,
            self.reviewing, self.four_eyes, self.catching_up, self.taking_down, self.afterwards, self.on_a_phone,
        ):  # fmt: skip
            part()
            print(f"  {self.language}: {part.__name__.replace('_', ' ')}", flush=True)

    def somebody_new(self) -> None:
        head = self.head
        head.open("invite/")
        head.page.fill("[name=name]", NEWCOMER[self.language])
        head.page.fill("[name=email]", "reviewer@example.org")
        head.page.locator("[name=roles]").nth(ROLE_NAMES.index("medical reviewer")).check()
        head.shoot("28-invite", "#content-main form")
        head.page.click("#content-main [type=submit]")
        newcomer = self.window(viewport=NARROW)
        newcomer.page.goto(head.page.inner_text("code.secret"))
        newcomer.shoot("01-choose-password", "#container")
        newcomer.send(new_password1=PASSWORD, new_password2=PASSWORD)
        newcomer.page.wait_for_url("**/password/set/")
        newcomer.open("")
        newcomer.send(username="reviewer@example.org", password=PASSWORD)
        newcomer.page.wait_for_selector("img.qr-code")
        newcomer.shoot("02-second-factor", "#container")
        key = newcomer.page.inner_text("code.secret").replace(" ", "")
        newcomer.send(new_code=code_of(b32decode(key).hex()))
        newcomer.shoot("03-recovery-codes", "#content-main")

    def finding(self) -> None:
        editor = self.editor
        editor.open(f"therapies/sideeffect/?q={SEARCHED[self.language]}")
        editor.shoot(
            "05-find", "#content h1", ".object-tools", "#changelist-filter details:nth-of-type(3)", "#result_list"
        )
        editor.form_of(TIRED)
        editor.shoot("06-form", "#content h1", ".form-row.field-summary_vi")

    def typing(self) -> None:
        editor = self.editor
        editor.type(what_to_do_en=LONG)
        editor.is_checked()
        editor.shoot("07-while-typing", ".field-what_to_do_vi")
        editor.type(what_to_do_en=OTHER_WORDS)
        editor.say("wording", self.words["clearer"])
        editor.shoot("08-about-this-change", ".about-change", ".submit-row:last-of-type")
        editor.say("wording", "")
        editor.page.locator("[name=_submit]").last.click()
        editor.page.wait_for_selector(".wrong-fields")
        editor.shoot("09-nothing-saved-yet", ".wrong-fields")
        editor.say("wording", self.words["clearer"])
        self.change = editor.hand_in()
        editor.page.locator(".findings summary").click()
        editor.page.fill(".findings [name=reason]", self.words["same"])
        editor.shoot("10-differences", "section:has(> #findings)")

    def another_was_faster(self) -> None:
        first, second = self.editor, self.translator
        for person in (first, second):
            person.form_of(APPETITE)
        first.type(**{self.text: self.words["first"]})
        first.save()
        second.type(**{self.text: self.words["second"]})
        second.save()
        second.page.wait_for_selector(".clashes")
        second.shoot("11-somebody-was-faster", "#content h1", ".clashes")
        second.open("")

    def signed_out(self) -> None:
        editor = self.editor
        editor.form_of(FLU)
        editor.type(**{self.text: self.words["typed"]})
        editor.page.wait_for_timeout(600)
        editor.window.clear_cookies(name="session")
        editor.save()
        editor.page.wait_for_selector(".given-back")
        editor.shoot("12-signed-out", ".given-back section", f".given-back textarea[name=summary_{self.language}]")

    def closed_tab(self) -> None:
        editor = self.editor = self.person("editor")
        editor.form_of(FLU)
        editor.type(**{self.text: self.words["typed"]})
        editor.page.wait_for_timeout(600)
        editor.page.close(run_before_unload=False)
        editor.page = editor.window.new_page()
        editor.form_of(FLU)
        editor.shoot("13-closed-tab", "#content h1", ".kept")
        editor.page.click(".kept-discard")

    def reviewing(self) -> None:
        editor, reviewer = self.editor, self.reviewer
        editor.form_of(TIRED)
        editor.type(what_to_do_en=RIGHT)
        editor.say("meaning", self.words["help"])
        self.change = editor.hand_in()
        reviewer.open("")
        reviewer.shoot("04-desk", "#content h1", "section:has(> #group-1)", "section:has(> #group-2)")
        reviewer.page.goto(self.change)
        reviewer.shoot("14-before-and-after", "#content h1", "section:has(> #values)")
        reviewer.page.locator("#approve summary").click()
        reviewer.page.locator("details:has([value=send_back]) > summary").click()
        reviewer.shoot("16-decide", "section.decide")
        reviewer.page.click("a[href$='/preview/']")
        reviewer.page.wait_for_load_state("networkidle")
        reviewer.shoot("15-preview", "#content h1", ".frames-phone")

    def four_eyes(self) -> None:
        head = self.head
        head.form_of(HAIR)
        head.type(**{self.text: self.words["typed"]})
        head.say("safety", self.words["urgent"])
        head.hand_in()
        head.page.locator("details:has([value=override]) > summary").click()
        head.page.fill("[name=override]", self.words["urgent"])
        head.shoot("17-four-eyes", "section.decide")
        head.step("withdraw")

    def catching_up(self) -> None:
        translator = self.translator
        self.reviewer.page.goto(self.change)
        self.reviewer.step("approve")
        reader = self.window(viewport=PHONE)
        reader.page.goto(self.reviewer.address_for_readers("vi"))
        reader.shoot("21-what-readers-see", "main article:has(.outdated)")
        translator.open("translations/")
        translator.shoot("18-translations", "#content h1", ".entries > li")
        translator.page.locator(".side a").first.click()
        translator.page.wait_for_selector(".typing", state="attached")
        translator.type(what_to_do_vi=CAUGHT_UP)
        translator.is_checked()
        translator.page.check("[name=in_step]")
        translator.say("meaning", self.words["caught up"])
        translator.shoot("19-both-say-the-same", ".about-change", ".submit-row:last-of-type")
        change = translator.hand_in()
        self.reviewer.page.goto(change)
        self.reviewer.step("approve")
        translator.open("translations/?standing=never")
        translator.shoot("20-never-confirmed", "#content h1", ".entries > li")

    def taking_down(self) -> None:
        editor = self.editor
        editor.form_of(HAIR)
        editor.page.click("a[href$='/take-down/']")
        editor.page.fill("[name=reason]", self.words["down"])
        editor.shoot("22-take-down", "#content h1", "#content-main form")
        editor.page.click("#content-main form [type=submit]")
        editor.page.wait_for_selector(".messagelist")
        self.reviewer.page.goto(editor.page.url)
        self.reviewer.shoot("23-look-back", "section.decide")

    def afterwards(self) -> None:
        editor = self.editor
        editor.form_of(TIRED)
        editor.page.click(".historylink")
        editor.page.locator(".choices a").first.click()
        editor.page.wait_for_selector(".comparison")
        editor.shoot("24-history", "#content h1", "ol.entries > li:nth-child(2)")
        editor.form_of(TIRED)
        editor.shoot("25-sources", "fieldset:has(.field-sources)")
        self.reviewer.open("changes/")
        self.reviewer.shoot("26-all-changes", "#content h1", "table.changes tbody tr:nth-child(8)")

    def on_a_phone(self) -> None:
        phone = self.person("editor", viewport=PHONE)
        phone.form_of(TIRED)
        phone.page.click(f"[data-languages={self.language}]")
        phone.shoot("27-phone", "fieldset:has(.field-name_vi) h2", ".form-row.field-what_to_do_vi")


def main() -> None:
    chromium = find_chromium()
    if not chromium:
        sys.exit("There is no Chromium: apt-get install chromium-headless-shell, or set CHROMIUM to its path.")
    # So that the server stops when we are told to.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "db.sqlite3"
        set_environment(database)
        print("Preparing a site", flush=True)
        prepare()
        take_all(chromium, database, sys.argv[1:] or list(PEOPLE))
    found = list(PICTURES.rglob("*.png"))
    print(f"{len(found)} pictures, {sum(path.stat().st_size for path in found) / 1024:.0f} KB, in docs/screenshots/")


def take_all(chromium: str, database: Path, languages: list[str]) -> None:
    """Take the pictures in each of `languages`, each on a copy of `database`."""
    from playwright.sync_api import sync_playwright  # a package for development

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for language in languages:
            copy = database.with_name(f"{language}.sqlite3")
            with closing(sqlite3.connect(database)) as connection:
                connection.execute("VACUUM INTO ?", [str(copy)])  # a plain copy may lack the last writes
            os.environ["DATABASE_URL"] = f"sqlite:///{copy}"
            shutil.rmtree(PICTURES / language, ignore_errors=True)
            (PICTURES / language).mkdir(parents=True)
            with scratch.server(int(os.environ["SITE_URL"].rpartition(":")[2]), workers=1):
                Day(browser, language).take_all()
        browser.close()


if __name__ == "__main__":
    main()
