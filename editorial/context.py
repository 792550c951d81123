"""What every template knows of how the texts are checked."""

from django.conf import settings


def checking(request):
    """Say whether one person alone may publish; every page then tells its readers."""
    return {"published_by_one_person": not settings.EDITORIAL_FOUR_EYES}
