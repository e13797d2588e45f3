"""The numbers in the addresses: which row of the demo a picture shows."""

import re
from datetime import date

from agreements.models import Agreement, CovenantRole
from calendar_cycle import questions, workflow
from calendar_cycle.models import Answer, Assignment, Milestone
from calendar_cycle.news import telling
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
    "promise": _promise,
    "result": _result,
    "user": lambda: User.objects.get(email="werkgroep@druten.example").pk,
}
