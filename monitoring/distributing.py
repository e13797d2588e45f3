"""Sending round what came in, after the deadline of the overviews (domain.md §4).

One document for all parties, frozen as it was; who is late stands in it and in the mail. When late ones
came in after all it may be done again: the next number.
"""

from dataclasses import dataclass

from django.urls import reverse

from agreements.models import Party
from calendar_cycle import milestone_events, milestones
from calendar_cycle.models import Assignment, Distribution, Milestone
from calendar_cycle.news import telling, words
from calendar_cycle.news.deeds import reached_by
from calendar_cycle.news.table import DEEDS
from calendar_cycle.news.telling import Item
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.accounts.models import User
from druten.dutch import long_date
from monitoring import bundling
from monitoring.bundling import Bundle
from monitoring.documents import overview as document


@dataclass(frozen=True)
class Preview:
    """What would be sent round now: who is in, who is late in words, and what went before, the newest first."""

    bundle: Bundle
    late: list[str]
    earlier: list[Distribution]

    @property
    def number(self) -> int:
        """The one that comes."""
        return self.earlier[0].number + 1 if self.earlier else 1


def preview(milestone: Milestone) -> Preview:
    """What came in at this step, as all parties would read it now."""
    bundle = bundling.came_in(milestone.covenant, milestone.subject_year or 0)
    earlier = milestone.distributions.defer("pdf").select_related("by").order_by("-number")  # type: ignore[attr-defined]
    return Preview(bundle, _late(milestone, bundle), list(earlier))


def distribute(milestone: Milestone, *, by: User, number: int | None = None) -> Distribution:
    """Freezes what came in as one document, and tells all parties, with who is late.

    Args:
        number: the one that the page announced; another when someone sent it round meanwhile, or clicked twice.

    Raises:
        NotAllowed: before the deadline, by who is not in the working group, or with a number that is gone.
    """
    if milestones.refusal(milestone, "distribute", by=by):
        milestone.perform("distribute", by=by)
    with milestone_events.whole(milestone, "distribute", by):
        Milestone.objects.select_for_update().get(pk=milestone.pk)
        now = preview(milestone)
        if number is not None and number != now.number:
            raise NotAllowed(_already_sent(now))
        pdf = document.pdf(
            now.bundle, version=None, published_on=None, round_sent=(now.number, clock.today(), now.late)
        )
        milestone.perform("distribute", by=by, message=_message(now), document=pdf, late=now.late)
        row: Distribution = milestone.distributions.get(number=now.number)  # type: ignore[attr-defined]
        _tell(milestone, row)
    return row


def address(row: Distribution) -> str:
    """Where the document is read."""
    milestone = row.milestone
    return reverse("monitoring:distribution_pdf", args=[milestone.covenant.slug, milestone.subject_year, row.number])


def _late(milestone: Milestone, bundle: Bundle) -> list[str]:
    """The parties that handed in nothing, with the later deadline that one may have."""
    missing = {part.partner for part in bundle.parts if part.standing == "missing"}
    if not missing:
        return []
    rows = Assignment.objects.filter(milestone=milestone, partner__slug__in=missing).with_everything().order_by("pk")
    return [_late_in_words(row) for row in rows]


def _late_in_words(assignment: Assignment) -> str:
    name = assignment.partner.name
    if assignment.deadline_has_passed or assignment.state == Assignment.State.MISSED:
        return name
    return f"{name} (heeft uitstel tot {long_date(assignment.own_deadline)})"


def _already_sent(now: Preview) -> str:
    """What who sends a number that is gone should know."""
    if not now.earlier:
        return "Er is niets rondgestuurd: de pagina was niet meer actueel. Kijk wat erin staat en stuur het dan rond."
    last = now.earlier[0]
    who = f" door {last.by}" if last.by else ""
    day = long_date(last.at.astimezone(clock.AMSTERDAM).date())
    return f"Dit is al rondgestuurd, op {day}{who}: nummer {last.number}. Het is niet nog een keer verstuurd."


def _message(now: Preview) -> str:
    return f"Nog niet ontvangen: {'; '.join(now.late)}." if now.late else "Van alle partijen is iets ontvangen."


def _tell(milestone: Milestone, row: Distribution) -> None:
    if milestone.before_use:
        return
    day = clock.today()
    item = Item(
        covenant=milestone.covenant,
        kind="distributed",
        subject=f"distribution:{row.pk}",
        for_date=day,
        sort=DEEDS["distributed"].sort,
        title=f"{milestone}: wat er binnenkwam, rondgestuurd op {long_date(day)}",
        text=words.text("distributed", {"milestone": milestone, "late": row.late, "number": row.number, "day": day}),
        address=address(row),
    )
    parties = Party.objects.filter(covenant=milestone.covenant).taking_part().values_list("partner", flat=True)
    telling.tell_of_deed(item, reached_by(item.kind, milestone.covenant, parties))
