"""Somebody at the desk in a real browser, and pictures of what they see."""

import time
from pathlib import Path

from pictures import small

SCREEN, PHONE = {"width": 1000, "height": 800}, {"width": 360, "height": 740}
WINDOW = {"timezone_id": "Asia/Ho_Chi_Minh", "reduced_motion": "reduce"}
LOCALES = {"en": "en-GB", "vi": "vi"}
MARGIN = 10


def code_of(key: str) -> str:
    """Return what an authenticator app shows now for `key`, in hexadecimal."""
    from django_otp.oath import TOTP

    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time()
    return f"{totp.token():06}"


class Person:
    """A window of somebody, and what they do in it; pictures go into the `folder` of the language."""

    def __init__(self, browser, site: str, language: str, folder: Path, viewport: dict[str, int] = SCREEN):
        self.site, self.language, self.folder = site, language, folder
        self.window = browser.new_context(viewport=viewport, locale=LOCALES[language], **WINDOW)
        # The list of all kinds of records at the side takes room that the pictures need.
        self.window.add_init_script("localStorage.setItem('django.admin.navSidebarIsOpen', 'false')")
        self.page = self.window.new_page()
        self.page.on("dialog", lambda dialog: dialog.accept())

    def open(self, path: str) -> None:
        """Open a page of the desk in the language of this person."""
        self.page.goto(f"{self.site}/{self.language}/admin/{path}")
        self.page.wait_for_selector("#content-main")

    def sign_in(self, name: str, password: str, key: str) -> "Person":
        self.open("")
        self.send(username=name, password=password)
        self.page.wait_for_selector("[name=code], #user-tools")
        if self.page.locator("[name=code]").count():
            self.send(code=code_of(key))
        self.page.wait_for_selector("#user-tools")
        return self

    def send(self, **fields: str) -> None:
        for name, text in fields.items():
            self.page.fill(f"[name={name}]", text)
        self.page.click("#content-main [type=submit]")

    def type(self, **texts: str) -> None:
        for name, text in texts.items():
            self.page.fill(f"#id_{name}", text)

    def is_checked(self) -> None:
        """Wait until what is said of the texts while they are typed is about what stands there now."""
        self.page.wait_for_timeout(900)
        self.page.wait_for_load_state("networkidle")

    def form_of(self, key: str) -> None:
        """Find a side effect by its key, as an editor may, and open its form."""
        self.open(f"therapies/sideeffect/?q={key}")
        self.page.click("#result_list .field-title a")
        self.page.wait_for_selector(".typing", state="attached")
        self.is_checked()

    def say(self, significance: str, reason: str) -> None:
        self.page.check(f"[name=significance][value={significance}]")
        self.page.fill("#id_reason", reason)

    def hand_in(self) -> str:
        """Hand the form in; return the address of the change that came of it."""
        self.page.locator("[name=_submit]").first.click()
        self.page.wait_for_selector("#decide")
        return self.page.url

    def save(self) -> None:
        with self.page.expect_navigation():
            self.page.locator("[name=_save]").first.click()

    def step(self, name: str, **texts: str) -> None:
        """Take the step `name` on the page of a change, folded away or not."""
        self.page.eval_on_selector_all("details", "all => all.forEach((one) => { one.open = true; })")
        form = self.page.locator(f"form:has([name=step][value={name}])").first
        for field, text in texts.items():
            form.locator(f"[name={field}]").fill(text)
        form.locator(f"[name=step][value={name}]").click()
        self.page.wait_for_selector(".messagelist li, .problem")

    def address_for_readers(self, language: str) -> str:
        """Return where readers find the record that the page is about."""
        return self.site + self.page.locator(f".record-links a[hreflang={language}]").get_attribute("href")

    def shoot(self, name: str, *parts: str) -> None:
        """Take a picture of the smallest piece of the page that holds all of `parts`, the whole window without any."""
        self.page.evaluate("scrollTo(0, 0)")
        boxes = [self.page.locator(part).locator("visible=true").first.bounding_box() for part in parts]
        clip = around(boxes) if boxes else None
        picture = self.page.screenshot(clip=clip, full_page=bool(clip), animations="disabled", caret="hide")
        plain = self.window.new_page()  # without a policy against our script
        (self.folder / f"{name}.png").write_bytes(small(plain, picture))
        plain.close()


def around(boxes: list[dict[str, float]]) -> dict[str, float]:
    """Return the rectangle around `boxes` with a margin, as Playwright wants it."""
    left, top = (max(min(box[side] for box in boxes) - MARGIN, 0) for side in ("x", "y"))
    right = max(box["x"] + box["width"] for box in boxes) + MARGIN
    bottom = max(box["y"] + box["height"] for box in boxes) + MARGIN
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}
