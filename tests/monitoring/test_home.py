"""Mijn taken: what is asked of whom, most urgent first."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from calendar_cycle.models import AssignmentEvent, Extension
from druten.accounts.models import User
from monitoring import tasks
from monitoring.views.home import greeting
from monitoring.year import LEFT, RIGHT, Piece, draw, how_it_stands, position
from tests import factories
from tests.world import World, moment


@pytest.fixture(autouse=True)
def on_20_june() -> object:
    with time_machine.travel(moment(2026, 6, 20, 14), tick=False):
        yield


def page(client: Client, user: User) -> str:
    client.force_login(user)
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_asks_a_partner_for_its_overview_with_the_days_left(client: Client, world: World) -> None:
    world.assignment()
    html = page(client, world.submitter)
    assert "Goedemiddag. Dit vragen we van u" in html
    assert "Activiteitenoverzicht 2027 indienen" in html
    assert "1 juli 2026" in html
    assert "nog 11 dagen" in html
    assert "task--urgent" in html


def test_it_shows_why_it_was_returned(client: Client, world: World) -> None:
    row = world.assignment(state="returned", answer_before=date(2026, 7, 20))
    AssignmentEvent.objects.create(
        assignment=row, kind="return_for_changes", message="Noem de kern <erbij>.", actor=world.secretary
    )
    html = page(client, world.submitter)
    assert "Activiteitenoverzicht 2027 aanpassen" in html
    assert "Noem de kern &lt;erbij&gt;." in html
    assert "20 juli 2026" in html


def test_it_offers_to_ask_for_a_later_day_when_it_is_too_late(client: Client, world: World) -> None:
    row = world.assignment()
    with time_machine.travel(moment(2026, 7, 1, 0), tick=False):
        html = page(client, world.submitter)
        assert "task--late" in html
        assert "Uitstel vragen" in html
        Extension.objects.create(assignment=row, wished_before=date(2026, 7, 20), reason="Ziek")
        html = page(client, world.submitter)
        assert "Uitstel vragen" not in html
        assert "heeft om uitstel gevraagd" in html


def test_it_says_nothing_is_asked_and_what_comes_next(client: Client, world: World) -> None:
    world.assignment(state="accepted")
    world.milestone("alignment")
    html = page(client, world.submitter)
    assert "U hoeft nu niets te doen" in html
    assert "Afstemming 2027 staat open vanaf 1 augustus 2026, en moet klaar zijn vóór 1 september 2026." in html


def test_it_asks_nothing_about_the_drafts_of_others(client: Client, world: World) -> None:
    world.assignment()
    assert "U hoeft nu niets te doen" in page(client, world.other_submitter)


def test_a_reader_is_asked_nothing_but_may_read_along(client: Client, world: World) -> None:
    world.assignment()
    with time_machine.travel(moment(2026, 7, 2), tick=False):
        html = page(client, world.reader)
    assert "Activiteitenoverzicht 2027 meelezen" in html
    assert "Een collega vult in" in html
    assert "Uitstel vragen" not in html


def test_a_request_to_us_waits_for_an_answer(client: Client, world: World) -> None:
    row = _request(world, "sent")
    html = page(client, world.tenants_submitter)
    assert f"Hulpvraag van {world.corporation} beantwoorden" in html
    assert "Kunt u bewoners uitnodigen?" in html
    assert "9 dagen open" in html
    assert "Hulpvraag van" not in page(client, world.submitter)
    row.__class__.objects.update(state="promised")
    assert "Hulpvraag van" not in page(client, world.tenants_submitter)


def test_a_request_that_was_not_sent_is_not_seen(client: Client, world: World) -> None:
    _request(world, "concept")
    assert "Hulpvraag van" not in page(client, world.tenants_submitter)


def test_the_working_group_reviews_and_decides_about_a_later_day(client: Client, world: World) -> None:
    world.assignment(state="submitted")
    late = world.assignment(world.other)
    Extension.objects.create(assignment=late, wished_before=date(2026, 7, 20), reason="Ziek")
    html = page(client, world.secretary)
    assert f"Activiteitenoverzicht 2027 van {world.corporation} beoordelen" in html
    assert f"Beslissen over uitstel voor {world.other}" in html
    assert "beoordelen" not in page(client, world.submitter)


def test_the_working_group_sees_its_own_step_that_is_late(client: Client, world: World) -> None:
    world.milestone("accents")
    html = page(client, world.secretary)
    assert "Accenten 2027 vastleggen" in html
    assert "te laat" in html
    assert "Accenten 2027 vastleggen" not in page(client, world.submitter)


def test_the_working_group_sees_the_half_way_evaluation(client: Client, world: World) -> None:
    world.milestone("evaluation")
    assert "Tussenevaluatie: advies en besluit vastleggen" in page(client, world.secretary)
    assert "Tussenevaluatie" not in page(client, world.submitter).split("Het jaar")[0]


def test_the_board_is_shown_the_way_to_the_progress(client: Client, world: World) -> None:
    assert f'href="/{world.covenant.slug}/voortgang/"' in page(client, world.board)
    assert "Kijken hoe het staat" in page(client, world.board)


def test_the_results_open_early_when_the_request_was_sent(client: Client, world: World) -> None:
    request = world.milestone("results_request", done_at=moment(2025, 12, 3))
    world.assignment(milestone=world.milestone("results"))
    with time_machine.travel(moment(2025, 12, 4), tick=False):
        assert "Resultaten 2025 indienen" in page(client, world.submitter)
        request.done_at = None
        request.save()
        assert "Resultaten 2025 indienen" not in page(client, world.submitter)


def test_nothing_of_before_its_use_is_late(client: Client, world: World) -> None:
    world.covenant.in_use_from = date(2026, 3, 1)
    world.covenant.save()
    world.assignment(milestone=world.milestone("results"))
    assert "Resultaten 2025 indienen" not in page(client, world.submitter)


def test_most_urgent_comes_first(world: World) -> None:
    late, near, far = (
        tasks.Task("x", "/", before=day, urgency=tasks.urgency(day, date(2026, 6, 20)))
        for day in (date(2026, 6, 20), date(2026, 7, 1), date(2026, 9, 1))
    )
    assert sorted([far, tasks.Task("y", "/"), near, late], key=lambda it: it.order)[:3] == [late, near, far]
    assert (late.urgency, near.urgency, far.urgency) == ("late", "urgent", "")


def test_another_municipality_is_not_seen(client: Client, world: World, elsewhere: World) -> None:
    elsewhere.assignment(state="submitted")
    html = page(client, world.secretary)
    assert "Elders" not in html


def test_the_year_says_in_words_how_each_step_stands(client: Client, world: World) -> None:
    world.milestone("accents", done_at=moment(2026, 3, 20))
    world.assignment()
    world.milestone("bundle")
    html = page(client, world.submitter)
    assert "Het jaar 2026" in html
    for words in ("gedaan", "vóór 1 juli", "vanaf 1 november"):
        assert f'<span class="soft">{words}</span>' in html


@pytest.mark.parametrize(
    ("states", "word"),
    [
        (("submitted",), "ingediend"),
        (("accepted",), "geaccepteerd"),
        (("accepted", "accepted"), "geaccepteerd"),
        (("accepted", "submitted"), "ingediend"),
        (("accepted", "in_progress"), "vóór 1 juli"),
    ],
)
def test_the_year_says_whether_all_of_ours_was_accepted(world: World, states: tuple[str, ...], word: str) -> None:
    partners = (world.corporation, world.other)
    shares = [world.plain(partner, state=state) for partner, state in zip(partners, states, strict=False)]
    assert how_it_stands(shares[0].milestone, shares, date(2026, 6, 20))[1] == word


def test_an_own_later_day_is_drawn_past_the_end_of_the_step(world: World) -> None:
    share = world.assignment(state="returned", answer_before=date(2026, 7, 8))
    own = {share.milestone_id: [share]}
    longer = draw("", [share.milestone], own, date(2026, 7, 3)).bars[0]
    assert longer.word == "vóór 8 juli"
    assert longer.later == Piece(position(date(2026, 7, 1), 2026), pytest.approx(7 / 31 * 65, abs=0.2))
    assert draw("", [share.milestone], {}, date(2026, 7, 3)).bars[0].later is None


def test_home_says_what_the_narrow_bar_is(client: Client, world: World) -> None:
    row = world.assignment(state="returned")
    assert "Smalle balk" not in page(client, world.submitter)
    row.answer_before = date(2026, 7, 8)
    row.save()
    assert "Smalle balk: u heeft langer de tijd." in page(client, world.submitter)


def test_the_line_of_today_does_not_cross_out_the_words(client: Client, world: World) -> None:
    world.assignment()
    html = page(client, world.submitter)
    drawing = html[html.index("<svg viewBox") : html.index("</svg>", html.index("<svg viewBox"))]
    assert drawing.index(">vandaag<") < drawing.index(">vóór 1 juli<")


def test_a_day_lies_where_its_month_lies() -> None:
    assert position(date(2025, 12, 1), 2026) == LEFT
    assert position(date(2026, 1, 1), 2026) == LEFT
    assert position(date(2027, 1, 1), 2026) == RIGHT
    assert position(date(2026, 7, 1), 2026) == (LEFT + RIGHT) / 2
    assert position(date(2026, 12, 31), 2026) < RIGHT


@pytest.mark.parametrize(
    ("hour", "word"), [(0, "Welkom"), (6, "Goedemorgen"), (12, "Goedemiddag"), (18, "Goedenavond")]
)
def test_it_greets_by_the_hour(hour: int, word: str) -> None:
    assert greeting(hour) == word


@pytest.mark.parametrize("user", ["submitter", "secretary"])
def test_it_reads_the_same_number_of_queries_however_much_there_is(
    client: Client, world: World, django_assert_max_num_queries: object, user: str
) -> None:
    def count() -> int:
        with django_assert_max_num_queries(15) as found:
            client.get("/")
        return len(found)

    client.force_login(getattr(world, user))
    world.assignment(state="returned")
    _request(world, "sent", asked=world.corporation, by=world.other)
    first = count()
    for kind in ("results", "accents", "alignment", "bundle"):
        world.milestone(kind)
    for partner in (world.municipality, world.tenants):
        row = world.assignment(partner, state="submitted")
        Extension.objects.create(assignment=row, wished_before=date(2026, 7, 20), reason="Ziek")
    _request(world, "sent", asked=world.corporation, by=world.tenants)
    assert count() == first


@pytest.mark.parametrize("word", ["afspraken", "overzichten", "resultaten", "gezamenlijk", "voortgang"])
def test_a_short_path_goes_to_the_only_covenant(client: Client, world: World, word: str) -> None:
    client.force_login(world.submitter)
    assert client.get(f"/{word}/")["Location"] == f"/{world.covenant.slug}/{word}/"


def test_a_short_path_asks_which_of_several(client: Client, world: World, elsewhere: World) -> None:
    factories.CovenantRoleFactory(user=world.secretary, covenant=elsewhere.covenant)
    client.force_login(world.secretary)
    html = client.get("/voortgang/").content.decode()
    assert f'href="/{elsewhere.covenant.slug}/voortgang/"' in html
    assert f'href="/{world.covenant.slug}/voortgang/"' in html


def _request(world: World, state: str, **parts: object) -> object:
    from calendar_cycle.models import Assignment

    by, asked = parts.get("by", world.corporation), parts.get("asked", world.tenants)
    there = Assignment.objects.filter(partner=by, milestone__kind="overview", milestone__cycle__covenant=world.covenant)
    overview = factories.OverviewFactory(assignment=there.first() or world.assignment(by))
    activity = factories.ActivityFactory(overview=overview)
    return factories.ContributionFactory(
        activity=activity, partner=asked, state=state, sent_at=moment(2026, 6, 20) - timedelta(days=9)
    )
