"""What is looked for, and what is found."""

import re
from dataclasses import dataclass, field

from django.db.models import TextChoices

from agreements.models import Covenant

# As much as makes sense to a reader; more is said to be too much, or left out.
MOST_WORDS = 10
# A word with what ties its parts: "1.1-03", "WW-2027-12", "CO2-neutraal".
WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")


class Kind(TextChoices):
    AGREEMENT = "afspraak", "afspraak"
    ACTIVITY = "activiteit", "activiteit"
    CONTRIBUTION = "hulpvraag", "hulpvraag of aanbod"
    RESULT = "resultaat", "resultaat"
    DECISION = "besluit", "besluit"


@dataclass(frozen=True)
class Wish:
    """What a reader looks for. Without words nothing is found; the rest narrows, and may stay empty."""

    words: list[str] = field(default_factory=list)
    covenant: Covenant | None = None
    kind: str = ""
    year: int | None = None

    def asks_for(self, kind: str) -> bool:
        return self.kind in ("", kind)


@dataclass(frozen=True)
class Hit:
    """One thing that may be read. `title` and `text` are as people wrote them; both are looked in, unless
    `is_headed` says that the title is only our heading above the text."""

    kind: Kind
    title: str
    text: str
    address: str
    covenant: str
    year: int | None = None
    partner: str = ""
    note: str = ""
    is_headed: bool = False

    @property
    def searched(self) -> tuple[str, str]:
        """What to look in: first what weighs most."""
        return ("" if self.is_headed else self.title, self.text)


def words_in(text: str) -> list[str]:
    """The words to look for, in the order given, each once: letters and digits, no quotes and no operators.

    One sign says nothing, unless it is a digit.
    """
    found = (word.casefold() for word in WORD.findall(text))
    return list(dict.fromkeys(word for word in found if len(word) > 1 or word.isdigit()))[:MOST_WORDS]
