"""Our figures: last year's beside each, and a question where one jumped; never a refusal."""

from typing import Any

import pytest
from django.test import Client

from calendar_cycle.models import Assignment
from monitoring import our_figures
from monitoring.models import Measurement, Target
from tests.monitoring.results_pages import PATH
from tests.monitoring.results_pages.plans import indicator, measured
from tests.world import World

pytestmark = pytest.mark.django_db
FIGURES = f"{PATH}cijfers/"


def sent(client: Client, **values: Any) -> dict[str, Any]:
    """The form as it is on the page, with these changed."""
    answer = client.get(FIGURES)
    there = {field.html_name: field.value() or "" for field in answer.context["form"]}
    return there | {answer.context["asked_name"]: answer.context["asked"]} | values


def beside(client: Client, key: int) -> str:
    page = client.get(FIGURES).content.decode()
    return page.split(f'id="cijfer-{key}"')[1].split('class="beside"')[0]


def test_last_year_and_the_target_stand_beside_the_field(editor: Client, assignment: Assignment, world: World) -> None:
    houses, empty = indicator(world, "huizen"), indicator(world, "leeg")
    measured(world, houses, value=120)
    Target.objects.create(indicator=houses, kind="at_least", from_year=2025, to_year=2028, value=500)
    found = beside(editor, houses.pk)
    assert "Vorig jaar (2024):</span> <strong>120 woningen" in found
    assert "Doel: 500, van 2025 tot en met 2028" in found
    assert f'aria-describedby="vorig-{houses.pk}"' in found
    assert "geen cijfer" in beside(editor, empty.pk)


def test_a_share_shows_its_percents_once_it_is_saved(editor: Client, assignment: Assignment, world: World) -> None:
    share = indicator(world, "aandeel", kind="share", over_partners="ratio", over_years="latest", unit="%")
    editor.post(FIGURES, sent(editor, **{f"numerator_{share.pk}": "30", f"denominator_{share.pk}": "40"}))
    assert "30 van de 40 (75%)" in beside(editor, share.pk)


def test_a_jump_is_asked_about_once_and_then_it_goes_on(editor: Client, assignment: Assignment, world: World) -> None:
    houses = indicator(world, "huizen")
    measured(world, houses, value=120)
    name, question = f"value_{houses.pk}", "Vorig jaar was dit 120, nu 12. Klopt dat?"
    first = editor.post(FIGURES, sent(editor, **{name: "12"}))
    assert first.url == FIGURES
    assert Measurement.objects.get(assignment=assignment).value == 12
    assert question in beside(editor, houses.pk)
    assert question in editor.get(f"{PATH}controleren/").content.decode()
    assert editor.post(FIGURES, sent(editor)).url == PATH
    assert editor.post(FIGURES, sent(editor, **{name: "11"})).url == FIGURES
    assert editor.post(FIGURES, sent(editor, **{name: "119"})).url == PATH
    assert "Klopt dat?" not in editor.get(f"{PATH}controleren/").content.decode()


def test_a_jump_does_not_forbid_handing_in(client: Client, assignment: Assignment, world: World) -> None:
    client.force_login(world.submitter)
    client.get(PATH)
    assignment.results.update(state="done")
    houses = indicator(world, "huizen")
    measured(world, houses, value=120)
    client.post(FIGURES, sent(client, **{f"value_{houses.pk}": "12"}))
    assert client.post(f"{PATH}indienen/").url == f"{PATH}ingediend/"


def test_of_a_stock_the_target_is_asked_about(editor: Client, assignment: Assignment, world: World) -> None:
    stock = indicator(world, "voorraad", kind="stock", over_years="latest")
    Target.objects.create(indicator=stock, kind="between", from_year=2025, to_year=2028, value=600, value_max=700)
    Target.objects.create(
        indicator=stock, kind="between", from_year=2025, to_year=2025, value=60, value_max=70, partner=world.other
    )
    # Without a target of its own it is asked of who leads; here it must have one.
    Target.objects.create(
        indicator=stock, kind="at_most", from_year=2025, to_year=2025, value=900, partner=world.corporation
    )
    editor.post(FIGURES, sent(editor, **{f"value_{stock.pk}": "65"}))
    (found,) = our_figures.filled_in(assignment, world.editor)
    assert found.doubt == "Dit is nu 65; tussen 600 en 700, van 2025 tot en met 2028. Klopt dat?"
    assert found.doubt in editor.get(f"{PATH}controleren/").content.decode()


def test_what_the_working_group_put_right_counts_as_last_year(
    editor: Client, assignment: Assignment, world: World
) -> None:
    houses = indicator(world, "huizen")
    wrong = measured(world, houses, value=1000)
    measured(world, houses, value=12, supersedes=wrong)
    Measurement.objects.create(indicator=houses, partner=world.other, year=2024, value=999)
    assert "<strong>12 woningen" in beside(editor, houses.pk)


def test_a_reader_is_not_asked(client: Client, assignment: Assignment, world: World) -> None:
    houses = indicator(world, "huizen")
    measured(world, houses, value=120)
    Measurement.objects.create(indicator=houses, partner=world.corporation, assignment=assignment, year=2025, value=12)
    client.force_login(world.reader)
    page = client.get(FIGURES).content.decode()
    assert "12 woningen" in page
    assert "Klopt dat?" not in page
    assert "Klopt dat?" not in client.get(f"{PATH}controleren/").content.decode()
