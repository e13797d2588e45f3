"""What must be true before a deed on an assignment (domain.md §5), and the sentence when it is not.

A guard is a condition for django-fsm-2: it takes the assignment, gives True or False, and carries
`refusal(assignment)`: one Dutch sentence that says what, why and what now. A permission also takes the user.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from agreements.access import Access
from calendar_cycle import content
from druten import clock
from druten.dutch import long_date

if TYPE_CHECKING:
    from calendar_cycle.models import Assignment
    from druten.accounts.models import User

MESSAGE = "Schrijf erbij wat er anders moet; de partner leest dit bericht."
REASON = "Schrijf erbij waarom; de partner leest deze reden."


def refuses_with(sentence: str | Callable[..., str]) -> Callable[[Callable[..., bool]], Callable[..., bool]]:
    """Gives a guard the sentence of its refusal: a text, or a function of the same arguments."""

    def give(guard: Callable[..., bool]) -> Callable[..., bool]:
        guard.refusal = sentence if callable(sentence) else lambda *_: sentence  # type: ignore[attr-defined]
        return guard

    return give


def refusal_of(guard: Any, *about: Any) -> str:
    """The Dutch sentence of a guard that said no."""
    return guard.refusal(*about)


# When


def _why_not_open(assignment: "Assignment") -> str:
    if assignment.covenant.state == "draft":
        return "Deze prestatieafspraken zijn nog een concept. De werkgroep zet ze open."
    return "Deze prestatieafspraken zijn afgesloten. U kunt alles nog lezen, maar niets meer veranderen."


@refuses_with(_why_not_open)
def covenant_is_open(assignment: "Assignment") -> bool:
    return assignment.covenant.is_open


@refuses_with(lambda it: f"Dit kan nog niet: het staat open vanaf {long_date(it.milestone.opens_on)}.")
def has_opened(assignment: "Assignment") -> bool:
    return assignment.milestone.has_opened()


def _before_use(assignment: "Assignment") -> str:
    day = assignment.covenant.in_use_from or assignment.milestone.before
    return f"Dit is van vóór {long_date(day)}, toen dit systeem in gebruik kwam. Hierover wordt niets meer gevraagd."


def _why_too_late(assignment: "Assignment") -> str:
    if not is_asked(assignment):
        return _before_use(assignment)
    before = long_date(assignment.own_deadline)
    return f"Dit kan niet meer: de termijn was vóór {before}. U kunt de werkgroep om uitstel vragen."


@refuses_with(_why_too_late)
def before_own_deadline(assignment: "Assignment") -> bool:
    return not assignment.deadline_has_passed


@refuses_with(
    lambda it: f"Dit kan nog niet: de partner mag inleveren vóór {long_date(it.own_deadline)}. Wacht tot die dag."
)
def past_own_deadline(assignment: "Assignment") -> bool:
    return assignment.deadline_has_passed


@refuses_with(_before_use)
def is_asked(assignment: "Assignment") -> bool:
    """False of what ended before the covenant was taken into use, unless the working group opened it again."""
    return not assignment.milestone.before_use or assignment.state == assignment.State.RETURNED


@refuses_with("Overnemen kan alleen van wat afliep vóór de ingebruikname van deze prestatieafspraken.")
def ended_before_use(assignment: "Assignment") -> bool:
    return assignment.milestone.before_use


@refuses_with("Deze partij doet nog mee. Beëindigen kan als zij niet meer meedoet.")
def party_has_left(assignment: "Assignment") -> bool:
    parties = assignment.covenant.parties  # type: ignore[attr-defined]
    return parties.filter(partner=assignment.partner_id, left_on__lte=clock.today()).exists()


# What


def missing(assignment: "Assignment") -> list[content.Missing]:
    """All that must still be filled in before the hand-in: required questions and the content's own."""
    from calendar_cycle import questions

    return [*content.of(assignment).missing(assignment), *questions.missing(assignment)]


def why_incomplete(rows: Sequence[content.Missing], deed: str = "Indienen") -> str:
    """The sentence that refuses a hand-in, or another deed, in which this is missing; empty when nothing is."""
    return f"{deed} kan nog niet. Dit ontbreekt: " + " ".join(row.sentence for row in rows[:5]) if rows else ""


@refuses_with(lambda it: why_incomplete(missing(it)))
def nothing_required_is_missing(assignment: "Assignment") -> bool:
    return not missing(assignment)


@refuses_with("Er is niets te bevestigen: de laatste inzending is van de partner zelf of is al bevestigd.")
def was_handed_in_on_behalf(assignment: "Assignment") -> bool:
    return assignment.submissions.unconfirmed().exists()


