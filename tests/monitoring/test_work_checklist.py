"""The checklists on the work page tick themselves by what was done; late is said in so many words."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agreements.access import Access
from calendar_cycle import asking
from calendar_cycle.models import Mail, Milestone
from monitoring import distributing, work
from monitoring.models import Accent
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def ticked(world: World, milestone: Milestone, day: tuple[int, int, int]) -> dict[str, bool]:
    """The checklist of a step on the work page of that day: key and whether it is done."""
    return {row.item.key: row.done for row in shown(world, milestone, day).checklist}


def shown(world: World, milestone: Milestone, day: tuple[int, int, int]) -> work.Step:
    with time_machine.travel(moment(*day), tick=False):
        desk = work.desks(world.secretary, Access.of(world.secretary))[0]
    return next(row for row in [*desk.steps, desk.coming] if row and row.pk == milestone.pk)


def test_accents_prepared_and_the_results_of_last_year(world: World) -> None:
    step, results = world.milestone("accents"), world.milestone("results")
    share = world.assignment(world.corporation, results, state="submitted")
    found = ticked(world, step, (2026, 3, 20))
    assert (found["results"], found["prepared"], found["decided"]) == (False, False, False)
    share.submissions.create(number=1, content={})
    with time_machine.travel(moment(2026, 3, 20), tick=False):
        share.perform("accept", by=world.secretary)
    Accent.objects.create(milestone=step, year=2027, title="Ouderen")
    found = ticked(world, step, (2026, 3, 20))
    assert (found["results"], found["prepared"], found["decided"]) == (True, True, False)


def test_in_the_first_year_there_are_no_results_to_wait_for(world: World) -> None:
    assert "results" not in ticked(world, world.milestone("accents"), (2026, 3, 20))


def test_questions_fixed_hand_ins_judged_and_sent_round(world: World) -> None:
    step = world.milestone("overview")
    factories.QuestionFactory(milestone=step)
    world.assignment(world.corporation, step)
    assert ticked(world, step, (2026, 3, 20)) == {"questions": False, "judged": False, "distributed": False}
    with time_machine.travel(moment(2026, 3, 21), tick=False):
        asking.settle(step, by=world.secretary)
    with time_machine.travel(moment(2026, 7, 2), tick=False):
        distributing.distribute(step, by=world.secretary)
    assert ticked(world, step, (2026, 7, 3)) == {"questions": True, "judged": False, "distributed": True}


def test_what_opened_unfixed_has_nothing_left_to_fix(world: World) -> None:
    step = world.milestone("overview")
    world.assignment(world.corporation, step)
    assert "questions" not in ticked(world, step, (2026, 4, 1))


def test_the_questions_of_the_uitvraag(world: World) -> None:
    step, results = world.milestone("results_request"), world.milestone("results")
    assert ticked(world, step, (2025, 12, 10)) == {"questions": False, "sent": False}
    with time_machine.travel(moment(2025, 12, 10), tick=False):
        factories.QuestionFactory(milestone=results)
        asking.restart(results, by=world.secretary)
    assert ticked(world, step, (2025, 12, 10)) == {"questions": True, "sent": False}


def test_the_advice_of_the_evaluation(world: World) -> None:
    step = world.milestone("evaluation")
    assert ticked(world, step, (2026, 5, 1)) == {"advised": False, "decided": False}
    with time_machine.travel(moment(2026, 5, 1), tick=False):
        step.perform("advise", by=world.secretary, message="Ga zo door.")
    assert ticked(world, step, (2026, 5, 1)) == {"advised": True, "decided": False}


def test_from_15_november_it_warns_that_budgets_are_fixed(world: World) -> None:
    step = world.milestone("bundle")
    assert shown(world, step, (2026, 11, 14)).warning == ""
    assert "begroting" in shown(world, step, (2026, 11, 15)).warning
    assert shown(world, step, (2026, 12, 1)).warning == ""


def get(client: Client, user: object, day: tuple[int, int, int]) -> str:
    with time_machine.travel(moment(*day), tick=False):
        client.force_login(user)  # type: ignore[arg-type]
        return client.get(reverse("work:page")).content.decode()


def test_a_step_of_the_working_group_is_late_as_plainly_as_a_partner(client: Client, world: World) -> None:
    world.milestone("accents")
    assert "te laat" not in get(client, world.secretary, (2026, 3, 31))
    assert '<span class="state state--bad">te laat</span>' in get(client, world.secretary, (2026, 4, 1))


def test_it_is_ticked_and_unticked_on_the_page(client: Client, world: World) -> None:
    step = world.milestone("accents")
    url = reverse("work:tick", args=[step.pk, "market"])
    with time_machine.travel(moment(2026, 3, 20), tick=False):
        client.force_login(world.secretary)
        page = client.post(url, {"afvinken": "1"}, follow=True).content.decode()
        assert f"Marktinformatie verzamelen: gedaan, door {world.secretary} op 20 maart 2026" in page
        client.post(url, {"terug": "1"})
        assert not step.ticks.exists()
        refused = client.post(reverse("work:tick", args=[step.pk, "decided"]), {"afvinken": "1"}, follow=True)
        assert "gebeurt vanzelf" in refused.content.decode()


def test_the_working_group_of_elsewhere_ticks_nothing(client: Client, world: World, elsewhere: World) -> None:
    client.force_login(elsewhere.secretary)
    url = reverse("work:tick", args=[world.milestone("accents").pk, "market"])
    assert client.post(url, {"afvinken": "1"}).status_code == 404


def test_it_warns_of_addresses_that_take_no_mail(client: Client, world: World, elsewhere: World) -> None:
    for person in (world.tenants_submitter, world.secretary, elsewhere.submitter):
        person.mail_bounced_at = moment(2026, 3, 1)
        person.save()
    page = get(client, world.second_secretary, (2026, 3, 20))
    assert "Mail komt niet aan bij" in page
    assert f"{world.tenants_submitter} (Huurders Druten)" in page
    assert f"{world.secretary} (Gemeente Druten)" in page
    assert str(elsewhere.submitter) not in page


def test_mails_given_up_are_for_administrators(client: Client, world: World) -> None:
    Mail.objects.create(
        user=world.submitter,
        to="a@b.example",
        subject="Vóór 1 juli 2026",
        message_id="<1@druten>",
        given_up_at=moment(2026, 3, 1),
    )
    assert "Eén mail is na een dag proberen niet verstuurd." in get(client, world.administrator, (2026, 3, 20))
    assert "niet verstuurd" not in get(client, world.secretary, (2026, 3, 20))
