"""Mail on its way: queued in the transaction, sent by a worker, tried again, given up after a day.

`next_try_at` is the only lock: who moves it forward has the mail. A worker that dies with it in its hands
loses it after `HELD`, and another tries again; the Message-ID stays, so that a second copy can be known.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from calendar_cycle.models import Mail
from calendar_cycle.models.notice import GIVEN_UP_AFTER
from calendar_cycle.news import switching_off
from calendar_cycle.news.one_time import without_secret
from druten import clock
from druten.accounts.models import User

log = logging.getLogger(__name__)

HELD = timedelta(minutes=10)
PAUSES = tuple(timedelta(minutes=number) for number in (1, 5, 15, 30, 60, 120, 240))
NO_SUCH_ADDRESS = frozenset({550, 551, 553})


def queue(mail: Mail) -> None:
    """Hands a mail to the worker, in the running transaction; where there is none, it goes after the commit."""
    if settings.WORKER:
        deliver.using(run_after=mail.next_try_at).enqueue(mail.pk)
    else:
        transaction.on_commit(partial(deliver.call, mail.pk), robust=True)


def sweep() -> int:
    """Takes up what nobody has in hand though its time has come; the number of mails."""
    in_hand = _in_the_queue() if settings.WORKER else set()
    found = [mail for mail in Mail.objects.due(clock.real()).order_by("next_try_at") if mail.pk not in in_hand]
    for mail in found:
        queue(mail)
    return len(found)


def _in_the_queue() -> set[int]:
    """The mails that a worker will find by itself."""
    rows = DBTaskResult.objects.filter(task_path=deliver.module_path, status=TaskResultStatus.READY)
    return {row["args"][0] for row in rows.values_list("args_kwargs", flat=True)}


@task()
def deliver(mail_id: int) -> None:
    """Sends one mail, if it is there to be sent now. Never raises: what went wrong stands with the mail."""
    mail = _take(mail_id)
    if mail is None:
        return
    try:
        _message(mail).send()
    except SMTPRecipientsRefused as refused:
        if all(_nobody_lives_there(code, text) for code, text in refused.recipients.values()):
            _bounced(mail, refused)
        else:
            _try_again(mail, refused)
    except Exception as error:  # whatever a mail server or the line to it does
        _try_again(mail, error)
    else:
        kept = {"text": without_secret(mail.text), "html": without_secret(mail.html)}
        Mail.objects.filter(pk=mail.pk).update(sent_at=clock.real(), last_error="", **kept)


def _take(mail_id: int) -> Mail | None:
    now = clock.real()
    taken = (
        Mail.objects.due(now)
        .filter(pk=mail_id)
        .update(next_try_at=now + HELD, tries=F("tries") + 1, first_tried_at=Coalesce("first_tried_at", now))
    )
    return Mail.objects.select_related("user").get(pk=mail_id) if taken else None


def _message(mail: Mail) -> EmailMultiAlternatives:
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if mail.may_switch_off and mail.user:
        headers["List-Unsubscribe"] = f"<{switching_off.address(mail.user)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(mail.subject, mail.text, mail.sender, [mail.to], headers=headers)
    message.attach_alternative(mail.html, "text/html")
    return message


def _nobody_lives_there(code: int, text: bytes | str) -> bool:
    """True for an address that is not there; "5.7" is about the sender, and may be mended (RFC 3463)."""
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return code in NO_SUCH_ADDRESS and not words.startswith("5.7")


def _bounced(mail: Mail, error: Exception) -> None:
    """Nobody lives at this address: it is given up, the working group sees whose it is, and another hears it."""
    from calendar_cycle.news import telling  # which queues its mails here
    from calendar_cycle.people import letter

    Mail.objects.filter(pk=mail.pk).update(given_up_at=clock.real(), last_error=_said(error))
    User.objects.filter(mails=mail, email=mail.to).update(mail_bounced_at=clock.now())
    _passed_on(mail, telling.bounced)
    _passed_on(mail, letter.not_arrived)


def _passed_on(mail: Mail, tell: Callable[[Mail], None]) -> None:
    """That it did not arrive stands, whatever goes wrong in telling it."""
    try:
        with transaction.atomic():
            tell(mail)
    except Exception:
        log.exception("mail %s could not be passed on", mail.pk)


def _try_again(mail: Mail, error: Exception) -> None:
    now = clock.real()
    log.warning("mail %s, try %s: %s", mail.pk, mail.tries, type(error).__name__)
    if now - (mail.first_tried_at or now) >= GIVEN_UP_AFTER:
        from calendar_cycle.people import letter  # which queues its mail here

        Mail.objects.filter(pk=mail.pk).update(given_up_at=now, last_error=_said(error))
        _passed_on(mail, letter.not_arrived)
        return
    pause = PAUSES[min(mail.tries, len(PAUSES)) - 1]
    Mail.objects.filter(pk=mail.pk).update(next_try_at=now + pause, last_error=_said(error))
    if settings.WORKER:
        deliver.using(run_after=now + pause).enqueue(mail.pk)


def _said(error: Exception) -> str:
    """The error in a few words: without addresses of people, for the log and the admin."""
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()
