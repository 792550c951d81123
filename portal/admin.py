"""What the editors' side is called."""

from django.contrib import admin
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.admin import TOTPDevice

from portal.accounts import admin as accounts  # noqa: F401 - importing registers the record of sign-ins

admin.site.site_title = _("Editors' desk")
admin.site.site_header = _("Editors' desk")
admin.site.index_title = _("What is on the site")
# Back to the site in the language of the desk, not in the browser's.
admin.site.site_url = lazy(lambda: f"/{get_language()}/", str)()

# Its page shows the secret of anybody's second factor.
admin.site.unregister(TOTPDevice)
