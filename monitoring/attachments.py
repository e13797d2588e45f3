"""Adding and removing an attachment, and how a hand-in lists them (domain.md §3, §5).

Both deeds go through `workflow.editing`: the own deadline and the state hold here as for any text.
"""

from functools import partial
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Aggregate, JSONField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from calendar_cycle import workflow
from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.accounts.models import User
from monitoring.file_check import CONTENT_TYPES, Checked
from monitoring.models import Activity, Attachment, Measurement, Result

MOST = 20
Thing = Activity | Result | Measurement
FIELDS: dict[type[Thing], str] = {Activity: "activity", Result: "result", Measurement: "measurement"}


def assignment_of(thing: Thing) -> Assignment:
    """The share of which a thing is part; a figure of the working group's own is of none, and has no attachments."""
    found = thing.overview.assignment if isinstance(thing, Activity) else thing.assignment
    if found is None:
        raise ValueError("a figure of nobody's results has no attachments")
    return found


def add(thing: Thing, checked: Checked, name: str, *, by: User) -> Attachment:
    """Keeps a file that was checked, under a safe name.

    Raises:
        NotAllowed: the person, the state or the date forbids it, the file is there already, or there are
            too many; nothing is kept.
    """
    assignment, on = assignment_of(thing), {FIELDS[type(thing)]: thing}
    row = Attachment(
        assignment=assignment,
        name=name,
        kind=checked.kind,
        size=len(checked.content),
        sha256=sha256(checked.content).hexdigest(),
        by=by,
        at=clock.now(),
        **on,
    )
    try:
        with workflow.editing(assignment, by=by):
            _check(list(Attachment.objects.present().filter(**on)), row)
            row.file.save(name, ContentFile(checked.content), save=False)
            row.save()
    except BaseException:
        if row.file:
            row.file.delete(save=False)
        raise
    return row


def _check(there: list[Attachment], row: Attachment) -> None:
    same = next((it for it in there if it.sha256 == row.sha256), None)
    if same:
        raise NotAllowed(f"Deze bijlage staat er al, als “{same.name}”.")
    if len(there) >= MOST:
        raise NotAllowed(f"Er staan hier al {MOST} bijlagen. Haal er eerst een weg.")


def remove(attachment: Attachment, *, by: User) -> None:
    """Takes it away. The file goes too, unless something that was handed in lists it.

    Raises:
        NotAllowed: as for any change.
    """
    with workflow.editing(attachment.assignment, by=by) as assignment:
        _let_go([attachment], assignment)


def let_go(thing: Thing) -> None:
    """Takes all of a thing away, before it goes itself; within `workflow.editing`."""
    found = list(thing.attachments.present())  # type: ignore[attr-defined]
    if found:
        _let_go(found, assignment_of(thing))


def _let_go(rows: list[Attachment], assignment: Assignment) -> None:
    listed = _listed(assignment)
    for row in rows:
        if row.pk in listed:
            Attachment.objects.filter(pk=row.pk).update(removed_at=clock.now())
        else:
            row.delete()
            transaction.on_commit(partial(row.file.delete, save=False))


def _listed(assignment: Assignment) -> set[int]:
    """The keys of what its hand-ins list, those that were withdrawn too: the own partner still reads them."""
    return {key for row in assignment.submissions.all() for key in _ids(row.content)}


def _ids(content: dict[str, Any]) -> set[int]:
    rows = [row for key in ("activities", "results", "measurements") for row in content.get(key, [])]
    return {it["id"] for row in rows for it in row.get("attachments", [])}


# Reading


def listed(on: str) -> Coalesce:
    """An annotation, `attached`: the attachments of now of each row, as a hand-in lists them, without a query more.

    Each with its hash, by which it can be checked years later, and with where it is kept, which no two have in
    common (`Attachment.visible_to` looks for that).

    Args:
        on: the name of the link from an attachment to the row: "activity", "result" or "measurement".
    """
    rows = Attachment.objects.present().filter(**{on: OuterRef("pk")}).order_by().values(on)
    one = JSONObject(id="pk", name="name", size="size", sha256="sha256", file="file")
    return Coalesce(Subquery(rows.annotate(all=_AsList(one)).values("all")), Value([], JSONField()))


class _AsList(Aggregate):
    """All rows of a group as one JSON list."""

    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return super().as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return super().as_sql(compiler, connection, function="JSONB_AGG", **more)


def frozen(row: Any) -> list[dict[str, Any]]:
    """The attachments of a row that was read with `listed`, the oldest first."""
    return sorted(row.attached, key=lambda it: it["id"])


def content_type(attachment: Attachment) -> str:
    """The type with which it is sent."""
    return CONTENT_TYPES[attachment.kind]
