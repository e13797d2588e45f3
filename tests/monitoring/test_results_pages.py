"""The screens of the results."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from calendar_cycle.models import Answer, Assignment, Milestone
from monitoring.models import Contribution, Indicator, Measurement, Result
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db

PATH = "/druten-2025-2028/resultaten/2025/woonstichting-druten/"


@pytest.fixture(autouse=True)
def january() -> Iterator[Any]:
    with time_machine.travel(moment(2026, 1, 15), tick=False) as travelled:
        yield travelled


@pytest.fixture
def assignment(world: World) -> Assignment:
    factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    return world.assignment(milestone=world.milestone("results"))


@pytest.fixture
def editor(world: World, assignment: Assignment, client: Client) -> Client:
    client.force_login(world.editor)
    return client


def row_of(client: Client, assignment: Assignment) -> Result:
    client.get(PATH)
    return assignment.results.get()


def test_opening_it_makes_the_rows(editor: Client, assignment: Assignment) -> None:
    page = editor.get(PATH)
    assert page.status_code == 200
    assert assignment.results.get().agreement.title in page.content.decode()


def test_before_1_january_it_is_closed(editor: Client, assignment: Assignment, january: Any) -> None:
    january.move_to(moment(2025, 12, 31, 23, 59))
    assert "Dit kan nog niet" in editor.get(PATH).content.decode()
    assert assignment.results.count() == 0
    january.move_to(moment(2026, 1, 1, 0, 0))
    editor.get(PATH)
    assert assignment.results.count() == 1


def test_the_uitvraag_opens_it_earlier(editor: Client, assignment: Assignment, world: World, january: Any) -> None:
    january.move_to(moment(2025, 12, 10))
    request = world.milestone("results_request")
    editor.get(PATH)
    assert assignment.results.count() == 0
    Milestone.objects.filter(pk=request.pk).update(done_at=moment(2025, 12, 9))
    editor.get(PATH)
    assert assignment.results.count() == 1


def test_a_row_is_saved_and_starts_the_assignment(editor: Client, assignment: Assignment) -> None:
    row = row_of(editor, assignment)
    sent = {"state": "delayed", "text": "<b>Later</b>", "adjustment": "", "version": row.version}
    answer = editor.post(f"{PATH}rij/{row.pk}/", sent)
    assert answer.status_code == 302
    row.refresh_from_db()
    assignment.refresh_from_db()
    assert (row.state, row.text, assignment.state) == ("delayed", "<b>Later</b>", "in_progress")


def test_two_people_on_one_row_lose_no_words(editor: Client, assignment: Assignment, world: World) -> None:
    row = row_of(editor, assignment)
    seen = row.version
    editor.post(f"{PATH}rij/{row.pk}/", {"state": "done", "text": "Van de een", "version": seen})
    answer = editor.post(f"{PATH}rij/{row.pk}/", {"state": "delayed", "text": "Van de ander", "version": seen})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "intussen veranderd" in page
    assert "Van de een" in page
    assert "Van de ander" in page
    row.refresh_from_db()
    assert row.text == "Van de een"
    again = {"state": "delayed", "text": "Van de ander", "version": row.version}
    assert f'name="version" value="{row.version}"' in page
    assert editor.post(f"{PATH}rij/{row.pk}/", again).status_code == 302


@pytest.mark.parametrize("state", ["", "delayed", "nonsense"])
@pytest.mark.parametrize("text", ["x" * 10_000, "   ", "#panic()", "=1+1", "a\x00b"])
def test_what_is_typed_is_kept_or_refused_in_dutch(
    editor: Client, assignment: Assignment, state: str, text: str
) -> None:
    row = row_of(editor, assignment)
    answer = editor.post(f"{PATH}rij/{row.pk}/", {"state": state, "text": text, "version": row.version})
    refused = state == "nonsense" or "\x00" in text
    assert answer.status_code == (200 if refused else 302)
    if refused:
        assert "<title>Fout: " in answer.content.decode()


def test_a_row_of_another_partner_or_covenant_does_not_exist(
    editor: Client, assignment: Assignment, world: World, elsewhere: World
) -> None:
    others = [
        world.assignment(world.other, assignment.milestone),
        elsewhere.assignment(elsewhere.corporation, elsewhere.milestone("results")),
    ]
    for other in others:
        agreement = factories.AgreementFactory(covenant=other.covenant)
        row = Result.objects.create(assignment=other, agreement=agreement)
        assert editor.post(f"{PATH}rij/{row.pk}/", {"state": "done", "version": 1}).status_code == 404
        row.refresh_from_db()
        assert row.state == ""


def test_a_reader_sees_the_form_and_can_not_save(client: Client, assignment: Assignment, world: World) -> None:
    agreement = assignment.covenant.agreements.get()
    row = Result.objects.create(assignment=assignment, agreement=agreement)
    client.force_login(world.reader)
    assert client.get(f"{PATH}rij/{row.pk}/").status_code == 200
    answer = client.post(f"{PATH}rij/{row.pk}/", {"state": "done", "version": row.version})
    row.refresh_from_db()
    assert (answer.status_code, row.state) == (200, "")


def test_past_the_deadline_it_can_only_be_read(
    editor: Client, assignment: Assignment, world: World, january: Any
) -> None:
    row = row_of(editor, assignment)
    january.move_to(moment(2026, 3, 1))
    editor.force_login(world.editor)
    page = editor.get(f"{PATH}rij/{row.pk}/").content.decode()
    assert "vóór 1 maart 2026" in page
    assert "Bewaren" not in page
    assert editor.post(f"{PATH}rij/{row.pk}/", {"state": "done", "version": row.version}).status_code == 200
    row.refresh_from_db()
    assert row.state == ""


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
    seen = {f"version_{row.pk}": row.measurements.get().version for row in (count, share)}
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


def test_a_submitter_hands_in_and_takes_it_back(client: Client, assignment: Assignment, world: World) -> None:
    client.force_login(world.submitter)
    row = row_of(client, assignment)
    assert "Kies een stand" in client.get(f"{PATH}controleren/").content.decode()
    client.post(f"{PATH}rij/{row.pk}/", {"state": "done", "version": row.version})
    assert "Resultaten indienen" in client.get(f"{PATH}controleren/").content.decode()
    assert client.post(f"{PATH}indienen/").status_code == 302
    assignment.refresh_from_db()
    assert assignment.state == "submitted"
    assert "Inzending intrekken" in client.get(f"{PATH}controleren/").content.decode()
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
    assert f"toezegging/{promise.pk}/" in editor.get(f"{PATH}controleren/").content.decode()
    nothing = editor.post(f"{PATH}toezegging/{promise.pk}/", {"kept": "", "kept_text": "Goed gegaan"})
    assert "<title>Fout: " in nothing.content.decode()
    assert "Goed gegaan" in nothing.content.decode()
    editor.get(PATH)
    answer = editor.post(f"{PATH}toezegging/{promise.pk}/", {"kept": "partly", "kept_text": "Eén keer"})
    assert answer.status_code == 302
    promise.refresh_from_db()
    assert (promise.kept, promise.kept_text) == ("partly", "Eén keer")


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
