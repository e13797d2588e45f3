"""What is asked along with an overview, results or evaluation input."""

from typing import TYPE_CHECKING, ClassVar

from concurrency.fields import AutoIncVersionField
from django.core.exceptions import ValidationError
from django.db import models

from agreements.models import Covenant, Partner
from agreements.models.checks import list_of_texts
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models.milestone import Milestone

if TYPE_CHECKING:
    from agreements.access import Person

# The words of a question and the shape of its answer: what is taken over from one year into the next.
WORDS = ("partner_kind", "text", "help_text", "answer_kind", "choices", "required")


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

    def problems(self) -> dict[str, str]:
        """What is wrong with it: one Dutch sentence a field; empty when it can be asked."""
        found = {}
        if not self.text.strip():
            found["text"] = "Schrijf de vraag op."
        if self.answer_kind == self.AnswerKind.CHOICE and (wrong := _wrong_with(self.choices)):
            found["choices"] = wrong
        return found

    def clean(self) -> None:
        """Choices that nobody is shown are not kept."""
        if self.answer_kind != self.AnswerKind.CHOICE:
            self.choices = []
        # That a text is missing, the field says itself.
        if wrong := self.problems().get("choices"):
            raise ValidationError({"choices": wrong})

    @property
    def words(self) -> tuple[object, ...]:
        """All that a partner sees of it: two questions with the same words are the same."""
        return tuple(getattr(self, name) for name in WORDS)


def _wrong_with(choices: object) -> str:
    names = [str(choice).strip() for choice in choices] if isinstance(choices, list) else []
    if len([name for name in names if name]) < 2:
        return "Geef twee of meer keuzes, elk op een eigen regel."
    seen = [name.casefold() for name in names]
    double = next((name for name in names if seen.count(name.casefold()) > 1), None)
    return f"De keuze “{double}” staat er twee keer. Haal er één weg." if double is not None else ""


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


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user: "Person") -> "QuestionQuerySet":
        """The questions of the steps that this user may see."""
        return self.filter(milestone__in=Milestone.objects.visible_to(user))

    def editable_by(self, user: "Person") -> "QuestionQuerySet":
        """Those of the covenants that this user runs; whether they are fixed is said by `asking`."""
        return self.filter(milestone__in=Milestone.objects.editable_by(user))


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
    version = AutoIncVersionField(verbose_name="versie")

    objects: ClassVar[QuestionQuerySet] = QuestionQuerySet.as_manager()  # type: ignore[assignment]

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
