"""Finding things of the covenant that is told about, by their own names."""

from typing import Any

from agreements.models import Agreement, Covenant
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Milestone
from monitoring.demo.people import People
from monitoring.models import Activity


class Finding:
    """Deeds by partner and year, and rows by the words of the story."""

    def __init__(self, covenant: Covenant) -> None:
        self.covenant = covenant
        self.people = People(covenant)

    def _deed(self, slug: str, kind: str, year: int, name: str) -> None:
        self._assignment(slug, kind, year).perform(name, by=self.people.submitter(slug))

    def _review(self, slug: str, kind: str, year: int, name: str) -> None:
        self._assignment(slug, kind, year).perform(name, by=self.people.reviewer_of(slug))

    def _assignment(self, slug: str, kind: str, year: int) -> Assignment:
        return Assignment.objects.with_everything().get(
            milestone__cycle__covenant=self.covenant,
            milestone__kind=kind,
            milestone__subject_year=year,
            partner__slug=slug,
        )

    def _milestone(self, kind: MilestoneKind, year: int) -> Milestone:
        return Milestone.objects.get(cycle__covenant=self.covenant, kind=kind, subject_year=year)

    def _agreement(self, code: str) -> Agreement:
        return Agreement.objects.get(covenant=self.covenant, code=code)

    def _partner(self, slug: str) -> Any:
        return self.covenant.parties.get(partner__slug=slug).partner

    def _last_year(self, title: str | None, year: int) -> Activity | None:
        if title is None:
            return None
        return Activity.objects.filter(
            covenant=self.covenant, title=title, overview__assignment__milestone__subject_year=year
        ).first()
