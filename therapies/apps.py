from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TherapiesConfig(AppConfig):
    name = "therapies"
    verbose_name = _("Content")
    # The records of this app stand in content files.
    has_content = True

    def ready(self):
        from therapies import checks, desk, vocabulary  # noqa: F401 - importing registers them
