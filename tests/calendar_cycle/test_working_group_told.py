"""What the working group hears of what time brings about: who is late, who is where, what is its own."""

from datetime import date

import pytest
import time_machine

from calendar_cycle import extensions
from calendar_cycle.models import Mail, Notice
from tests import factories
from tests.rounds import days, run
from tests.told import titles, told
from tests.world import World, moment

pytestmark = pytest.mark.django_db


def test_the_day_after_the_working_group_gets_one_list(world: World) -> None:
    for partner in (world.corporation, world.other):
        world.assignment(partner)
    days(date(2026, 6, 29), date(2026, 7, 1))
    assert told("late_list") == {world.secretary.email, world.second_secretary.email}
    (title,) = titles("late_list")
    assert title.startswith("Te laat sinds 1 juli 2026: Activiteitenoverzicht 2027, ")
    assert Notice.objects.filter(kind="late_list").count() == 2


def test_a_long_list_of_late_partners_fits_in_a_title(world: World) -> None:
    step = world.milestone()
    for number in range(14):
        name = f"Stichting met een heel lange naam die in een titel niet past {number}"
        partner = factories.PartnerFactory(slug=f"lang-{number}", name=name, short_name=name[:60])
        factories.PartyFactory(covenant=world.covenant, partner=partner, code=f"L{number}")
        world.assignment(partner, step)
    days(date(2026, 6, 30), date(2026, 7, 1))
    (title,) = titles("late_list")
    assert len(title) <= 200
    assert Mail.objects.filter(user=world.secretary, day=date(2026, 7, 1)).count() == 1


def test_each_monday_the_working_group_reads_who_is_where(world: World) -> None:
    world.assignment()
    days(date(2026, 4, 1), date(2026, 4, 14))
    rows = Notice.objects.filter(kind="monday", user=world.secretary).order_by("pk")
    assert [row.for_date for row in rows] == [date(2026, 4, 6), date(2026, 4, 13)]
    assert "Woonstichting Druten: nog niet begonnen, nog 86 dagen" in rows[0].text


def test_on_monday_a_day_to_answer_is_no_extension(world: World) -> None:
    answering = world.assignment(state="submitted")
    answering.submissions.create(number=1, content={})
    extended = world.assignment(world.other)
    run(date(2026, 4, 1))
    with time_machine.travel(moment(2026, 6, 26), tick=False):
        answering.perform(
            "return_for_changes", by=world.secretary, message="Graag kwartalen.", answer_before=date(2026, 7, 10)
        )
        asked = extensions.ask(extended, by=world.other_submitter, wished_before=date(2026, 7, 8), reason="Bestuur.")
        asked.perform("grant", by=world.secretary)
        extensions.ask(
            world.assignment(world.tenants), by=world.tenants_submitter, wished_before=date(2026, 7, 15), reason="Ziek."
        )
    days(date(2026, 6, 28), date(2026, 6, 29))
    text = Notice.objects.filter(kind="monday", user=world.secretary).latest("for_date").text
    assert "Woonstichting Druten: teruggegeven, nog 11 dagen, antwoord: vóór 10 juli 2026\n" in text
    assert "Bouwstichting Druten: nog niet begonnen, nog 9 dagen, uitstel: vóór 8 juli 2026\n" in text
    assert "Huurders Druten: nog niet begonnen, nog 2 dagen, vraagt uitstel: vóór 15 juli 2026\n" in text


def test_who_asked_for_an_extension_hears_where_it_lies_and_the_working_group_reads_it(world: World) -> None:
    asking = world.assignment()
    world.assignment(world.other)
    run(date(2026, 6, 27))
    with time_machine.travel(moment(2026, 6, 28), tick=False):
        extensions.ask(asking, by=world.submitter, wished_before=date(2026, 7, 8), reason="Bestuur.")
    days(date(2026, 6, 29), date(2026, 7, 1))
    texts = {
        (row.kind, row.user.email): row.text for row in Notice.objects.filter(queued_at__gte=moment(2026, 6, 29, 0))
    }
    late, reminder = texts["late", world.submitter.email], texts["reminder_1", world.submitter.email]
    assert "U vroeg al om uitstel, tot vóór 8 juli 2026. Dat verzoek ligt bij de werkgroep" in late
    assert "Dat verzoek ligt bij de werkgroep" in reminder
    assert "Vraag op de pagina om uitstel" not in late
    assert "Vraag dan op de pagina om uitstel" not in reminder
    assert "Vraag op de pagina om uitstel" in texts["late", world.other_submitter.email]
    listed = texts["late_list", world.secretary.email]
    assert "- Woonstichting Druten, vraagt uitstel: vóór 8 juli 2026\n- Bouwstichting Druten\n" in listed
    assert "Beslis over het gevraagde uitstel" in listed


def test_nothing_open_no_monday_mail(world: World) -> None:
    world.assignment(state="accepted")
    days(date(2026, 4, 1), date(2026, 4, 14))
    assert not told("monday")


def test_from_15_november_it_says_that_budgets_are_fixed(world: World) -> None:
    world.milestone("bundle")
    days(date(2026, 11, 1), date(2026, 11, 20))
    assert told("budgets") == {world.secretary.email, world.second_secretary.email}
    assert Notice.objects.filter(kind="budgets", user=world.secretary).get().for_date == date(2026, 11, 15)


def test_a_step_of_the_working_group_is_announced_and_late_as_plainly(world: World) -> None:
    world.milestone("alignment")
    days(date(2026, 7, 31), date(2026, 9, 2))
    group = {world.secretary.email, world.second_secretary.email}
    assert (told("own_step_opens"), told("late_list")) == (group, group)
    assert titles("late_list") == {"Te laat sinds 1 september 2026: Afstemming 2027, de werkgroep zelf"}
