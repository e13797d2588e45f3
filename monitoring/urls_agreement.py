"""The page of one agreement."""

from django.urls import path

from monitoring.views import agreement

urlpatterns = [path("<slug:covenant>/afspraken/<str:code>/", agreement.agreement, name="agreement")]
