"""Mail to the other side when something is asked, offered or answered."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from agreements.access import people_of
from druten.mail import send_after_commit
from monitoring import contribution_guards as guards

if TYPE_CHECKING:
    from agreements.models import Partner
    from monitoring.models import Contribution

ANSWERED = {"promise": "toegezegd", "promise_partly": "deels toegezegd", "decline": "afgewezen"}


def after_deed(contribution: "Contribution", name: str) -> None:
    """Queues the mail of a deed, if it has one."""
    if name == "send":
        _sent(contribution)
    if name in ANSWERED:
        _answered(contribution, ANSWERED[name])


def _sent(contribution: "Contribution") -> None:
    overview = contribution.overview
    others = [row for row in guards.answering_partners(contribution) if row.pk != overview.partner.pk]
    kind = contribution.get_origin_display()
    subject = f"Nieuwe {kind}" if contribution.origin == contribution.Origin.ASKED else "Nieuw aanbod"
    lead = "vraagt u" if contribution.origin == contribution.Origin.ASKED else "biedt u aan"
    body = f"{overview.partner.name} {lead}, voor {overview.year}:\n\n{contribution.text}\n"
    body += f"\nAntwoord hier: {_link(contribution)}\n"
    _mail(contribution, others, f"{subject} van {overview.partner.short_name} voor {overview.year}", body)


def _answered(contribution: "Contribution", word: str) -> None:
    overview = contribution.overview
    what = "hulpvraag" if contribution.origin == contribution.Origin.ASKED else "aanbod"
    words = f"\n\nToelichting:\n{contribution.answer}" if contribution.answer else ""
    body = f"Uw {what} voor {overview.year} is {word}:\n\n{contribution.text}{words}\n"
    body += f"\nBekijk het hier: {_link(contribution)}\n"
    _mail(contribution, [overview.partner], f"Uw {what} voor {overview.year} is {word}", body)


def _mail(contribution: "Contribution", partners: "list[Partner]", subject: str, body: str) -> None:
    covenant = contribution.overview.covenant
    people = [row for partner in partners for row in people_of(partner, covenant) if row.edits]
    send_after_commit([row.user.email for row in people], subject, f"Beste lezer,\n\n{body}\n{covenant.title}\n")


def _link(contribution: "Contribution") -> str:
    return settings.SITE_URL + reverse("monitoring:contribution_answer", args=[contribution.pk])
