"""What is asked along with an overview, results or evaluation input."""

from concurrency.fields import AutoIncVersionField
from django.core.exceptions import ValidationError
from django.db import models

from agreements.models import Covenant, Partner
from agreements.models.checks import list_of_texts
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models.milestone import Milestone


class QuestionText(models.Model):
    """The words of a question and the shape of its answer."""

    class AnswerKind(models.TextChoices):
        TEXT = "text", "tekst"
        NUMBER = "number", "getal"
        CHOICE = "choice", "keuze"

    partner_kind = models.CharField("voor soort partner", max_length=12, choices=Partner.Kind, blank=True)
    text = models.TextField("vraag")
    help_text = models.TextField("uitleg", blank=True)
    answer_kind = models.CharField("soort antwoord", max_length=6, choices=AnswerKind, default=AnswerKind.TEXT)
    choices = models.JSONField(
        "keuzes",
        default=list,
        blank=True,
        validators=[list_of_texts],
        help_text="Eén keuze per regel; alleen bij het soort antwoord “keuze”.",
    )
    required = models.BooleanField("verplicht", default=False)
    position = models.PositiveSmallIntegerField("volgorde")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """A choice between fewer than two is none; and choices that nobody is shown are not kept."""
        if self.answer_kind != self.AnswerKind.CHOICE:
            self.choices = []
        elif not isinstance(self.choices, list) or len(self.choices) < 2:
            raise ValidationError({"choices": "Schrijf minstens twee keuzes op, elk op een eigen regel."})


class StandardQuestion(QuestionText):
    """A question that comes with the covenant's file."""

    covenant = models.ForeignKey(
        Covenant, on_delete=models.CASCADE, related_name="standard_questions", verbose_name="prestatieafspraken"
    )
    milestone_kind = models.CharField("bij", max_length=20, choices=MilestoneKind)

    class Meta:
        verbose_name = "standaardvraag"
        verbose_name_plural = "standaardvragen"
        ordering = ("covenant", "milestone_kind", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("covenant", "milestone_kind", "position"),
                name="standard_question_position_once",
                violation_error_message="Deze plaats in de volgorde is al van een andere vraag. Kies een ander getal.",
            ),
        )


class Question(QuestionText):
    """A question of one milestone; fixed once that has opened."""

    milestone = models.ForeignKey(
        Milestone, on_delete=models.CASCADE, related_name="questions", verbose_name="mijlpaal"
    )
    replaces = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="komt in plaats van",
    )

    class Meta:
        verbose_name = "vraag"
        verbose_name_plural = "vragen"
        ordering = ("milestone", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("milestone", "position"),
                name="question_position_once_a_milestone",
                violation_error_message="Deze plaats in de volgorde is al van een andere vraag. Kies een ander getal.",
            ),
        )


class Answer(models.Model):
    """One text, whatever the kind: "7,5", or one of the choices."""

    assignment = models.ForeignKey(
        "calendar_cycle.Assignment", on_delete=models.CASCADE, related_name="answers", verbose_name="opdracht"
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers", verbose_name="vraag")
    text = models.TextField("antwoord", blank=True)
    version = AutoIncVersionField(verbose_name="versie")

    class Meta:
        verbose_name = "antwoord"
        verbose_name_plural = "antwoorden"
        ordering = ("assignment", "question__position")
        constraints = (models.UniqueConstraint(fields=("assignment", "question"), name="answer_once_per_question"),)

    def __str__(self) -> str:
        return self.text
