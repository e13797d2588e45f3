"""The pages of one partner's overview, and of what partners ask of and offer each other."""

from django.urls import path

from calendar_cycle.kinds import MilestoneKind
from monitoring.views import (
    activity,
    approval,
    contribution,
    contribution_page,
    extension,
    overview,
    overview_deeds,
    overview_documents,
    overview_parts,
    overview_steps,
    sheet,
    story,
)

_BASE = "<slug:covenant>/overzichten/<int:year>/<slug:partner>/"

urlpatterns = [
    path("hulpvragen/", contribution.contributions, name="contributions"),
    path("hulpvragen/<int:pk>/", contribution_page.answer, name="contribution_answer"),
    path("hulpvragen/<int:pk>/veranderen/", contribution_page.edit, name="contribution_edit"),
    path("hulpvragen/<int:pk>/opnieuw/", contribution_page.again, name="contribution_again"),
    path("<slug:covenant>/overzichten/", overview.choose, name="overview_list"),
    path(_BASE, overview.overview, name="overview"),
    path(f"{_BASE}accenten/", overview_steps.accents, name="overview_accents"),
    path(f"{_BASE}afspraken/", overview_steps.agreements, name="overview_agreements"),
    path(f"{_BASE}activiteiten/", overview_steps.activities, name="overview_activities"),
    path(f"{_BASE}vorig-jaar/", overview_steps.last_year, name="overview_last_year"),
    path(f"{_BASE}hulp/", overview_steps.help_wanted, name="overview_help"),
    path(f"{_BASE}activiteit/", activity.add, name="activity_add"),
    path(f"{_BASE}activiteit/<int:pk>/", activity.edit, name="activity_edit"),
    path(f"{_BASE}activiteit/<int:pk>/vervallen/", activity.drop, name="activity_drop"),
    path(f"{_BASE}niet/<str:code>/", overview_parts.no_activity, name="no_activity"),
    path(f"{_BASE}niets-te-melden/", overview_parts.nothing, name="nothing"),
    path(f"{_BASE}vragen/", overview_parts.questions, name="overview_questions"),
    path(f"{_BASE}hulpvraag/<int:activity_pk>/", contribution.ask, name="contribution_ask"),
    path(f"{_BASE}aanbod/", contribution.offer, name="contribution_offer"),
    path(f"{_BASE}aanbod/<int:activity_pk>/", contribution.offer_at, name="contribution_offer_at"),
    path(f"{_BASE}controleren/", overview_deeds.check, name="overview_check"),
    path(f"{_BASE}indienen/", overview_deeds.submit, name="overview_submit"),
    path(f"{_BASE}intrekken/", overview_deeds.withdraw, name="overview_withdraw"),
    path(f"{_BASE}bevestigen/", overview_deeds.confirm, name="overview_confirm"),
    path(f"{_BASE}ingediend/", overview_deeds.handed_in, name="overview_handed_in"),
    path(f"{_BASE}akkoord/", approval.approval, name="overview_approval"),
    path(f"{_BASE}akkoord/klaar/", approval.ready, name="overview_ready"),
    path(f"{_BASE}ingediend.pdf", overview_documents.handed_in, name="overview_pdf"),
    path(f"{_BASE}concept.pdf", overview_documents.draft, name="overview_draft_pdf"),
    path(f"{_BASE}uitstel/", extension.ask, {"kind": MilestoneKind.OVERVIEW}, name="extension_ask"),
    path(f"{_BASE}verloop/", story.story, {"kind": MilestoneKind.OVERVIEW}, name="overview_story"),
    path(f"{_BASE}rekenblad/", sheet.sheet, {"kind": MilestoneKind.OVERVIEW}, name="overview_sheet"),
    path(f"{_BASE}rekenblad/controleren/", sheet.check, {"kind": MilestoneKind.OVERVIEW}, name="overview_sheet_check"),
    *(
        path(
            f"{_BASE}rekenblad/bestand.{form}",
            sheet.download,
            {"kind": MilestoneKind.OVERVIEW, "form": form},
            name=f"overview_sheet_{form}",
        )
        for form in sheet.WRITERS
    ),
]
