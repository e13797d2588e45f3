"""Making, answering, closing and reading a remark; who hears of it."""

import pytest
from django.db import IntegrityError, transaction

from calendar_cycle.models import Notice
from calendar_cycle.workflow import NotAllowed, editing
from monitoring import overviews, remarks
from monitoring.joined_results import may_go
from monitoring.models import Remark
from monitoring.results import sync
from tests import factories
from tests.told import titles, told
from tests.world import moment

pytestmark = pytest.mark.django_db


def emails(world, *names) -> set[str]:
    return {world.people[name].email for name in names}


def test_it_keeps_who_said_what_for_whom_and_when(world, activity):
    row = remarks.make(activity, "  Let op. ", "all", by=world.editor)
    assert (row.text, row.by, row.partner, row.at) == ("Let op.", world.editor, world.corporation, moment(2026, 5, 10))
    assert row.thing == activity


def test_who_works_for_two_speaks_for_the_one_whose_thing_it_is(world, activity, agreement):
    factories.MembershipFactory(user=world.editor, partner=world.municipality, role="submitter")
    assert remarks.speaks_for(activity, world.covenant, world.editor) == world.corporation
    agreement.responsibilities.all().delete()
    agreement.responsibilities.create(partner=world.municipality, role="trekker")
    assert remarks.speaks_for(agreement, world.covenant, world.editor) == world.municipality


@pytest.mark.parametrize("who", ["reader", "board", "administrator"])
def test_who_only_reads_says_nothing(world, agreement, who):
    row = remarks.make(agreement, "Let op.", "all", by=world.editor)
    for deed in (
        lambda user: remarks.make(agreement, "Ook.", "all", by=user),
        lambda user: remarks.reply(row, "Ook.", by=user),
        lambda user: remarks.close(row, by=user),
    ):
        with pytest.raises(NotAllowed, match="wie voor een partner invult"):
            deed(world.people[who])
    assert Remark.objects.count() == 1


def test_nothing_is_said_of_a_closed_covenant(world, agreement):
    type(world.covenant).objects.update(state="closed")
    agreement.refresh_from_db()
    with pytest.raises(NotAllowed, match="niet open"):
        remarks.make(agreement, "Let op.", "all", by=world.editor)


def test_a_secretary_of_no_partner_has_no_organisation_to_whisper_in(world, agreement):
    hired = factories.UserFactory()
    factories.CovenantRoleFactory(user=hired, covenant=world.covenant, role="working_group")
    assert [value for value, _ in remarks.choices(remarks.speaks_for(agreement, world.covenant, hired))] == [
        "working_group",
        "all",
    ]
    with pytest.raises(NotAllowed, match="Kies wie"):
        remarks.make(agreement, "Let op.", "own_partner", by=hired)
    assert remarks.make(agreement, "Let op.", "working_group", by=hired).partner is None


def test_answers_stay_in_order_with_who(world, agreement, in_may):
    row = remarks.make(agreement, "Wie doet dit?", "all", by=world.tenants_submitter)
    in_may.move_to(moment(2026, 5, 11))
    remarks.reply(row, "Wij.", by=world.editor)
    remarks.reply(row, "Mooi.", by=world.tenants_submitter)
    assert [(it.text, it.by, it.partner) for it in row.replies.all()] == [
        ("Wij.", world.editor, world.corporation),
        ("Mooi.", world.tenants_submitter, world.tenants),
    ]
    row.refresh_from_db()
    assert (row.moved_at, row.moved_by) == (moment(2026, 5, 11), world.tenants_submitter)


@pytest.mark.parametrize("who", ["editor", "tenants_submitter", "secretary"])
def test_closed_by_the_author_the_owner_or_the_working_group(world, agreement, who):
    row = remarks.make(agreement, "Wie doet dit?", "all", by=world.tenants_submitter)
    remarks.close(row, by=world.people[who])
    row.refresh_from_db()
    assert (row.closed_by, row.closed_at, row.text) == (world.people[who], moment(2026, 5, 10), "Wie doet dit?")
    for deed in (lambda: remarks.close(row, by=world.editor), lambda: remarks.reply(row, "Nog iets.", by=world.editor)):
        with pytest.raises(NotAllowed, match="is gesloten"):
            deed()


def test_another_party_answers_and_does_not_close(world, agreement):
    row = remarks.make(agreement, "Wie doet dit?", "all", by=world.tenants_submitter)
    remarks.reply(row, "Wij niet.", by=world.other_submitter)
    with pytest.raises(NotAllowed, match="Sluiten kan"):
        remarks.close(row, by=world.other_submitter)


