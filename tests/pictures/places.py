"""The numbers in the addresses: which row of the demo a picture shows."""

import re
from datetime import date, timedelta

from agreements.models import Agreement, Covenant, CovenantRole, Invitation, Membership, Partner, Party
from calendar_cycle import moves, questions, workflow
from calendar_cycle.models import Answer, Assignment, Milestone, Question, Submission
from calendar_cycle.news import telling
from calendar_cycle.people import inviting
from druten import clock
from druten.accounts.models import User
from monitoring import our_figures, results
from monitoring.forms.figures import is_share
from monitoring.models import Activity, Contribution, Indicator, Measurement, Result

COLLEAGUE = "ans.dekker@woonwaarts.example"


def nothing() -> None:
    """The story as it is."""


def working_group_of_one_partner() -> None:
    """The second member leaves, so that another partner has to sign (domain.md §5)."""
    CovenantRole.objects.filter(user__email="werkgroep2@druten.example").delete()


def someone_is_invited() -> None:
    """One colleague is on the way in, of one the link is too old; and of each there is a link that can be opened."""
    partner = Partner.objects.get(slug="woonwaarts")
    by = User.objects.get(email="indiener@woonwaarts.example")
    covenant = Covenant.objects.get()
    now = clock.now()
    for email, days in ((COLLEAGUE, 12), ("te.laat@woonwaarts.example", -1), ("invuller@woonwaarts.example", 12)):
        Invitation.objects.create(
            email=email,
            role="submitter",
            partner=partner,
            covenant=covenant,
            invited_by=by,
            expires_at=now + timedelta(days=days),
            token_hash=inviting.hash_of(f"uitnodiging-aan-{email.split('@')[0]}"),
        )


def results_opened() -> None:
    """The last partner has opened its form, which makes the rows."""
    rows = Assignment.objects.with_everything().filter(milestone__kind="results", milestone__subject_year=2026)
    results.sync(rows.get(partner__slug="bewonersraad-de-kernen"))


def results_halfway() -> None:
    """One partner took its results back: a figure jumped, one row is empty, one is late without a word on what next."""
    row = Assignment.objects.with_everything().get(
        milestone__kind="results", milestone__subject_year=2026, partner__slug="woonwaarts"
    )
    submitter = User.objects.get(email="indiener@woonwaarts.example")
    with telling.muted():
        row.perform("withdraw", by=submitter)
    first, second = row.results.order_by("pk")[:2]
    Result.objects.filter(pk=first.pk).update(state="", text="", realised_quantity=None)
    Result.objects.filter(pk=second.pk).update(state="delayed", adjustment="")
    for figure in our_figures.asked(row, submitter)[:2]:
        about = {"indicator": figure.indicator, "partner": row.partner}
        Measurement.objects.filter(**about, year=2026).delete()
        Measurement.objects.create(**about, year=2025, **_measured(figure.indicator, 120))
        Measurement.objects.create(**about, year=2026, assignment=row, **_measured(figure.indicator, 12))


def _measured(indicator: Indicator, value: int) -> dict[str, int]:
    return {"numerator": value, "denominator": 150} if is_share(indicator) else {"value": value}


def evaluation_input_begun() -> None:
    """One partner is busy, one handed in, of one it was given back."""
    with telling.muted():
        _bring_in()


def _bring_in() -> None:
    rows = Assignment.objects.with_everything().filter(milestone__kind="evaluation_input")
    for slug, upto in (("woonwaarts", 6), ("hbd", None), ("de-kernen", None)):
        row = rows.get(partner__slug=slug)
        submitter = User.objects.get(email=f"indiener@{slug}.example")
        with workflow.editing(row, by=submitter):
            for question in questions.of(row)[:upto]:
                text = question.choices[1] if question.choices else "Wij bellen elkaar eerder dan twee jaar geleden."
                Answer.objects.create(assignment=row, question=question, text=text)
        if upto is None:
            row.perform("submit", by=submitter)
    rows.get(partner__slug="de-kernen").perform(
        "return_for_changes",
        by=User.objects.get(email="werkgroep@druten.example"),
        message="Wilt u bij de taakverdeling een voorbeeld geven?",
        answer_before=date(2027, 5, 8),
    )


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


def _our_result() -> int:
    rows = Result.objects.filter(assignment__milestone__subject_year=2026, activity__isnull=False)
    return rows.filter(assignment__partner__slug="woonwaarts").order_by("pk")[0].pk


def _asked_of_hbd() -> int:
    rows = Contribution.objects.filter(overview__assignment__milestone__subject_year=2027, partner__slug="hbd")
    return rows.filter(overview__assignment__partner__slug="woonwaarts").order_by("pk")[0].pk


def _to(slug: str, year: int = 2027) -> int:
    """The first request of a year to this partner."""
    rows = Contribution.objects.filter(overview__assignment__milestone__subject_year=year, partner__slug=slug)
    return rows.order_by("pk")[0].pk


def _promise() -> int:
    rows = Contribution.objects.filter(overview__assignment__milestone__subject_year=2026)
    return rows.filter(overview__assignment__partner__slug="woonwaarts").order_by("pk")[0].pk


ROWS = {
    "promised_by_municipality": lambda: _to("gemeente-druten"),
    "declined_by_residents": lambda: _to("bewonersraad-de-kernen"),
    "partly_by_residents": lambda: _to("bewonersraad-de-kernen", 2026),
    "activity": _activity,
    "agreement": lambda: Agreement.objects.get(code="1.1-03").pk,
    "asked_of_hbd": _asked_of_hbd,
    "last_submitter": lambda: Membership.objects.get(user__email="indiener@woonwaarts.example").pk,
    "our_result": _our_result,
    "covenant": lambda: Covenant.objects.get().pk,
    "evaluation": lambda: Milestone.objects.get(kind="evaluation").pk,
    "party": lambda: Party.objects.get(partner__slug="hbd").pk,
    "promise": _promise,
    "question": lambda: Question.objects.filter(milestone__kind="results", milestone__subject_year=2026)[0].pk,
    "result": _result,
    "user": lambda: User.objects.get(email="werkgroep@druten.example").pk,
}
