"""A file at an activity, a result or a figure."""

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements import reach
from calendar_cycle.models import Assignment
from druten import clock
from monitoring import handed_in
from monitoring.models.indicator import Measurement
from monitoring.models.overview import Activity
from monitoring.models.result import Result

if TYPE_CHECKING:
    from agreements.access import Person

_COVENANT = "assignment__milestone__cycle__covenant"
_YEAR = "assignment__milestone__subject_year"


def random_name(attachment: "Attachment", name: str) -> str:
    """Where a file is kept: nothing of its own name, and no ending that a server would make something of."""
    return f"bijlagen/{uuid4().hex}"


def leave_it(collector: Any, field: models.Field, rows: Any, using: str) -> None:
    """What it was on goes: the attachment counts as removed, for a hand-in may still list it."""
    removed_at = field.model._meta.get_field("removed_at")
    collector.add_field_update(removed_at, clock.now(), rows)
    collector.add_field_update(field, None, rows)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def present(self) -> "AttachmentQuerySet":
        """Those that were not removed."""
        return self.filter(removed_at=None)

    @reach.read_once
    def visible_to(self, user: "Person") -> "AttachmentQuerySet":
        """The own partner's; of another partner those that are listed by something handed in or published that
        this person may read (domain.md §5)."""
        if not user.is_authenticated:
            return self.none()
        own = reach.works_for(user, "assignment__partner", _COVENANT)
        said = handed_in.says(user, "file", "file", "assignment")
        published = handed_in.published(user, "file", "file", _COVENANT, _YEAR)
        return self.filter(reach.in_sight(user, _COVENANT)).filter(own | said | published)

    @reach.read_once
    def editable_by(self, user: "Person") -> "AttachmentQuerySet":
        """Those that this person may remove; state and date are the door's."""
        own = reach.works_for(user, "assignment__partner", _COVENANT, edits=True)
        return self.present().filter(reach.in_sight(user, _COVENANT), own)


class Attachment(models.Model):
    """A file on one thing. Removed after a hand-in it stays, as long as that hand-in lists it."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="attachments", verbose_name="opdracht"
    )
    activity = models.ForeignKey(
        Activity, on_delete=leave_it, null=True, blank=True, related_name="attachments", verbose_name="activiteit"
    )
    result = models.ForeignKey(
        Result, on_delete=leave_it, null=True, blank=True, related_name="attachments", verbose_name="resultaat"
    )
    measurement = models.ForeignKey(
        Measurement, on_delete=leave_it, null=True, blank=True, related_name="attachments", verbose_name="meting"
    )
    file = models.FileField("bestand", upload_to=random_name, max_length=100)
    name = models.CharField("naam", max_length=150)
    kind = models.CharField("soort", max_length=4)
    size = models.PositiveIntegerField("grootte in bytes")
    sha256 = models.CharField("controlegetal", max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="toegevoegd door"
    )
    at = models.DateTimeField("toegevoegd op", default=clock.now)
    removed_at = models.DateTimeField("weggehaald op", null=True, blank=True)

    objects: ClassVar[AttachmentQuerySet] = AttachmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(activity__isnull=False, result=None, measurement=None)
                | Q(activity=None, result__isnull=False, measurement=None)
                | Q(activity=None, result=None, measurement__isnull=False)
                | Q(activity=None, result=None, measurement=None, removed_at__isnull=False),
                name="attachment_on_one_thing",
            ),
        )

    def __str__(self) -> str:
        return self.name
