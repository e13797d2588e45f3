"""The figures of our indicators and the questions."""

from typing import Any

import pytest
from django.test import Client

from calendar_cycle.models import Answer, Assignment
from monitoring.models import Indicator, Measurement
from tests import factories
from tests.monitoring.results_pages import PATH
from tests.world import World

pytestmark = pytest.mark.django_db


def figure(world: World, **fields: Any) -> Indicator:
    about = {"kind": "count", "over_partners": "sum", "over_years": "sum", "unit": "woningen"} | fields
    key = f"cijfer-{Indicator.objects.count()}"
    topic = world.covenant.agreements.first().topic
    return Indicator.objects.create(covenant=world.covenant, key=key, name=key, topic=topic, **about)


def test_figures_are_a_value_or_so_many_out_of_so_many(editor: Client, assignment: Assignment, world: World) -> None:
    count, share = figure(world), figure(world, kind="share", over_partners="ratio", over_years="latest", unit="%")
    sent = {f"value_{count.pk}": "1.250", f"numerator_{share.pk}": "30", f"denominator_{share.pk}": "40"}
    assert editor.post(f"{PATH}cijfers/", sent).status_code == 302
    there = {row.indicator: (row.value, row.numerator, row.denominator, row.year) for row in Measurement.objects.all()}
    assert there == {count: (1250, None, None, 2025), share: (None, 30, 40, 2025)}
    seen = {"seen": editor.get(f"{PATH}cijfers/").context["form"]["seen"].value()}
    editor.post(
        f"{PATH}cijfers/", {f"value_{count.pk}": "", f"numerator_{share.pk}": "", f"denominator_{share.pk}": "", **seen}
    )
    assert not Measurement.objects.exists()


@pytest.mark.parametrize(("part", "whole"), [("50", "40"), ("3", ""), ("3", "0"), ("7.5", "40")])
def test_a_figure_that_can_not_be_is_refused(
    editor: Client, assignment: Assignment, world: World, part: str, whole: str
) -> None:
    share = figure(world, kind="share", over_partners="ratio", over_years="latest", unit="%")
    answer = editor.post(f"{PATH}cijfers/", {f"numerator_{share.pk}": part, f"denominator_{share.pk}": whole})
    assert "<title>Fout: " in answer.content.decode()
    assert f'value="{part}"' in answer.content.decode()
    assert not Measurement.objects.exists()


def test_a_figure_of_another_covenant_is_not_taken(
    editor: Client, assignment: Assignment, world: World, elsewhere: World
) -> None:
    factories.AgreementFactory(covenant=elsewhere.covenant)
    foreign = figure(elsewhere)
    editor.post(f"{PATH}cijfers/", {f"value_{foreign.pk}": "12"})
    assert not Measurement.objects.exists()


def test_questions_are_answered_and_checked(editor: Client, assignment: Assignment, world: World) -> None:
    step = assignment.milestone
    number = factories.QuestionFactory(milestone=step, answer_kind="number", required=True)
    choice = factories.QuestionFactory(milestone=step, answer_kind="choice", choices=["ja", "nee"])
    factories.QuestionFactory(milestone=step, partner_kind="tenants", text="Alleen voor huurders?")
    assert "Alleen voor huurders" not in editor.get(f"{PATH}vragen/").content.decode()
    wrong = editor.post(f"{PATH}vragen/", {f"question_{number.pk}": "7.5", f"question_{choice.pk}": "ja"})
    assert "<title>Fout: " in wrong.content.decode()
    right = editor.post(f"{PATH}vragen/", {f"question_{number.pk}": "7,5", f"question_{choice.pk}": "ja"})
    assert right.status_code == 302
    assert set(Answer.objects.values_list("text", flat=True)) == {"7,5", "ja"}
