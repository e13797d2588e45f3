"""The mail of an invitation, in the clothes of our other mails."""

from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from agreements.models import Invitation, Membership
from calendar_cycle.models import Mail
from calendar_cycle.news import post
from calendar_cycle.news.composing import domain, general_sender
from calendar_cycle.people.scope import own_scope
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
    reader = User.objects.filter(email__iexact=invitation.email).first()
    subject = f"Uitnodiging: doe mee met {context['where']}"
    _queue("invitation", context, to=invitation.email, user=reader, subject=subject, invitation=invitation)


def not_arrived(mail: Mail) -> None:
    """Tells who invited that this letter of the invitation did not arrive. Nobody hears it of another mail, of an
    invitation that was taken, withdrawn or sent again since, or when that person is away for good or may no
    longer mend it."""
    row = mail.invitation
    if row is None or not row.is_open or row.mails.filter(pk__gt=mail.pk).exists():
        return
    inviter = row.invited_by
    if inviter is None or not inviter.is_active or inviter.mail_bounced_at:
        return
    if not Invitation.objects.editable_by(inviter).filter(pk=row.pk).exists():
        return
    context = context_of(row) | {"email": row.email, "what": row.what, "address": f"{settings.SITE_URL}{_page_of(row)}"}
    subject = f"Uw uitnodiging aan {row.email} kwam niet aan"
    _queue("invitation_not_arrived", context, to=inviter.email, user=inviter, subject=subject)


def _page_of(invitation: Invitation) -> str:
    """Where an invitation is sent again or withdrawn: on the page of the partner, else in the admin."""
    inviter, partner = invitation.invited_by, invitation.partner
    if inviter and partner and own_scope(inviter, partner):
        return reverse("calendar_cycle:people", args=[partner.slug])
    return reverse("admin:agreements_invitation_changelist")


def _queue(template: str, context: dict[str, str], *, to: str, user: User | None, subject: str, **more: Any) -> None:
    mail = Mail.objects.create(
        user=user,
        to=to,
        sender=general_sender(),
        subject=subject[:250],
        text=render_to_string(f"calendar_cycle/mail/{template}.txt", context).strip() + "\n",
        html=render_to_string(f"calendar_cycle/mail/{template}.html", context),
        message_id=make_msgid(domain=domain()),
        queued_at=clock.real(),
        next_try_at=clock.real(),
        **more,
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
