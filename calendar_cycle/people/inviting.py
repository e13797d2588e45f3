"""Inviting someone: sent, sent again, withdrawn, taken. Each is one deed, with its rules and its mail.

The link holds a random secret of which only a keyed hash is stored. Sending again makes a new secret, so that
an older mail no longer works; taking the invitation locks its row, so that it happens once.
"""

import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from agreements.access import Access
from agreements.models import Covenant, CovenantRole, Invitation, Membership, Partner, Party
from agreements.models.invitation import FOR_A_COVENANT
from calendar_cycle.people import letter
from calendar_cycle.people.scope import own_scope
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.accounts.models import User

VALID_FOR = timedelta(days=14)
PAUSE = timedelta(minutes=10)
MOST_A_DAY = 30
RANKS = (Membership.Role.READER, Membership.Role.EDITOR, Membership.Role.SUBMITTER)

OPEN_ALREADY = "Voor dit adres staat deze uitnodiging al open. Stuur die nog een keer."
GONE = "Deze uitnodiging is ingetrokken. Vraag wie u uitnodigde om een nieuwe."
TAKEN = "Deze uitnodiging is al gebruikt. Log in om verder te gaan."
EXPIRED = "Deze uitnodiging is verlopen: de link werkte twee weken. Vraag wie u uitnodigde om een nieuwe."


@transaction.atomic
def invite(
    email: str, role: str, *, by: User, partner: Partner | None = None, covenant: Covenant | None = None
) -> Invitation:
    """Stores an invitation and mails it.

    Raises:
        NotAllowed: when `by` may not invite for this, when the person is in already, or when it is open already.
    """
    check(email, role, by=by, partner=partner, covenant=covenant)
    made = Invitation(email=email.lower(), role=role, partner=partner, covenant=covenant)
    return _send(made, by)


def check(email: str, role: str, *, by: User, partner: Partner | None = None, covenant: Covenant | None = None) -> None:
    """Whether this invitation may be sent.

    Raises:
        NotAllowed: as `invite` does.
    """
    _may_speak_for(by, role, partner, covenant)
    _not_too_many(by)
    person = User.objects.filter(email__iexact=email).first()
    if person and _has_it(person, role, partner, covenant):
        raise NotAllowed(f"{person} heeft deze rol al. U hoeft niemand uit te nodigen.")
    same = Invitation.objects.open().filter(email__iexact=email, role=role, partner=partner, covenant=covenant)
    if same.exists():
        raise NotAllowed(OPEN_ALREADY)


@transaction.atomic
def send_again(invitation: Invitation, *, by: User) -> Invitation:
    """Mails it anew, with a new link that works two weeks from now; the older link is dead.

    Raises:
        NotAllowed: when it is not open, when `by` may not, or within ten minutes of the last mail.
    """
    row = _locked(invitation, by)
    if row.sent_at > clock.now() - PAUSE:
        raise NotAllowed("De uitnodiging is net verstuurd. Wacht tien minuten, en kijk ook bij ongewenste mail.")
    _not_too_many(by)
    return _send(row, by)


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User) -> Invitation:
    """From now on its link does nothing.

    Raises:
        NotAllowed: when it is not open, or `by` may not.
    """
    row = _locked(invitation, by)
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    return row


def find(token: str) -> Invitation | None:
    """The invitation whose link holds this secret."""
    rows = Invitation.objects.select_related("partner", "covenant", "invited_by", "accepted_by")
    return rows.filter(token_hash=hash_of(token)).first()


def why_not(invitation: Invitation) -> str:
    """One sentence why the link does nothing any more; empty when it does."""
    if invitation.withdrawn_at:
        return GONE
    if invitation.accepted_at:
        return TAKEN
    return EXPIRED if invitation.is_expired() else ""


