"""Mail about deeds on an assignment: Dutch, plain text, the date in the subject, after the commit."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse

from agreements.access import people_of, working_group_of
from agreements.models import Covenant, Membership, Partner
from druten.dutch import long_date
from druten.mail import send_after_commit

if TYPE_CHECKING:
    from calendar_cycle.models import Assignment, Extension
    from calendar_cycle.workflow import Deed

# Who hears of a deed: the partner, the working group. What is not here is nobody's news.
HEARD_BY_PARTNER = {
    "submit": "is ingediend",
    "return_for_changes": "is teruggegeven",
    "accept": "is geaccepteerd",
    "reopen": "staat weer open",
    "let_stand": "blijft zoals het was",
    "close": "is gesloten",
}
FOR_PARTNERS = ("partner", "extension_decided")
HEARD_BY_WORKING_GROUP = {"submit": "is ingediend", "withdraw": "is ingetrokken"}


def recipients(partner: Partner, covenant: Covenant) -> list[str]:
    """Someone to reach, always: submitters, else editors, else other members, else the working group."""
    people = people_of(partner, covenant)
    for role in (Membership.Role.SUBMITTER, Membership.Role.EDITOR, Membership.Role.READER):
        found = [row.user.email for row in people if row.role == role]
        if found:
            return found
    return working_group(covenant)


def working_group(covenant: Covenant) -> list[str]:
    """The addresses of its members."""
    return [user.email for user in working_group_of(covenant)]


def after_deed(assignment: "Assignment", deed: "Deed") -> None:
    """Queues what this deed brings to whom; nothing for a step from before taking into use (domain.md §3)."""
    if assignment.milestone.before_use:
        return
    if deed.name in HEARD_BY_PARTNER:
        _send(assignment, recipients(assignment.partner, assignment.covenant), "partner", deed, HEARD_BY_PARTNER)
    if deed.name in HEARD_BY_WORKING_GROUP:
        _send(assignment, working_group(assignment.covenant), "working_group", deed, HEARD_BY_WORKING_GROUP)


def extension_asked(extension: "Extension") -> None:
    """To the working group."""
    assignment = extension.assignment
    subject = f"Uitstel gevraagd: {_subject(assignment)}, {assignment.partner}"
    body = _body("extension_asked", assignment, extension=extension)
    send_after_commit(working_group(assignment.covenant), subject, body)


def extension_decided(extension: "Extension") -> None:
    """To the partner."""
    assignment = extension.assignment
    if extension.before and extension.state == "granted":
        subject = f"Uitstel verleend: {assignment.milestone} nu vóór {long_date(extension.before)}"
    else:
        subject = f"Geen uitstel: {_subject(assignment)}"
    body = _body("extension_decided", assignment, extension=extension)
    send_after_commit(recipients(assignment.partner, assignment.covenant), subject, body)


def _send(assignment: "Assignment", to: list[str], reader: str, deed: "Deed", words: dict[str, str]) -> None:
    subject = f"{_subject(assignment)}, {assignment.partner} – {words[deed.name]}"
    send_after_commit(to, subject, _body(reader, assignment, deed=deed, what_happened=words[deed.name]))


def _subject(assignment: "Assignment") -> str:
    """ "Activiteitenoverzicht 2027: vóór 1 juli 2026"."""
    return f"{assignment.milestone}: vóór {long_date(assignment.own_deadline)}"


def _body(template: str, assignment: "Assignment", **more: Any) -> str:
    address = f"{settings.SITE_URL}{_page(template, assignment)}"
    context = {"assignment": assignment, "milestone": assignment.milestone, "address": address, **more}
    return render_to_string(f"calendar_cycle/mail/{template}.txt", context)


def _page(template: str, assignment: "Assignment") -> str:
    """The page of the deed. Pages live in an app above this one: where one is missing, the front page."""
    try:
        return assignment.get_absolute_url() if template in FOR_PARTNERS else reverse("admin:index")
    except NoReverseMatch:
        return "/"
