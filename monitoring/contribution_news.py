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

# Who asks in other words sends it anew, and that is told.
ASKED_ANEW = "Opnieuw gevraagd, in andere woorden."
ANSWERED = {"promise": "toegezegd", "promise_partly": "deels toegezegd", "decline": "afgewezen"}


def after_deed(contribution: "Contribution", event: "ContributionEvent") -> None:
    """Tells the other side of a deed, if it is news."""
    if event.kind == "send":
        _sent(contribution, event)
    if event.kind in ANSWERED:
        _answered(contribution, event)
    if event.kind == "accept_partly":
        _settled(contribution, event)
    if event.kind == "withdraw":
        _withdrawn(contribution, event)
    if event.kind == "reply":
        _replied(contribution, event)


def judged(contribution: "Contribution", event: "ContributionEvent") -> None:
    """Tells who promised whether it was kept; called when the results are handed in (`contribution_kept.tell`).

    Args:
        event: of the judgement: the same judgement is told once, however often the results are handed in.
    """
    title = f"Uw toezegging voor {contribution.overview.year}: nagekomen? {contribution.get_kept_display()}"
    day = event.at.astimezone(clock.AMSTERDAM).date()
    doing = guards.doing_partners(contribution)
    _tell("contribution_judged", contribution, event, doing, title, for_date=day)


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
    others = _others_who_answer(contribution)
    what = "Hulpvraag" if contribution.origin == contribution.Origin.ASKED else "Aanbod"
    title = f"{what} van {asker} voor {contribution.overview.year}{_before_the_talk(contribution)}"
    _tell("contribution_sent", contribution, event, others, title, asker=asker)


def _answered(contribution: "Contribution", event: "ContributionEvent") -> None:
    answered = ANSWERED[event.kind]
    what = "hulpvraag" if contribution.origin == contribution.Origin.ASKED else "aanbod"
    title = f"Uw {what} voor {contribution.overview.year} is {answered} op {long_date(clock.today())}"
    _tell("contribution_answered", contribution, event, guards.asking_partners(contribution), title, answered=answered)


def _settled(contribution: "Contribution", event: "ContributionEvent") -> None:
    asker = contribution.overview.partner
    title = f"{asker} neemt genoegen met wat u deels toezegde voor {contribution.overview.year}"
    _tell("contribution_settled", contribution, event, _others_who_answer(contribution), title, asker=asker)


def _withdrawn(contribution: "Contribution", event: "ContributionEvent") -> None:
    """Who promised something counts on it; to who did not answer yet the mail that waits simply falls away."""
    if not contribution.answered_at or event.text == ASKED_ANEW:
        return
    asker = contribution.overview.partner
    what = "Hulpvraag" if contribution.origin == contribution.Origin.ASKED else "Aanbod"
    title = f"{what} van {asker} voor {contribution.overview.year} is ingetrokken"
    others = _others_who_answer(contribution)
    _tell("contribution_withdrawn", contribution, event, others, title, asker=asker, why=event.text)


def _replied(contribution: "Contribution", event: "ContributionEvent") -> None:
    title = f"Reactie op uw oordeel over een toezegging voor {contribution.overview.year}"
    _tell("contribution_replied", contribution, event, guards.receiving_partners(contribution), title)


def _others_who_answer(contribution: "Contribution") -> "list[Partner]":
    asker = contribution.overview.partner
    return [row for row in guards.answering_partners(contribution) if row.pk != asker.pk]


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
    *,
    for_date: date | None = None,
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
        for_date=for_date or clock.today(),
        sort=DEEDS[kind].sort,
        title=title,
        text=words.text(kind, context),
        address=reverse("monitoring:contribution_answer", args=[contribution.pk]),
    )
    telling.tell_of_deed(item, reached_by(kind, overview.covenant, [row.pk for row in partners]))
