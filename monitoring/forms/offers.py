"""What there is to choose for an activity of one partner and year: read once, for a page or for a whole sheet."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import SimpleLazyObject

from agreements.models import Agreement, Ambition, Village
from calendar_cycle.models import Assignment
from monitoring import serving
from monitoring.models import Accent, Activity, Indicator
from monitoring.progress import Due

# What an activity is linked to, several of each.
LINKS = ("agreements", "ambitions", "accents", "villages")
Group = tuple[str, list[tuple[int, str]]]


@dataclass(frozen=True)
class Offers:
    """The rows of each choice. `chosen` is what one activity has of them, by the name of the link.

    `carrying`: the agreements that belong to an ambition, for who must say to which it does; read when it is asked.
    """

    assignment: Assignment
    due: list[Due]
    ambitions: list[Any]
    accents: list[Any]
    villages: list[Any]
    indicator: list[Indicator]
    continues: list[Activity]
    carrying: Iterable[int] = ()
    agreements: list[Agreement] = field(default_factory=list)
    chosen: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, assignment: Assignment, due: list[Due], activity: Activity, last_year: list[Activity] | None = None
    ) -> "Offers":
        """For the page of one activity: each list is read once, with what was chosen in it. `last_year`: the
        activities that can go on, when they were read already."""
        covenant, year = assignment.covenant, assignment.milestone.subject_year or 0
        ambitions = Ambition.objects.filter(topic__covenant=covenant).select_related("topic")
        links: dict[str, QuerySet] = {
            "ambitions": ambitions.order_by("topic__position", "position"),
            "accents": Accent.objects.decided(covenant, year),
            "villages": Village.objects.filter(covenant=covenant),
        }
        rows: dict[str, list[Any]] = {name: _with_choice(name, found, activity) for name, found in links.items()}
        found = cls(
            assignment,
            due,
            ambitions=rows["ambitions"],
            accents=rows["accents"],
            villages=rows["villages"],
            indicator=list(Indicator.objects.filter(covenant=covenant)),
            continues=list(activities_of(assignment, year - 1)) if last_year is None else last_year,
            carrying=SimpleLazyObject(lambda: _carrying(assignment)),
        )
        mine = list(activity.agreements.select_related("topic")) if activity.pk else []
        chosen = {name: [row.pk for row in rows[name] if row.is_chosen] for name in links}
        return replace(found, agreements=mine, chosen=chosen | {"agreements": [row.pk for row in mine]})

    def with_chosen(self, chosen: dict[str, list[int]], agreements: list[Agreement]) -> "Offers":
        """The same for another activity, of which is known what it has; `agreements` are those of it."""
        return replace(self, chosen=chosen, agreements=agreements)

    @property
    def all_agreements(self) -> list[Agreement]:
        """Those due, and those it had already, in the order of the document."""
        there = {row.pk: row for row in [*self.agreements, *(row.agreement for row in self.due)]}
        return sorted(there.values(), key=lambda row: (row.topic.position, row.code))

    @property
    def agreement_groups(self) -> list[Group]:
        """Those we lead first, then those we take part in, the others, and apart what ends this year."""
        partner = self.assignment.partner
        apart = {row.agreement.pk for row in self.due if row.is_apart}
        led = {row.agreement.pk for row in self.due if row.is_of(partner)} - apart
        joined = {row.agreement.pk for row in self.due if row.is_joined_by(partner)} - apart - led
        others = {row.pk for row in self.all_agreements} - apart - led - joined
        groups = {
            "Waarvan wij trekker zijn": led,
            "Waaraan wij meedoen": joined,
            "Andere afspraken": others,
            "Loopt dit jaar af: gaat u ermee door?": apart,
        }
        shown = [(row.pk, str(row)) for row in self.all_agreements]
        return [(name, [row for row in shown if row[0] in keys]) for name, keys in groups.items() if keys]


def activities_of(assignment: Assignment, *years: int) -> QuerySet[Activity]:
    """What this partner plans for these years and did not drop."""
    return Activity.objects.going_on().filter(
        overview__assignment__partner=assignment.partner,
        covenant=assignment.covenant,
        overview__assignment__milestone__subject_year__in=years,
    )


def _with_choice(name: str, rows: QuerySet, activity: Activity) -> list[Any]:
    """All of `rows`, each with whether this activity has it."""
    link: Any = Activity._meta.get_field(name)
    mine = {"activity": activity.pk, link.m2m_reverse_field_name(): OuterRef("pk")}
    return list(rows.annotate(is_chosen=Exists(link.remote_field.through.objects.filter(**mine))))


def carrying_links(assignment: Assignment) -> QuerySet:
    """Of this document the links of agreements with ambitions; none for who need not say."""
    rows: QuerySet = Agreement.ambitions.through.objects.filter(agreement__covenant=assignment.covenant)
    return rows if serving.says_which_ambitions(assignment.partner) else rows.none()


def _carrying(assignment: Assignment) -> frozenset[int]:
    """The agreements of this document that belong to at least one ambition; none for who need not say."""
    return frozenset(carrying_links(assignment).values_list("agreement_id", flat=True))


def by_topic(rows: Iterable[Any]) -> list[Group]:
    """Rows that are in the order of their topics, by topic."""
    return [
        (str(topic), [(row.pk, str(row)) for row in found]) for topic, found in groupby(rows, key=lambda row: row.topic)
    ]
