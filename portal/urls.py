"""All addresses. Both languages are prefixed; what has no language stands before them."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from portal import views

urlpatterns = [
    path("", views.choose_language, name="choose-language"),
    path("r/<slug:key>", views.short_address, name="short-address"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("worker.js", views.worker, name="worker"),
    path("offline/version", views.offline_version, name="offline-version"),
    re_path(r"^offline/(?P<language>vi|en)\.gz$", views.offline_file, name="offline-file"),
]
urlpatterns += i18n_patterns(
    # The admin's own "view on site" fails for a draft without an address; its forms link to both languages themselves.
    path("admin/r/<path:rest>", views.no_such_page),
    path("admin/", admin.site.urls),
    path("", include("therapies.urls")),
)

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.page_not_found"
handler500 = "portal.errors.server_error"
