"""Our results: one row an activity or agreement of the year."""

from django.urls import path

from calendar_cycle.kinds import MilestoneKind
from monitoring.views import extension, results, results_joined, sheet, story

_HERE = "<slug:covenant>/resultaten/<int:year>/<slug:partner>/"

urlpatterns = [
    path("<slug:covenant>/resultaten/", results.choose, name="results_choose"),
    path(_HERE, results.results, name="results"),
    path(f"{_HERE}rij/", results_joined.add, name="results_join"),
    path(f"{_HERE}rij/<int:pk>/", results.row, name="results_row"),
    path(f"{_HERE}rij/<int:pk>/weg/", results_joined.remove, name="results_row_remove"),
    path(f"{_HERE}cijfers/", results.figures, name="results_figures"),
    path(f"{_HERE}vragen/", results.questions, name="results_questions"),
    path(f"{_HERE}toezegging/<int:pk>/", results.kept, name="results_kept"),
    path(f"{_HERE}controleren/", results.check, name="results_check"),
    path(f"{_HERE}indienen/", results.submit, name="results_submit"),
    path(f"{_HERE}intrekken/", results.withdraw, name="results_withdraw"),
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
