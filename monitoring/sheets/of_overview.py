"""The sheet of an overview: one row an activity, through the form of the screen."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.db.models import Value

from agreements.models import Agreement
from calendar_cycle.models import Assignment
from druten import clock
from druten.accounts.models import User
from monitoring import overviews, progress
from monitoring.forms.activity import ActivityForm
from monitoring.forms.offers import LINKS, Offers, activities_of, carrying_links
from monitoring.models import Activity
from monitoring.sheets.columns import Column, Number, One, Several
from monitoring.sheets.definition import Definition, Existing

# No activity has this id.
_OF_THE_DOCUMENT = 0
FROM_THE_LIST = "Kies uit de lijst. Meer dan één? Gebruik dan ook de volgende kolom."


class OverviewSheet(Definition):
    one, many, name = "activiteit", "activiteiten", "overzicht"
    drops_emptied = True
    with_group = frozenset({"ambitions"})
    columns = (
        Column("title", "Wat gaat u doen?", "Kort, in hoogstens 200 tekens. Dit vakje moet u invullen.", 45),
        Column("text", "Toelichting", "Meer over de activiteit, als dat nodig is.", 45),
        Several("agreements", "Afspraak", f"{FROM_THE_LIST} Kies een afspraak of een ambitie.", 28, most=3),
        Several("ambitions", "Ambitie", f"{FROM_THE_LIST} Leeg: de ambities van de afspraak.", 28),
        Several("accents", "Accent", FROM_THE_LIST, 24, most=1),
        Several("involvement", "Gemeente doet mee door", FROM_THE_LIST, 20),
        One("first_quarter", "Van", "Kies uit de lijst. Leeg: het 1e kwartaal.", 22, empty="1"),
        One("last_quarter", "Tot en met", "Kies uit de lijst. Leeg: het 4e kwartaal.", 22, empty="4"),
        Several("villages", "Kern", f"{FROM_THE_LIST} Leeg: overal.", 18),
        Number("budget", "Budget in euro", "Een getal, zoals 20.000.", 16, is_money=True),
        One("indicator", "Telt mee voor cijfer", "Kies uit de lijst. Dit mag leeg blijven.", 28),
        Number("planned_quantity", "Aantal", "Voor 36 woningen: vul 36 in.", 12),
        One("continues", "Gaat door op", "Kies de activiteit van vorig jaar. Dit mag leeg blijven.", 28),
    )

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        year = assignment.milestone.subject_year or 0
        self._due, every = progress.with_all_others(assignment.covenant, year, clock.today())
        agreements = {row.pk: row for row in every}
        both = list(activities_of(assignment, year - 1, year).select_related("overview").order_by("overview", "pk"))
        rows = [row for row in both if row.overview.assignment_id == assignment.pk]
        last_year = [row for row in both if row.overview.assignment_id != assignment.pk]
        self._offers = Offers.of(assignment, self._due, self._blank(), last_year)
        chosen = _chosen(rows, assignment)
        self._offers = replace(self._offers, carrying=frozenset(chosen[_OF_THE_DOCUMENT]["carrying"]))
        self._mine = {row.pk: self._offers_of(chosen[row.pk], agreements) for row in rows}
        self.existing = {row.code: Existing(row.code, row.title, row) for row in rows}

    def _blank(self) -> Activity:
        return Activity(covenant=self.assignment.covenant)

    def _offers_of(self, chosen: dict[str, list[int]], agreements: dict[int, Agreement]) -> Offers:
        return self._offers.with_chosen(chosen, [agreements[pk] for pk in chosen["agreements"]])

    def form(self, there: Existing | None, data: dict[str, Any] | None = None) -> ActivityForm:
        # What the screen shows before anything was chosen holds for a row of the system only.
        instance = there.row if there else self._blank()
        offers = self._mine[there.row.pk] if there else replace(self._offers, chosen={})
        return ActivityForm(data, instance=instance, assignment=self.assignment, due=self._due, offers=offers)

    def put(self, form: ActivityForm) -> None:
        form.store(overviews.of(self.assignment))

    def drop(self, there: Existing, by: User) -> None:
        overviews.drop(there.row, by=by)


def _chosen(rows: list[Activity], assignment: Assignment) -> dict[int, dict[str, list[int]]]:
    """Per activity what it is linked to, of each kind; and at `_OF_THE_DOCUMENT` the agreements that carry an
    ambition, for who must say to which it works. One query, or none."""
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    links: dict[str, Any] = {name: Activity._meta.get_field(name) for name in LINKS}
    queries = [
        link.remote_field.through.objects.filter(activity__in=rows).values_list(
            Value(name), "activity_id", f"{link.m2m_reverse_field_name()}_id"
        )
        for name, link in links.items()
    ]
    carrying = carrying_links(assignment).values_list(Value("carrying"), Value(_OF_THE_DOCUMENT), "agreement_id")
    for name, activity, key in carrying.union(*queries):
        found[activity][name].append(key)
    return found
