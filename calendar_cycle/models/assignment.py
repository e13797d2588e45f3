"""One partner's share of one milestone, with its workflow (domain.md §5)."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import RETURN_VALUE, FSMField, FSMModelMixin, transition

from agreements.models import Covenant, Partner
from calendar_cycle import calendar, guards
from calendar_cycle.models.assignment_queryset import AssignmentQuerySet
from calendar_cycle.models.milestone import Milestone
from calendar_cycle.models.submission import Submission
from calendar_cycle.states import WITH_THE_PARTNER, State
from druten import clock
from druten.dutch import long_date

if TYPE_CHECKING:
    from calendar_cycle.models.extension import Extension
    from druten.accounts.models import User


class Assignment(FSMModelMixin, models.Model):
    """A partner's share of a milestone. Its state changes in `perform` and nowhere else."""

    State = State

    milestone = models.ForeignKey(
        Milestone, on_delete=models.CASCADE, related_name="assignments", verbose_name="mijlpaal"
    )
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="assignments", verbose_name="partner")
    state = FSMField("stand", max_length=12, choices=State, default=State.TODO, protected=True)
    answer_before = models.DateField("antwoord vóór", null=True, blank=True)
    edited_at = models.DateTimeField("laatst bewaard", null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bewerkt door",
    )

    # True of the row that `workflow.editing` gives when a colleague had said that it was ready to be handed in.
    no_longer_ready = False

    objects: ClassVar[AssignmentQuerySet] = AssignmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "opdracht"
        verbose_name_plural = "opdrachten"
        ordering = ("milestone", "pk")
        constraints = (
            models.UniqueConstraint(fields=("milestone", "partner"), name="assignment_once_per_partner"),
            models.CheckConstraint(
                condition=Q(state__in=("todo", "in_progress", "submitted", "returned", "accepted", "missed")),
                name="assignment_state_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.milestone}, {self.partner}"

    def get_absolute_url(self) -> str:
        place = [self.covenant.slug, self.milestone.year_in_address, self.partner.slug]
        return reverse(f"monitoring:{self.milestone.kind}", args=place)

    @property
    def covenant(self) -> Covenant:
        return self.milestone.cycle.covenant

    @property
    def own_deadline(self) -> date:
        """The first day that is too late: the latest of the step, a granted extension and a day to answer."""
        return self.deadline_if(self.milestone.before)

    def deadline_if(self, before: date) -> date:
        """Its own deadline when the step would end on `before`."""
        return calendar.own_deadline(before, self._granted, self.answer_before)

    @property
    def extended_before(self) -> date | None:
        """The day of an extension that gives more time than the step itself: that there is one, all may know."""
        return max((day for day in self._granted if day > self.milestone.before), default=None)

    @property
    def extension_in_words(self) -> str:
        """ "heeft uitstel: vóór 8 juli 2026", for everybody; empty when there is none, or when it was handed in."""
        before = self.extended_before
        if before is None or self.state not in WITH_THE_PARTNER:
            return ""
        return f"{'had' if before <= clock.today() else 'heeft'} uitstel: vóór {long_date(before)}"

    @property
    def _granted(self) -> list[date]:
        return [row.before for row in self.extensions.all() if row.state == "granted" and row.before]

    @property
    def deadline_has_passed(self) -> bool:
        return calendar.deadline_passed(self.own_deadline, clock.now())

    @property
    def open_extension(self) -> "Extension | None":
        return next((row for row in self.extensions.all() if row.state == "asked"), None)

    @property
    def latest_submission(self) -> Submission | None:
        """The highest number that was not withdrawn."""
        return self.submissions.standing().order_by("number").last()

    @property
    def counting_submission(self) -> Submission | None:
        """What a publication takes: the latest accepted, else the latest."""
        accepted = self.submissions.standing().filter(accepted_at__isnull=False).order_by("number").last()
        return accepted or self.latest_submission

    def perform(
        self,
        name: str,
        *,
        by: "User",
        message: str = "",
        answer_before: date | None = None,
        on_behalf: bool = False,
        submission_number: int | None = None,
    ) -> None:
        """The one door: does the deed `name` of domain.md §5, or says why not.

        Locks the row, checks who, state and guards, freezes what is handed in, writes the event and
        queues mail for after the commit. May be called inside a transaction. `submission_number` is of the
        hand-in that was read, for who decides about one: refused when it is not the latest any more.

        Raises:
            NotAllowed: with a Dutch sentence in `.reason`; the refusal is an event too.
        """
        from calendar_cycle import workflow

        workflow.perform(
            self,
            name,
            by=by,
            message=message,
            answer_before=answer_before,
            on_behalf=on_behalf,
            submission_number=submission_number,
        )

    # What may happen, who may do it, when. Guards and permissions carry their own refusals.

    @transition(
        state,
        source=State.TODO,
        target=State.IN_PROGRESS,
        conditions=[guards.covenant_is_open, guards.has_opened, guards.before_own_deadline],
        permission=guards.fills_in,
    )
    def start(self) -> None:
        """The first save."""

    @transition(
        state,
        source=[State.IN_PROGRESS, State.RETURNED],
        target=State.SUBMITTED,
        conditions=[guards.covenant_is_open, guards.before_own_deadline, guards.nothing_required_is_missing],
        permission=guards.hands_in,
    )
    def submit(self) -> None:
        """The hand-in; what was handed in is frozen by the door."""

    @transition(
        state,
        source=[State.SUBMITTED, State.ACCEPTED],
        target=None,
        conditions=[guards.covenant_is_open, guards.was_handed_in_on_behalf],
        permission=guards.confirms,
    )
    def confirm(self) -> None:
        """The partner says yes to what was handed in for it."""

    @transition(
        state,
        source=State.SUBMITTED,
        target=State.IN_PROGRESS,
        conditions=[guards.covenant_is_open, guards.before_own_deadline],
        permission=guards.confirms,
    )
    def withdraw(self) -> None:
        """The partner takes its hand-in back."""

    @transition(
        state,
        source=State.SUBMITTED,
        target=State.RETURNED,
        conditions=[guards.covenant_is_open],
        permission=guards.reviews,
        custom={"message": guards.MESSAGE, "answer_before": True},
    )
    def return_for_changes(self) -> None:
        """Back to the partner, with a message and a day before which to answer."""

    @transition(
        state,
        source=State.SUBMITTED,
        target=State.ACCEPTED,
        conditions=[guards.covenant_is_open],
        permission=guards.accepts,
    )
    def accept(self) -> None:
        """The working group finds it good."""

    @transition(
        state,
        source=[State.ACCEPTED, State.MISSED],
        target=State.RETURNED,
        conditions=[guards.covenant_is_open, guards.content_may_reopen],
        permission=guards.reviews,
        custom={"message": guards.REASON, "answer_before": True},
    )
    def reopen(self) -> None:
        """Open again, with a reason and a day before which to answer."""

    @transition(
        state,
        source=[State.IN_PROGRESS, State.RETURNED],
        target=RETURN_VALUE(State.SUBMITTED, State.ACCEPTED),
        conditions=[guards.covenant_is_open, guards.a_submission_counts, guards.may_be_left_as_it_was],
        permission=guards.reviews,
        custom={"message": guards.REASON},
    )
    def let_stand(self) -> str:
        """What was handed in before, holds."""
        counting = self.counting_submission
        return self.State.ACCEPTED if counting and counting.accepted_at else self.State.SUBMITTED

    @transition(
        state,
        source=[State.TODO, State.IN_PROGRESS, State.RETURNED],
        target=State.MISSED,
        conditions=[
            guards.covenant_is_open,
            guards.is_asked,
            guards.past_own_deadline,
            guards.no_submission_counts,
            guards.no_extension_is_open,
        ],
        permission=guards.reviews,
        custom={"message": guards.REASON},
    )
    def close(self) -> None:
        """Nothing came."""

    @transition(
        state,
        source=[State.TODO, State.IN_PROGRESS, State.RETURNED],
        target=State.MISSED,
        conditions=[guards.covenant_is_open, guards.party_has_left],
        permission=guards.reviews,
        custom={"message": guards.REASON},
    )
    def end(self) -> None:
        """The party takes part no more."""

    @transition(
        state,
        source=State.TODO,
        target=State.ACCEPTED,
        conditions=[guards.covenant_is_open, guards.ended_before_use],
        permission=guards.takes_over,
    )
    def take_over(self) -> None:
        """What was settled before the covenant was taken into use is taken over from elsewhere."""
