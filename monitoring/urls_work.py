"""The working group's own pages, within Django's admin; they come before `admin.site.urls`."""

from django.urls import path

from monitoring.views import (
    work_accents,
    work_alignment,
    work_assignment,
    work_move,
    work_page,
    work_parties,
    work_publication,
    work_request,
)

app_name = "work"
urlpatterns = [
    path("", work_page.page, name="page"),
    path("werk/opdracht/<int:pk>/", work_assignment.show, name="assignment"),
    path("werk/opdracht/<int:pk>/uitstel/<slug:deed>/", work_assignment.extension, name="extension"),
    path("werk/opdracht/<int:pk>/uitstel-geven/", work_assignment.give_extension, name="extension_give"),
    path("werk/opdracht/<int:pk>/<slug:deed>/", work_assignment.perform, name="deed"),
    path("werk/accenten/<int:pk>/", work_accents.show, name="accents"),
    path("werk/accenten/<int:pk>/nieuw/", work_accents.add, name="accent_add"),
    path("werk/accenten/<int:pk>/besluit/", work_accents.decide, name="accents_decide"),
    path("werk/accent/<int:pk>/", work_accents.edit, name="accent_edit"),
    path("werk/accent/<int:pk>/weg/", work_accents.remove, name="accent_remove"),
    path("werk/afstemming/<int:pk>/", work_alignment.show, name="alignment"),
    path("werk/uitvraag/<int:pk>/", work_request.show, name="request"),
    path("werk/uitvraag/<int:pk>/versturen/", work_request.send, name="request_send"),
    path("werk/publicatie/<int:pk>/", work_publication.show, name="publication"),
    path("werk/publicatie/<int:pk>/akkoord/", work_publication.approve, name="publication_approve"),
    path("werk/publicatie/<int:pk>/publiceren/", work_publication.publish, name="publication_publish"),
    path("werk/verplaatsen/", work_move.overview, name="moves"),
    path("werk/verplaatsen/<int:pk>/", work_move.show, name="move"),
    path("werk/verplaatsen/<int:pk>/voorstellen/", work_move.propose, name="move_propose"),
    path("werk/verplaatsing/<int:pk>/<slug:deed>/", work_move.perform, name="move_deed"),
    path("werk/partijen/", work_parties.overview, name="parties"),
    path("werk/partijen/<int:pk>/nieuw/", work_parties.join, name="party_join"),
    path("werk/partij/<int:pk>/weg/", work_parties.leave, name="party_leave"),
    path("werk/partij/<int:pk>/over/", work_parties.merge, name="party_merge"),
]
