"""What is asked of a person now, most urgent first: rules on rows that were read in a fixed number of queries."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from django.urls import NoReverseMatch, get_script_prefix
from django.utils.text import Truncator

from agreements.access import Access
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Extension, OwnApproval
from calendar_cycle.news import pages
from calendar_cycle.states import WITH_THE_PARTNER
from druten import clock
from druten.dutch import days_left, enumerate_words, long_date
from monitoring import remarks
from monitoring.contribution_turn import ANSWER_WITHIN
from monitoring.models import Contribution, Remark
from monitoring.task import NEAR, Task, address, urgency
from monitoring.task_rows import Rows, read
from monitoring.tasks_ahead import coming, years
from monitoring.year import Year

State = Assignment.State
EXTENSION_PAGES = {
    MilestoneKind.OVERVIEW: "monitoring:extension_ask",
    MilestoneKind.RESULTS: "monitoring:results_extension",
    MilestoneKind.EVALUATION_INPUT: "monitoring:evaluation_input_extension",
}
STEPS_OF_THE_WORKING_GROUP = {
    MilestoneKind.ACCENTS: "Accenten {year} vastleggen",
    MilestoneKind.ALIGNMENT: "Overzichten {year} afstemmen",
    MilestoneKind.BUNDLE: "Gezamenlijk overzicht {year} bundelen",
    MilestoneKind.RESULTS_REQUEST: "Uitvraag van de resultaten {year} versturen",
    MilestoneKind.EVALUATION: "Tussenevaluatie: advies en besluit vastleggen",
    MilestoneKind.CLOSING: "Prestatieafspraken afronden",
}


@dataclass(frozen=True)
class Desk:
    """The first page of a person."""

    tasks: list[Task] = field(default_factory=list)
    names_whose: bool = False
    coming: str = ""
    years: list[Year] = field(default_factory=list)


def desk(access: Access) -> Desk:
    """What the first page shows to this person today."""
    rows = read(access)
    found = [task for source in SOURCES for task in source(rows)]
    return Desk(sorted(found, key=lambda task: task.order), rows.names_whose, coming(rows), years(rows))


# The rules


def to_fill_in(rows: Rows) -> list[Task]:
    """The assignments of one's own partners that are open now, or late."""
    return [
        _fill_in(rows, row)
        for row in rows.own()
        if row.state in WITH_THE_PARTNER
        and row.covenant.is_open
        and rows.opened(row.milestone)
        and not row.milestone.before_use
    ]


def _fill_in(rows: Rows, row: Assignment) -> Task:
    task, approval = _plain(rows, row), rows.approvals.get(row.pk)
    if approval is None or task.urgency == "late":
        return task
    if approval.ready_at and rows.access.may_submit(row.covenant, row.partner_id):
        day = long_date(approval.ready_at.astimezone(clock.AMSTERDAM).date())
        who = approval.ready_by or "Een collega"
        text = f"{who} zette dit klaar op {day}. Lees het na en dien het in."
        return replace(task, title=f"Klaar om in te dienen: {row.milestone}", address=_check(row), text=text)
    if approval.own_before:
        own = f"Eigen datum: vóór {long_date(approval.own_before)} ({days_left(approval.own_before, rows.today)})."
        return replace(task, text=f"{task.text} {own}", urgency=task.urgency or _own_urgency(approval, rows.today))
    return task


def _own_urgency(approval: OwnApproval, today: date) -> str:
    """An own date that is past is not too late yet: it may still be handed in."""
    near = approval.own_before is not None and approval.own_before - today <= NEAR
    return "urgent" if near else ""


def _plain(rows: Rows, row: Assignment) -> Task:
    before, event = row.own_deadline, rows.messages.get(row.pk)
    late, edits = before <= rows.today, rows.access.may_edit(row.covenant, row.partner_id)
    what = ("aanpassen" if row.state == State.RETURNED else "indienen") if edits else "meelezen"
    return Task(
        f"{row.milestone} {what}",
        _page_of(row),
        _how_far(rows, row, late) if edits else f"{_of(rows, row)}Een collega vult in.",
        before,
        when=days_left(before, rows.today),
        quote=event.message if event else "",
        quote_by=f"Werkgroep, {long_date(event.at.astimezone(clock.AMSTERDAM).date())}" if event else "",
        urgency=urgency(before, rows.today) if edits else "",
        extra=_extension(row) if late and edits and row.open_extension is None else None,
        covenant=row.covenant.title,
        partner=row.partner.name,
    )


def _how_far(rows: Rows, row: Assignment, late: bool) -> str:
    if late and row.open_extension is not None:
        return f"De termijn is voorbij. {row.partner} heeft om uitstel gevraagd; de werkgroep beslist."
    if late:
        return "De termijn is voorbij. U kunt de werkgroep om uitstel vragen."
    words = {
        State.TODO: "U bent hier nog niet aan begonnen.",
        State.IN_PROGRESS: "U bent begonnen, maar het is nog niet ingediend.",
        State.RETURNED: "De werkgroep gaf dit terug met een bericht.",
    }
    return f"{_of(rows, row)}{words[row.state]}"


def _of(rows: Rows, row: Assignment) -> str:
    """Whose it is, where the line above the words does not say so already."""
    return "" if rows.names_whose else f"Voor {row.partner}. "


def to_answer(rows: Rows) -> list[Task]:
    """What others ask or offer, and wait for."""
    return [_answer(rows, row) for row in rows.contributions if _is_ours_to_answer(rows.access, row)]


