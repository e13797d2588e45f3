"""The agreements themselves, and the short paths of pages that belong to one covenant."""

from django.urls import URLPattern, path

from agreements.views import agreement_list

app_name = "agreements"
urlpatterns: list[URLPattern] = [
    path("afspraken/", agreement_list.which, {"page": "afspraken"}, name="which"),
    path("gezamenlijk/", agreement_list.which, {"page": "gezamenlijk"}, name="which_joint"),
    path("resultaten/", agreement_list.which, {"page": "resultaten"}, name="which_results"),
    path("voortgang/", agreement_list.which, {"page": "voortgang"}, name="which_progress"),
    path("<slug:covenant>/afspraken/", agreement_list.agreements, name="list"),
]
