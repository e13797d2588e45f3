"""What must be true before a deed on a contribution (domain.md §3), and the sentence when it is not.

The shape of `calendar_cycle.guards`: a guard carries its refusal.
"""

from typing import TYPE_CHECKING

from agreements.access import Access
from agreements.models import Partner
from agreements.succession import Succession
from calendar_cycle import guards, workflow
from calendar_cycle.guards import refuses_with
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment
from druten import clock
from druten.dutch import long_date

if TYPE_CHECKING:
    from druten.accounts.models import User
    from monitoring.models import Contribution

WORDS = "Schrijf er een toelichting bij; de andere partner leest die."
BOTH_PARTS = "Schrijf wat u wel doet en wat u niet doet; de andere partner leest dat."
A_REPLY = "Schrijf wat u wilt laten weten; de andere partner leest het."


# When


@refuses_with(lambda it: guards.refusal_of(guards.covenant_is_open, it.overview.assignment))
def covenant_is_open(contribution: "Contribution") -> bool:
    return guards.covenant_is_open(contribution.overview.assignment)


@refuses_with(lambda it: guards.refusal_of(guards.has_opened, it.overview.assignment))
def has_opened(contribution: "Contribution") -> bool:
    """Sent from 1 April on: once the round of overviews is open."""
    return guards.has_opened(contribution.overview.assignment)


@refuses_with(
    lambda it: (
        f"Dit kan niet meer: de resultaten over {it.overview.year} van {it.overview.partner.name} zijn ingediend."
    )
)
def year_is_not_accounted_for(contribution: "Contribution") -> bool:
    """Asked, offered and answered until the asking or offering partner handed in its results about that year; or,
    where it has left, who came in its place did."""
    from monitoring import overviews

    overview = contribution.overview
    rows = {overview.partner, *asking_partners(contribution)}
    return not any(overviews.results_are_in(overview.covenant, row, overview.year) for row in rows)


@refuses_with("U heeft al laten weten dat dit deel genoeg is.")
def is_not_settled(contribution: "Contribution") -> bool:
    return contribution.settled_at is None


@refuses_with(lambda it: f"Dit staat al als activiteit {it.taken_up_as.code} in het overzicht.")
def is_not_taken_up(contribution: "Contribution") -> bool:
    """An activity that was dropped is no longer one."""
    return contribution.taken_up_as is None or contribution.taken_up_as.dropped_on is not None


@refuses_with("Bij een activiteit zetten kan alleen met een aanbod bij een afspraak. Dit staat al bij een activiteit.")
def is_offered_at_an_agreement(contribution: "Contribution") -> bool:
    return contribution.origin == contribution.Origin.OFFERED and contribution.activity_id is None


@refuses_with("Reageren kan als de andere partner bij de resultaten heeft gezegd of dit is nagekomen.")
def was_judged(contribution: "Contribution") -> bool:
    """A judgement is a draft until the results are handed in."""
    from monitoring import contribution_kept

    return contribution_kept.handed_in(contribution) is not None


def why_not_asked(partner: Partner, succession: Succession) -> str:
    """Why nothing can be asked of this partner any more, as one Dutch sentence; empty while it takes part."""
    day = succession.days.get(partner.pk)
    if day is None:
        return ""
    heir = succession.heirs[partner.pk]
    instead = f"Vraag het aan {heir}." if heir else "Vraag het aan een andere partner."
    return f"{partner} doet sinds {long_date(day)} niet meer mee. {instead}"


def who_answers_instead(contribution: "Contribution") -> str:
    """Of what was asked of a partner that has left: who answers now, as one Dutch sentence; else empty."""
    there, partner = _succession(contribution), contribution.partner
    if contribution.origin == contribution.Origin.OFFERED or partner.pk not in there.days:
        return ""
    heir = there.heirs[partner.pk]
    instead = f"{heir} kwam in de plaats en antwoordt nu." if heir else "Niemand kwam in de plaats."
    return f"{partner} doet sinds {long_date(there.days[partner.pk])} niet meer mee. {instead}"


def why_not_sent(contribution: "Contribution") -> str:
    """Nothing new is asked of who has left: why, as one Dutch sentence; empty while the partner takes part.

    No condition of the transition, for the hand-in sends what was written before that day to who came in its place.
    """
    if contribution.origin == contribution.Origin.OFFERED:
        return ""
    return why_not_asked(contribution.partner, _succession(contribution))


# Who


def _succession(contribution: "Contribution") -> Succession:
    """As a page read it beforehand; else as it is now."""
    if contribution.succession is not None:
        return contribution.succession
    return Succession.on(contribution.overview.covenant, clock.today())


