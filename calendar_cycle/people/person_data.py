"""What is kept of one person: shown whole, and erased without a hole in what others read (quality.md, "Security").

Every row that points to a person is found through the models themselves, so that a new model is not forgotten.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Q, Value
from django.db.models.functions import Replace

from agreements.models import CovenantRole, Invitation, Membership
from calendar_cycle.models import Mail, Notice
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.accounts.models import User

# Gone with the person: they say nothing to anybody else.
_GOES = frozenset({"mfa.Authenticator", "account.EmailAddress", "agreements.StandIn", "monitoring.RemarkRead"})
# Never shown, not even to the person: who reads it could be that person.
_SECRET = frozenset({"password", "calendar_key", "data", "token_hash"})
_ERASED = "@verwijderd.invalid"
# In words that the system wrote about people; what people wrote is theirs.
_WRITTEN_ABOUT = ((Notice, ("title", "text")), (Mail, ("subject", "text", "html")), (LogEntry, ("object_repr",)))


def of(user: User) -> dict[str, Any]:
    """All that is kept of this person, by what it is, in Dutch words; secrets left out."""
    found: dict[str, Any] = {"account": _as_words(user)}
    for relation in _relations():
        rows = relation.related_model._default_manager.filter(**{relation.field.name: user})
        if shown := [_as_words(row) for row in rows.order_by("pk")]:
            # Several models are called alike: events are of a step, of a share or of a request.
            name = f"{relation.related_model._meta.verbose_name_plural}, {relation.field.verbose_name}"
            found.setdefault(name, []).extend(shown)
    addressed = [_as_words(row) for row in _invitations(user)]
    return found | ({"uitnodigingen aan dit adres": addressed} if addressed else {})


def still_named_in(user: User) -> dict[str, int]:
    """In how many rows the full name or the address stands in words that people typed, by what it is.

    A name of one word is not looked for: it may be anybody's. What was published or handed in is fixed, and counted.
    """
    wanted = _names(user)
    found: dict[str, int] = {}
    for model, names in _typed():
        query = Q()
        for name in names:
            for word in wanted:
                query |= Q(**{f"{name}__icontains": word})
        if query and (number := model._default_manager.filter(query).count()):
            found[str(model._meta.verbose_name_plural)] = number
    return found


@transaction.atomic
def erase(user: User) -> str:
    """Takes away who it was: name, address, ways to log in, mail. What the person did stays, by the name it gives back.

    A second time changes nothing.

    Raises:
        NotAllowed: while the person still takes part or administers; that ends first, with its own rules.
    """
    row = User.objects.select_for_update().get(pk=user.pk)
    if why_not := why_not_erased(row):
        raise NotAllowed(why_not)
    if row.email.endswith(_ERASED):
        return row.name
    name, address = name_afterwards(row), f"persoon-{row.pk}{_ERASED}"
    _take_away(row)
    _rename_in_what_the_system_wrote(row, name, address)
    _invitations(row).update(email=address)
    row.name, row.email, row.is_active, row.is_staff = name, address, False, False
    row.calendar_key = row.mail_bounced_at = row.last_login = None
    row.set_unusable_password()
    row.save()
    return name


def why_not_erased(user: User) -> str:
    """Why this person is not erased now, as one Dutch sentence; empty when that may be done."""
    if user.is_superuser:
        return f"{user} is beheerder. Haal dat eerst weg bij Gebruikers."
    roles = [*Membership.objects.filter(user=user), *CovenantRole.objects.filter(user=user)]
    if any(row.ends_on is None or row.ends_on >= clock.today() for row in roles):
        return f"{user} doet nog mee. Beëindig eerst elk lidmaatschap en elke rol, met een laatste dag vóór vandaag."
    return ""


def name_afterwards(user: User) -> str:
    """ "iemand van Woonwaarts": of the partner for which the person worked last; else of the working group or the
    board, else "iemand die meedeed"."""
    last = Membership.objects.filter(user=user).select_related("partner").order_by("-ends_on", "-pk").first()
    if last is not None:
        return f"iemand van {last.partner}"
    role = CovenantRole.objects.filter(user=user).order_by("-ends_on", "-pk").first()
    return f"iemand van het overleg ({role.get_role_display()})" if role else "iemand die meedeed"


def _relations() -> Iterator[Any]:
    """What points to a person, hidden relations too; in a fixed order."""
    found = [it for it in User._meta.get_fields(include_hidden=True) if isinstance(it, models.ManyToOneRel)]
    return iter(sorted(found, key=lambda it: (it.related_model._meta.label, it.field.name)))


def _as_words(row: models.Model) -> dict[str, str]:
    """Field by field what is filled in."""
    shown = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name in _SECRET or value in (None, "", [], {}):
            continue
        shown[str(field.verbose_name)] = str(getattr(row, f"get_{field.name}_display", lambda value=value: value)())
    return shown


def _invitations(user: User) -> models.QuerySet[Invitation]:
    return Invitation.objects.filter(email__iexact=user.email)


def _names(user: User) -> list[str]:
    full = [user.name] if " " in user.name.strip() else []
    return [*full, user.email]


def _take_away(user: User) -> None:
    for relation in _relations():
        if relation.related_model._meta.label in _GOES:
            relation.related_model._default_manager.filter(**{relation.field.name: user}).delete()
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
    mails = Mail.objects.filter(user=user) | Mail.objects.filter(to__iexact=user.email)
    mails.filter(sent_at=None, given_up_at=None).update(given_up_at=clock.real())
    mails.update(to=f"persoon-{user.pk}{_ERASED}", subject="", text="", html="")
    _invitations(user).filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=clock.now())


def _rename_in_what_the_system_wrote(user: User, name: str, address: str) -> None:
    """Plain updates: a saved row would write in its history what is being erased."""
    for model, fields in _WRITTEN_ABOUT:
        for field in fields:
            for old in _names(user):
                new = Value(address if old == user.email else name)
                rows = model._default_manager.filter(**{f"{field}__contains": old})
                rows.update(**{field: Replace(field, Value(old), new)})


def _typed() -> Iterator[tuple[type[models.Model], list[str]]]:
    """The fields of text of all our models, those of their histories too, other than what is renamed here."""
    renamed = {User, Invitation, *(model for model, _ in _WRITTEN_ABOUT)}
    for model in apps.get_models():
        if model in renamed or model._meta.proxy or model.__module__.split(".")[0] in ("django", "allauth"):
            continue
        names = [it.name for it in model._meta.concrete_fields if isinstance(it, (models.TextField, models.CharField))]
        names += [it.name for it in model._meta.concrete_fields if isinstance(it, models.JSONField)]
        if names:
            yield model, names
