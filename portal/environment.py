"""Reading the environment: every wrong value is named together with the values that are accepted."""

import os
import re

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
