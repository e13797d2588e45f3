"""A party joins, leaves, or goes up in another halfway: its shares appear, close or pass on from then.

History stays, and a decision stands behind it (domain.md §3, `Party`). Planning again undoes nothing of it.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef

from agreements.access import Access
from agreements.models import Covenant, Decision, Partner, Party
from calendar_cycle import planning, workflow
from calendar_cycle.faults import Apart, together
from calendar_cycle.models import Assignment
from calendar_cycle.models.assignment import AssignmentQuerySet
from calendar_cycle.news import parties
from calendar_cycle.states import WITH_THE_PARTNER
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.dutch import long_date

if TYPE_CHECKING:
    from druten.accounts.models import User


def why_no_change(covenant: Covenant, by: "User") -> str:
    """Why `by` can not change who takes part, as one Dutch sentence; empty when he can."""
    if not Access.of(by).in_working_group(covenant):
        return "Vastleggen wie meedoet, kan alleen een lid van de werkgroep."
    if not covenant.is_open:
        return "Deze prestatieafspraken zijn niet open. Wie meedoet, kan niet veranderen."
    return ""


def join(covenant: Covenant, partner: Partner, *, by: "User", on: date, decision: Decision, code: str) -> Party:
    """A partner takes part from `on`: it gets a share of each step that ends after that day.

    Args:
        code: the short name in the codes of its activities, such as "WW".

    Raises:
        NotAllowed: with a Dutch sentence.
    """
    with transaction.atomic():
        _lock(covenant)
        _check(covenant, by, on, decision)
        code = code.strip().upper()
        if covenant.parties.filter(partner=partner).exists():  # type: ignore[attr-defined]
            raise NotAllowed(f"{partner} staat al bij deze prestatieafspraken.")
        if not code or covenant.parties.filter(code=code).exists():  # type: ignore[attr-defined]
            raise NotAllowed(f"Kies een andere afkorting: “{code}” is leeg of al van een andere partij.")
        party = Party.objects.create(
            covenant=covenant, partner=partner, signed=True, code=code, joined_on=on, decision=decision
        )
        planning.plan(covenant)
        parties.joined(party)
    return party


def leave(party: Party, *, by: "User", on: date, decision: Decision) -> None:
    """A party takes part no more from `on`: what it has not begun falls away, what is open is closed.

    Raises:
        NotAllowed: with a Dutch sentence.
    """
    _leave(party, None, by, on, decision)


def merge(party: Party, into: Party, *, by: "User", on: date, decision: Decision) -> None:
    """A party goes up in another from `on`: the other has, or gets, a share of each step that is still open,
    and what the first one led is then led by the other.

    Raises:
        NotAllowed: with a Dutch sentence.
    """
    _leave(party, into, by, on, decision)


def _leave(party: Party, into: Party | None, by: "User", on: date, decision: Decision) -> None:
    with transaction.atomic():
        covenant = party.covenant
        _lock(covenant)
        locked = Party.objects.select_for_update(of=("self",)).select_related("partner").get(pk=party.pk)
        _check(covenant, by, on, decision)
        _check_leaving(locked, into, by, on)
        locked.left_on, locked.succeeded_by, locked.decision = on, into, decision
        locked.save()
        parties.left(locked)
        _drop_untouched(locked, on)
        planning.plan(covenant)
        if on <= clock.today():
            end_what_is_open(locked, by=by)
    party.refresh_from_db()


def end_what_is_open(party: Party, *, by: "User") -> None:
    """Closes, through the door, what a party that has left had open; what was before taking into use asks nothing.

    Raises:
        NotAllowed: with a Dutch sentence.
    """
    for assignment in _shares(party).filter(state__in=WITH_THE_PARTNER).with_everything().order_by("pk"):
        if not assignment.milestone.before_use:
            assignment.perform("end", by=by, message=_why_ended(party))


def end_by_itself(day: date, apart: Apart = together) -> list[Assignment]:
    """What a party had open that left on or before `day`, when that was recorded beforehand: closed by the calendar.

    Args:
        apart: sets what is done in one covenant apart from the others; what went wrong there is not in the answer.
    """
    left = Party.objects.filter(left_on__lte=day, covenant__state__in=("running", "closing"))
    here = left.filter(covenant=OuterRef("milestone__cycle__covenant"), partner=OuterRef("partner"))
    rows = Assignment.objects.filter(Exists(here), state__in=WITH_THE_PARTNER).with_everything().order_by("pk")
    found = [row for row in rows if not row.milestone.before_use]
    parties = (
        {(row.covenant_id, row.partner_id): row for row in left.select_related("partner", "succeeded_by__partner")}
        if found
        else {}
    )
    ended = []
    for assignment in found:
        with apart(assignment.covenant):
            party = parties[assignment.covenant.pk, assignment.partner_id]
            workflow.happen(assignment, "end", message=_why_ended(party))
            ended.append(assignment)
    return ended


def _why_ended(party: Party) -> str:
    reason = f"{party.partner} doet sinds {long_date(party.left_on)} niet meer mee."  # type: ignore[arg-type]
    return f"{reason} {party.succeeded_by.partner} neemt het over." if party.succeeded_by else reason


def _drop_untouched(party: Party, on: date) -> None:
    """The shares of steps that open on or after that day, in which nothing happened."""
    rows = _shares(party).filter(milestone__opens_on__gte=on, state=Assignment.State.TODO)
    rows.filter(events=None, submissions=None, extensions=None).delete()


def _shares(party: Party) -> AssignmentQuerySet:
    return Assignment.objects.filter(milestone__cycle__covenant=party.covenant, partner=party.partner)


def _lock(covenant: Covenant) -> None:
    Covenant.objects.select_for_update(of=("self",)).get(pk=covenant.pk)


def _check(covenant: Covenant, by: "User", on: date, decision: Decision) -> None:
    refused = why_no_change(covenant, by)
    if refused:
        raise NotAllowed(refused)
    if decision.meeting.covenant_id != covenant.pk:
        raise NotAllowed("Dit besluit hoort bij andere prestatieafspraken. Kies een besluit van deze.")
    first, last = date(covenant.start_year, 1, 1), date(covenant.end_year, 12, 31)
    if not first <= on <= last:
        raise NotAllowed(f"Kies een dag van {long_date(first)} tot en met {long_date(last)}.")


def _check_leaving(party: Party, into: Party | None, by: "User", on: date) -> None:
    if not party.signed:
        raise NotAllowed("Deze partij heeft niet getekend. Er is niets te beëindigen.")
    if party.left_on:
        raise NotAllowed(f"{party.partner} doet al niet meer mee, vanaf {long_date(party.left_on)}.")
    if party.joined_on and on <= party.joined_on:
        raise NotAllowed(f"{party.partner} doet mee vanaf {long_date(party.joined_on)}. Kies een latere dag.")
    if party.partner_id in Access.of(by).own_partners(party.covenant):
        raise NotAllowed("Over de eigen organisatie legt een ander lid van de werkgroep dit vast.")
    if into is not None and not _takes_over(party, into, on):
        raise NotAllowed("Kies een andere partij van deze prestatieafspraken, die dan zelf meedoet.")


def _takes_over(party: Party, into: Party, on: date) -> bool:
    """True for another party that signed and takes part on that day."""
    here = into.covenant_id == party.covenant_id and into.pk != party.pk and into.signed
    return here and into.left_on is None and (into.joined_on is None or into.joined_on <= on)
