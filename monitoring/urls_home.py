"""The first page and the short paths; they come before the slug of a covenant."""

from django.urls import path

from monitoring.views import home

urlpatterns = [
    path("", home.home, name="home"),
    *[path(f"{page}/", home.short, {"page": page}, name=f"short_{page}") for page in home.WORDS],
]
