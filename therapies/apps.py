from django.apps import AppConfig


class TherapiesConfig(AppConfig):
    name = "therapies"
    # The records of this app stand in content files.
    has_content = True

    def ready(self):
        from therapies import checks  # noqa: F401 - importing registers them
