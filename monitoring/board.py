"""What the working group records: accents, the decision on them, the talk, the uitvraag (domain.md §4).

Every function is one whole: all of it is recorded, or nothing and a `NotAllowed` with a Dutch sentence.
"""

from dataclasses import replace
from datetime import date

from django.db.models import Max

from agreements.access import Access
from agreements.models import Covenant, Decision, Meeting
from agreements.models.meeting import why_no_meeting_on
from calendar_cycle import milestones
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.milestone_events import record, whole
from calendar_cycle.models import Milestone
from calendar_cycle.news import collecting, telling
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.accounts.models import User
from druten.dutch import long_date
from monitoring.models import Accent


def why_no_accents(milestone: Milestone, by: User) -> str:
    """Why `by` can not change the accents now, as one Dutch sentence; empty when he can."""
    if not Access.of(by).in_working_group(milestone.covenant):
        return "Accenten voorbereiden kan alleen een lid van de werkgroep."
    if not milestone.covenant.is_open:
        return "Deze prestatieafspraken zijn niet open. Er kan niets worden vastgelegd."
    if milestone.done_at:
        return "Het bestuur heeft al besloten over deze accenten. Ze kunnen niet meer veranderen."
    return ""


def save_accent(accent: Accent, *, by: User) -> Accent:
    """Adds or changes an accent of a milestone that the board has not decided yet.

    Raises:
        NotAllowed: when `by` is not in the working group, or the board has decided.
    """
    with whole(accent.milestone, "save_accent", by):
        milestone = _locked(accent.milestone)
        _check_accents(milestone, by)
        if accent.pk is None:
            accent.year = _year_of(milestone)
        accent.save()
        record(milestone, "save_accent", by, accent.title)
    return accent


def remove_accent(accent: Accent, *, by: User) -> None:
    """Takes away an accent that the board has not decided; an activity that names it loses the link.

    Raises:
        NotAllowed: as `save_accent`.
    """
    with whole(accent.milestone, "remove_accent", by):
        _check_accents(_locked(accent.milestone), by)
        record(accent.milestone, "remove_accent", by, accent.title)
        accent.delete()


def decide(
    milestone: Milestone, *, by: User, held_on: date, text: str, place: str = "", none: bool = False
) -> Decision:
    """Records what the board decided on the accents: the meeting, the decision, and that the step is done.

    Args:
        held_on: the day of the board's meeting.
        text: the words of the decision.
        none: True when the board decided that there are no accents.

    Raises:
        NotAllowed: when the step forbids it, or `none` does not fit what was prepared.
    """
    with whole(milestone, "decide", by):
        _refuse_early(milestone, "decide", by)
        _check_day(milestone.covenant, held_on)
        _locked(milestone)
        accents = list(milestone.accents.all())  # type: ignore[attr-defined]
        if none and accents:
            raise NotAllowed("Er zijn accenten voorbereid. Haal ze eerst weg als het bestuur er geen wil.")
        if not none and not accents:
            raise NotAllowed("Er zijn geen accenten voorbereid. Voeg ze eerst toe, of leg vast dat er geen zijn.")
        decision = _decision(milestone.covenant, held_on, place, text)
        for accent in accents:
            accent.decision = decision
            accent.save()
        milestone.perform("decide", by=by, decision=decision)
    return decision


def decide_on(milestone: Milestone, *, by: User, held_on: date, text: str, place: str = "") -> Decision:
    """Records what the board decided on the half-way evaluation or the closing, and that the step is done.

    Raises:
        NotAllowed: when the step forbids it.
    """
    with whole(milestone, "decide", by):
        _refuse_early(milestone, "decide", by)
        _check_day(milestone.covenant, held_on)
        _locked(milestone)
        decision = _decision(milestone.covenant, held_on, place, text)
        milestone.perform("decide", by=by, decision=decision)
    return decision


def conclude(milestone: Milestone, *, by: User, held_on: date, report: str, place: str = "") -> Meeting:
    """Records the talk of the alignment, with its date and report, and that the step is done.

    Raises:
        NotAllowed: when the step forbids it.
    """
    with whole(milestone, "conclude", by):
        _refuse_early(milestone, "conclude", by)
        _check_day(milestone.covenant, held_on)
        meeting = Meeting.objects.create(
            covenant=milestone.covenant,
            kind=Meeting.Kind.WORKING_GROUP,
            held_on=held_on,
            place=place,
            report=report,
        )
        milestone.perform("conclude", by=by, meeting=meeting)
    return meeting


def send_request(milestone: Milestone, *, by: User) -> None:
    """Sends the uitvraag: the results open for every party, and their people hear it by mail.

    Raises:
        NotAllowed: when the step forbids it.
    """
    with whole(milestone, "send", by):
        milestone.perform("send", by=by)
        _tell_parties(milestone)


def results_of(milestone: Milestone) -> Milestone | None:
    """The results round that this uitvraag opens."""
    return Milestone.objects.filter(
        cycle__covenant=milestone.covenant, kind=MilestoneKind.RESULTS, subject_year=milestone.subject_year
    ).first()


def _locked(milestone: Milestone) -> Milestone:
    rows = Milestone.objects.select_for_update(of=("self",)).select_related("cycle__covenant")
    return rows.get(pk=milestone.pk)


def _refuse_early(milestone: Milestone, deed: str, by: User) -> None:
    """Lets the door refuse before anything else is looked at."""
    if milestones.refusal(milestone, deed, by=by):
        milestone.perform(deed, by=by)


def _check_accents(milestone: Milestone, by: User) -> None:
    reason = why_no_accents(milestone, by)
    if reason:
        raise NotAllowed(reason)


def _check_day(covenant: Covenant, held_on: date) -> None:
    refused = why_no_meeting_on(covenant, held_on)
    if refused:
        raise NotAllowed(refused)
    if held_on > clock.today():
        raise NotAllowed(f"Het overleg van {long_date(held_on)} is nog niet geweest. Leg het daarna vast.")


def _year_of(milestone: Milestone) -> int:
    """The year that the accents are about; of the evaluation the year after (domain.md §3)."""
    return milestone.subject_year or milestone.cycle.year + 1


def _decision(covenant: Covenant, held_on: date, place: str, text: str) -> Decision:
    """A decision of the board's meeting of that day; the meeting is made when it is not there yet."""
    meeting = Meeting.objects.filter(covenant=covenant, kind=Meeting.Kind.BOARD, held_on=held_on).first()
    if meeting is None:
        meeting = Meeting.objects.create(covenant=covenant, kind=Meeting.Kind.BOARD, held_on=held_on, place=place)
    last = meeting.decisions.aggregate(last=Max("number"))["last"] or 0  # type: ignore[attr-defined]
    return Decision.objects.create(meeting=meeting, number=last + 1, text=text)


def _tell_parties(milestone: Milestone) -> None:
    """The uitvraag is what tells the parties that their results are open; the calendar need not say it again."""
    results = results_of(milestone)
    if results is None or results.before_use or results.announced_on:
        return
    results.announced_on = clock.today()
    results.save(update_fields=["announced_on"])
    for item, people in collecting.openings([results], clock.today()):
        telling.tell_of_deed(replace(item, kind="request_sent"), people)
