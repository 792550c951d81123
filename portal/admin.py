"""What the editors' side is called."""

from django.contrib import admin
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

admin.site.site_title = _("Editors' desk")
admin.site.site_header = _("Editors' desk")
admin.site.index_title = _("What is on the site")
# Back to the site in the language of the desk, not in the browser's.
admin.site.site_url = lazy(lambda: f"/{get_language()}/", str)()
