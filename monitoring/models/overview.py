"""One partner's plan for one year. Live rows are for the own partner; others read submissions."""

from typing import TYPE_CHECKING, ClassVar

from concurrency.fields import AutoIncVersionField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from agreements import reach
from agreements.models import Agreement, Ambition, Covenant, Partner, Village
from calendar_cycle.models import Assignment
from monitoring.models.accent import Accent
from monitoring.models.indicator import Indicator

if TYPE_CHECKING:
    from agreements.access import Person


class OverviewQuerySet(models.QuerySet["Overview"]):
    def visible_to(self, user: "Person") -> "OverviewQuerySet":
        """The own partner's, readers included. Everybody else reads submissions."""
        return self._reached(user)

    def editable_by(self, user: "Person") -> "OverviewQuerySet":
        return self._reached(user, edits=True)

    @reach.read_once
    def _reached(self, user: "Person", *, edits: bool = False) -> "OverviewQuerySet":
        covenant = "assignment__milestone__cycle__covenant"
        mine = reach.works_for(user, "assignment__partner", covenant, edits=edits)
        return self.filter(reach.in_sight(user, covenant), mine)


class Overview(models.Model):
    """An activiteitenoverzicht: what one partner plans for one year."""

    assignment = models.OneToOneField(
        Assignment, on_delete=models.CASCADE, related_name="overview", verbose_name="opdracht"
    )
    nothing_to_report = models.TextField("dit jaar niets te melden, omdat", blank=True)
    last_number = models.PositiveIntegerField("laatste nummer", default=0)
    version = AutoIncVersionField(verbose_name="versie")

    history = HistoricalRecords(excluded_fields=["version"])
    objects: ClassVar[OverviewQuerySet] = OverviewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "activiteitenoverzicht"
        verbose_name_plural = "activiteitenoverzichten"

    def __str__(self) -> str:
        return str(self.assignment)

    def get_absolute_url(self) -> str:
        return reverse("monitoring:overview", args=[self.covenant.slug, self.year, self.partner.slug])

    @property
    def covenant(self) -> Covenant:
        return self.assignment.covenant

    @property
    def year(self) -> int:
        """The year it plans."""
        return self.assignment.milestone.subject_year or 0

    @property
    def partner(self) -> Partner:
        return self.assignment.partner


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user: "Person") -> "ActivityQuerySet":
        """The own partner's."""
        return self._reached(user)

    def editable_by(self, user: "Person") -> "ActivityQuerySet":
        return self._reached(user, edits=True)

    @reach.read_once
    def _reached(self, user: "Person", *, edits: bool = False) -> "ActivityQuerySet":
        covenant = "overview__assignment__milestone__cycle__covenant"
        mine = reach.works_for(user, "overview__assignment__partner", covenant, edits=edits)
        return self.filter(reach.in_sight(user, covenant), mine)

    def going_on(self) -> "ActivityQuerySet":
        """Those that were not dropped."""
        return self.filter(dropped_on=None)

    def knowing_what_it_serves(self) -> "ActivityQuerySet":
        """What `serving.why_not` asks. `serves_something`: at least one agreement or ambition. `serves_an_ambition`:
        one of its own, or one that its agreement carries; also where the document names none."""
        this = {"activity": OuterRef("pk")}
        agreements = Activity.agreements.through.objects.filter(**this)
        ambitions = Activity.ambitions.through.objects.filter(**this)
        carried = agreements.filter(agreement__ambitions__isnull=False)
        named = Ambition.objects.filter(topic__covenant=OuterRef("covenant"))
        return self.annotate(
            serves_something=Exists(agreements) | Exists(ambitions),
            serves_an_ambition=Exists(ambitions) | Exists(carried) | ~Exists(named),
        )