@transaction.atomic
def accept(token: str, user: User) -> Invitation:
    """`user`, whose address it was sent to, gets the role. Once, also from two windows.

    Raises:
        NotAllowed: when the link does nothing any more, or was sent to someone else.
    """
    row = Invitation.objects.select_for_update().filter(token_hash=hash_of(token)).first()
    refusal = why_not(row) if row else GONE
    if refusal or row is None:
        raise NotAllowed(refusal)
    if row.email.lower() != user.email.lower():
        raise NotAllowed(f"Deze uitnodiging is voor {row.email}. Log in met dat adres.")
    _give(row, user)
    row.accepted_at, row.accepted_by = clock.now(), user
    row.save(update_fields=["accepted_at", "accepted_by"])
    return row


def rank(role: str) -> int:
    """How much a role of a partner may do: each may do what those before it may."""
    return RANKS.index(Membership.Role(role))


def hash_of(token: str) -> str:
    """What is stored of the secret in a link."""
    return salted_hmac("invitation", token, algorithm="sha256").hexdigest()


# What stands behind the deeds


def _may_speak_for(by: User, role: str, partner: Partner | None, covenant: Covenant | None) -> None:
    runs = by.is_superuser or (covenant is not None and _runs(by, covenant, partner))
    if role in FOR_A_COVENANT:
        allowed = runs and partner is None and covenant is not None
    else:
        scope = own_scope(by, partner) if partner else None
        allowed = partner is not None and (runs or (scope is not None and scope.holds(covenant)))
    if not allowed:
        raise NotAllowed("U kunt hiervoor niemand uitnodigen. Vraag het een indiener van de partner of de beheerder.")


def _runs(by: User, covenant: Covenant, partner: Partner | None) -> bool:
    """In its working group; and the partner, when there is one, takes part in it."""
    if not Access.of(by).in_working_group(covenant):
        return False
    return partner is None or Party.objects.filter(covenant=covenant, partner=partner).taking_part().exists()


def _not_too_many(by: User) -> None:
    lately = Invitation.objects.filter(invited_by=by, sent_at__gt=clock.now() - timedelta(days=1))
    if lately.count() >= MOST_A_DAY:
        raise NotAllowed(f"U verstuurde vandaag al {MOST_A_DAY} uitnodigingen. Ga morgen verder.")


def _has_it(person: User, role: str, partner: Partner | None, covenant: Covenant | None) -> bool:
    if role in FOR_A_COVENANT:
        return CovenantRole.objects.of(person).filter(covenant=covenant, role=role).exists()
    rows = Membership.objects.of(person).filter(partner=partner)
    return any(row.covenant_id in (None, covenant and covenant.pk) and rank(row.role) >= rank(role) for row in rows)


def _locked(invitation: Invitation, by: User) -> Invitation:
    row = Invitation.objects.select_for_update().editable_by(by).filter(pk=invitation.pk).first()
    if row is None:
        raise NotAllowed("Deze uitnodiging is niet van u. Vraag het wie haar verstuurde.")
    if not row.is_open:
        raise NotAllowed("Deze uitnodiging is al aangenomen of ingetrokken. Er is niets meer te doen.")
    return row


def _send(row: Invitation, by: User) -> Invitation:
    token = secrets.token_urlsafe(32)
    row.token_hash, row.invited_by = hash_of(token), by
    row.sent_at, row.expires_at = clock.now(), clock.now() + VALID_FOR
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise NotAllowed(OPEN_ALREADY) from error  # someone else was a moment earlier
    letter.send(row, token)
    return row


def _give(row: Invitation, user: User) -> None:
    if row.role in FOR_A_COVENANT:
        _open(CovenantRole.objects.get_or_create(user=user, covenant=row.covenant, role=row.role)[0])
        return
    membership, is_new = Membership.objects.get_or_create(
        user=user, partner=row.partner, covenant=row.covenant, defaults={"role": row.role}
    )
    over = not is_new and not Membership.objects.of(user).filter(pk=membership.pk).exists()
    # Who is in already keeps what one may; who had left begins with what was offered.
    if over or rank(row.role) > rank(membership.role):
        membership.role = row.role
    _open(membership)


def _open(role: Membership | CovenantRole) -> None:
    """Holds from today on, also when it had ended."""
    today = clock.today()
    if role.ends_on and role.ends_on < today:
        role.starts_on = today
    if role.starts_on and role.starts_on > today:
        role.starts_on = today
    role.ends_on = None
    role.save()
