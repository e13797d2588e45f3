"""The joint overview: what came in, what was published."""

from django.urls import path

from monitoring.views import joint, joint_approve, move_approve

urlpatterns = [
    path("<slug:covenant>/gezamenlijk/", joint.latest, name="joint_latest"),
    path("<slug:covenant>/gezamenlijk/<int:year>/", joint.joint, name="joint"),
    path("<slug:covenant>/gezamenlijk/<int:year>/akkoord/", joint_approve.approve, name="joint_approve"),
    path("<slug:covenant>/verplaatsen/<int:pk>/akkoord/", move_approve.approve, name="move_approve"),
    path("<slug:covenant>/gezamenlijk/<int:year>/wat-binnenkwam.pdf", joint.came_in_pdf, name="joint_pdf"),
    path(
        "<slug:covenant>/gezamenlijk/<int:year>/rondgestuurd/<int:number>.pdf",
        joint.distribution_pdf,
        name="distribution_pdf",
    ),
    path("<slug:covenant>/gezamenlijk/<int:year>/versie/<int:version>/", joint.version, name="publication"),
    path(
        "<slug:covenant>/gezamenlijk/<int:year>/versie/<int:version>/document.pdf",
        joint.version_pdf,
        name="publication_pdf",
    ),
]
