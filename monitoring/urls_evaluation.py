"""The half-way evaluation: what each partner brings in."""

from django.urls import path

from calendar_cycle.kinds import MilestoneKind
from monitoring.views import evaluation_input, extension, story

_ALL = "<slug:covenant>/evaluatie/inbreng/"
_HERE = f"{_ALL}<int:year>/<slug:partner>/"
_KIND = {"kind": MilestoneKind.EVALUATION_INPUT}

urlpatterns = [
    path(_ALL, evaluation_input.choose, name="evaluation_input_list"),
    path(_HERE, evaluation_input.show, name="evaluation_input"),
    path(f"{_HERE}vragen/", evaluation_input.questions, name="evaluation_input_questions"),
    path(f"{_HERE}controleren/", evaluation_input.check, name="evaluation_input_check"),
    path(f"{_HERE}indienen/", evaluation_input.submit, name="evaluation_input_submit"),
    path(f"{_HERE}intrekken/", evaluation_input.withdraw, name="evaluation_input_withdraw"),
    path(f"{_HERE}bevestigen/", evaluation_input.confirm, name="evaluation_input_confirm"),
    path(f"{_HERE}ingediend/", evaluation_input.handed_in, name="evaluation_input_handed_in"),
    path(f"{_HERE}uitstel/", extension.ask, _KIND, name="evaluation_input_extension"),
    path(f"{_HERE}verloop/", story.story, _KIND, name="evaluation_input_story"),
]
