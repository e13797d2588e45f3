"""What is asked of a person now, most urgent first: rules on rows that were read in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.text import Truncator

from agreements.access import Access
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Extension
from calendar_cycle.states import WITH_THE_PARTNER
from druten import clock
from druten.dutch import days_left, long_date
from monitoring import remarks
from monitoring.contribution_turn import ANSWER_WITHIN
from monitoring.models import Contribution, Remark
from monitoring.task_rows import Rows, read
from monitoring.year import Year, draw

State = Assignment.State
EXTENSION_PAGES = {
    MilestoneKind.OVERVIEW: "monitoring:extension_ask",
    MilestoneKind.RESULTS: "monitoring:results_extension",
    MilestoneKind.EVALUATION_INPUT: "monitoring:evaluation_input_extension",
}
NEAR = timedelta(days=14)
MOST_YEARS = 3
STEPS_OF_THE_WORKING_GROUP = {
    MilestoneKind.ACCENTS: "Accenten {year} vastleggen",
    MilestoneKind.ALIGNMENT: "Overzichten {year} afstemmen",
    MilestoneKind.BUNDLE: "Gezamenlijk overzicht {year} bundelen",
    MilestoneKind.RESULTS_REQUEST: "Uitvraag van de resultaten {year} versturen",
    MilestoneKind.EVALUATION: "Tussenevaluatie: advies en besluit vastleggen",
    MilestoneKind.CLOSING: "Prestatieafspraken afronden",
}


@dataclass(frozen=True)
class Task:
    """One thing that is asked: what, before when, and the way in."""

    title: str
    address: str
    text: str = ""
    before: date | None = None
    since: date | None = None
    when: str = ""
    quote: str = ""
    quote_by: str = ""
    urgency: str = ""
    extra: tuple[str, str] | None = None
    covenant: str = ""

    @property
    def order(self) -> tuple[int, date]:
        return ({"late": 0, "urgent": 1}.get(self.urgency, 2), self.before or self.since or date.max)


@dataclass(frozen=True)
class Desk:
    """The first page of a person."""

    tasks: list[Task] = field(default_factory=list)
    coming: str = ""
    years: list[Year] = field(default_factory=list)


def desk(access: Access) -> Desk:
    """What the first page shows to this person today."""
    rows = read(access)
    found = [
        *to_fill_in(rows),
        *to_answer(rows),
        *to_read(rows),
        *to_review(rows),
        *to_conclude(rows),
        *to_look_at(rows),
    ]
    return Desk(sorted(found, key=lambda task: task.order), coming(rows), years(rows))


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
    before, event = row.own_deadline, rows.messages.get(row.pk)
    late, edits = before <= rows.today, rows.access.may_edit(row.covenant, row.partner_id)
    what = ("aanpassen" if row.state == State.RETURNED else "indienen") if edits else "meelezen"
    return Task(
        f"{row.milestone} {what}",
        _page_of(row),
        _how_far(row, late) if edits else f"Voor {row.partner}. Een collega vult in.",
        before,
        when=days_left(before, rows.today),
        quote=event.message if event else "",
        quote_by=f"Werkgroep, {long_date(event.at.astimezone(clock.AMSTERDAM).date())}" if event else "",
        urgency=urgency(before, rows.today) if edits else "",
        extra=_extension(row) if late and edits and row.open_extension is None else None,
        covenant=row.covenant.title,
    )


def _how_far(row: Assignment, late: bool) -> str:
    if late and row.open_extension is not None:
        return f"De termijn is voorbij. {row.partner} heeft om uitstel gevraagd; de werkgroep beslist."
    if late:
        return "De termijn is voorbij. U kunt de werkgroep om uitstel vragen."
    words = {
        State.TODO: "U bent hier nog niet aan begonnen.",
        State.IN_PROGRESS: "U bent begonnen, maar het is nog niet ingediend.",
        State.RETURNED: "De werkgroep gaf dit terug met een bericht.",
    }
    return f"Voor {row.partner}. {words[row.state]}"


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
    )


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
    page = address("work:page", otherwise="admin/")
    return [
        Task(
            STEPS_OF_THE_WORKING_GROUP[MilestoneKind(step.kind)].format(year=step.subject_year),
            page,
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


def coming(rows: Rows) -> str:
    """The next step that opens, in a sentence; empty when nothing comes any more."""
    ahead = [
        step for step in rows.milestones if step.opens_on > rows.today and step.covenant.is_open and not step.before_use
    ]
    if not ahead:
        return ""
    step = min(ahead, key=lambda it: it.opens_on)
    opens, before = long_date(step.opens_on), long_date(step.before)
    return f"Hierna: {step} staat open vanaf {opens}, en moet klaar zijn vóór {before}."


def years(rows: Rows) -> list[Year]:
    """This calendar year of each covenant, of a few at most."""
    own: dict[int, list[Assignment]] = {}
    for row in rows.own():
        own.setdefault(row.milestone_id, []).append(row)
    drawn = []
    for covenant in rows.covenants[:MOST_YEARS]:
        steps = [
            it for it in rows.milestones if it.cycle.covenant_id == covenant.pk and it.cycle.year == rows.today.year
        ]
        if steps:
            drawn.append(draw(covenant.title, steps, own, rows.today))
    return drawn


# Small things


def urgency(before: date, today: date) -> str:
    """ "late" from the first day that is too late, "urgent" in the two weeks before it."""
    if before <= today:
        return "late"
    return "urgent" if before - today <= NEAR else ""


def address(name: str, *args: object, otherwise: str = "") -> str:
    """The address of a page, or another one while that page does not exist."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return get_script_prefix() + otherwise


def _page_of(row: Assignment) -> str:
    try:
        return row.get_absolute_url()
    except NoReverseMatch:
        return get_script_prefix()


def _extension(row: Assignment) -> tuple[str, str]:
    step = row.milestone
    page = EXTENSION_PAGES[MilestoneKind(step.kind)]
    return "Vraag uitstel", address(page, row.covenant.slug, step.year_in_address, row.partner.slug)


def several(items: Iterable[Task]) -> bool:
    """True when the tasks are of more than one covenant, so that each must say of which."""
    return len({task.covenant for task in items}) > 1
