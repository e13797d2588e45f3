"""The activities of one agreement as lines through the years, out of what its page shows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from druten.dutch import number, parse_stored
from monitoring.year_lines import Step, YearLine, lines

if TYPE_CHECKING:
    from monitoring.agreement_page import Year


def of(years: "Iterable[Year]") -> list[YearLine]:
    """What was planned each year with what came of it, as lines; the reasons for nothing are left out."""
    found = []
    for year in years:
        reported = {row.activity: row for row in year.done if row.activity}
        for row in year.planned:
            if not row.code:
                continue
            done = reported.get(row.code)
            found.append(
                Step(
                    year=year.number,
                    code=row.code,
                    title=row.title,
                    partner=row.partner,
                    continues=row.continues,
                    planned=_in_words(row.quantity),
                    state=done.state if done else "",
                    state_in_words=done.state_in_words if done else row.standing,
                    realised=done.quantity if done else "",
                )
            )
    return lines(found)


def _in_words(stored: str) -> str:
    """A stored quantity as the Dutch write it."""
    found = parse_stored(stored or None)
    return "" if found is None else number(found)
