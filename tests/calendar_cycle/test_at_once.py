"""Two people, or two tabs, at the same moment: it happens once."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from calendar_cycle import extensions
from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from druten import clock
from tests.world import World, make_world, moment

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 4


def all_at_once(deed: Callable[[], object]) -> list[str]:
    """Runs the deed in several threads at one moment; what each came to."""
    start, outcomes = Barrier(HANDS), []

    def run() -> None:
        try:
            start.wait(timeout=20)
            with clock.at(moment(2026, 6, 20)):
                deed()
            outcomes.append("done")
        except NotAllowed as no:
            outcomes.append(no.reason)
        finally:
            connections.close_all()

    # One database in memory is one connection: there the hands come one after another.
    if connection.vendor == "sqlite":
        return one_by_one(deed)
    threads = [Thread(target=run) for _ in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


def one_by_one(deed: Callable[[], object]) -> list[str]:
    outcomes = []
    for _ in range(HANDS):
        try:
            with clock.at(moment(2026, 6, 20)):
                deed()
            outcomes.append("done")
        except NotAllowed as no:
            outcomes.append(no.reason)
    return outcomes


@pytest.fixture
def here() -> World:
    return make_world()


def test_handing_in_at_once_gives_one_submission(here: World) -> None:
    pk = here.plain(state="in_progress").pk
    by = here.submitter
    outcomes = all_at_once(lambda: Assignment.objects.get(pk=pk).perform("submit", by=by))
    stored = Assignment.objects.get(pk=pk)
    assert (len(outcomes), outcomes.count("done")) == (HANDS, 1)
    assert (stored.submissions.count(), stored.state) == (1, "submitted")
    assert stored.events.filter(kind="submit", refused=True).count() == HANDS - 1


def test_asking_at_once_gives_one_request(here: World) -> None:
    pk = here.plain(state="in_progress").pk
    by = here.editor
    outcomes = all_at_once(
        lambda: extensions.ask(Assignment.objects.get(pk=pk), by=by, wished_before=date(2026, 7, 8), reason="Vakantie.")
    )
    assert (len(outcomes), outcomes.count("done")) == (HANDS, 1)
    assert Assignment.objects.get(pk=pk).extensions.count() == 1


def test_deciding_at_once_decides_once(here: World) -> None:
    assignment = here.plain(state="in_progress")
    with clock.at(moment(2026, 6, 20)):
        asked = extensions.ask(assignment, by=here.editor, wished_before=date(2026, 7, 8), reason="Vakantie.")
    by = here.secretary
    outcomes = all_at_once(lambda: assignment.extensions.get(pk=asked.pk).perform("grant", by=by))
    assert (len(outcomes), outcomes.count("done")) == (HANDS, 1)
    assert assignment.events.filter(kind="grant_extension", refused=False).count() == 1
