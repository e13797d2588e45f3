"""Mail through a real server: nothing lost, nothing twice but where the server itself failed to answer."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from django.db import IntegrityError, transaction

from calendar_cycle.models import Mail
from calendar_cycle.news import post, telling
from calendar_cycle.news.composing import of_the_day, single
from calendar_cycle.news.telling import Item
from tests import smtp
from tests.world import World, moment

pytestmark = pytest.mark.django_db
NOW = moment(2026, 6, 23, 7)


def a_mail(world: World, text: str = "Graag vóór 1 juli; de bijdrage is € 20.000.", sort: str = "deadline") -> Mail:
    item = Item(world.covenant, "reminder_7", "assignment:1", NOW.date(), sort, "Vóór 1 juli 2026: café", text, "/x/")
    (notice,) = telling.tell([(item, [world.submitter])])
    return single(notice, world.submitter)


def deliver(mail: Mail) -> Mail:
    post.deliver.call(mail.pk)
    mail.refresh_from_db()
    return mail


def test_a_server_that_refuses_for_an_hour_loses_nothing(world: World, settings) -> None:
    with smtp.serving(smtp.Refusing(), settings) as server, time_machine.travel(NOW, tick=False) as time:
        mail = deliver(a_mail(world))
        pauses = []
        while mail.sent_at is None:
            assert mail.given_up_at is None
            pauses.append(mail.next_try_at - NOW)
            time.move_to(mail.next_try_at)
            server.closed = mail.next_try_at < NOW + timedelta(hours=1)
            mail = deliver(mail)
        assert pauses == [timedelta(minutes=minutes) for minutes in (1, 6, 21, 51, 111)]
    assert [message["Message-ID"] for message in server.messages] == [mail.message_id]


def test_it_is_given_up_after_a_day(world: World, settings) -> None:
    with smtp.serving(smtp.Refusing(), settings), time_machine.travel(NOW, tick=False) as time:
        mail = deliver(a_mail(world))
        while mail.given_up_at is None:
            time.move_to(mail.next_try_at)
            mail = deliver(mail)
    assert timedelta(days=1) <= mail.given_up_at - NOW < timedelta(days=1, hours=5)
    assert mail.last_error == "SMTPRecipientsRefused"
    assert list(Mail.objects.given_up()) == [mail]


def test_a_worker_that_was_down_for_a_day_does_not_give_up_after_one_try(world: World, settings) -> None:
    with smtp.serving(smtp.Refusing(), settings) as server, time_machine.travel(NOW, tick=False) as time:
        mail = a_mail(world)
        time.move_to(NOW + timedelta(hours=25))
        mail = deliver(mail)
        assert (mail.tries, mail.given_up_at, mail.next_try_at) == (1, None, NOW + timedelta(hours=25, minutes=1))
        server.closed = False
        time.move_to(mail.next_try_at)
        assert deliver(mail).sent_at is not None


def test_a_line_that_drops_before_the_answer_may_give_a_second_copy_that_can_be_known(world: World, settings) -> None:
    with smtp.serving(smtp.Dropping(), settings) as server, time_machine.travel(NOW, tick=False) as time:
        mail = deliver(a_mail(world))
        assert mail.sent_at is None
        time.move_to(mail.next_try_at)
        mail = deliver(mail)
    assert mail.sent_at is not None
    assert [message["Message-ID"] for message in server.messages] == [mail.message_id] * 2


def test_a_slow_server_gets_it_once(world: World, settings) -> None:
    with smtp.serving(smtp.Slow(), settings) as server:
        mail = deliver(a_mail(world))
        deliver(mail)
    assert (mail.sent_at is None, len(server.messages)) == (False, 1)


def test_a_server_that_is_away_is_tried_again(world: World, settings) -> None:
    with smtp.serving(smtp.Handler(), settings):
        pass  # the port is known to be closed now
    mail = deliver(a_mail(world))
    assert (mail.sent_at, mail.tries, mail.last_error) == (None, 1, "ConnectionRefusedError")


def test_an_address_where_nobody_lives_is_given_up_and_marked(world: World, settings) -> None:
    with smtp.serving(smtp.UnknownAddress(), settings):
        mail = deliver(a_mail(world))
    world.submitter.refresh_from_db()
    assert (mail.sent_at, mail.given_up_at is None, world.submitter.mail_bounced_at is None) == (None, False, False)


def test_a_server_that_does_not_take_mail_from_us_says_nothing_of_the_address(world: World, settings) -> None:
    with smtp.serving(smtp.NoRelay(), settings):
        mail = deliver(a_mail(world))
    world.submitter.refresh_from_db()
    assert (mail.sent_at, mail.given_up_at, world.submitter.mail_bounced_at) == (None, None, None)


def test_two_workers_with_the_same_mail_send_it_once(world: World, settings) -> None:
    with smtp.serving(smtp.Handler(), settings) as server:
        mail = a_mail(world)
        deliver(mail)
        deliver(mail)
    assert len(server.messages) == 1


# What arrives


def arrived(world: World, settings, text: str = "", sort: str = "deadline") -> tuple[EmailMessage, bytes]:
    with smtp.serving(smtp.Handler(), settings) as server:
        deliver(a_mail(world, text or "Graag vóór 1 juli; de bijdrage is € 20.000.", sort))
    return server.messages[0], server.raw[0]


def test_the_plain_part_reads_by_itself_with_umlauts_and_euros_whole(world: World, settings) -> None:
    message, _ = arrived(world, settings, "De heer Müller: € 20.000, vóór 1 juli.")
    plain = message.get_body(("plain",))
    assert plain is not None
    text = plain.get_content().replace("\r\n", "\n")
    assert text.startswith("Goedendag,\n\nDe heer Müller: € 20.000, vóór 1 juli.\n")
    assert "\nhttp://localhost:8000/x/\n" in text
    assert message["Subject"] == "Vóór 1 juli 2026: café"


def test_it_has_a_twin_in_html(world: World, settings) -> None:
    message, _ = arrived(world, settings, "Eén < twee & drie")
    twin = message.get_body(("html",))
    assert twin is not None
    assert "Eén &lt; twee &amp; drie" in twin.get_content()


def test_no_line_is_longer_than_998_bytes(world: World, settings) -> None:
    _, raw = arrived(world, settings, "woord " * 2000 + "é" * 3000)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998


def test_it_comes_from_the_address_of_the_covenant(world: World, settings) -> None:
    world.covenant.mail_address = "wonen@druten.example"
    world.covenant.save()
    message, _ = arrived(world, settings)
    assert message["From"] == "Prestatieafspraken Druten <wonen@druten.example>"


def test_what_can_be_switched_off_says_how(world: World, settings) -> None:
    message, _ = arrived(world, settings, sort="news")
    assert message["List-Unsubscribe"].strip().startswith("<http://localhost:8000/mijn/berichten/uit/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_deadline_can_not_be_switched_off(world: World, settings) -> None:
    message, _ = arrived(world, settings)
    assert message["List-Unsubscribe"] is None


def test_the_mail_of_the_day_is_one_a_person_and_day(world: World) -> None:
    mail = a_mail(world)
    notices = list(mail.notices.all())
    of_the_day(notices, world.submitter, NOW.date())
    with pytest.raises(IntegrityError), transaction.atomic():
        of_the_day(notices, world.submitter, NOW.date())
