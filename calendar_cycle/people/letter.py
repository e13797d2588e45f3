"""The mail of an invitation, in the clothes of our other mails."""

from email.utils import make_msgid

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from agreements.models import Invitation, Membership
from calendar_cycle.models import Mail
from calendar_cycle.news import post
from calendar_cycle.news.composing import domain, general_sender
from druten import clock
from druten.accounts.models import User
from druten.dutch import long_date

# What each role comes to do, after "U kunt ".
DOES = {
    Invitation.Role.READER: "lezen wat {partner} plant en laat zien",
    Invitation.Role.EDITOR: "invullen wat {partner} gaat doen en heeft gedaan",
    Invitation.Role.SUBMITTER: "invullen en indienen wat {partner} gaat doen en heeft gedaan, en collega’s uitnodigen",
    Invitation.Role.WORKING_GROUP: "het werk van alle partijen bijhouden, nalezen en samenbrengen",
    Invitation.Role.BOARD: "zien hoe het met de afspraken staat en welke besluiten er nodig zijn",
}


def send(invitation: Invitation, token: str) -> None:
    """Queues it, in the running transaction."""
    context = context_of(invitation) | {
        "address": f"{settings.SITE_URL}{reverse('calendar_cycle:invitation', args=[token])}"
    }
    mail = Mail.objects.create(
        user=User.objects.filter(email__iexact=invitation.email).first(),
        to=invitation.email,
        sender=general_sender(),
        subject=f"Uitnodiging: doe mee met {context['where']}"[:250],
        text=render_to_string("calendar_cycle/mail/invitation.txt", context).strip() + "\n",
        html=render_to_string("calendar_cycle/mail/invitation.html", context),
        message_id=make_msgid(domain=domain()),
        queued_at=clock.real(),
        next_try_at=clock.real(),
    )
    post.queue(mail)


def context_of(invitation: Invitation) -> dict[str, str]:
    """Who invites, for what, and what one comes to do: for the mail and for the page behind its link."""
    return {
        "inviter": _inviter(invitation),
        "role": invitation.get_role_display(),
        "organisation": str(invitation.partner or ""),
        "where": str(invitation.covenant or "de prestatieafspraken"),
        "does": DOES[Invitation.Role(invitation.role)].format(partner=invitation.partner),
        "until": long_date(clock.day_before(invitation.expires_at.astimezone(clock.AMSTERDAM).date())),
    }


def _inviter(invitation: Invitation) -> str:
    """The person who invites, with the organisation when that says more than what one is invited for."""
    person = invitation.invited_by
    if person is None:
        return "De beheerder"
    if invitation.partner:
        return str(person)
    homes = Membership.objects.of(person).select_related("partner")
    names = sorted({str(row.partner) for row in homes})
    return f"{person} ({names[0]})" if names else str(person)