def test_the_database_wants_exactly_one_thing(world, activity, agreement):
    for things in ({}, {"activity": activity, "agreement": agreement}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Remark.objects.create(covenant=world.covenant, text="x", visibility="all", **things)


# Nothing that was spoken of goes


def test_an_activity_that_was_spoken_of_is_dropped_and_not_gone(world, activity, overview):
    remarks.make(activity, "Jammer.", "own_partner", by=world.editor)
    with editing(overview, by=world.editor):
        overviews.drop(activity, by=world.editor)
    activity.refresh_from_db()
    assert activity.dropped_on is not None


def test_a_row_of_results_that_was_spoken_of_stays(world, result):
    joined = factories.AgreementFactory(covenant=world.covenant, code="1.1-02", led_by=[world.other])
    row = result.assignment.results.create(agreement=joined)
    assert may_go(result.assignment, row)
    remarks.make(row, "Waarom?", "own_partner", by=world.editor)
    assert not may_go(result.assignment, row)
    sync(result.assignment)
    assert row in result.assignment.results.all()


# Who hears


def test_the_owner_hears(world, activity, overview):
    overview.perform("submit", by=world.submitter)
    remarks.make(activity, "Kan dit eerder?", "working_group", by=world.secretary)
    assert told("remark_made") == emails(world, "submitter", "editor", "second_secretary")
    assert titles("remark_made") == {"Opmerking bij WW-2027-1 Zonnepanelen, 10 mei 2026"}
    notice = Notice.objects.filter(kind="remark_made").first()
    assert "Kan dit eerder?" in notice.text
    assert notice.address == f"/{world.covenant.slug}/opmerkingen/{Remark.objects.get().pk}/"


def test_of_an_agreement_its_trekkers_and_the_working_group_hear(world, agreement):
    agreement.responsibilities.create(partner=world.other, role="trekker", binds=False)
    remarks.make(agreement, "Kan dit eerder?", "all", by=world.tenants_submitter)
    assert told("remark_made") == emails(world, "submitter", "editor", "secretary", "second_secretary")


def test_nobody_hears_what_he_may_not_read(world, agreement, activity):
    remarks.make(agreement, "Onder ons.", "own_partner", by=world.tenants_submitter)
    assert told("remark_made") == set()
    remarks.make(activity, "Concept.", "all", by=world.editor)
    assert told("remark_made") == emails(world, "submitter")


def test_a_partner_without_people_gives_nothing_away_to_the_working_group(world, agreement):
    """Then the working group hears for it; but not what stays within an organisation."""
    remarks.make(agreement, "Onder ons.", "own_partner", by=world.editor)
    world.corporation.memberships.exclude(user=world.editor).delete()
    type(world.editor).objects.filter(pk=world.editor.pk).update(mail_bounced_at=moment(2026, 5, 1))
    Notice.objects.all().delete()
    remarks.make(agreement, "Nog eens.", "own_partner", by=world.editor)
    assert told("remark_made") == set()


def test_of_an_answer_the_one_who_made_it_hears_and_not_the_one_who_answers(world, activity, overview):
    overview.perform("submit", by=world.submitter)
    row = remarks.make(activity, "Kan dit eerder?", "working_group", by=world.secretary)
    remarks.reply(row, "Ja.", by=world.editor)
    assert world.secretary.email in told("remark_answered")
    assert world.editor.email not in told("remark_answered")
    assert "Ja." in Notice.objects.filter(kind="remark_answered").first().text
    remarks.close(row, by=world.submitter)
    assert world.secretary.email in told("remark_closed")


def test_nobody_hears_of_what_was_before_use(world, activity):
    type(world.covenant).objects.update(in_use_from="2026-12-31")
    remarks.make(type(activity).objects.get(), "Oud.", "all", by=world.editor)
    assert told("remark_made") == set()


# Unread


def unread(world, who) -> list[Remark]:
    user = world.people[who]
    return list(Remark.objects.visible_to(user).concerning(user).unread_by(user))


def test_it_is_unread_until_looked_at_and_again_after_an_answer(world, agreement, in_may):
    row = remarks.make(agreement, "Kan dit eerder?", "all", by=world.tenants_submitter)
    assert [unread(world, who) for who in ("editor", "tenants_submitter")] == [[row], []]
    remarks.have_read([row], by=world.editor)
    assert unread(world, "editor") == []
    in_may.move_to(moment(2026, 5, 11))
    remarks.reply(row, "Toch niet.", by=world.tenants_submitter)
    assert unread(world, "editor") == [row]
    remarks.have_read([row], by=world.editor)
    assert unread(world, "editor") == []
    in_may.move_to(moment(2026, 5, 12))
    remarks.reply(row, "Goed.", by=world.submitter)
    assert unread(world, "tenants_submitter") == [row]


def test_it_is_no_task_of_who_has_no_part_in_it(world, agreement):
    row = remarks.make(agreement, "Kan dit eerder?", "all", by=world.tenants_submitter)
    parts = {who: unread(world, who) for who in ("reader", "secretary", "other_submitter", "board")}
    assert parts == {"reader": [row], "secretary": [row], "other_submitter": [], "board": []}
