"""What others may know of live rows, because something that was handed in or published says it.

Others than the own partner read frozen content, never live rows (domain.md §5). Whether one of them may open an
attachment, or speak of an activity, is therefore asked of what is frozen and readable for that person: is it in there?
There is no second list beside it that could say something else.
"""

from django.db.models import CharField, Exists, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat, StrIndex

from agreements.access import Person
from calendar_cycle.models import Submission
from monitoring.models.publication import Publication


def says(user: Person, key: str, field: str, assignment: str) -> Q:
    """Rows whose `field` stands as the value of `key` in a hand-in of their assignment that `user` may read.

    Args:
        key: a key of the frozen JSON, `code`.
        field: the path from the row to the value: letters, digits, hyphens and slashes only, so that JSON holds it
            as it is.
        assignment: the path from the row to its assignment.
    """
    rows = Submission.objects.visible_to(user).filter(assignment=OuterRef(assignment))
    # Both databases write `"key": "value"`. A quote in what someone typed has a backslash before it.
    said = Concat(Value(f'"{key}": "'), OuterRef(field), Value('"'), output_field=CharField())
    return Q(Exists(rows.alias(text=Cast("content", TextField()), place=StrIndex("text", said)).filter(place__gt=0)))


def published(user: Person, key: str, field: str, covenant: str, year: str) -> Q:
    """The same, of a joint overview about the year of the row: what is published stays readable."""
    rows = Publication.objects.visible_to(user).filter(
        covenant=OuterRef(covenant), kind=Publication.Kind.OVERVIEW, subject_year=OuterRef(year)
    )
    said = Concat(Value(f'"{key}":"'), OuterRef(field), Value('"'), output_field=CharField())
    return Q(Exists(rows.alias(place=StrIndex("content", said)).filter(place__gt=0)))
