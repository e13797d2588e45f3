"""Mail leaves after the commit, through a task: nobody's deed waits for, or fails by, a mail server."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.core.mail import EmailMessage
from django.db import transaction
from django_tasks import task

_muted: ContextVar[bool] = ContextVar("mail_muted", default=False)


@contextmanager
def muted() -> Iterator[None]:
    """Within the block no mail is queued: the demo tells of years gone by."""
    token = _muted.set(True)
    try:
        yield
    finally:
        _muted.reset(token)


@task()
def send(to: str, subject: str, body: str) -> None:
    """Sends one plain-text mail to one person."""
    EmailMessage(subject, body, to=[to]).send()


def send_after_commit(to: Iterable[str], subject: str, body: str) -> None:
    """Queues one mail a person for when the running transaction commits; not sent when it rolls back."""
    if _muted.get():
        return
    for address in dict.fromkeys(to):
        transaction.on_commit(partial(send.enqueue, address, subject, body), robust=True)
