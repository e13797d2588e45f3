"""One line of activities through the years: each goes on with the one of the year before (domain.md §3)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from monitoring.models import Result


@dataclass(frozen=True)
class Step:
    """One activity of a line, as far as a reader may know of it."""

    year: int
    code: str
    title: str
    partner: str
    continues: str = ""
    planned: str = ""
    state: str = ""
    state_in_words: str = ""
    realised: str = ""

    @property
    def kind(self) -> str:
        """The kind of mark that goes with the state."""
        return Result.MARKS.get(self.state, "half" if self.state_in_words == "concept" else "")


@dataclass
class YearLine:
    """The activities that go on with each other, by year."""

    steps: dict[int, Step] = field(default_factory=dict)

    @property
    def latest(self) -> Step:
        return self.steps[max(self.steps)]

    def cells(self, years: Iterable[int]) -> list[Step | None]:
        """One a year; None where the line has nothing in it."""
        return [self.steps.get(year) for year in years]


def lines(steps: Iterable[Step]) -> list[YearLine]:
    """Puts each step behind the one that it continues. The longest lines first, then in order of their codes.

    What continues something that the reader may not know of, begins a line of its own; so does the second of
    two that continue the same one.
    """
    found: dict[str, YearLine] = {}
    for step in sorted(steps, key=lambda row: (row.year, row.code)):
        line = found.pop(step.continues, None)
        if line is None or step.year in line.steps:
            if line is not None:
                found[step.continues] = line
            line = YearLine()
        line.steps[step.year] = step
        found[step.code] = line
    return sorted(found.values(), key=lambda line: (-len(line.steps), line.latest.code))
