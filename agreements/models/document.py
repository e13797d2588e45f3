"""The chapters of the signed document: themes, topics, ambitions, efforts, principles and terms."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from agreements.models.checks import list_of_texts
from agreements.models.covenant import Covenant

if TYPE_CHECKING:
    from agreements.access import Person


class OfCovenantQuerySet(models.QuerySet):
    """Rows that everybody who has a part in the covenant may read."""

    def visible_to(self, user: "Person") -> "OfCovenantQuerySet":
        """The rows of the covenants that this user may see."""
        from agreements import reach

        return self.filter(reach.in_sight(user))


class Village(models.Model):
    """A kern; with the neighbourhoods in it that the document names."""

    covenant = models.ForeignKey(
        Covenant, on_delete=models.CASCADE, related_name="villages", verbose_name="prestatieafspraken"
    )
    name = models.CharField("naam", max_length=100)
    parts = models.JSONField("buurten", default=list, blank=True, validators=[list_of_texts])

    objects: ClassVar[OfCovenantQuerySet] = OfCovenantQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "kern"
        verbose_name_plural = "kernen"
        ordering = ("covenant", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("covenant", "name"),
                name="village_once_per_covenant",
                violation_error_message="Deze kern staat er al.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Theme(models.Model):
    """A chapter."""

    covenant = models.ForeignKey(
        Covenant, on_delete=models.CASCADE, related_name="themes", verbose_name="prestatieafspraken"
    )
    number = models.PositiveSmallIntegerField("nummer")
    title = models.CharField("titel", max_length=200)

    objects: ClassVar[OfCovenantQuerySet] = OfCovenantQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "thema"
        verbose_name_plural = "thema’s"
        ordering = ("covenant", "number")
        constraints = (models.UniqueConstraint(fields=("covenant", "number"), name="theme_number_once"),)

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Topic(models.Model):
    """A paragraph of a chapter: the problem, the ambitions, the efforts, the agreements."""

    covenant = models.ForeignKey(
        Covenant, on_delete=models.CASCADE, related_name="topics", verbose_name="prestatieafspraken"
    )
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="topics", verbose_name="thema")
    number = models.CharField("nummer", max_length=10)
    position = models.PositiveSmallIntegerField("volgorde")
    title = models.CharField("titel", max_length=200)
    challenge = models.TextField("opgave", blank=True)

    objects: ClassVar[OfCovenantQuerySet] = OfCovenantQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "onderwerp"
        verbose_name_plural = "onderwerpen"
        ordering = ("covenant", "position")
        constraints = (
            models.UniqueConstraint(fields=("covenant", "number"), name="topic_number_once"),
            models.UniqueConstraint(fields=("covenant", "position"), name="topic_position_once"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Ambition(models.Model):
    """What the parties want to reach within a topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="ambitions", verbose_name="onderwerp")
    position = models.PositiveSmallIntegerField("volgorde")
    text = models.TextField("tekst")

    class Meta:
        verbose_name = "ambitie"
        verbose_name_plural = "ambities"
        ordering = ("topic", "position")
        constraints = (models.UniqueConstraint(fields=("topic", "position"), name="ambition_position_once"),)

    def __str__(self) -> str:
        return self.text


class Effort(models.Model):
    """A numbered item of what they agree to put in (inzet)."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="efforts", verbose_name="onderwerp")
    number = models.PositiveSmallIntegerField("nummer")
    text = models.TextField("tekst")

    class Meta:
        verbose_name = "inzet"
        verbose_name_plural = "inzet"
        ordering = ("topic", "number")
        constraints = (models.UniqueConstraint(fields=("topic", "number"), name="effort_number_once"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Principle(models.Model):
    """How the parties want to work together."""

    covenant = models.ForeignKey(
        Covenant, on_delete=models.CASCADE, related_name="principles", verbose_name="prestatieafspraken"
    )
    position = models.PositiveSmallIntegerField("volgorde")
    title = models.CharField("titel", max_length=100)
    text = models.TextField("tekst")

    history = HistoricalRecords()
    objects: ClassVar[OfCovenantQuerySet] = OfCovenantQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "uitgangspunt"
        verbose_name_plural = "uitgangspunten"
        ordering = ("covenant", "position")
        constraints = (models.UniqueConstraint(fields=("covenant", "position"), name="principle_position_once"),)

    def __str__(self) -> str:
        return self.title


class Term(models.Model):
    """A definition of the annex, shown where the word stands."""

    covenant = models.ForeignKey(
        Covenant, on_delete=models.CASCADE, related_name="terms", verbose_name="prestatieafspraken"
    )
    term = models.CharField("begrip", max_length=100)
    explanation = models.TextField("uitleg")

    objects: ClassVar[OfCovenantQuerySet] = OfCovenantQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "begrip"
        verbose_name_plural = "begrippen"
        ordering = ("covenant", "term")
        constraints = (
            models.UniqueConstraint(
                fields=("covenant", "term"),
                name="term_once_per_covenant",
                violation_error_message="Dit begrip staat er al.",
            ),
        )

    def __str__(self) -> str:
        return self.term
