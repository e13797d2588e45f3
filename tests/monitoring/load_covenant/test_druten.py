"""load_covenant brings Druten to the counts of the signed document."""

import pytest

from agreements.models import Agreement, Ambition, Effort, Responsibility, Theme, Topic
from monitoring.models import Indicator
from tests.fixtures import druten_file

pytestmark = pytest.mark.django_db


def test_druten_comes_to_the_counts_of_the_signed_document():
    druten_file.load()

    assert [model.objects.count() for model in (Theme, Topic, Ambition, Effort, Agreement)] == [5, 12, 48, 59, 47]
    rows = {
        topic.number: (topic.ambitions.count(), topic.efforts.count(), topic.agreements.count())
        for topic in Topic.objects.all()
    }
    assert rows == druten_file.COUNTS
    assert Indicator.objects.exists()


def test_druten_places_the_rows_that_are_traps():
    druten_file.load()

    def parts(code: str) -> set[tuple[str, str]]:
        rows = Responsibility.objects.filter(agreement__code=code)
        return set(rows.values_list("role", "partner__slug"))

    assert {("trekker", "gemeente-druten"), ("betrokkene", "gemeente-druten")} <= parts("1.3-01")
    assert {("trekker", "de-kernen"), ("betrokkene", "de-kernen")} <= parts("2.1-01")
    assert {("trekker", "woonwaarts"), ("betrokkene", "woonwaarts")} <= parts("2.1-03")
    assert ("betrokkene", "bewonersraad-de-kernen") in parts("3-04")
    assert ("betrokkene", "de-kernen") not in parts("3-04")
    notes = Responsibility.objects.filter(agreement__code="4.2-02", partner__kind="tenants")
    assert {row.note for row in notes} == {"in een later stadium"}
    assert Agreement.objects.get(code="1.1-08").start_year is None
