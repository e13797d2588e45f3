"""The first page, the calendar and the short paths; they come before the slug of a covenant."""

from django.urls import path

from monitoring.views import calendar, calendar_own, home, manual, search

urlpatterns = [
    path("", home.home, name="home"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("kalender/eigen-agenda/", calendar_own.own, name="calendar_own"),
    path("kalender/eigen-agenda/nieuw-adres/", calendar_own.renew, name="calendar_renew"),
    path("kalender/<str:key>.ics", calendar_own.feed, name="calendar_feed"),
    path("hulp/", manual.index, name="help"),
    path("hulp/woorden/", manual.words, name="words"),
    path("hulp/<slug:slug>/", manual.chapter, name="help_chapter"),
    path("zoeken/", search.search, name="search"),
    *[path(f"{page}/", home.short, {"page": page}, name=f"short_{page}") for page in home.WORDS],
]
