"""Handing in, what others read, promises and a later deadline."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from calendar_cycle.models import Assignment
from monitoring.models import Contribution
from tests import factories
from tests.monitoring.results_pages import PATH, row_of
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def test_a_submitter_hands_in_and_takes_it_back(client: Client, assignment: Assignment, world: World) -> None:
    client.force_login(world.submitter)
    row = row_of(client, assignment)
    assert "Kies een stand" in client.get(f"{PATH}controleren/").content.decode()
    client.post(f"{PATH}rij/{row.pk}/", {"state": "done", "version": row.version})
    assert "Resultaten indienen" in client.get(f"{PATH}controleren/").content.decode()
    assert client.post(f"{PATH}indienen/").url == f"{PATH}ingediend/"
    assignment.refresh_from_db()
    assert assignment.state == "submitted"
    assert "Inzending intrekken" in client.get(PATH).content.decode()
    client.post(f"{PATH}intrekken/")
    assignment.refresh_from_db()
    assert assignment.state == "in_progress"


def test_an_editor_can_not_hand_in(editor: Client, assignment: Assignment) -> None:
    row = row_of(editor, assignment)
    editor.post(f"{PATH}rij/{row.pk}/", {"state": "done", "version": row.version})
    answer = editor.post(f"{PATH}indienen/", follow=True)
    assert "doet een indiener" in answer.content.decode()


def test_others_read_what_was_handed_in_from_acceptance_on(
    client: Client, assignment: Assignment, world: World, january: Any
) -> None:
    content = {"results": [{"activity": None, "agreement": "1.1-01", "title": "Bouwen", "agreements": ["1.1-01"],
               "state": "done", "realised_quantity": "12.50", "planned_quantity": None, "text": "Klaar!",
               "adjustment": ""}]}  # fmt: skip
    submission = assignment.submissions.create(number=1, content=content, submitted_at=moment(2026, 1, 15))
    Assignment.objects.filter(pk=assignment.pk).update(state="submitted")
    client.force_login(world.other_submitter)
    assert "Klaar!" not in client.get(PATH).content.decode()
    submission.accepted_at = moment(2026, 1, 15)
    submission.save()
    page = client.get(PATH).content.decode()
    assert "Klaar!" in page
    assert "12,5" in page
    client.force_login(world.board)
    assert "Klaar!" in client.get(PATH).content.decode()


def test_someone_of_another_covenant_sees_nothing(client: Client, assignment: Assignment, elsewhere: World) -> None:
    client.force_login(elsewhere.submitter)
    assert client.get(PATH).status_code == 404


def test_the_short_path_goes_to_the_own_open_one(editor: Client, assignment: Assignment, world: World) -> None:
    assert editor.get("/druten-2025-2028/resultaten/").url == PATH
    editor.force_login(world.board)
    assert "woonstichting" in editor.get("/druten-2025-2028/resultaten/").content.decode().lower()


def test_the_list_takes_the_same_queries_for_one_row_and_for_forty(
    editor: Client, assignment: Assignment, world: World, django_assert_max_num_queries: Any
) -> None:
    editor.get(PATH)
    with django_assert_max_num_queries(15) as first:
        editor.get(PATH)
    factories.AgreementFactory.create_batch(40, covenant=world.covenant, led_by=[world.corporation])
    editor.get(PATH)
    with django_assert_max_num_queries(15) as second:
        editor.get(PATH)
    assert len(first) == len(second)


def test_an_agreement_that_slipped_is_asked_again(editor: Client, world: World, january: Any) -> None:
    factories.AgreementFactory(
        covenant=world.covenant, start_year=2025, end_year=2025, led_by=[world.corporation], title="Uitgelopen"
    )
    world.milestone("results")
    later = world.milestone(
        "results", subject_year=2026, opens_on=date(2026, 12, 1), before=date(2027, 3, 1), year=2027
    )
    world.assignment(milestone=later)
    january.move_to(moment(2027, 1, 15))
    editor.force_login(world.editor)
    assert "Uitgelopen" in editor.get(PATH.replace("2025/", "2026/")).content.decode()


def test_what_was_promised_is_judged_with_the_results(editor: Client, assignment: Assignment, world: World) -> None:
    step = world.milestone("overview", subject_year=2025, opens_on=date(2024, 4, 1), before=date(2024, 7, 1), year=2024)
    overview = factories.OverviewFactory(assignment=world.assignment(milestone=step))
    promise = factories.ContributionFactory(
        activity=factories.ActivityFactory(overview=overview), partner=world.tenants
    )
    Contribution.objects.filter(pk=promise.pk).update(state="promised", sent_at=moment(2025, 4, 1))
    assert f"toezegging/{promise.pk}/" in editor.get(f"{PATH}toezeggingen/").content.decode()
    assert "0 van 1 beoordeeld" in editor.get(f"{PATH}controleren/").content.decode()
    nothing = editor.post(f"{PATH}toezegging/{promise.pk}/", {"kept": "", "kept_text": "Goed gegaan"})
    assert "<title>Fout: " in nothing.content.decode()
    assert "Goed gegaan" in nothing.content.decode()
    editor.get(PATH)
    seen = {"version": promise.version}
    answer = editor.post(f"{PATH}toezegging/{promise.pk}/", {"kept": "partly", "kept_text": "Eén keer", **seen})
    assert answer.status_code == 302
    promise.refresh_from_db()
    assert (promise.kept, promise.kept_text) == ("partly", "Eén keer")
    second = editor.post(f"{PATH}toezegging/{promise.pk}/", {"kept": "no", "kept_text": "Nooit gezien", **seen})
    page = second.content.decode()
    assert second.status_code == 200
    assert f"{world.editor} heeft dit intussen veranderd" in page
    assert "Nagekomen: deels" in page
    assert "Nooit gezien" in page
    promise.refresh_from_db()
    assert promise.kept == "partly"
    chosen = {field.html_name: field.value() or "" for field in second.context["form"]}
    assert editor.post(f"{PATH}toezegging/{promise.pk}/", chosen).status_code == 302
    promise.refresh_from_db()
    assert (promise.kept, promise.kept_text) == ("no", "Nooit gezien")


def test_a_promise_to_another_is_not_ours_to_judge(editor: Client, assignment: Assignment, world: World) -> None:
    step = world.milestone("overview", subject_year=2025, opens_on=date(2024, 4, 1), before=date(2024, 7, 1), year=2024)
    overview = factories.OverviewFactory(assignment=world.assignment(world.other, step))
    promise = factories.ContributionFactory(
        activity=factories.ActivityFactory(overview=overview), partner=world.tenants
    )
    Contribution.objects.filter(pk=promise.pk).update(state="promised")
    assert editor.post(f"{PATH}toezegging/{promise.pk}/", {"kept": "yes"}).status_code == 404


def test_a_later_deadline_is_asked(editor: Client, assignment: Assignment) -> None:
    wrong = editor.post(f"{PATH}uitstel/", {"wished_before": "morgen", "reason": "Ziek"})
    assert "<title>Fout: " in wrong.content.decode()
    assert "Ziek" in wrong.content.decode()
    assert editor.post(f"{PATH}uitstel/", {"wished_before": "2026-03-15", "reason": "Ziek"}).status_code == 302
    assert assignment.extensions.get().reason == "Ziek"