class Activity(models.Model):
    """One thing a partner will do in a year."""

    class Involvement(models.TextChoices):
        FACILITATING = "facilitating", "faciliteren"
        CARRYING_OUT = "carrying_out", "uitvoeren"
        ORGANISING = "organising", "organiseren"
        SETTING_FRAMES = "setting_frames", "kaders stellen"
        FINANCING = "financing", "financieren"

    class Quarter(models.IntegerChoices):
        FIRST = 1, "1e kwartaal (januari tot en met maart)"
        SECOND = 2, "2e kwartaal (april tot en met juni)"
        THIRD = 3, "3e kwartaal (juli tot en met september)"
        FOURTH = 4, "4e kwartaal (oktober tot en met december)"

    covenant = models.ForeignKey(
        Covenant, on_delete=models.CASCADE, related_name="activities", verbose_name="prestatieafspraken"
    )
    overview = models.ForeignKey(
        Overview, on_delete=models.CASCADE, related_name="activities", verbose_name="activiteitenoverzicht"
    )
    code = models.CharField("nummer", max_length=30)
    title = models.CharField("wat gaat u doen?", max_length=200)
    text = models.TextField("toelichting", blank=True)
    agreements = models.ManyToManyField(Agreement, blank=True, related_name="activities", verbose_name="afspraken")
    ambitions = models.ManyToManyField(Ambition, blank=True, related_name="activities", verbose_name="ambities")
    accents = models.ManyToManyField(Accent, blank=True, related_name="activities", verbose_name="accenten")
    involvement = models.JSONField("hoe doet u mee?", default=list, blank=True)
    first_quarter = models.PositiveSmallIntegerField("van", choices=Quarter, default=Quarter.FIRST)
    last_quarter = models.PositiveSmallIntegerField("tot en met", choices=Quarter, default=Quarter.FOURTH)
    budget = models.DecimalField("budget", max_digits=12, decimal_places=2, null=True, blank=True)
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="telt mee in",
    )
    planned_quantity = models.DecimalField("aantal", max_digits=12, decimal_places=2, null=True, blank=True)
    villages = models.ManyToManyField(Village, blank=True, related_name="activities", verbose_name="kernen")
    continues = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name="gaat door op",
    )
    dropped_on = models.DateField("vervallen op", null=True, blank=True)
    # Taken along from last year, and not looked at since.
    untouched = models.BooleanField("nog nakijken", default=False)
    # The form with which it was made: the same form sent twice makes one activity.
    made_with = models.UUIDField("gemaakt met formulier", null=True, blank=True, editable=False)
    version = AutoIncVersionField(verbose_name="versie")

    history = HistoricalRecords(excluded_fields=["version", "made_with", "untouched"])
    objects: ClassVar[ActivityQuerySet] = ActivityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "activiteit"
        verbose_name_plural = "activiteiten"
        ordering = ("overview", "pk")
        constraints = (
            models.UniqueConstraint(fields=("covenant", "code"), name="activity_code_unique_in_covenant"),
            models.UniqueConstraint(
                fields=("overview", "made_with"), condition=Q(made_with__isnull=False), name="activity_once_per_form"
            ),
            models.CheckConstraint(
                condition=Q(first_quarter__gte=1, last_quarter__lte=4, last_quarter__gte=F("first_quarter")),
                name="activity_quarters_in_order",
            ),
            models.CheckConstraint(condition=Q(budget=None) | Q(budget__gte=0), name="activity_budget_not_negative"),
            models.CheckConstraint(
                condition=Q(planned_quantity=None) | Q(planned_quantity__gte=0), name="activity_quantity_not_negative"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class NoActivity(models.Model):
    """ "This year nothing, because …": an answer too."""

    class Why(models.TextChoices):
        LATER = "later", "later aan de beurt"
        WAITING = "waiting", "wacht op iets of iemand"
        DONE = "done", "is al klaar"
        DROPPED = "dropped", "gaat niet meer door"

    overview = models.ForeignKey(
        Overview, on_delete=models.CASCADE, related_name="no_activities", verbose_name="activiteitenoverzicht"
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="no_activities", verbose_name="afspraak"
    )
    why = models.CharField("waarom niet?", max_length=10, choices=Why)
    text = models.TextField("toelichting", blank=True)
    version = AutoIncVersionField(verbose_name="versie")

    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        verbose_name = "dit jaar niets"
        verbose_name_plural = "dit jaar niets"
        ordering = ("overview", "agreement")
        constraints = (models.UniqueConstraint(fields=("overview", "agreement"), name="no_activity_once"),)

    def __str__(self) -> str:
        return f"{self.agreement.code}: {self.get_why_display()}"
