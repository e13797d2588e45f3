"""Pages about time and mail that belong to a person, and the health of the site."""

from django.urls import path

from calendar_cycle.views import health, invitation, messages, own_details, people

app_name = "calendar_cycle"
urlpatterns = [
    path("health/", health.health, name="health"),
    path("mijn/berichten/", messages.choices, name="choices"),
    path("mijn/berichten/vervanger/", messages.add_stand_in, name="stand_in_add"),
    path("mijn/berichten/vervanger/<int:pk>/weg/", messages.remove_stand_in, name="stand_in_remove"),
    path("mijn/berichten/uit/<str:token>/", messages.switch_off, name="switch_off"),
    path("mijn/gegevens/", own_details.show, name="own_details"),
    path("mijn/gegevens/e-mail/", own_details.address, name="address"),
    path("mijn/gegevens/e-mail/<str:token>/", own_details.confirm_address, name="new_address"),
    path("mijn/organisatie/", people.organisations, name="organisations"),
    path("mijn/organisatie/lid/<int:pk>/beeindigen/", people.end, name="membership_end"),
    path("mijn/organisatie/uitnodiging/<int:pk>/<slug:deed>/", people.invitation_deed, name="invitation_deed"),
    path("mijn/organisatie/<slug:partner>/", people.people, name="people"),
    path("uitnodiging/<str:token>/", invitation.show, name="invitation"),
]
