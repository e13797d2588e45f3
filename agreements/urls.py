"""The list of the agreements."""

from django.urls import URLPattern, path

from agreements.views import agreement_list

app_name = "agreements"
urlpatterns: list[URLPattern] = [
    path("<slug:covenant>/afspraken/", agreement_list.agreements, name="list"),
]