@refuses_with(lambda it: content.of(it).forbids_reopening(it))
def content_may_reopen(assignment: "Assignment") -> bool:
    return not content.of(assignment).forbids_reopening(assignment)


@refuses_with("Er is geen inzending die kan blijven staan. U kunt de opdracht wel sluiten als “niet ontvangen”.")
def a_submission_counts(assignment: "Assignment") -> bool:
    return assignment.latest_submission is not None


@refuses_with("Er is al iets ingediend. Laat die inzending staan in plaats van te sluiten.")
def no_submission_counts(assignment: "Assignment") -> bool:
    return assignment.latest_submission is None


@refuses_with("Er staat nog een vraag om uitstel open. Beslis daar eerst over.")
def no_extension_is_open(assignment: "Assignment") -> bool:
    return not assignment.extensions.filter(state="asked").exists()


@refuses_with(
    lambda it: (
        f"De partner is al bezig met aanpassen en mag inleveren vóór {long_date(it.own_deadline)}. Wacht tot die dag."
    )
)
def may_be_left_as_it_was(assignment: "Assignment") -> bool:
    """Past its own deadline, or opened by mistake: returned, and the partner has not typed since."""
    if assignment.deadline_has_passed:
        return True
    if assignment.state != assignment.State.RETURNED:
        return False
    opened = assignment.events.filter(kind__in=("return_for_changes", "reopen"), refused=False).last()
    return opened is None or assignment.edited_at is None or assignment.edited_at <= opened.at


# Who


@refuses_with(
    lambda it, _user: f"U kunt hier niets invullen: dat doen de invullers en indieners van {it.partner.name}."
)
def fills_in(assignment: "Assignment", user: "User") -> bool:
    return Access.of(user).may_edit(assignment.covenant, assignment.partner)


@refuses_with("Indienen doet een indiener van de partner. Vraag het aan een collega die indiener is.")
def hands_in(assignment: "Assignment", user: "User") -> bool:
    return Access.of(user).may_submit(assignment.covenant, assignment.partner)


@refuses_with("Dit kan alleen een indiener van de partner.")
def confirms(assignment: "Assignment", user: "User") -> bool:
    return Access.of(user).may_submit(assignment.covenant, assignment.partner)


def _why_no_review(assignment: "Assignment", user: "User") -> str:
    if Access.of(user).in_working_group(assignment.covenant):
        return "Over de eigen organisatie beslist een ander lid van de werkgroep. Vraag het aan een collega daar."
    return "Dit kan alleen een lid van de werkgroep."


@refuses_with(_why_no_review)
def reviews(assignment: "Assignment", user: "User") -> bool:
    """A member of the working group who does not work for this partner (four eyes)."""
    access = Access.of(user)
    return access.in_working_group(assignment.covenant) and assignment.partner_id not in access.own_partners(
        assignment.covenant
    )


@refuses_with("Overnemen van vóór ingebruikname doet een lid van de werkgroep.")
def takes_over(assignment: "Assignment", user: "User") -> bool:
    """A member of the working group, of whatever partner: what is taken over was settled before, elsewhere."""
    return Access.of(user).in_working_group(assignment.covenant)


def _why_no_acceptance(assignment: "Assignment", user: "User") -> str:
    if reviews(assignment, user):
        return "U heeft dit zelf namens de partner ingevuld. Een ander lid van de werkgroep accepteert het."
    return _why_no_review(assignment, user)


@refuses_with(_why_no_acceptance)
def accepts(assignment: "Assignment", user: "User") -> bool:
    """As `reviews`; and nobody accepts what he filled in on behalf."""
    latest = assignment.latest_submission
    return reviews(assignment, user) and not (
        latest is not None and latest.on_behalf and latest.submitted_by_id == user.pk
    )


@refuses_with(
    "Namens een partner invullen kan alleen een lid van de werkgroep dat niet bij die partner hoort,"
    " en alleen als de partner zelf nog niet begonnen is."
)
def acts_on_behalf(assignment: "Assignment", user: "User") -> bool:
    """Untouched by the partner, and the user reviews it (domain.md §5, "On behalf")."""
    return reviews(assignment, user) and not _begun_by_partner(assignment)


def _begun_by_partner(assignment: "Assignment") -> bool:
    """True when the partner began by itself, or was asked to: then its draft is neither seen nor touched."""
    if assignment.state == assignment.State.TODO:
        return False
    opening = assignment.events.filter(kind__in=("start", "return_for_changes", "reopen"), refused=False).last()
    if opening is None or not (opening.on_behalf or opening.kind == "reopen"):
        return True
    # Only the partner saves through `workflow.editing`. A save in the same instant counts as after.
    return assignment.edited_at is not None and assignment.edited_at >= opening.at
