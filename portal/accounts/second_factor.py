"""The second factor: a code of an authenticator app (RFC 6238), or a recovery code in place of a lost phone."""

import hashlib
import re
import secrets
from base64 import b32encode

import django_otp
import segno
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.accounts.models import Outcome, RecoveryCode

CODES = 10
SESSION_KEY = "new_second_factor"


def is_required(user):
    """Tell whether `user` may not do without: superusers, and the groups that the settings name."""
    if not settings.SECOND_FACTOR:
        return False
    return user.is_superuser or user.groups.filter(name__in=settings.SECOND_FACTOR_GROUPS).exists()


def must_verify(user):
    """Tell whether `user` comes in with a second factor only: it is required, or the user has set one up."""
    if not settings.SECOND_FACTOR:
        return False
    if user.is_superuser:
        return True
    asked = Q(groups__name__in=settings.SECOND_FACTOR_GROUPS) | Q(totpdevice__confirmed=True)
    return get_user_model().objects.filter(asked, pk=user.pk).exists()


def device_of(user):
    """Return the TOTPDevice of `user`, or None."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


# --- setting up ----------------------------------------------------------------------------------


def new_secret(session):
    """Return the secret, in hexadecimal, that is being set up in `session`.

    Kept in the session and not beside the account: whoever has only the password must not know the secret that the
    holder of the account confirms later.
    """
    return session.setdefault(SESSION_KEY, secrets.token_hex(20))


def as_typed(secret):
    """Return `secret` as apps want it typed, in groups of four letters: `ABCD EFGH …`."""
    return " ".join(re.findall(".{1,4}", b32encode(bytes.fromhex(secret)).decode()))


def address_for_app(user, secret):
    """Return the otpauth: address that an authenticator app reads."""
    return TOTPDevice(user=user, key=secret).config_url


def picture(address):
    """Return a QR code of `address` as an address of its own, `data:image/svg+xml…`, which the policy allows."""
    return segno.make(address, error="m").svg_data_uri(scale=4, border=4, light="#fff")


def step_of(secret, code):
    """Return the time step for which `code` is right for `secret`, or None; one step too early or late is right."""
    totp = TOTP(bytes.fromhex(secret))
    return totp.t() if code.isdecimal() and totp.verify(int(code), tolerance=1) else None


@transaction.atomic
def set_up(user, secret, step):
    """Make `secret` the second factor of `user` in place of any other; `step` is the one just used, so used up.

    Returns the device and the new recovery codes.
    """
    TOTPDevice.objects.filter(user=user).delete()
    device = TOTPDevice.objects.create(user=user, name="app", key=secret, last_t=step)
    return device, new_recovery_codes(user)


@transaction.atomic
def new_recovery_codes(user):
    """Replace the recovery codes of `user` and return them, the only time that they are readable."""
    codes = [b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(CODES)]
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=digest(code)) for code in codes)
    return ["-".join(re.findall("....", code)) for code in codes]


@transaction.atomic
def remove(user):
    """Take the second factor of `user` away; sessions that were verified by it are so no longer."""
    TOTPDevice.objects.filter(user=user).delete()
    user.recovery_codes.all().delete()


# --- checking ------------------------------------------------------------------------------------


def digest(code):
    """Return what is kept of a recovery code."""
    return hashlib.sha256(code.encode()).hexdigest()


def accept(user, code):
    """Use `code` up if it is right; return Outcome.SIGNED_IN, Outcome.RECOVERY_CODE or None.

    A code of the app is right once only, and a recovery code too, however many ask at the same moment.
    """
    code = re.sub(r"[\s-]", "", code).lower()
    if code.isdecimal() and len(code) == 6:
        device = device_of(user)
        right = device and django_otp.verify_token(user, device.persistent_id, code)
        return Outcome.SIGNED_IN if right else None
    deleted, _rows = user.recovery_codes.filter(digest=digest(code)).delete()
    return Outcome.RECOVERY_CODE if deleted else None
