"""What another partner does in an activity: asked of it, or offered by it."""

from typing import TYPE_CHECKING, Any, ClassVar

from concurrency.fields import AutoIncVersionField
from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import FSMField, FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from agreements.models import Agreement, Partner
from druten import clock
from monitoring import contribution_guards as guards
from monitoring.models.contribution_query import ContributionQuerySet
from monitoring.models.overview import Activity, Overview

if TYPE_CHECKING:
    from agreements.succession import Succession
    from druten.accounts.models import User


class Contribution(FSMModelMixin, models.Model):
    """A hulpvraag (asked) or an aanbod (offered). From `sent` on its text is fixed."""

    class Origin(models.TextChoices):
        ASKED = "asked", "hulpvraag"
        OFFERED = "offered", "aanbod"

    class State(models.TextChoices):
        CONCEPT = "concept", "concept"
        SENT = "sent", "wacht op antwoord"
        PROMISED = "promised", "toegezegd"
        PARTLY = "partly", "deels toegezegd"
        DECLINED = "declined", "afgewezen"
        WITHDRAWN = "withdrawn", "ingetrokken"

    class Kept(models.TextChoices):
        YES = "yes", "ja"
        PARTLY = "partly", "deels"
        NO = "no", "nee"
        NOT_NEEDED = "not_needed", "niet meer nodig"

    overview = models.ForeignKey(
        Overview, on_delete=models.CASCADE, related_name="contributions", verbose_name="activiteitenoverzicht"
    )
    activity = models.ForeignKey(
        Activity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name="activiteit",
    )
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name="afspraak",
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="contributions", verbose_name="partner die iets zou doen"
    )
    origin = models.CharField("soort", max_length=7, choices=Origin)
    text = models.TextField("wat is er nodig?")
    by_quarter = models.PositiveSmallIntegerField("uiterlijk in", choices=Activity.Quarter, null=True, blank=True)
    state = FSMField("stand", max_length=10, choices=State, default=State.CONCEPT, protected=True)
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)
    answer = models.TextField("antwoord", blank=True)
    # Of what is done partly: `answer` says what is done, this what is not.
    left_out = models.TextField("wat er niet gebeurt", blank=True)
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)
    settled_at = models.DateTimeField("genoegen genomen met een deel op", null=True, blank=True)
    # Asked in other words: what was asked first is withdrawn, and stays to be read.
    replaces = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="komt in plaats van",
    )
    # What the partner that does it made of it in its own overview.
    taken_up_as = models.ForeignKey(
        Activity,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="takes_up",
        verbose_name="opgenomen als activiteit",
    )
    # Where the partner that answered an offer at an agreement puts it: at an activity of its own.
    tied_to = models.ForeignKey(
        Activity,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="ties",
        verbose_name="hoort bij activiteit",
    )
    kept = models.CharField("nagekomen?", max_length=10, choices=Kept, blank=True)
    kept_text = models.TextField("toelichting bij nagekomen", blank=True)
    kept_reply = models.TextField("reactie op nagekomen", blank=True)
    version = AutoIncVersionField(verbose_name="versie")

    # Who left and who came in the place: set by a page that asks for it more than once, today; never stored.
    succession: "Succession | None" = None

    history = HistoricalRecords(excluded_fields=["version"])
    objects: ClassVar[ContributionQuerySet] = ContributionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "hulpvraag of aanbod"
        verbose_name_plural = "hulpvragen en aanbod"
        ordering = ("overview", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(activity__isnull=False, agreement=None) | Q(activity=None, agreement__isnull=False),
                name="contribution_at_an_activity_or_an_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(origin="asked") | Q(activity__isnull=False), name="contribution_asked_at_an_activity"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_origin_display()}: {self.text[:60]}"

    @property
    def is_from_before_use(self) -> bool:
        """True when it was sent before the covenant was taken into use: nobody is reminded of it."""
        in_use_from = self.overview.covenant.in_use_from
        if in_use_from is None or self.sent_at is None:
            return False
        return self.sent_at.astimezone(clock.AMSTERDAM).date() < in_use_from

    @property
    def answer_in_words(self) -> str:
        """The words of the answer; of a part what is done and what is not."""
        return f"Wel: {self.answer} Niet: {self.left_out}" if self.left_out else self.answer

    # What may happen, who may do it, when. Guards and permissions carry their own refusals.

    @transition(
        state,
        source=State.CONCEPT,
        target=State.SENT,
        conditions=[guards.covenant_is_open, guards.has_opened, guards.year_is_not_accounted_for],
        permission=guards.owns,
    )
    def send(self) -> None:
        """From here on the text is fixed."""

    @transition(
        state,
        source=[State.SENT, State.PARTLY, State.DECLINED],
        target=State.PROMISED,
        conditions=[guards.covenant_is_open, guards.year_is_not_accounted_for],
        permission=guards.answers,
    )
    def promise(self) -> None:
        """Yes."""

    @transition(
        state,
        source=[State.SENT, State.PROMISED, State.DECLINED],
        target=State.PARTLY,
        conditions=[guards.covenant_is_open, guards.year_is_not_accounted_for],
        permission=guards.answers,
    )
    def promise_partly(self) -> None:
        """Yes, but; with words."""

    @transition(
        state,
        source=[State.SENT, State.PROMISED, State.PARTLY],
        target=State.DECLINED,
        conditions=[guards.covenant_is_open, guards.year_is_not_accounted_for],
        permission=guards.answers,
    )
    def decline(self) -> None:
        """No; with words."""

    @transition(
        state,
        source=[State.SENT, State.PROMISED, State.PARTLY, State.DECLINED],
        target=State.WITHDRAWN,
        conditions=[guards.covenant_is_open, guards.year_is_not_accounted_for],
        permission=guards.owns,
    )
    def withdraw(self) -> None:
        """No longer asked, or no longer offered."""

    @transition(
        state,
        source=[State.PROMISED, State.PARTLY],
        target=None,
        conditions=[guards.covenant_is_open],
        permission=guards.receives,
    )
    def judge_kept(self) -> None:
        """Afterwards: was the promise kept?"""

    @transition(
        state,
        source=State.PARTLY,
        target=None,
        conditions=[guards.covenant_is_open, guards.year_is_not_accounted_for, guards.is_not_settled],
        permission=guards.owns,
    )
    def accept_partly(self) -> None:
        """A part will do."""

    @transition(
        state,
        source=[State.PROMISED, State.PARTLY],
        target=None,
        conditions=[guards.covenant_is_open, guards.year_is_not_accounted_for, guards.is_not_taken_up],
        permission=guards.does_it,
    )
    def take_up(self) -> None:
        """Makes it an activity of the partner that does it."""

    @transition(
        state,
        source=[State.PROMISED, State.PARTLY],
        target=None,
        conditions=[guards.covenant_is_open, guards.year_is_not_accounted_for, guards.is_offered_at_an_agreement],
        permission=guards.answers,
    )
    def tie(self) -> None:
        """Says at which own activity an offer belongs; or at none any more."""

    @transition(
        state,
        source=[State.PROMISED, State.PARTLY],
        target=None,
        conditions=[guards.covenant_is_open, guards.was_judged],
        permission=guards.does_it,
    )
    def reply(self) -> None:
        """What the partner that did it says of the judgement."""

    def perform(self, name: str, *, by: "User", message: str = "", **given: Any) -> None:
        """The one door; see `monitoring.contributions`.

        Raises:
            NotAllowed: with a Dutch sentence; the refusal is an event too.
        """
        from monitoring import contributions

        contributions.perform(self, name, by=by, message=message, **given)


class ContributionEvent(models.Model):
    """A deed, or a refused one, on a contribution, with its words."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="events", verbose_name="hulpvraag of aanbod"
    )
    kind = models.CharField("wat", max_length=30)
    refused = models.BooleanField("geweigerd", default=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("wanneer", default=clock.now)
    text = models.TextField("bericht", blank=True)

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
