"""What a value must be, wherever it is typed: for fields that a database does not check itself."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

# Years of agreements, targets and figures: from before the first covenant until well after the last target.
A_YEAR = (
    MinValueValidator(1990, "Vul een jaar in van 1990 of later."),
    MaxValueValidator(2100, "Vul een jaar in tot en met 2100."),
)


def list_of_texts(value: Any) -> None:
    """Refuses what is no list of texts with something in them; PostgreSQL can not hold a NUL."""
    if not isinstance(value, list) or not all(_is_a_text(row) for row in value):
        raise ValidationError("Dit is geen lijst van teksten. Schrijf elke tekst op een eigen regel.")


def _is_a_text(row: Any) -> bool:
    return isinstance(row, str) and bool(row.strip()) and "\x00" not in row
