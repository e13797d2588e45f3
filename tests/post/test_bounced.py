"""What bounces is told to whom it reaches now: a colleague, else the working group; once."""

from datetime import date

import pytest
import time_machine

from calendar_cycle.models import Mail, Notice
from calendar_cycle.news import post, telling
from druten.accounts.models import User
from tests import smtp
from tests.rounds import run
from tests.world import World, moment

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 6, 30)
MORNING = moment(2026, 6, 30, 7)


def bounce(settings, *people: User) -> None:
    """What waits for these people comes back: nobody lives there."""
    with smtp.serving(smtp.UnknownAddress(), settings), time_machine.travel(MORNING, tick=False):
        for row in Mail.objects.waiting().filter(user__in=people).order_by("pk"):
            post.deliver.call(row.pk)


def got(kind: str = "reminder_1") -> list[str]:
    """Who was told this, in order."""
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("user__email", flat=True))


@pytest.fixture
def last_day(world: World) -> World:
    """The corporation has until midnight; its submitter's mail is on its way."""
    world.assignment()
    run(date(2026, 6, 28))
    Mail.objects.update(sent_at=MORNING)
    run(LAST_DAY)
    return world


def test_a_colleague_gets_it_at_once_beside_the_mail_of_the_day(last_day: World, settings) -> None:
    Mail.objects.create(user=last_day.editor, to=last_day.editor.email, message_id="<1@druten>", day=LAST_DAY)
    bounce(settings, last_day.submitter)
    assert got() == [last_day.submitter.email, last_day.editor.email]
    mail = Mail.objects.get(user=last_day.editor, day=None)
    assert mail.subject == "Vandaag is de laatste dag: Activiteitenoverzicht 2027 (vóór 1 juli 2026)"
    assert f"Dit bericht kwam niet aan bij {last_day.submitter}. Daarom krijgt u het." in mail.text
    assert "Vandaag is de laatste dag." in mail.text
    assert mail.sent_at is None


def test_when_the_colleague_bounces_too_it_goes_on_until_the_working_group_and_ends_there(
    last_day: World, settings
) -> None:
    for _ in range(6):
        bounce(settings, *User.objects.all())
    people = ("submitter", "editor", "reader", "second_secretary", "secretary")
    assert got()[:3] == [getattr(last_day, name).email for name in people[:3]]
    assert sorted(got()) == sorted(getattr(last_day, name).email for name in people)
    assert not Mail.objects.waiting().exists()
    run(LAST_DAY, hour=9)
    assert len(got()) == 5


def test_it_is_told_once_though_it_bounces_twice(last_day: World, settings) -> None:
    bounce(settings, last_day.submitter)
    telling.bounced(Mail.objects.get(user=last_day.submitter, day=LAST_DAY))
    assert Mail.objects.filter(user=last_day.editor).count() == 1


def test_what_one_said_about_mail_holds_for_what_is_passed_on(world: World, settings) -> None:
    world.editor.mail_choice = "deadlines"
    world.editor.save()
    world.assignment()
    run(date(2026, 4, 1))
    Notice.objects.filter(user=world.submitter).update(sort="news")
    bounce(settings, world.submitter)
    assert Notice.objects.get(kind="opens", user=world.editor).silent
    assert not Mail.objects.filter(user=world.editor).exists()


def test_what_went_to_everyone_goes_to_nobody_else(world: World, settings) -> None:
    item = telling.Item(world.covenant, "published", "publication:1", LAST_DAY, "news", "Gepubliceerd", "Lees het.")
    with time_machine.travel(MORNING, tick=False):
        telling.tell([(item, [world.submitter])])
        telling.send_mail_of_the_day(LAST_DAY)
    bounce(settings, world.submitter)
    assert got("published") == [world.submitter.email]


def test_what_was_sent_round_reaches_a_colleague_of_the_same_partner(world: World, settings) -> None:
    item = telling.Item(world.covenant, "distributed", "distribution:1", LAST_DAY, "news", "Rondgestuurd", "Lees het.")
    with time_machine.travel(MORNING, tick=False):
        telling.tell_of_deed(item, [world.submitter, world.other_submitter])
    bounce(settings, world.submitter)
    assert got("distributed") == [world.submitter.email, world.other_submitter.email, world.editor.email]


def test_what_holds_no_more_is_not_passed_on(last_day: World, settings) -> None:
    assignment = last_day.assignment_of(last_day.corporation)
    type(assignment).objects.filter(pk=assignment.pk).update(state="submitted")
    bounce(settings, last_day.submitter)
    assert got() == [last_day.submitter.email]


def test_that_it_bounced_stands_whatever_goes_wrong_in_passing_it_on(
    last_day: World, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(mail: Mail) -> None:
        raise RuntimeError("kapot")

    monkeypatch.setattr(telling, "bounced", fails)
    bounce(settings, last_day.submitter)
    last_day.submitter.refresh_from_db()
    assert last_day.submitter.mail_bounced_at is not None
    assert Mail.objects.get(user=last_day.submitter, day=LAST_DAY).given_up_at is not None
