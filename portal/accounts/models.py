"""What the site remembers of sign-ins: who came in or failed to, and codes for a lost phone."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Long enough to look into last year's incident, and no longer: the rows hold people's addresses.
KEPT = timedelta(days=400)


class Outcome(models.TextChoices):
    """How an attempt ended, or what was done to an account."""

    SIGNED_IN = "signed-in", _("signed in")
    RECOVERY_CODE = "recovery-code", _("signed in with a recovery code")
    PASSWORD_RIGHT = "password-right", _("password right, second factor asked")
    WRONG_PASSWORD = "wrong-password", _("wrong password")
    WRONG_CODE = "wrong-code", _("wrong code")
    LOCKED = "locked", _("refused after too many failures")
    RESET_ASKED = "reset-asked", _("new password asked for")
    PASSWORD_SET = "password-set", _("password set through a link")
    PASSWORD_CHANGED = "password-changed", _("password changed by somebody else")
    INVITED = "invited", _("invited")
    FACTOR_SET = "factor-set", _("second factor set up")
    FACTOR_REMOVED = "factor-removed", _("second factor removed")
    CODES_RENEWED = "codes-renewed", _("recovery codes made")


FAILURES = [Outcome.WRONG_PASSWORD, Outcome.WRONG_CODE]
# Who did one of these holds the account, at least as far as a password or a mailbox proves it.
PROOFS = [Outcome.SIGNED_IN, Outcome.RECOVERY_CODE, Outcome.PASSWORD_SET]


class SignInEventQuerySet(models.QuerySet):
    def failed(self):
        """Attempts with a wrong password or code."""
        return self.filter(outcome__in=FAILURES)

    def proofs(self):
        """Events that only the holder of the account brings about."""
        return self.filter(outcome__in=PROOFS)

    def outdated(self, now):
        """Events that are older than the site may keep them."""
        return self.filter(at__lt=now - KEPT)


class SignInEvent(models.Model):
    """One attempt to sign in, or one change to how an account signs in; never what was typed as a password or code."""

    at = models.DateTimeField(_("when"), default=timezone.now)
    outcome = models.CharField(_("what happened"), max_length=16, choices=Outcome)
    # The name stays when the account is gone; of a name without an account only the beginning is kept, because people
    # type their password into the wrong box.
    account = models.CharField(_("account"), max_length=160)
    # Of what was typed, keyed: counts attempts on a name, also on one that no account has.
    fingerprint = models.CharField(max_length=64)
    address = models.GenericIPAddressField(_("internet address"), null=True, help_text=_("IPv6: of the network"))
    by = models.CharField(_("done by"), max_length=150, blank=True)

    objects = SignInEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["fingerprint", "at"], name="sign_in_by_account"),
            models.Index(fields=["address", "at"], name="sign_in_by_address"),
            models.Index(fields=["at"], name="sign_in_by_time"),
        ]

    def __str__(self):
        return f"{self.account}: {self.get_outcome_display()}"

    def end(self, outcome):
        """Write down how the attempt really ended."""
        self.outcome = outcome
        self.save(update_fields=["outcome"])


class RecoveryCode(models.Model):
    """A code that replaces the authenticator app once; only its digest is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes")
    # 80 random bits need no slow hash: nobody can try them all.
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        default_permissions = ()

    def __str__(self):
        return str(self.user)
