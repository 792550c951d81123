"""Counting attempts to sign in, in the database, so that several processes count together.

An attempt is written down as failed before it is looked at. Of many attempts at the same moment each then sees those
before it, so none slips through between a count and a write.
"""

import ipaddress
import math
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.accounts.models import Outcome, SignInEvent


@dataclass(frozen=True)
class Limit:
    """So many `failures` `within` a time; whatever lies further back no longer counts, so every lock ends by itself."""

    failures: int
    within: timedelta

    def wait(self, events, now):
        """Return for how many seconds nothing more is allowed after `events`; 0 if another attempt is."""
        recent = events.filter(at__gt=now - self.within).order_by("-at").values_list("at", flat=True)
        last = recent[self.failures - 1 : self.failures]
        return max((math.ceil((at + self.within - now).total_seconds()) for at in last), default=0)


# One account from one address.
PAIR = Limit(5, timedelta(minutes=15))
# One address over all accounts: a whole clinic behind one address mistypes less than somebody who tries names.
ADDRESS = Limit(15, timedelta(minutes=15))
# One account from all addresses that it never signed in from: whoever attacks from many never locks its holder out.
ACCOUNT = Limit(30, timedelta(hours=1))
# Codes of one account from everywhere. Only who has the password gets so far; 20 a day leave 1 chance in 45 a year.
CODES = Limit(20, timedelta(days=1))
# Messages to one mailbox, and questions for a new password from one address.
MESSAGES = Limit(3, timedelta(hours=1))
QUESTIONS = Limit(10, timedelta(hours=1))
KNOWN = timedelta(days=30)
# More rows than these of one locked address say nothing new and only fill the table.
REFUSALS = Limit(5, timedelta(minutes=15))


class Locked(Exception):
    """Too many failures; `seconds` says when the next attempt is allowed."""

    def __init__(self, seconds):
        super().__init__(seconds)
        self.seconds = seconds


def client_address(request):
    """Return the address that asks, as text, or None; of IPv6 its /64 network, which one household has for itself.

    Behind a proxy it is the last entry of X-Forwarded-For, which our proxy wrote; what stands before it, and the whole
    header without a proxy, anybody can make up.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    for candidate in (forwarded.rpartition(",")[2], request.META.get("REMOTE_ADDR", "")):
        try:
            address = ipaddress.ip_address(candidate.strip())
        except ValueError:
            continue
        if address.version == 4:
            return str(address)
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((int(address), 64), strict=False).network_address)
    return None


def fingerprint(name):
    """Return what stands for the account name `name` when attempts are counted."""
    return salted_hmac("portal.accounts", name.strip().casefold(), algorithm="sha256").hexdigest()


def note(request, outcome, name, user=None, by=""):
    """Write a SignInEvent down and return it.

    `name` is what was typed, or the account's; `user` is the account if it is known; `by` names who acted on it.
    """
    user = user or get_user_model().objects.filter(username=name).first()
    return SignInEvent.objects.create(
        outcome=outcome,
        account=user.get_username() if user else f"{name[:2]}…",
        fingerprint=fingerprint(name),
        address=client_address(request) if request else None,
        by=by,
    )


def begin(request, name, outcome=Outcome.WRONG_PASSWORD):
    """Write an attempt on the account `name` down as failed and return it; who finds it right ends it otherwise.

    Raises Locked when there were too many failures before it; then it does not count itself, so that nobody can hold
    a lock closed.
    """
    event = note(request, outcome, name)
    seconds = wait(event)
    if seconds:
        refuse(event)
        raise Locked(seconds)
    return event


def wait(event):
    """Return for how many seconds the attempt `event` comes too early."""
    others = SignInEvent.objects.exclude(pk=event.pk)
    failed, account, address = others.failed(), {"fingerprint": event.fingerprint}, {"address": event.address}
    proof = others.proofs().filter(**account, **address).first()
    pair = failed.filter(**account, **address)
    waits = [
        PAIR.wait(pair.filter(at__gt=proof.at) if proof else pair, event.at),
        ADDRESS.wait(failed.filter(**address), event.at),
    ]
    if not proof or proof.at < event.at - KNOWN:
        waits.append(ACCOUNT.wait(failed.filter(**account), event.at))
    if event.outcome == Outcome.WRONG_CODE:
        waits.append(CODES.wait(failed.filter(**account, outcome=Outcome.WRONG_CODE), event.at))
    return max(waits)


def refuse(event):
    """Mark `event` as refused, or forget it when its address was refused often enough to know."""
    refused = SignInEvent.objects.filter(outcome=Outcome.LOCKED, address=event.address)
    if REFUSALS.wait(refused, event.at):
        event.delete()
    else:
        event.end(Outcome.LOCKED)


def may_send(request, email, user):
    """Note that somebody asked for a new password and say whether a message may be sent.

    Raises Locked when one address asks too often. The limit of a mailbox is silent: it would tell which ones are known.
    """
    event = note(request, Outcome.RESET_ASKED, email, user)
    asked = SignInEvent.objects.filter(outcome=Outcome.RESET_ASKED).exclude(pk=event.pk)
    seconds = QUESTIONS.wait(asked.filter(address=event.address), event.at)
    if seconds:
        refuse(event)
        raise Locked(seconds)
    return not MESSAGES.wait(asked.filter(fingerprint=event.fingerprint), event.at)


def forget_outdated():
    """Delete what is older than the site may keep it."""
    SignInEvent.objects.outdated(timezone.now()).delete()
