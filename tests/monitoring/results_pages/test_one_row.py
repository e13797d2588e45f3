"""One row: the plan beside it and never in it, the years before, and the way to the next."""

from datetime import date

import pytest
from django.test import Client

from calendar_cycle.models import Assignment
from monitoring.models import Activity, Result
from tests import factories
from tests.monitoring.results_pages import PATH
from tests.monitoring.results_pages.plans import PLANNED, planned
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(world: World, assignment: Assignment) -> Activity:
    return planned(world, world.covenant.agreements.get())


def row_about(client: Client, assignment: Assignment, activity: Activity) -> Result:
    client.get(PATH)
    return assignment.results.get(activity=activity)


def test_the_plan_stands_beside_it_and_not_in_it(editor: Client, assignment: Assignment, activity: Activity) -> None:
    row = row_about(editor, assignment, activity)
    answer = editor.get(f"{PATH}rij/{row.pk}/")
    page = answer.content.decode()
    plan = page.split('aria-labelledby="plan"')[1].split("</section>")[0]
    for words in (
        PLANNED["text"],
        "12 woningen",
        "2e tot en met 3e kwartaal 2025",
        "Deest",
        "Jongeren eerst",
        "20.000",
    ):
        assert words in plan
    form = answer.context["form"]
    assert {name: form[name].value() or "" for name in ("state", "realised_quantity", "text", "adjustment")} == {
        "state": "",
        "realised_quantity": "",
        "text": "",
        "adjustment": "",
    }
    assert PLANNED["text"] not in page.split("<form")[-1]


def test_the_quantity_is_asked_against_the_plan(editor: Client, assignment: Assignment, activity: Activity) -> None:
    row = row_about(editor, assignment, activity)
    assert "Hoeveel van de 12 woningen?" in editor.get(f"{PATH}rij/{row.pk}/").content.decode()
    editor.post(f"{PATH}rij/{row.pk}/", {"state": "delayed", "realised_quantity": "8", "version": row.version})
    assert "gehaald: 8 van de 12 woningen" in editor.get(f"{PATH}rijen/").content.decode()
    assert "Gehaald: 8 van de 12 woningen" in editor.get(f"{PATH}controleren/").content.decode()


def test_an_agreement_without_a_quantity_is_not_asked_for_one(editor: Client, assignment: Assignment) -> None:
    editor.get(PATH)
    row = assignment.results.get()
    page = editor.get(f"{PATH}rij/{row.pk}/")
    assert "realised_quantity" not in page.context["form"].fields
    assert "Dit is de afspraak" in page.content.decode()


def test_one_goes_from_row_to_row(editor: Client, assignment: Assignment, world: World) -> None:
    factories.AgreementFactory.create_batch(2, covenant=world.covenant, led_by=[world.corporation])
    first, second, third = (row.result for row in editor.get(PATH).context["page"].rows)
    page = editor.get(f"{PATH}rij/{second.pk}/").content.decode()
    assert "Regel 2 van 3" in page
    assert f'href="{PATH}rij/{first.pk}/">Vorige: {first.agreement.code}' in page
    assert f'href="{PATH}rij/{third.pk}/">Volgende: {third.agreement.code}' in page
    onwards = editor.post(f"{PATH}rij/{second.pk}/", {"state": "done", "version": second.version, "volgende": "1"})
    assert onwards.url == f"{PATH}rij/{third.pk}/"
    back = editor.post(f"{PATH}rij/{first.pk}/", {"state": "done", "version": first.version})
    assert back.url == f"{PATH}rijen/"
    last = editor.post(f"{PATH}rij/{third.pk}/", {"state": "done", "version": third.version, "volgende": "1"})
    assert last.url == f"{PATH}rijen/"
    assert 'name="volgende"' not in editor.get(f"{PATH}rij/{third.pk}/").content.decode()


def test_what_changes_is_asked_and_handing_in_is_not_refused(
    client: Client, assignment: Assignment, world: World
) -> None:
    client.force_login(world.submitter)
    client.get(PATH)
    row = assignment.results.get()
    client.post(f"{PATH}rij/{row.pk}/", {"state": "dropped", "version": row.version})
    assert "Schrijf nog wat er nu anders gaat." in client.get(f"{PATH}rijen/").content.decode()
    page = client.get(f"{PATH}controleren/").content.decode()
    assert "gaat niet door. Wat gaat er nu anders?" in page
    assert "Resultaten indienen" in page
    row.refresh_from_db()
    client.post(f"{PATH}rij/{row.pk}/", {"state": "dropped", "adjustment": "Volgend jaar.", "version": row.version})
    assert "Wat gaat er nu anders?" not in client.get(f"{PATH}controleren/").content.decode()


def test_a_line_of_years_stands_beside_it(
    editor: Client, assignment: Assignment, activity: Activity, world: World
) -> None:
    step = world.milestone("overview", subject_year=2024, opens_on=date(2023, 4, 1), before=date(2023, 7, 1), year=2023)
    earlier = factories.ActivityFactory(
        overview=world.assignment(milestone=step).overview, title="Zon in Deest", planned_quantity=10
    )
    about_2024 = world.milestone(
        "results", subject_year=2024, opens_on=date(2024, 12, 1), before=date(2025, 3, 1), year=2025
    )
    Result.objects.create(
        assignment=world.assignment(milestone=about_2024),
        activity=earlier,
        state="delayed",
        realised_quantity=6,
        text="De leverancier stopte.",
    )
    Activity.objects.filter(pk=activity.pk).update(continues=earlier)
    row = row_about(editor, assignment, activity)
    page = editor.get(f"{PATH}rij/{row.pk}/").content.decode()
    assert "2024: Zon in Deest" in page
    assert "Vertraagd, gehaald: 6 van de 10. De leverancier stopte." in page