def asking_partners(contribution: "Contribution", succession: Succession | None = None) -> list[Partner]:
    """Who asks or offers; when it has left, who came in its place.

    Args:
        succession: of its covenant, today; read when it is not given.
    """
    there = _succession(contribution) if succession is None else succession
    return there.now([contribution.overview.partner])


def answering_partners(contribution: "Contribution", succession: Succession | None = None) -> list[Partner]:
    """Who answers: of what is asked the partner asked (of an external the one who asks); of an offer the
    owner of the activity, or the trekkers of the agreement other than the one who offers. For who has left
    answers who came in its place; nobody when there is none.

    Args:
        succession: of its covenant, today; read when it is not given.
    """
    there = _succession(contribution) if succession is None else succession
    asker = contribution.overview.partner
    if contribution.origin == contribution.Origin.ASKED:
        return there.now([asker if contribution.partner.kind == Partner.Kind.EXTERNAL else contribution.partner])
    if contribution.activity is not None:
        return there.now([contribution.activity.overview.partner])
    rows = contribution.agreement.responsibilities.all() if contribution.agreement else []
    trekkers = there.now([row.partner for row in rows if row.role == "trekker"])
    return [row for row in trekkers if row not in there.now([asker])]


def doing_partners(contribution: "Contribution", succession: Succession | None = None) -> list[Partner]:
    """Who does what is promised: of what is asked the partner asked, of an offer the one who offers.

    Nobody for an external: it has no overview, and does not log in.
    """
    there = _succession(contribution) if succession is None else succession
    if contribution.origin == contribution.Origin.OFFERED:
        return asking_partners(contribution, there)
    return [row for row in there.now([contribution.partner]) if row.kind != Partner.Kind.EXTERNAL]


def receiving_partners(contribution: "Contribution") -> list[Partner]:
    """Who gets what is promised: of what is asked the one who asks, of an offer those who answer it."""
    if contribution.origin == contribution.Origin.ASKED:
        return asking_partners(contribution)
    return answering_partners(contribution)


def may_answer(contribution: "Contribution", access: Access) -> bool:
    """True when this person fills in for a partner that answers."""
    covenant = contribution.overview.covenant
    return any(access.may_edit(covenant, partner) for partner in answering_partners(contribution))


@refuses_with("Dit kan alleen een invuller of indiener van de partner die dit vraagt of aanbiedt.")
def owns(contribution: "Contribution", user: "User") -> bool:
    access, covenant = Access.of(user), contribution.overview.covenant
    return any(access.may_edit(covenant, row) for row in asking_partners(contribution))


@refuses_with("Dit kan alleen een invuller of indiener van de partner die dit doet.")
def does_it(contribution: "Contribution", user: "User") -> bool:
    access, covenant = Access.of(user), contribution.overview.covenant
    return any(access.may_edit(covenant, row) for row in doing_partners(contribution))


@refuses_with(
    lambda it, user: (
        "Antwoorden kan alleen een invuller of indiener van "
        + (" of ".join(row.name for row in answering_partners(it)) or "een trekker van de afspraak")
        + "."
    )
)
def answers(contribution: "Contribution", user: "User") -> bool:
    return may_answer(contribution, Access.of(user))


def results_to_judge_in(contribution: "Contribution", user: "User") -> list[Assignment]:
    """The results assignments about its year of the receiving partners for which this person fills in."""
    overview, access = contribution.overview, Access.of(user)
    mine = [row for row in receiving_partners(contribution) if access.may_edit(overview.covenant, row)]
    rows = Assignment.objects.with_everything().filter(
        partner__in=mine,
        milestone__cycle__covenant=overview.covenant,
        milestone__kind=MilestoneKind.RESULTS,
        milestone__subject_year=overview.year,
    )
    return list(rows)


@refuses_with("Of dit is nagekomen, schrijft een invuller of indiener van de partner die het kreeg.")
def receives(contribution: "Contribution", user: "User") -> bool:
    access = Access.of(user)
    return any(access.may_edit(contribution.overview.covenant, row) for row in receiving_partners(contribution))


def why_no_judging(contribution: "Contribution", user: "User") -> str:
    """`kept` is written with the results of the receiver and freezes with them; empty when it may be written."""
    reasons = [workflow.why_no_editing(row, user) for row in results_to_judge_in(contribution, user)]
    if not reasons:
        return f"Er zijn nog geen resultaten over {contribution.overview.year} gevraagd. Doe dit bij de resultaten."
    return min(reasons, key=len)
