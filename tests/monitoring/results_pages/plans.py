"""A plan of the corporation for 2025, published; and figures with last year's."""

from datetime import date
from typing import Any

from agreements.models import Agreement
from calendar_cycle.models import Assignment
from monitoring import bundling
from monitoring.models import Activity, Indicator, Measurement, Publication
from tests import factories
from tests.world import World

PLANNED = {
    "text": "Wij leggen zonnepanelen op rijtjeshuizen.",
    "indicator": "zonnepanelen",
    "planned_quantity": "12.00",
    "first_quarter": 2,
    "last_quarter": 3,
    "budget": "20000.00",
    "villages": ["Deest"],
    "accents": [{"id": 1, "title": "Jongeren eerst"}],
}


def indicator(world: World, key: str, **fields: Any) -> Indicator:
    about = {"kind": "count", "over_partners": "sum", "over_years": "sum", "unit": "woningen", "name": key} | fields
    topic = world.covenant.agreements.all()[0].topic
    return Indicator.objects.create(covenant=world.covenant, key=key, topic=topic, **about)


def planned(world: World, agreement: Agreement, title: str = "Zonnepanelen", **fields: Any) -> Activity:
    """An activity of the corporation in the joint overview of 2025, which has no other."""
    step = world.milestone("overview", subject_year=2025, opens_on=date(2024, 4, 1), before=date(2024, 7, 1), year=2024)
    assignment = Assignment.objects.filter(milestone=step, partner=world.corporation).first()
    overview = factories.OverviewFactory(assignment=assignment or world.assignment(milestone=step))
    found = Indicator.objects.filter(key="zonnepanelen").first() or indicator(world, "zonnepanelen", from_results=True)
    row = factories.ActivityFactory(
        overview=overview, title=title, agreements=[agreement], indicator=found, planned_quantity=12, **fields
    )
    publish(world, *overview.activities.all())
    return row


def publish(world: World, *activities: Activity) -> None:
    frozen = [
        {**PLANNED, "id": row.pk, "code": row.code, "title": row.title,
         "agreements": [it.code for it in row.agreements.all()]}
        for row in activities
    ]  # fmt: skip
    parts = [bundling.Part(world.corporation.slug, "", "", "accepted", content={"activities": frozen})]
    content = bundling.as_json(bundling.Bundle(world.covenant.slug, "", 2025, parts))
    version = Publication.objects.count() + 1
    Publication.objects.create(
        covenant=world.covenant, kind="overview", subject_year=2025, version=version, content=content, pdf=b""
    )


def measured(world: World, about: Indicator, year: int = 2024, **fields: Any) -> Measurement:
    """What the working group wrote down of the corporation."""
    return Measurement.objects.create(indicator=about, partner=world.corporation, year=year, **fields)
