"""The words of what is told: a title with the date in it, and a text out of a template.

`templates/calendar_cycle/news/<kind>.txt` holds the text of each line of the table.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.template.loader import render_to_string

from agreements.models import Covenant
from calendar_cycle import content
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Milestone
from calendar_cycle.news import pages
from calendar_cycle.news.table import DEEDS
from calendar_cycle.news.telling import Item
from calendar_cycle.states import WITH_THE_PARTNER
from druten import clock
from druten.dutch import days_left, enumerate_words, long_date

# What each step asks, in one sentence.
ASKED = {
    MilestoneKind.RESULTS: "Vul in wat er van de plannen en afspraken van {year} is gekomen.",
    MilestoneKind.OVERVIEW: "Schrijf op wat uw organisatie in {year} gaat doen, en wat u van anderen nodig heeft.",
    MilestoneKind.EVALUATION_INPUT: "Kijk terug op de eerste helft en schrijf op hoe de samenwerking gaat.",
    MilestoneKind.ACCENTS: "Bereid met het bestuur voor wat in {year} voorop staat, en leg het besluit vast.",
    MilestoneKind.ALIGNMENT: "Bespreek de plannen voor {year} met elkaar, en leg de datum en het verslag vast.",
    MilestoneKind.BUNDLE: "Maak van alle overzichten over {year} één gezamenlijk overzicht, en publiceer het.",
    MilestoneKind.RESULTS_REQUEST: "Stel de vragen over de resultaten van {year} samen, en verstuur de uitvraag.",
    MilestoneKind.EVALUATION: "Bereid de tussenevaluatie voor; het bestuur besluit erover.",
    MilestoneKind.CLOSING: "Maak het eindverslag over de hele periode; het bestuur besluit erover.",
}


def asked(milestone: Milestone) -> str:
    """What a step asks, in one sentence."""
    return ASKED[MilestoneKind(milestone.kind)].format(year=milestone.subject_year)


def title(milestone: Milestone, before: date) -> str:
    """ "Activiteitenoverzicht 2027: vóór 1 juli 2026"."""
    return f"{milestone}: vóór {long_date(before)}"


def opens(assignment: Assignment) -> Item:
    """A step of the parties has opened."""
    milestone = assignment.milestone
    extra = content.of(assignment).announcement(milestone)
    return _about_share("opens", assignment, assignment.own_deadline, extra=extra, asked=asked(milestone))


def reminder(assignment: Assignment, due: date, today: date) -> Item:
    """So many days are left; on the last day in other words, and for who has not started too.

    Args:
        due: the day of the reminder: after days of silence it may be told later, and then says what is left `today`.
    """
    before = assignment.own_deadline
    last, left = (before - today).days == 1, days_left(before, today)
    name = f"{assignment.milestone} (vóór {long_date(before)})"
    heading = f"Vandaag is de laatste dag: {name}" if last else f"{title(assignment.milestone, before)} ({left})"
    return _about_share(
        f"reminder_{(before - due).days}",
        assignment,
        before,
        heading=heading,
        last=last,
        left=left,
        template="reminder",
    )


def late(assignment: Assignment) -> Item:
    """The day after: how to ask for an extension."""
    before = assignment.own_deadline
    return _about_share(
        "late", assignment, before, heading=f"Te laat: {assignment.milestone} (vóór {long_date(before)})"
    )


def own_step_opens(milestone: Milestone) -> Item:
    """A step of the working group itself has opened."""
    return _about_step("own_step_opens", milestone, milestone.before, asked=asked(milestone))


def old_questions(milestone: Milestone, *, which: str, lost_draft: bool) -> Item:
    """To the working group: it opened with other questions than it sent or fixed, for it did not.

    Args:
        which: the questions with which it opened, in words.
        lost_draft: True when there was a draft that is not used.
    """
    kind = "old_questions"
    heading = f"{milestone} is open met {which}, vanaf {long_date(clock.today())}"
    item = _about_step(
        kind,
        milestone,
        clock.today(),
        heading=heading,
        address=pages.questions(milestone),
        which=which,
        lost_draft=lost_draft,
    )
    return replace(item, sort=DEEDS[kind].sort)


def late_list(milestone: Milestone, day: date, shares: Sequence[Assignment]) -> Item:
    """To the working group: who is late since today, with what they asked; or, without shares, that its own step is."""
    names = [row.partner.short_name or row.partner.name for row in shares]
    rows = [f"{name}{_request(share)}" for name, share in zip(names, shares, strict=True)]
    requests = any(row.open_extension for row in shares)
    who = enumerate_words([*names[:3], *([f"nog {len(names) - 3}"] if names[3:] else [])]) or "de werkgroep zelf"
    heading = f"Te laat sinds {long_date(day)}: {milestone}, {who}"
    return _about_step("late_list", milestone, day, heading=heading, rows=rows, requests=requests)


def monday(covenant: Covenant, day: date, steps: Sequence[tuple[Milestone, Sequence[Assignment]]], today: date) -> Item:
    """To the working group each Monday: who is where."""
    rows = [(step, [(share, _how_far(share, today)) for share in shares]) for step, shares in steps]
    return Item(
        covenant=covenant,
        kind="monday",
        subject=f"covenant:{covenant.pk}",
        for_date=day,
        sort="deadline",
        title=f"Wie waar is op maandag {long_date(day)}",
        text=text("monday", {"rows": rows, "today": today}),
        address=pages.work_page(),
    )


def _how_far(share: Assignment, today: date) -> str:
    """ "mee bezig, nog 9 dagen", "ingediend"."""
    state = share.get_state_display()
    if share.state not in WITH_THE_PARTNER:
        return state
    before = share.own_deadline
    return f"{state}, {days_left(before, today)}{_own_day(share)}{_request(share)}"


def _own_day(share: Assignment) -> str:
    """By what its deadline differs from that of the others; empty when it does not."""
    before = share.own_deadline
    if before == share.milestone.before:
        return ""
    word = "uitstel" if before == share.extended_before else "antwoord"
    return f", {word}: vóór {long_date(before)}"


def _request(share: Assignment) -> str:
    """That an extension is asked for and not decided on; empty when there is none."""
    asked = share.open_extension
    return f", vraagt uitstel: vóór {long_date(asked.wished_before)}" if asked else ""


def budgets(milestone: Milestone, day: date) -> Item:
    """From 15 November partners fix their budgets."""
    heading = f"Begrotingen worden nu vastgesteld: {title(milestone, milestone.before)}"
    return _about_step("budgets", milestone, day, heading=heading)


def board_ahead(kind: str, milestone: Milestone) -> Item:
    """To the board: what is coming to it."""
    heading = {
        "board_accents": f"Besluit over de accenten {milestone.subject_year}: vóór {long_date(milestone.before)}",
        "board_evaluation": f"Tussenevaluatie: besluit in mei of juni {milestone.before.year}",
    }[kind]
    return _about_step(kind, milestone, milestone.before, heading=heading, address=pages.progress(milestone.covenant))


def _about_share(
    kind: str, assignment: Assignment, before: date, *, heading: str = "", template: str = "", **more: Any
) -> Item:
    milestone = assignment.milestone
    last_day = before - timedelta(days=1)
    context = {
        "assignment": assignment,
        "milestone": milestone,
        "before": before,
        "last_day": last_day,
        "request": assignment.open_extension,
        **more,
    }
    return Item(
        covenant=assignment.covenant,
        kind=kind,
        subject=f"assignment:{assignment.pk}",
        for_date=before,
        sort="deadline",
        title=heading or title(milestone, before),
        text=text(template or kind, context),
        address=assignment.get_absolute_url(),
    )


def _about_step(
    kind: str, milestone: Milestone, for_date: date, *, heading: str = "", address: str = "", **more: Any
) -> Item:
    return Item(
        covenant=milestone.covenant,
        kind=kind,
        subject=f"milestone:{milestone.pk}",
        for_date=for_date,
        sort="news" if kind.startswith("board_") else "deadline",
        title=heading or title(milestone, milestone.before),
        text=text(kind, {"milestone": milestone, **more}),
        address=address or pages.work(milestone),
    )


def text(template: str, context: dict[str, Any]) -> str:
    """The words of one kind of news."""
    return render_to_string(f"calendar_cycle/news/{template}.txt", context).strip()