def _is_ours_to_answer(access: Access, row: Contribution) -> bool:
    sender = row.overview.assignment
    succession = access.succession_in(sender.covenant)
    if row.origin == Contribution.Origin.ASKED:
        return any(access.may_edit(sender.covenant, it) for it in succession.now([row.partner]))
    return not any(access.may_edit(sender.covenant, it) for it in succession.now([sender.partner]))


def _answer(rows: Rows, row: Contribution) -> Task:
    sender = row.overview.assignment
    sent = row.sent_at.astimezone(clock.AMSTERDAM).date() if row.sent_at else rows.today
    days = (rows.today - sent).days
    return Task(
        f"{row.get_origin_display().capitalize()} van {sender.partner} beantwoorden",
        address("monitoring:contribution_answer", row.pk),
        row.text,
        since=sent,
        when=f"{days} {'dag' if days == 1 else 'dagen'} open" if days else "vandaag gekomen",
        urgency="urgent" if days >= ANSWER_WITHIN.days and not row.is_from_before_use else "",
        covenant=sender.covenant.title,
        partner=_answering(rows.access, row),
    )


def _answering(access: Access, row: Contribution) -> str:
    """For which of one's partners this is: the one that was asked, or the only one that one has there."""
    covenant = row.overview.assignment.covenant
    ours = access.edited_partners(covenant)
    if row.origin == Contribution.Origin.ASKED:
        asked = access.succession_in(covenant).now([row.partner])
        ours = [it for it in asked if access.may_edit(covenant, it)] or ours
    return enumerate_words(sorted({it.name for it in ours}))


def to_read(rows: Rows) -> list[Task]:
    """What was said of our things, or asked of us, and not read yet: one task a thing."""
    found: dict[str, list[Remark]] = {}
    for row in rows.remarks:
        found.setdefault(remarks.address_of(row.thing), []).append(row)
    return [_read_remarks(rows, page, of_one) for page, of_one in found.items()]


def _read_remarks(rows: Rows, page: str, unread: list[Remark]) -> Task:
    last = unread[-1]
    since = last.moved_at.astimezone(clock.AMSTERDAM).date()
    days = (rows.today - since).days
    number = f"{len(unread)} opmerkingen" if len(unread) > 1 else "Opmerking"
    return Task(
        f"{number} ongelezen bij {remarks.name_of(last.thing)}",
        page if len(unread) > 1 else last.get_absolute_url(),
        Truncator(last.text).chars(200),
        since=since,
        when=f"{days} {'dag' if days == 1 else 'dagen'} geleden" if days else "vandaag",
        is_only_to_read=True,
        covenant=last.covenant.title,
    )


def to_review(rows: Rows) -> list[Task]:
    """For the working group: what was handed in, and who asks for a later day."""
    found = []
    for row in rows.assignments:
        if not rows.access.in_working_group(row.covenant) or not row.covenant.is_open:
            continue
        page = address("work:assignment", row.pk, otherwise="admin/")
        asked = row.open_extension
        if row.state == State.SUBMITTED:
            title = f"{row.milestone} van {row.partner} beoordelen"
            found.append(Task(title, page, "Dit is ingediend en wacht op de werkgroep.", covenant=row.covenant.title))
        if isinstance(asked, Extension):
            title = f"Beslissen over uitstel voor {row.partner}"
            text = f"{row.milestone}. Gevraagd: vóór {long_date(asked.wished_before)}."
            found.append(Task(title, page, text, urgency="urgent", covenant=row.covenant.title))
    return found


def to_conclude(rows: Rows) -> list[Task]:
    """For the working group: its own steps that are open or late."""
    return [
        Task(
            STEPS_OF_THE_WORKING_GROUP[MilestoneKind(step.kind)].format(year=step.subject_year),
            pages.work(step),
            "Dit doet de werkgroep.",
            step.before,
            when=days_left(step.before, rows.today),
            urgency=urgency(step.before, rows.today),
            covenant=step.covenant.title,
        )
        for step in rows.milestones
        if step.kind in STEPS_OF_THE_WORKING_GROUP
        and rows.access.in_working_group(step.covenant)
        and step.covenant.is_open
        and not step.done_at
        and not step.before_use
        and step.opens_on <= rows.today
    ]


def to_look_at(rows: Rows) -> list[Task]:
    """For the board: how it stands."""
    return [
        Task(
            f"Kijken hoe het staat met {row.title}",
            f"{get_script_prefix()}{row.slug}/voortgang/",
            "Wat gaat goed, wat niet, en welke besluiten zijn er nodig?",
            covenant=row.title,
        )
        for row in rows.covenants
        if rows.access.in_board(row)
    ]


# Small things


def _check(row: Assignment) -> str:
    step = row.milestone
    return address(f"monitoring:{step.kind}_check", row.covenant.slug, step.year_in_address, row.partner.slug)


def _page_of(row: Assignment) -> str:
    try:
        return row.get_absolute_url()
    except NoReverseMatch:
        return get_script_prefix()


def _extension(row: Assignment) -> tuple[str, str]:
    step = row.milestone
    page = EXTENSION_PAGES[MilestoneKind(step.kind)]
    return "Uitstel vragen", address(page, row.covenant.slug, step.year_in_address, row.partner.slug)


# All that can be asked of a person; whatever is added here comes in the list in the order of its urgency.
SOURCES: tuple[Callable[[Rows], list[Task]], ...] = (
    to_fill_in,
    to_answer,
    to_read,
    to_review,
    to_conclude,
    to_look_at,
)
