"""Attachments of activities, results and figures."""

from django.urls import path

from monitoring.views import attachment

_HERE = "<slug:covenant>/bijlagen/"

urlpatterns = [
    path(f"{_HERE}<int:pk>/", attachment.fetch, name="attachment"),
    path(f"{_HERE}<int:pk>/weg/", attachment.remove, name="attachment_remove"),
    path(f"{_HERE}<slug:on>/<int:pk>/", attachment.attach, name="attach"),
]
