"""Links that open an account once, and the messages that carry them."""

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from portal.languages import LANGUAGES

logger = logging.getLogger(__name__)


class Links:
    """One-time links to set a password; `purpose` is the name of the page, `lifetime` how long one works.

    A link ends with the password, the e-mail address or the sign-in that it was made for: what it is signed over.
    """

    def __init__(self, purpose, lifetime):
        self.purpose = purpose
        self.lifetime = lifetime

    def make_token(self, user):
        return signing.dumps(self.state_of(user), salt=f"portal.{self.purpose}")

    def check_token(self, user, token):
        """Tell whether `token` was made for `user` as the account is now; a disabled account has no link."""
        try:
            state = signing.loads(token or "", salt=f"portal.{self.purpose}", max_age=self.lifetime)
        except signing.BadSignature:
            return False
        return user.is_active and constant_time_compare(state, self.state_of(user))

    def state_of(self, user):
        seen = user.last_login.replace(microsecond=0, tzinfo=None) if user.last_login else ""
        parts = [user.pk, user.password, user.email, seen]
        # Half of the digest: still nobody guesses it, and the link stays short enough to read out.
        return salted_hmac("portal.accounts.links", repr(parts), algorithm="sha256").hexdigest()[:32]

    def link(self, user, language):
        """Return a new link for `user` to the page in `language`."""
        uid = urlsafe_base64_encode(force_bytes(user.pk))
        with translation.override(language):
            return settings.SITE_URL + reverse(f"admin:{self.purpose}", args=[uid, self.make_token(user)])


INVITATIONS = Links("invitation", timedelta(days=7))
RESETS = Links("password_reset_confirm", timedelta(hours=2))


def write(template, user, links, languages):
    """Return the EmailMessage of `template` to `user` with a new link, in each of `languages` one after the other."""
    subjects, bodies = [], []
    for language in languages:
        with translation.override(language):
            words = {"user": user, "link": links.link(user, language), "site_url": settings.SITE_URL}
            subject, body = render_to_string(f"portal/accounts/{template}.txt", words).strip().split("\n", 1)
        subjects.append(subject)
        bodies.append(body.strip())
    return EmailMessage(" / ".join(subjects), "\n\n--\n\n".join(bodies) + "\n", to=[user.email])


def invite(user):
    """Send `user` an invitation in every language; return whether it went off."""
    try:
        return settings.SENDS_MAIL and bool(write("mail_invitation", user, INVITATIONS, LANGUAGES).send())
    except OSError:
        logger.exception("An invitation could not be sent")
        return False


def send_reset(user):
    """Send `user` a link for a new password, in the language that is active."""
    try:
        write("mail_reset", user, RESETS, [translation.get_language()]).send()
    except OSError:
        logger.exception("A link for a new password could not be sent")


def later(function, *arguments):
    """Run `function` beside the answer, in the active language: how long it takes then tells nobody anything."""
    language = translation.get_language()

    def run():
        with translation.override(language):
            function(*arguments)

    threading.Thread(target=run, name="message").start()
