"""The first sign-in of an administrator, in a real browser: password, app, recovery codes, desk, and in again."""

import time
from base64 import b32decode
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django_otp.oath import TOTP

pytestmark = [pytest.mark.browser, pytest.mark.once]
PASSWORD = "a long password of a newcomer"


def code_of(secret, steps=0):
    """Return what an app shows for the secret as it is spelt on the page, so many half minutes later."""
    totp = TOTP(b32decode(secret.replace(" ", "")))
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06}"


def send(page, **fields):
    for name, text in fields.items():
        page.fill(f"[name={name}]", text)
    page.click("#content-main [type=submit]")


def faults(page):
    """Return what axe finds on the page as `{rule: where}`."""
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).response["violations"]
    return {fault["id"]: [node["target"] for node in fault["nodes"]] for fault in found}


def fits(page):
    """Tell whether nothing hangs out of the window at the side."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_newcomer_comes_in_with_a_phone(visit, live_server, content, django_user_model, settings, language):
    settings.SECOND_FACTOR = True
    django_user_model.objects.create_superuser("newcomer", password=PASSWORD)
    desk = f"{live_server.url}/{language}/admin/"
    page = visit(desk, viewport={"width": 360, "height": 780})
    complaints, seen = [], {}
    page.on("console", lambda message: complaints.append(message.text))

    def look(name):
        seen[name] = (faults(page), fits(page))

    look("sign in")
    send(page, username="newcomer", password=PASSWORD)
    assert page.url == f"{desk}second-factor/set-up/"
    look("set up")
    secret = page.inner_text("code.secret")
    assert page.evaluate("document.querySelector('img.qr-code').naturalWidth") > 100
    assert f"secret={secret.replace(' ', '')}&" in unquote(page.get_attribute('a[href^="otpauth:"]', "href"))
    send(page, new_code=code_of(secret))
    look("codes")
    codes = page.locator(".recovery-codes li").all_inner_texts()
    page.click("#content-main a.button")
    assert page.url == desk
    assert page.locator("#user-tools").count() == 1

    again = page = visit(desk, viewport={"width": 360, "height": 780})
    send(page, username="newcomer", password=PASSWORD)
    look("code")
    send(page, code=code_of(secret))  # the code that confirmed the app is used up
    assert again.locator(".errorlist").count() == 1
    page.click("a[href='?recovering']")
    look("recovery code")
    send(page, code=codes[0])
    assert page.url == desk
    assert page.locator(".messagelist .warning").count() == 1

    assert len(set(codes)) == 10
    assert seen == dict.fromkeys(["sign in", "set up", "codes", "code", "recovery code"], ({}, True))
    assert complaints == []
