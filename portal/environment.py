"""Reading the environment: every wrong value is named together with the values that are accepted."""

import os
import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}
ORIGIN = re.compile(r"https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?\Z")


def flag(name, default=False):
    """Return the variable `name` as a bool; raise ImproperlyConfigured for anything but yes or no."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in TRUE:
        return True
    if value.lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is not understood; use one of: on, off, true, false, yes, no, 1, 0.")


def words(name):
    """Return the comma-separated variable `name` as a list without empty entries."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def origin(name, default):
    """Return the variable `name` as an origin without a trailing slash, e.g. `https://example.org`.

    Raises ImproperlyConfigured when it is not http or https, has no host, or has a path.
    """
    value = os.environ.get(name, default)
    if not ORIGIN.match(value.rstrip("/")):
        raise ImproperlyConfigured(f"{name}={value!r} is not an address such as https://example.org.")
    return value.rstrip("/")


class MailServer(NamedTuple):
    """Where messages are handed in; an empty `host` stands for none."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    is_tls: bool = False


# By scheme: the usual port, and the two ways of encryption.
MAIL_SCHEMES = {"smtp": (25, False, False), "smtp+tls": (587, True, False), "smtps": (465, False, True)}


def mail_server(name):
    """Return the variable `name`, e.g. `smtp+tls://user:password@mail.example.org:587`, as a MailServer.

    Raises ImproperlyConfigured for anything else, without repeating the value: it may hold a password.
    """
    value = os.environ.get(name, "")
    if not value:
        return MailServer()
    try:
        address = urlsplit(value)
        port, starts_tls, is_tls = MAIL_SCHEMES[address.scheme]
        port = address.port or port
    except (ValueError, KeyError):
        address = None
    if not address or not address.hostname or address.path.strip("/"):
        schemes = ", ".join(f"{scheme}://" for scheme in MAIL_SCHEMES)
        message = (
            f"{name} is not an address such as smtp+tls://user:password@host:587; it begins with one of {schemes}."
        )
        raise ImproperlyConfigured(message)
    words = unquote(address.username or ""), unquote(address.password or "")
    return MailServer(address.hostname, port, *words, starts_tls, is_tls)
