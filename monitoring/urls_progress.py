"""The dashboard and its charts."""

from django.urls import path

from monitoring.views import progress

urlpatterns = [
    path("<slug:covenant>/voortgang/", progress.progress, name="progress"),
    path("<slug:covenant>/voortgang/cijfers/<slug:key>.svg", progress.chart, name="chart"),
]
