"""What a deed on one partner's share brings to whom (`table.DEEDS`)."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings

from calendar_cycle.news import pages, telling, words
from calendar_cycle.news.reach import Reach
from calendar_cycle.news.table import DEEDS, To
from calendar_cycle.news.telling import Item
from druten import clock
from druten.dutch import long_date

if TYPE_CHECKING:
    from agreements.models import Covenant
    from calendar_cycle.models import Assignment, AssignmentEvent, Extension, Milestone, MilestoneMove
    from druten.accounts.models import User

# What happened, as it stands in the title and in the text; what is not here is nobody's news.
HAPPENED = {
    "submit": ("Ingediend", "is ingediend"),
    "withdraw": ("Ingetrokken", "is ingetrokken"),
    "return_for_changes": ("Teruggegeven", "is teruggegeven"),
    "accept": ("Geaccepteerd", "is geaccepteerd"),
    "reopen": ("Weer open", "staat weer open"),
    "let_stand": ("Blijft staan", "blijft zoals het was"),
    "close": ("Gesloten", "is gesloten"),
    "end": ("Beëindigd", "is beëindigd"),
}
TOLD_TO_WORKING_GROUP = {"submit": "submitted", "withdraw": "withdrawn"}


def after_deed(assignment: "Assignment", event: "AssignmentEvent") -> None:
    """Tells what this deed brings to whom; nothing for a step from before taking into use (domain.md §3)."""
    if event.kind not in HAPPENED or assignment.milestone.before_use:
        return
    if event.kind in DEEDS:
        _tell(_item(event.kind, assignment, event, assignment.get_absolute_url()), assignment)
    if event.kind in TOLD_TO_WORKING_GROUP:
        kind = TOLD_TO_WORKING_GROUP[event.kind]
        _tell(_item(kind, assignment, event, pages.review(assignment)), assignment)


def extension_asked(extension: "Extension") -> None:
    """To the working group."""
    assignment = extension.assignment
    before = long_date(assignment.own_deadline)
    title = f"Uitstel gevraagd: {assignment.milestone} van {assignment.partner}, nu vóór {before}"
    _about_extension("extension_asked", extension, title, pages.review(assignment))


def extension_decided(extension: "Extension") -> None:
    """To the partner."""
    assignment = extension.assignment
    if extension.before and extension.state == "granted":
        title = f"Uitstel verleend: {assignment.milestone} nu vóór {long_date(extension.before)}"
    else:
        title = f"Geen uitstel: {words.title(assignment.milestone, assignment.own_deadline)}"
    _about_extension("extension_decided", extension, title, assignment.get_absolute_url())


def move_proposed(move: "MilestoneMove") -> None:
    """To the working group: a second person is asked for."""
    title = f"Datum verplaatsen? {move.milestone}: {move.change}"
    _about_move("move_proposed", move, title, pages.moving(move.milestone))


def moved(move: "MilestoneMove") -> None:
    """To everyone: old and new."""
    _about_move("moved", move, f"Datum verplaatst. {move.milestone}: {move.change}", pages.calendar())


def _about_move(kind: str, move: "MilestoneMove", title: str, address: str) -> None:
    milestone = move.milestone
    if milestone.before_use:
        return
    item = Item(
        covenant=milestone.covenant,
        kind=kind,
        subject=f"move:{move.pk}",
        for_date=clock.today(),
        sort=DEEDS[kind].sort,
        title=title,
        text=words.text(kind, {"move": move, "milestone": milestone}),
        address=address,
    )
    parties = milestone.covenant.parties.taking_part().values_list("partner", flat=True)  # type: ignore[attr-defined]
    telling.tell_of_deed(item, reached_by(kind, milestone.covenant, parties))


def advised(milestone: "Milestone", advice: str) -> None:
    """To the board: what the working group advises on the half-way evaluation."""
    if milestone.before_use:
        return
    covenant = milestone.covenant
    item = Item(
        covenant=covenant,
        kind="advised",
        subject=f"milestone:{milestone.pk}:{clock.now():%H%M%S}",
        for_date=clock.today(),
        sort=DEEDS["advised"].sort,
        title=f"{milestone}: advies van de werkgroep van {long_date(clock.today())}",
        text=words.text("advised", {"milestone": milestone, "advice": advice}),
        address=pages.progress(covenant),
    )
    telling.tell_of_deed(item, reached_by("advised", covenant, []))


def _item(kind: str, assignment: "Assignment", event: "AssignmentEvent", address: str) -> Item:
    heading, happened = HAPPENED[event.kind]
    before = long_date(assignment.own_deadline)
    return _made(
        kind,
        assignment,
        f"event:{event.pk}",
        title=f"{heading}: {assignment.milestone} van {assignment.partner}, vóór {before}",
        address=address,
        event=event,
        happened=happened,
        document=_document(assignment, event),
        template="to_partner" if DEEDS[kind].to == To.PARTNER else "to_working_group",
    )


def _document(assignment: "Assignment", event: "AssignmentEvent") -> str:
    """The address of the document of what was just handed in; empty of other deeds."""
    page = pages.hand_in(assignment) if event.kind == "submit" else ""
    return f"{settings.SITE_URL}{page}" if page else ""


def _about_extension(kind: str, extension: "Extension", title: str, address: str) -> None:
    assignment = extension.assignment
    if assignment.milestone.before_use:
        return
    subject = f"extension:{extension.pk}"
    _tell(_made(kind, assignment, subject, title=title, address=address, extension=extension), assignment)


def _made(
    kind: str,
    assignment: "Assignment",
    subject: str,
    *,
    title: str,
    address: str,
    template: str = "",
    **more: Any,
) -> Item:
    before: date = assignment.own_deadline
    context = {"assignment": assignment, "milestone": assignment.milestone, "before": before, **more}
    return Item(
        covenant=assignment.covenant,
        kind=kind,
        subject=subject,
        for_date=clock.today(),
        sort=DEEDS[kind].sort,
        title=title,
        text=words.text(template or kind, context),
        address=address,
    )


def _tell(item: Item, assignment: "Assignment") -> None:
    telling.tell_of_deed(item, reached_by(item.kind, item.covenant, [assignment.partner_id]))


def reached_by(kind: str, covenant: "Covenant", partner_ids: Iterable[int]) -> "list[User]":
    """Whom the news of a deed of this kind reaches; the partners are those that it is about."""
    return Reach([covenant]).of(DEEDS[kind].to, covenant, partner_ids)
