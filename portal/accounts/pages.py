"""The pages of an account: sign in, second factor, recovery codes, invitation. Each takes the site it stands on."""

import django_otp
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from portal.accounts import attempts, links, second_factor
from portal.accounts.forms import CodeForm, InvitationForm, ReplaceForm, SetUpForm, SignInForm
from portal.accounts.halfway import come_in, wait_for_second_factor, waiting_user
from portal.accounts.models import Outcome


def page(site, request, template, title, **context):
    """Return the page `template` in the look of the admin."""
    context = {**site.each_context(request), "title": title, "subtitle": None, **context}
    return render(request, f"portal/accounts/{template}.html", context)


def sent(request, form):
    """Tell whether `form` was sent and is right."""
    return request.method == "POST" and form.is_valid()


def wanted_page(request):
    """Return the page of this site that was asked for before signing in, else the desk."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if here else reverse("admin:index")


def to_sign_in(request):
    """Lead to the first step; the later ones have no business without it."""
    return redirect_to_login(reverse("admin:index"), reverse("admin:login"))


# --- signing in ----------------------------------------------------------------------------------


def sign_in(site, request):
    """The first step: name and password."""
    next_page = wanted_page(request)
    if request.method == "GET" and site.has_permission(request):
        return HttpResponseRedirect(next_page)
    form = SignInForm(request, data=request.POST or None)
    if not sent(request, form):
        return page(site, request, "sign_in", _("Sign in"), form=form, next=next_page)
    user = form.get_user()
    if not second_factor.must_verify(user):
        come_in(request, user, None)
        form.attempt.end(Outcome.SIGNED_IN)
        return HttpResponseRedirect(next_page)
    wait_for_second_factor(request, user, next_page)
    form.attempt.end(Outcome.PASSWORD_RIGHT)
    return HttpResponseRedirect(reverse("admin:sign_in_code"))


def sign_in_code(site, request):
    """The second step: a code of the app, or a recovery code; whoever has neither yet sets the app up."""
    user = waiting_user(request)
    if not user:
        return to_sign_in(request)
    device = second_factor.device_of(user)
    if not device:
        return HttpResponseRedirect(reverse("admin:second_factor_set_up"))
    form = CodeForm(request, user, request.POST or None)
    if not sent(request, form):
        return page(site, request, "code", _("Second step"), form=form, recovering="recovering" in request.GET)
    next_page = come_in(request, user, device)
    form.attempt.end(form.outcome)
    if form.outcome == Outcome.RECOVERY_CODE:
        warn_of_codes_left(request, user)
    return HttpResponseRedirect(next_page)


def warn_of_codes_left(request, user):
    """Say how many recovery codes are left, and what to do about a lost phone."""
    left = user.recovery_codes.count()
    text = ngettext(
        "You used a recovery code; %(count)d is left. If your phone is lost, replace it under “Second factor” now.",
        "You used a recovery code; %(count)d are left. If your phone is lost, replace it under “Second factor” now.",
        left,
    )
    messages.warning(request, text % {"count": left})


def set_up(site, request):
    """Show a new secret to the app, and make it the second factor once the app answers with the right code."""
    halfway = waiting_user(request)
    user = halfway or (request.user if site.has_permission(request) else None)
    if not user:
        return to_sign_in(request)
    device = second_factor.device_of(user)
    if halfway and device:
        return HttpResponseRedirect(reverse("admin:sign_in_code"))
    secret = second_factor.new_secret(request.session)
    form = (ReplaceForm if device else SetUpForm)(request, user, secret, request.POST or None)
    if sent(request, form):
        return take_over(site, request, user, form)
    address = second_factor.address_for_app(user, secret)
    shown = {"address": address, "picture": second_factor.picture(address), "secret": second_factor.as_typed(secret)}
    title = _("Replace the authenticator app") if device else _("Set up the second factor")
    return page(site, request, "set_up", title, form=form, is_required=second_factor.is_required(user), **shown)


def take_over(site, request, user, form):
    """Make the secret of `form` the second factor, sign in whoever was halfway, and show the recovery codes."""
    device, codes = second_factor.set_up(user, form.secret, form.step)
    del request.session[second_factor.SESSION_KEY]
    if request.user.is_authenticated:
        django_otp.login(request, device)
        next_page = reverse("admin:second_factor")
    else:
        next_page = come_in(request, user, device)
        attempts.note(request, Outcome.SIGNED_IN, user.get_username(), user)
    if isinstance(form, ReplaceForm):
        form.attempt.end(Outcome.FACTOR_SET)
    else:
        attempts.note(request, Outcome.FACTOR_SET, user.get_username(), user)
    return page(site, request, "recovery_codes", _("Your recovery codes"), codes=codes, next=next_page)


# --- the second factor of somebody who is signed in ----------------------------------------------


def own_second_factor(site, request):
    """What the account has, and what may be done with it."""
    user = request.user
    context = {
        "device": second_factor.device_of(user),
        "codes_left": user.recovery_codes.count(),
        "is_required": second_factor.is_required(user),
    }
    return page(site, request, "second_factor", _("Second factor"), **context)


def renew_codes(site, request):
    """Make new recovery codes for who shows a code."""
    form = CodeForm(request, request.user, request.POST or None)
    if not sent(request, form):
        return page(site, request, "renew_codes", _("New recovery codes"), form=form)
    codes = second_factor.new_recovery_codes(request.user)
    form.attempt.end(Outcome.CODES_RENEWED)
    next_page = reverse("admin:second_factor")
    return page(site, request, "recovery_codes", _("Your recovery codes"), codes=codes, next=next_page)


def remove(site, request):
    """Take the second factor away from who shows a code and may do without."""
    if second_factor.is_required(request.user):
        raise PermissionDenied
    form = CodeForm(request, request.user, request.POST or None)
    if not sent(request, form):
        return page(site, request, "remove", _("Remove the second factor"), form=form)
    second_factor.remove(request.user)
    form.attempt.end(Outcome.FACTOR_REMOVED)
    messages.success(request, _("The second factor was removed. Your password alone signs you in."))
    return HttpResponseRedirect(reverse("admin:second_factor"))


# --- inviting ------------------------------------------------------------------------------------


def invite(site, request):
    """Make an account for somebody, who sets the password through a link."""
    if not request.user.has_perm("auth.add_user"):
        raise PermissionDenied
    form = InvitationForm(request.POST or None)
    if not sent(request, form):
        return page(site, request, "invite", _("Invite somebody"), form=form)
    with transaction.atomic():
        user = form.save()
        attempts.note(request, Outcome.INVITED, user.get_username(), user, by=request.user.get_username())
    link = "" if links.invite(user) else links.INVITATIONS.link(user, get_language())
    return page(site, request, "invited", _("Invited"), invited=user, link=link)
