"""What came of opening the web addresses that records name."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkCheckQuerySet(models.QuerySet):
    def failing(self):
        """Addresses that lead nowhere, those first that have done so for longest."""
        return self.exclude(failing_since=None).order_by("failing_since", "pk")


class LinkCheck(models.Model):
    """One web address and what it answered last, e.g. 404; `failing_since` is empty while it leads somewhere."""

    url = models.CharField(_("web address"), max_length=500, unique=True)
    # The last answer's status, after all that was led on; empty if there was no answer.
    status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=300, blank=True)
    checked_at = models.DateTimeField(_("checked"))
    failing_since = models.DateTimeField(_("fails since"), null=True, blank=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("link check")
        verbose_name_plural = _("link checks")
        indexes = [models.Index(fields=["failing_since"], name="link_failing_since")]

    def __str__(self):
        return self.url
