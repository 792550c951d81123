"""The app and the desk, which stands in INSTALLED_APPS in place of `django.contrib.admin`."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate


class EditorialConfig(AppConfig):
    name = "editorial"
    default = True
    # Differences that were confirmed to be right stand in the content files with the texts.
    has_content = True

    def ready(self):
        from editorial import log, roles  # importing the log connects its signals
        from portal import offline

        post_migrate.connect(roles.grant, sender=self)
        offline.stamps.append(log.newest)


class DeskConfig(admin_apps.AdminConfig):
    default = False
    default_site = "editorial.desk.Desk"
