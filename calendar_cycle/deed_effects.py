"""What a deed brings about besides the state: the frozen hand-in, and its marks."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from calendar_cycle import content, questions
from calendar_cycle.deed import Deed, NotAllowed
from druten import clock

if TYPE_CHECKING:
    from calendar_cycle.models import Assignment


def bring_about(assignment: "Assignment", deed: Deed) -> None:
    """Does what goes with the deed, on the locked row, in the running transaction."""
    _EFFECTS.get(deed.name, _nothing_more)(assignment, deed)


def _nothing_more(assignment: "Assignment", deed: Deed) -> None:
    return None


def _started(assignment: "Assignment", deed: Deed) -> None:
    from calendar_cycle import last_year

    last_year.make_ready(assignment.milestone)
    content.of(assignment).started(assignment)


def _freeze(assignment: "Assignment", deed: Deed, **marks: Any) -> None:
    kind = content.of(assignment)
    last = assignment.submissions.order_by("number").last()
    assignment.submissions.create(
        number=last.number + 1 if last else 1,
        schema=kind.schema,
        content={**kind.freeze(assignment), "answers": questions.freeze(assignment)},
        submitted_at=clock.now(),
        submitted_by=deed.by,
        on_behalf=deed.on_behalf,
        **marks,
    )
    kind.submitted(assignment)


def _submit(assignment: "Assignment", deed: Deed) -> None:
    from calendar_cycle import approval

    _freeze(assignment, deed)
    approval.handed_in(assignment)


def _take_over(assignment: "Assignment", deed: Deed) -> None:
    _freeze(assignment, deed, taken_over=True, accepted_at=clock.now(), accepted_by=deed.by)


def _confirm(assignment: "Assignment", deed: Deed) -> None:
    _mark_latest(assignment, confirmed_at=clock.now(), confirmed_by=deed.by)


def _withdraw(assignment: "Assignment", deed: Deed) -> None:
    _mark_latest(assignment, withdrawn_at=clock.now())


def _accept(assignment: "Assignment", deed: Deed) -> None:
    _mark_latest(assignment, accepted_at=clock.now(), accepted_by=deed.by)


def _mark_latest(assignment: "Assignment", **marks: Any) -> None:
    latest = assignment.latest_submission
    if latest is None:
        raise NotAllowed("Er is geen inzending.")
    for name, value in marks.items():
        setattr(latest, name, value)
    latest.save(update_fields=list(marks))


_EFFECTS: dict[str, Callable[["Assignment", Deed], None]] = {
    "start": _started,
    "submit": _submit,
    "confirm": _confirm,
    "withdraw": _withdraw,
    "accept": _accept,
    "take_over": _take_over,
}
