"""Mail leaves after the commit, through a task: nobody's deed waits for, or fails by, a mail server."""

from collections.abc import Iterable
from functools import partial

from django.core.mail import EmailMessage
from django.db import transaction
from django_tasks import task


@task()
def send(to: str, subject: str, body: str) -> None:
    """Sends one plain-text mail to one person."""
    EmailMessage(subject, body, to=[to]).send()


def send_after_commit(to: Iterable[str], subject: str, body: str) -> None:
    """Queues one mail a person for when the running transaction commits; not sent when it rolls back."""
    for address in dict.fromkeys(to):
        transaction.on_commit(partial(send.enqueue, address, subject, body), robust=True)
