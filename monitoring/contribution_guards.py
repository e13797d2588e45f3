"""What must be true before a deed on a contribution (domain.md §3), and the sentence when it is not.

The shape of `calendar_cycle.guards`: a guard carries its refusal.
"""

from typing import TYPE_CHECKING

from agreements.access import Access
from agreements.models import Partner
from calendar_cycle import guards, workflow
from calendar_cycle.guards import refuses_with
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment

if TYPE_CHECKING:
    from druten.accounts.models import User
    from monitoring.models import Contribution

WORDS = "Schrijf er een toelichting bij; de andere partner leest die."


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
    """Asked, offered and answered until the asking or offering partner handed in its results about that year."""
    from monitoring import overviews

    overview = contribution.overview
    return not overviews.results_are_in(overview.covenant, overview.partner, overview.year)


# Who


def answering_partners(contribution: "Contribution") -> list[Partner]:
    """Who answers: of what is asked the partner asked (of an external the one who asks); of an offer the
    owner of the activity, or the trekkers of the agreement other than the one who offers."""
    asker = contribution.overview.partner
    if contribution.origin == contribution.Origin.ASKED:
        return [asker if contribution.partner.kind == Partner.Kind.EXTERNAL else contribution.partner]
    if contribution.activity is not None:
        return [contribution.activity.overview.partner]
    rows = contribution.agreement.responsibilities.all() if contribution.agreement else []
    return [row.partner for row in rows if row.role == "trekker" and row.partner_id != asker.pk]


def receiving_partners(contribution: "Contribution") -> list[Partner]:
    """Who gets what is promised: of what is asked the one who asks, of an offer those who answer it."""
    if contribution.origin == contribution.Origin.ASKED:
        return [contribution.overview.partner]
    return answering_partners(contribution)


def may_answer(contribution: "Contribution", access: Access) -> bool:
    """True when this person fills in for a partner that answers."""
    covenant = contribution.overview.covenant
    return any(access.may_edit(covenant, partner) for partner in answering_partners(contribution))


@refuses_with("Dit kan alleen een invuller of indiener van de partner die dit vraagt of aanbiedt.")
def owns(contribution: "Contribution", user: "User") -> bool:
    return Access.of(user).may_edit(contribution.overview.covenant, contribution.overview.partner)


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
