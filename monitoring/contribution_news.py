"""What is told when something is asked, offered or answered, and when an answer is still waited for."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.urls import reverse

from agreements.models import Responsibility
from agreements.succession import Succession
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Milestone
from calendar_cycle.news import pages, telling, words
from calendar_cycle.news.collecting import News
from calendar_cycle.news.deeds import reached_by
from calendar_cycle.news.reach import Reach
from calendar_cycle.news.table import DEADLINE, DEEDS
from calendar_cycle.news.telling import Item
from druten import clock
from druten.dutch import long_date
from monitoring import contribution_guards as guards

if TYPE_CHECKING:
    from agreements.models import Partner
    from monitoring.models import Contribution, ContributionEvent

ANSWERED = {"promise": "toegezegd", "promise_partly": "deels toegezegd", "decline": "afgewezen"}


def after_deed(contribution: "Contribution", event: "ContributionEvent") -> None:
    """Tells the other side of a deed, if it is news."""
    if event.kind == "send":
        _sent(contribution, event)
    if event.kind in ANSWERED:
        _answered(contribution, event)


def waiting(steps: list[Milestone], reach: Reach, day: date) -> Iterator[News]:
    """Per partner what it has not answered yet, so many days before the talk of a year.

    Args:
        steps: the talks (`alignment`), with their covenants.
        day: the day of the reminder, which makes it another one than the one before.
    """
    for step in steps:
        for partner, rows in _unanswered(step).items():
            context = {"partner": partner, "rows": rows, "year": step.subject_year, "before": step.before}
            item = Item(
                covenant=step.covenant,
                kind=f"to_answer_{(step.before - day).days}",
                subject=f"milestone:{step.pk}:partner:{partner.pk}",
                for_date=step.before,
                sort=DEADLINE,
                title=f"Hulpvragen en aanbod voor {step.subject_year}: antwoord vóór {long_date(step.before)}",
                text=words.text("to_answer", context),
                address=pages.contributions(),
            )
            yield item, reach.editors(step.covenant, partner.pk)


def _unanswered(step: Milestone) -> "dict[Partner, list[Contribution]]":
    from monitoring.models import Contribution

    rows = Contribution.objects.filter(
        state=Contribution.State.SENT,
        overview__assignment__milestone__cycle__covenant=step.covenant,
        overview__assignment__milestone__subject_year=step.subject_year,
    )
    rows = rows.select_related(
        "partner",
        "overview__assignment__partner",
        "overview__assignment__milestone__cycle__covenant",
        "agreement",
        "activity__overview__assignment__partner",
    )
    trekkers = Prefetch("agreement__responsibilities", queryset=Responsibility.objects.select_related("partner"))
    succession = Succession.on(step.covenant, clock.today())
    found: dict[Partner, list[Contribution]] = defaultdict(list)
    for row in rows.prefetch_related(trekkers).order_by("pk"):
        if row.is_from_before_use:
            continue
        for partner in guards.answering_partners(row, succession):
            found[partner].append(row)
    return found


def _sent(contribution: "Contribution", event: "ContributionEvent") -> None:
    asker = contribution.overview.partner
    others = [row for row in guards.answering_partners(contribution) if row.pk != asker.pk]
    what = "Hulpvraag" if contribution.origin == contribution.Origin.ASKED else "Aanbod"
    title = f"{what} van {asker} voor {contribution.overview.year}{_before_the_talk(contribution)}"
    _tell("contribution_sent", contribution, event, others, title, asker=asker)


def _answered(contribution: "Contribution", event: "ContributionEvent") -> None:
    answered = ANSWERED[event.kind]
    what = "hulpvraag" if contribution.origin == contribution.Origin.ASKED else "aanbod"
    title = f"Uw {what} voor {contribution.overview.year} is {answered} op {long_date(clock.today())}"
    _tell("contribution_answered", contribution, event, guards.asking_partners(contribution), title, answered=answered)


def _before_the_talk(contribution: "Contribution") -> str:
    overview = contribution.overview
    talk = Milestone.objects.filter(
        cycle__covenant=overview.covenant, kind=MilestoneKind.ALIGNMENT, subject_year=overview.year
    ).first()
    return f": antwoord vóór {long_date(talk.before)}" if talk and talk.before > clock.today() else ""


def _tell(
    kind: str,
    contribution: "Contribution",
    event: "ContributionEvent",
    partners: "list[Partner]",
    title: str,
    **more: Any,
) -> None:
    overview = contribution.overview
    context = {
        "contribution": contribution,
        "asked": contribution.origin == contribution.Origin.ASKED,
        "year": overview.year,
        **more,
    }
    item = Item(
        covenant=overview.covenant,
        kind=kind,
        subject=f"contribution_event:{event.pk}",
        for_date=clock.today(),
        sort=DEEDS[kind].sort,
        title=title,
        text=words.text(kind, context),
        address=reverse("monitoring:contribution_answer", args=[contribution.pk]),
    )
    telling.tell_of_deed(item, reached_by(kind, overview.covenant, [row.pk for row in partners]))
