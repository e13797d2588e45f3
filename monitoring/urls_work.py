"""The working group's own pages, within Django's admin; they come before `admin.site.urls`."""

from django.urls import path

from monitoring.views import (
    work_accents,
    work_alignment,
    work_assignment,
    work_decision,
    work_distribution,
    work_page,
    work_publication,
    work_questions,
    work_request,
)

app_name = "work"
urlpatterns = [
    path("", work_page.page, name="page"),
    path("werk/opdracht/<int:pk>/", work_assignment.show, name="assignment"),
    path("werk/opdracht/<int:pk>/uitstel/<slug:deed>/", work_assignment.extension, name="extension"),
    path("werk/opdracht/<int:pk>/<slug:deed>/", work_assignment.perform, name="deed"),
    path("werk/accenten/<int:pk>/", work_accents.show, name="accents"),
    path("werk/accenten/<int:pk>/nieuw/", work_accents.add, name="accent_add"),
    path("werk/accenten/<int:pk>/besluit/", work_accents.decide, name="accents_decide"),
    path("werk/accent/<int:pk>/", work_accents.edit, name="accent_edit"),
    path("werk/accent/<int:pk>/weg/", work_accents.remove, name="accent_remove"),
    path("werk/afstemming/<int:pk>/", work_alignment.show, name="alignment"),
    path("werk/uitvraag/<int:pk>/", work_request.show, name="request"),
    path("werk/uitvraag/<int:pk>/versturen/", work_request.send, name="request_send"),
    path("werk/rondsturen/<int:pk>/", work_distribution.show, name="distribution"),
    path("werk/evaluatie/<int:pk>/", work_decision.evaluation, name="evaluation"),
    path("werk/evaluatie/<int:pk>/advies/", work_decision.advise, name="evaluation_advise"),
    path("werk/afronding/<int:pk>/", work_decision.closing, name="closing"),
    path("werk/stap/<int:pk>/<slug:step>/", work_page.tick, name="tick"),
    path("werk/vragen/<int:pk>/", work_questions.show, name="questions"),
    path("werk/vragen/<int:pk>/nieuw/", work_questions.add, name="question_add"),
    path("werk/vragen/<int:pk>/voorbeeld/<slug:kind>/", work_questions.example, name="questions_example"),
    path("werk/vragen/<int:pk>/<slug:deed>/", work_questions.perform, name="questions_deed"),
    path("werk/vraag/<int:pk>/", work_questions.edit, name="question_edit"),
    path("werk/vraag/<int:pk>/<slug:deed>/", work_questions.arrange, name="question_deed"),
    path("werk/publicatie/<int:pk>/", work_publication.show, name="publication"),
    path("werk/publicatie/<int:pk>/akkoord/", work_publication.approve, name="publication_approve"),
    path("werk/publicatie/<int:pk>/publiceren/", work_publication.publish, name="publication_publish"),
]
