"""All addresses. The fixed first words come before the slug of a covenant (`RESERVED_SLUGS`)."""

from django.contrib import admin
from django.urls import include, path

handler400 = "druten.too_large.bad_request"
urlpatterns = [
    path("admin/", include("monitoring.urls_work")),
    path("admin/", admin.site.urls),
    path("accounts/", include("druten.accounts.urls")),
    path("", include("monitoring.urls_home")),
    path("", include("calendar_cycle.urls")),
    path("", include("monitoring.urls")),
    path("", include("agreements.urls")),
]
