"""The calendar: all steps of a year, with how far each partner is; who has longer is seen, why is not."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from calendar_cycle.models import Assignment, Milestone, MilestoneMove
from druten.accounts.models import User
from monitoring.year import position
from tests import factories
from tests.world import World, make_world, moment


@pytest.fixture(autouse=True)
def on_20_june() -> object:
    with time_machine.travel(moment(2026, 6, 20, 14), tick=False):
        yield


def page(client: Client, user: User, query: str = "") -> str:
    client.force_login(user)
    answer = client.get(f"/kalender/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def row_of(html: str, step: str) -> str:
    """The row of a step in the table."""
    return html.split(f'<th scope="row">{step}</th>')[1].split("</tr>")[0]


def grant(row: Assignment, before: date, reason: str = "Wij zijn verhuisd.") -> None:
    row.extensions.create(
        wished_before=before, reason=reason, state="granted", before=before, decision_reason="Begrijpelijk."
    )


def move(step: Milestone, opens_on: date, before: date, state: str = "done") -> MilestoneMove:
    row = step.moves.create(
        old_opens_on=step.opens_on,
        old_before=step.before,
        new_opens_on=opens_on,
        new_before=before,
        reason="De zaal was bezet.",
        state=state,
        confirmed_at=moment(2026, 6, 1),
    )
    if state == "done":
        step.opens_on, step.before = opens_on, before
        step.save()
    return row


def test_it_shows_each_step_with_its_dates_and_each_partner_in_words(client: Client, world: World) -> None:
    world.assignment(state="submitted")
    world.assignment(world.tenants, state="in_progress")
    html = row_of(page(client, world.submitter), "Activiteitenoverzicht 2027")
    assert "1 april 2026" in html
    assert "1 juli 2026" in html
    assert "1 van 2 ingediend" in html
    own, others = html.split(world.tenants.name)
    assert "ingediend" in own
    assert "uw organisatie" in own
    assert "mee bezig" in others


def test_it_is_a_table_with_a_caption_and_scopes_and_a_drawing_for_who_sees_it(client: Client, world: World) -> None:
    world.assignment()
    html = page(client, world.submitter)
    assert "<caption>De stappen van 2026, en hoe ver iedereen is</caption>" in html
    assert html.count('<th scope="col">') == 4
    assert '<svg viewBox="0 0 1000' in html
    assert 'aria-hidden="true"' in html


def test_today_is_a_line_in_this_year_only(client: Client, world: World) -> None:
    world.milestone("overview")
    world.milestone("results", opens_on=date(2026, 12, 1), before=date(2027, 3, 1), subject_year=2026, year=2027)
    assert f'x1="{position(date(2026, 6, 20), 2026)}"' in page(client, world.board)
    assert ">vandaag<" not in page(client, world.board, "?jaar=2027")


def test_a_step_over_new_year_stands_in_both_years(client: Client, world: World) -> None:
    world.milestone("results", opens_on=date(2026, 12, 1), before=date(2027, 3, 1), subject_year=2026, year=2027)
    assert "vanaf 1 december<" in row_of(page(client, world.board), "Resultaten 2026")
    assert "vanaf 1 december 2026<" in row_of(page(client, world.board, "?jaar=2027"), "Resultaten 2026")


def test_a_step_that_ended_at_new_year_is_not_of_the_year_after(client: Client, world: World) -> None:
    world.milestone("results_request")
    assert "Uitvraag resultaten 2025" not in page(client, world.board)
    assert "Uitvraag resultaten 2025" in page(client, world.board, "?jaar=2025")


def test_it_links_to_the_years_of_the_covenants(client: Client, world: World) -> None:
    world.milestone("results_request")
    world.milestone("overview")
    html = page(client, world.submitter)
    assert 'href="?jaar=2025"' in html
    assert 'href="?jaar=2026" aria-current="page"' in html
    assert 'href="?jaar=2027"' not in html


@pytest.mark.parametrize("wrong", ["abc", "", "20266", "-2026", "0", "²⁰²⁶", "9999"])
def test_what_is_no_year_shows_this_year(client: Client, world: World, wrong: str) -> None:
    assert "Kalender 2026</h1>" in page(client, world.submitter, f"?jaar={wrong}")


def test_a_year_without_steps_says_so(client: Client, world: World) -> None:
    assert "Er zijn geen stappen in 2040." in page(client, world.submitter, "?jaar=2040")


@pytest.mark.parametrize("who", ["submitter", "tenants_submitter", "secretary", "board"])
def test_an_extension_is_seen_by_all_and_its_reason_by_nobody(client: Client, world: World, who: str) -> None:
    grant(world.assignment(), date(2026, 7, 8))
    world.assignment(world.other).extensions.create(wished_before=date(2026, 7, 20), reason="Ziekte in de groep.")
    html = page(client, getattr(world, who))
    assert "uitstel: vóór 8 juli 2026" in html
    assert "uitstel gevraagd" in html
    assert "20 juli" not in html
    for secret in ("Wij zijn verhuisd.", "Begrijpelijk.", "Ziekte in de groep."):
        assert secret not in html


def test_who_has_longer_is_not_late_and_who_has_not_is(client: Client, world: World) -> None:
    grant(world.assignment(), date(2026, 7, 8))
    world.assignment(world.other)
    with time_machine.travel(moment(2026, 7, 1, 0), tick=False):
        html = row_of(page(client, world.board), "Activiteitenoverzicht 2027")
    assert "1 te laat" in html
    with_longer, without = html.split(world.other.name)
    assert "te laat" not in with_longer.split("<ul>")[1]
    assert "te laat" in without


def test_the_day_to_answer_is_seen_by_the_own_partner_and_the_working_group_only(client: Client, world: World) -> None:
    world.assignment(state="returned", answer_before=date(2026, 7, 20))
    for who in (world.submitter, world.secretary, world.administrator):
        assert "antwoord vóór 20 juli 2026" in page(client, who, f"?van={world.covenant.slug}")
    for who in (world.tenants_submitter, world.board):
        assert "20 juli" not in page(client, who)


def test_a_moved_date_shows_old_and_new_without_the_reason(client: Client, world: World) -> None:
    move(world.milestone("alignment"), date(2026, 8, 15), date(2026, 9, 20))
    html = page(client, world.submitter)
    row = row_of(html, "Afstemming 2027")
    assert "20 september 2026" in row
    assert "was vóór" in row
    assert "1 september 2026" in row
    assert "stroke-dasharray" in html
    assert "De zaal was bezet." not in html


def test_a_move_that_is_only_proposed_changes_nothing(client: Client, world: World) -> None:
    move(world.milestone("alignment"), date(2026, 8, 15), date(2026, 9, 20), state="proposed")
    html = page(client, world.secretary)
    assert "Verplaatst" not in html
    assert "20 september" not in html


def test_what_was_before_taking_into_use_is_so_named_and_never_late(client: Client, world: World) -> None:
    results = world.milestone("results")
    world.assignment(milestone=results)
    done = world.assignment(world.tenants, results, state="accepted")
    done.submissions.create(number=1, content={}, taken_over=True, accepted_at=moment(2026, 4, 1))
    world.milestone("accents")
    world.covenant.in_use_from = date(2026, 4, 1)
    world.covenant.save()
    html = page(client, world.submitter)
    for step in ("Resultaten 2025", "Accenten 2027"):
        assert "van vóór dit systeem" in row_of(html, step)
    assert "te laat" not in html
    shares = row_of(html, "Resultaten 2025")
    assert "overgenomen" in shares
    assert world.corporation.name not in shares


def test_of_a_step_that_has_not_opened_no_partner_is_behind(client: Client, world: World) -> None:
    world.assignment(milestone=world.milestone("overview", opens_on=date(2026, 6, 21)))
    html = row_of(page(client, world.board), "Activiteitenoverzicht 2027")
    assert "vanaf 21 juni" in html
    assert "nog niet begonnen" not in html


def test_it_spans_all_covenants_of_a_person_and_no_other(client: Client, world: World, elsewhere: World) -> None:
    third = make_world("wijchen-2025-2028")
    for each in (world, elsewhere, third):
        each.assignment()
    factories.CovenantRoleFactory(user=world.submitter, covenant=elsewhere.covenant, role="board")
    html = page(client, world.submitter)
    assert world.covenant.title in html
    assert elsewhere.covenant.title in html
    assert third.covenant.title not in html
    assert third.covenant.title not in page(client, world.submitter, f"?van={third.covenant.slug}")


def test_an_administrator_without_a_part_chooses(client: Client, world: World) -> None:
    world.milestone("overview")
    html = page(client, world.administrator)
    assert f"&amp;van={world.covenant.slug}" in html
    assert "<table" not in html
    assert "<table" in page(client, world.administrator, f"?van={world.covenant.slug}")


def test_its_meetings_stand_beneath_the_year(client: Client, world: World) -> None:
    factories.MeetingFactory(covenant=world.covenant, held_on=date(2026, 10, 6), kind="liveability", place="Deest <b>")
    html = page(client, world.submitter)
    assert "6 oktober 2026: overlegtafel Leefbaarheid, Deest &lt;b&gt;" in html
    assert "6 oktober" not in page(client, world.submitter, "?jaar=2027")


def test_the_menu_leads_there(client: Client, world: World) -> None:
    world.milestone()
    assert '<a href="/kalender/" aria-current="page">Kalender</a>' in page(client, world.submitter)
    assert '<a href="/kalender/">Hele kalender' in client.get("/").content.decode()


def queries(client: Client, user: User) -> int:
    client.force_login(user)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get("/kalender/").status_code == 200
    return len(found)


@pytest.mark.parametrize("covenants", [1, 10])
def test_it_takes_at_most_fifteen_queries_at_one_covenant_and_at_ten(
    client: Client, world: World, covenants: int
) -> None:
    worlds = [world, *[make_world(f"plaats{number}-2025-2028") for number in range(covenants - 1)]]
    for each in worlds:
        factories.PartyFactory(covenant=each.covenant, partner=world.corporation) if each is not world else None
        grant(each.assignment(), date(2026, 7, 8))
        grant(each.assignment(each.tenants), date(2026, 7, 8))
        move(each.milestone("alignment"), date(2026, 8, 15), date(2026, 9, 20))
        factories.MeetingFactory(covenant=each.covenant, held_on=date(2026, 10, 6))
    html = page(client, world.submitter)
    assert html.count("<caption>") == covenants
    assert queries(client, world.submitter) <= 15
