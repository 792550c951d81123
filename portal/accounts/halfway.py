"""Between the right password and the right code: nobody is signed in yet, the session only remembers who asks."""

import time

import django_otp
from django.contrib import auth
from django.utils.crypto import constant_time_compare

from portal.accounts import attempts

SESSION_KEY = "asked_for_second_factor"
PATIENCE = 10 * 60  # seconds to find the phone, or to install an app


def wait_for_second_factor(request, user, next_page):
    """Remember that `user` gave the right password, in a session of which nobody knows the key yet."""
    request.session.flush()
    request.session[SESSION_KEY] = {
        "user": user.pk,
        "backend": user.backend,
        "password": user.get_session_auth_hash(),
        "until": time.time() + PATIENCE,
        "next": next_page,
    }


def waiting_user(request):
    """Return the user who just gave the right password, or None; a new password or a disabled account ends it."""
    waiting = request.session.get(SESSION_KEY)
    if not waiting or waiting["until"] < time.time():
        return None
    user = auth.load_backend(waiting["backend"]).get_user(waiting["user"])
    if not user or not constant_time_compare(waiting["password"], user.get_session_auth_hash()):
        return None
    return user


def come_in(request, user, device, next_page=None):
    """Sign `user` in, verified by `device` if there is one; return the page to go on to."""
    waiting = request.session.pop(SESSION_KEY, {})
    auth.login(request, user, backend=waiting.get("backend"))
    if device:
        django_otp.login(request, device)
    attempts.forget_outdated()
    return waiting.get("next", next_page)
