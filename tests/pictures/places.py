"""The numbers in the addresses: which row of the demo a picture shows."""

import re
from datetime import date, timedelta

from agreements.models import Agreement, Covenant, CovenantRole, Party
from calendar_cycle import moves
from calendar_cycle.models import Assignment, Milestone, Question, Submission
from druten import clock
from druten.accounts.models import User
from monitoring import results
from monitoring.models import Activity, Contribution, Result


def nothing() -> None:
    """The story as it is."""


def working_group_of_one_partner() -> None:
    """The second member leaves, so that another partner has to sign (domain.md §5)."""
    CovenantRole.objects.filter(user__email="werkgroep2@druten.example").delete()


def results_opened() -> None:
    """The last partner has opened its form, which makes the rows."""
    rows = Assignment.objects.with_everything().filter(milestone__kind="results", milestone__subject_year=2026)
    results.sync(rows.get(partner__slug="bewonersraad-de-kernen"))


def another_date_proposed() -> None:
    """The secretary proposed another date for the joint overview, on the day before."""
    step = Milestone.objects.get(kind="bundle", subject_year=2027)
    by = User.objects.get(email="werkgroep@druten.example")
    with clock.at(clock.now() - timedelta(days=1)):
        moves.propose(
            step,
            by=by,
            opens_on=step.opens_on,
            before=date(2026, 12, 15),
            reason="Het bestuur vergadert op 10 december.",
        )


def taken_into_use_halfway() -> None:
    """As if the municipality had begun in the spring: what ended before can be taken over."""
    Covenant.objects.update(in_use_from=date(2026, 3, 10))
    rows = Assignment.objects.filter(milestone__before__lte=date(2026, 3, 10))
    Result.objects.filter(assignment__in=rows).delete()
    Submission.objects.filter(assignment__in=rows).delete()
    rows.update(state="todo")


def full(address: str) -> str:
    """The address with every name in braces replaced by the key of its row."""
    return re.sub(r"\{([^}]+)\}", lambda found: str(_key(*found[1].split(":"))), address)


def _key(name: str, year: str = "", partner: str = "") -> int:
    if partner:
        return Assignment.objects.get(milestone__kind=name, milestone__subject_year=int(year), partner__slug=partner).pk
    if year:
        return Milestone.objects.get(kind=name, subject_year=int(year)).pk
    return ROWS[name]()


def _activity() -> int:
    rows = Activity.objects.filter(overview__assignment__milestone__subject_year=2027)
    return rows.filter(overview__assignment__partner__slug="woonwaarts").order_by("pk")[0].pk


def _result() -> int:
    rows = Result.objects.filter(assignment__milestone__subject_year=2026)
    return rows.filter(assignment__partner__slug="bewonersraad-de-kernen").order_by("pk")[0].pk


def _asked_of_hbd() -> int:
    rows = Contribution.objects.filter(overview__assignment__milestone__subject_year=2027, partner__slug="hbd")
    return rows.filter(overview__assignment__partner__slug="woonwaarts").order_by("pk")[0].pk


def _promise() -> int:
    rows = Contribution.objects.filter(overview__assignment__milestone__subject_year=2026)
    return rows.filter(overview__assignment__partner__slug="woonwaarts").order_by("pk")[0].pk


ROWS = {
    "activity": _activity,
    "agreement": lambda: Agreement.objects.get(code="1.1-03").pk,
    "asked_of_hbd": _asked_of_hbd,
    "covenant": lambda: Covenant.objects.get().pk,
    "evaluation": lambda: Milestone.objects.get(kind="evaluation").pk,
    "party": lambda: Party.objects.get(partner__slug="hbd").pk,
    "promise": _promise,
    "question": lambda: Question.objects.filter(milestone__kind="results", milestone__subject_year=2026)[0].pk,
    "result": _result,
    "user": lambda: User.objects.get(email="werkgroep@druten.example").pk,
}
