"""Our results: one row an activity or agreement of the year."""

from django.urls import path

from calendar_cycle.kinds import MilestoneKind
from monitoring.views import extension, results, results_deeds, results_joined, results_steps, sheet, story

_HERE = "<slug:covenant>/resultaten/<int:year>/<slug:partner>/"

urlpatterns = [
    path("<slug:covenant>/resultaten/", results.choose, name="results_choose"),
    path(_HERE, results.results, name="results"),
    path(f"{_HERE}rijen/", results_steps.rows, name="results_rows"),
    path(f"{_HERE}rij/", results_joined.add, name="results_join"),
    path(f"{_HERE}rij/<int:pk>/", results_steps.row, name="results_row"),
    path(f"{_HERE}rij/<int:pk>/weg/", results_joined.remove, name="results_row_remove"),
    path(f"{_HERE}cijfers/", results_steps.figures, name="results_figures"),
    path(f"{_HERE}vragen/", results_steps.questions, name="results_questions"),
    path(f"{_HERE}toezeggingen/", results_steps.promises, name="results_promises"),
    path(f"{_HERE}toezegging/<int:pk>/", results.kept, name="results_kept"),
    path(f"{_HERE}controleren/", results_deeds.check, name="results_check"),
    path(f"{_HERE}indienen/", results_deeds.submit, name="results_submit"),
    path(f"{_HERE}intrekken/", results_deeds.withdraw, name="results_withdraw"),
    path(f"{_HERE}bevestigen/", results_deeds.confirm, name="results_confirm"),
    path(f"{_HERE}ingediend/", results_deeds.handed_in, name="results_handed_in"),
    path(f"{_HERE}pdf/", results_deeds.pdf, name="results_pdf"),
    path(f"{_HERE}uitstel/", extension.ask, {"kind": MilestoneKind.RESULTS}, name="results_extension"),
    path(f"{_HERE}verloop/", story.story, {"kind": MilestoneKind.RESULTS}, name="results_story"),
    path(f"{_HERE}rekenblad/", sheet.sheet, {"kind": MilestoneKind.RESULTS}, name="results_sheet"),
    path(f"{_HERE}rekenblad/controleren/", sheet.check, {"kind": MilestoneKind.RESULTS}, name="results_sheet_check"),
    *(
        path(
            f"{_HERE}rekenblad/bestand.{form}",
            sheet.download,
            {"kind": MilestoneKind.RESULTS, "form": form},
            name=f"results_sheet_{form}",
        )
        for form in sheet.WRITERS
    ),
]
