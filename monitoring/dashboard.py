"""All that the dashboard shows, as one reader may know it, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from agreements.access import Person
from agreements.models import Covenant
from monitoring import attention, boxes, figures
from monitoring.attention import Point
from monitoring.boxes import BOXES, Box, Placed, Tally
from monitoring.figures import Figure
from monitoring.known import Known
from monitoring.known import load as load_known
from monitoring.models import Accent, Measurement


@dataclass(frozen=True)
class Asked:
    """Something that the board must decide."""

    title: str
    why: str
    url: str = ""


@dataclass(frozen=True)
class Dashboard:
    """One year of a covenant."""

    year: int
    years: list[int]
    rows: list[Placed]
    total: Tally
    themes: list[Tally]
    partners: list[Tally]
    accents: list[Accent]
    asked: list[Asked]
    figures: list[Figure]
    points: list[Point]
    boxes: tuple[Box, ...] = BOXES

    def count(self, key: str) -> int:
        return self.total.counts.get(key, 0)

    @property
    def summary(self) -> list[tuple[int, str]]:
        """(number, word) of the boxes that hold something."""
        return [(count, box.word) for box, count in self.total.counted if count]

    @property
    def measured(self) -> list[Figure]:
        return [row for row in self.figures if row.measured]

    @property
    def not_measured(self) -> list[Figure]:
        return [row for row in self.figures if not row.measured]


def build(covenant: Covenant, year: int, *, reader: Person, on: date) -> Dashboard:
    """The dashboard of `year` as known on a day."""
    known = load_known(covenant, year, reader=reader, on=on)
    rows = boxes.place(known)
    accents = _accents(covenant, year, reader)
    return Dashboard(
        year=year,
        years=list(covenant.years),
        rows=rows,
        total=boxes.tally("Alle afspraken", rows),
        themes=boxes.by_theme(rows),
        partners=boxes.by_partner(rows),
        accents=[row for row in accents if row.year == year and row.milestone.done_at],
        asked=_asked(accents, rows),
        figures=_figures(covenant, reader, known),
        points=attention.of(known),
    )


def figure(covenant: Covenant, key: str, *, reader: Person, on: date) -> Figure | None:
    """One figure, as the reader may know it; None when the covenant has no such indicator."""
    known = load_known(covenant, covenant.end_year, reader=reader, on=on)
    return next((row for row in _figures(covenant, reader, known) if row.key == key), None)


def _figures(covenant: Covenant, reader: Person, known: Known) -> list[Figure]:
    measured = Measurement.objects.visible_to(reader).of_working_group().filter(indicator__covenant=covenant)
    names = {row.partner.slug: row.partner.short_name for row in known.assignments}
    return figures.load(covenant, measured.select_related("partner"), known.results_by_year(), names)


def _accents(covenant: Covenant, year: int, reader: Person) -> list[Accent]:
    rows = Accent.objects.visible_to(reader).filter(milestone__cycle__covenant=covenant, year__in=(year, year + 1))
    return list(rows.select_related("milestone__cycle__covenant", "topic", "agreement__covenant").order_by("pk"))


def _asked(accents: list[Accent], rows: list[Placed]) -> list[Asked]:
    """Accents that wait for a decision, and agreements that ran over their years."""
    waiting = [row for row in accents if row.milestone.done_at is None and not row.milestone.before_use]
    found = [
        Asked(f"Stel de accenten voor {year} vast", f"De werkgroep bereidde {count} voor.")
        for year, count in {row.year: sum(it.year == row.year for it in waiting) for row in waiting}.items()
    ]
    return found + [
        Asked(
            f"{row.due.agreement}: doorgaan of stoppen?",
            f"Deze afspraak liep tot en met {row.due.slipped_from} en is nog niet klaar.",
            row.due.agreement.get_absolute_url(),
        )
        for row in rows
        if row.due.slipped_from
    ]
