"""The working group's own pages, within Django's admin; they come before `admin.site.urls`."""

from django.urls import path

from monitoring.views import work_assignment, work_page

app_name = "work"
urlpatterns = [
    path("", work_page.page, name="page"),
    path("werk/opdracht/<int:pk>/", work_assignment.show, name="assignment"),
    path("werk/opdracht/<int:pk>/uitstel/<slug:deed>/", work_assignment.extension, name="extension"),
    path("werk/opdracht/<int:pk>/<slug:deed>/", work_assignment.perform, name="deed"),
]
