"""What the task list of the results counts besides its rows: questions, figures and promises. One query."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)

from agreements.succession import Succession
from calendar_cycle import questions
from calendar_cycle.models import Answer, Assignment
from monitoring import results
from monitoring.models import Indicator, Measurement

_COLUMNS = ("part", "is_done", "words", "needed", "place")


@dataclass(frozen=True)
class Count:
    """So many of so many."""

    done: int = 0
    total: int = 0

    @property
    def state(self) -> tuple[str, str]:
        """The shape and the word: ("good", "klaar")."""
        if not self.total:
            return "", "niet nodig"
        if self.done == self.total:
            return "good", "klaar"
        return ("half", "mee bezig") if self.done else ("", "nog niet begonnen")


@dataclass(frozen=True)
class Todo:
    """How far the parts are, and the required questions without an answer."""

    questions: Count
    figures: Count
    promises: Count
    unanswered: list[str]


def of(assignment: Assignment, succession: Succession) -> Todo:
    """Reads all three at once; `succession`: of this covenant, today."""
    given = Answer.objects.filter(assignment=assignment, question=OuterRef("pk")).exclude(text="")
    of_question = {"words": F("text"), "needed": F("required"), "place": F("position")}
    asked = _alike(questions.rows_for(assignment), "questions", Exists(given), **of_question)
    own = Measurement.objects.filter(assignment=assignment, year=results.year_of(assignment), indicator=OuterRef("pk"))
    figures = Indicator.objects.filter(pk__in=results.indicators_of(assignment).order_by().values("pk"))
    promises = results.promised_to(assignment, succession).select_related(None)
    judged = ExpressionWrapper(~Q(kept=""), BooleanField())
    parts = asked.union(_alike(figures, "figures", Exists(own)), _alike(promises, "promises", judged), all=True)
    rows: list[Any] = list(parts)
    unanswered = [row for row in rows if row[0] == "questions" and row[3] and not row[1]]
    counts = {part: _count(row[1] for row in rows if row[0] == part) for part in ("questions", "figures", "promises")}
    return Todo(unanswered=[row[2] for row in sorted(unanswered, key=lambda row: row[4])], **counts)


def _alike(rows: QuerySet[Any], part: str, is_done: Any, **more: Any) -> Any:
    """With the columns that a union wants of all: the part, whether it is done, and of a question its words,
    whether it must be answered, and its place."""
    given = {
        "words": Value("", TextField()),
        "needed": Value(False, BooleanField()),
        "place": Value(0, IntegerField()),
    } | more
    return rows.order_by().annotate(part=Value(part, CharField()), is_done=is_done, **given).values_list(*_COLUMNS)


def _count(done: Iterable[bool]) -> Count:
    found = list(done)
    return Count(len([it for it in found if it]), len(found))
